"""The decision graph as slides of native shapes: built up column by column, to the verdict and what
follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from explain.graph.dot import DETAIL, LEAST, printable
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.layout import Box, Layout, laid_out
from explain.graph.style import LINES, drawn_as
from knowledge.extras import need

WIDTH, HEIGHT = 13.333, 7.5  # inches of a slide, 16:9
TITLE, MARGIN, LEGEND = 0.8, 0.3, 0.75  # inches for the title, at the sides, and for the legend
LARGEST = 1.25  # times by which a small graph grows
_SHAPES = {"octagon": "OCTAGON", "note": "FOLDED_CORNER", "component": "RECTANGLE"}


def to_pptx(drawn: Drawing) -> bytes:
    """A decision graph as a presentation (PPTX), a slide for each step of building it up.

    Needs the extra `slides`. Raises `CannotDraw`, `MissingExtra`.
    """
    need("PPTX", "pptx")
    from pptx import Presentation  # heavy, and not everybody has it
    from pptx.util import Inches

    layout = laid_out(drawn)
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    made.core_properties.title = printable(drawn.title)
    made.core_properties.language = drawn.language
    for shown in steps(drawn, layout):
        _Slide(made.slides.add_slide(made.slide_layouts[6]), drawn, layout).draw(shown)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def steps(drawn: Drawing, layout: Layout) -> list[tuple[str, ...]]:
    """The boxes of each slide: one column more on each, those before the verdict first."""
    goal = layout.boxes[drawn.goal].middle
    columns = sorted({_column(box) for box in layout.boxes.values()})
    ends = [column for column in columns if column < goal] or [columns[0]]
    found: list[tuple[str, ...]] = []
    for end in [*ends, goal, columns[-1]]:
        shown = tuple(
            node.id for node in drawn.nodes if _column(layout.boxes[node.id]) <= max(end, ends[0])
        )
        if not found or len(shown) > len(found[-1]):
            found.append(shown)
    return found


def _column(box: Box) -> float:
    return round(box.middle, 1)


class _Slide:
    """One slide, on which the graph has the place that it has on all of them."""

    def __init__(self, slide: Any, drawn: Drawing, layout: Layout):
        self.shapes, self.drawn, self.layout = slide.shapes, drawn, layout
        across, down = WIDTH - 2 * MARGIN, HEIGHT - TITLE - LEGEND - MARGIN
        self.scale = min(across / layout.width, down / layout.height, LARGEST)
        self.left = (WIDTH - layout.width * self.scale) / 2
        self.top = TITLE + (down - layout.height * self.scale) / 2

    def draw(self, shown: Iterable[str]) -> None:
        """The title, these boxes, the arrows between them, and the legend."""
        self._text(MARGIN, 0.15, WIDTH - 2 * MARGIN, TITLE - 0.2, self.drawn.title, 26)
        nodes = {node.id: node for node in self.drawn.nodes}
        boxes = {id: self._box(nodes[id]) for id in shown}
        for edge in self.drawn.edges:
            if edge.tail in boxes and edge.head in boxes:
                self._arrow(edge, boxes[edge.tail], boxes[edge.head])
        told = "   ".join(
            f"{line.sign}: {line.says}" if line.sign else line.says for line in self.drawn.legend
        )
        self._text(MARGIN, HEIGHT - LEGEND, WIDTH - 2 * MARGIN, LEGEND - 0.1, told, 12)

    def _text(
        self, left: float, top: float, width: float, height: float, text: str, size: int
    ) -> None:
        from pptx.util import Inches, Pt

        frame = self.shapes.add_textbox(
            Inches(left), Inches(top), Inches(width), Inches(height)
        ).text_frame
        frame.word_wrap = True
        run = frame.paragraphs[0].add_run()
        run.text = printable(text)
        run.font.size, run.font.name = Pt(size), "Arial"

    def _box(self, node: Node) -> Any:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Inches, Pt

        look, place = drawn_as(node.look, node.signal), self.layout.boxes[node.id]
        rounded = "rounded" in look.get("style", "")
        kind = "ROUNDED_RECTANGLE" if rounded else _SHAPES.get(look["shape"], "RECTANGLE")
        shape = self.shapes.add_shape(
            getattr(MSO_SHAPE, kind),
            Inches(self.left + place.left * self.scale),
            Inches(self.top + place.top * self.scale),
            Inches(place.width * self.scale),
            Inches(place.height * self.scale),
        )
        shape.name = printable(node.says)[:100]
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(look["fillcolor"])
        _line(shape.line, look["color"], float(look["penwidth"]), look.get("style", ""))
        shape.shadow.inherit = False
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Inches(0.06)
        frame.margin_top = frame.margin_bottom = Inches(0.02)
        ink = _colour(look.get("fontcolor", "#000000"))
        lines = [(node.word, max(node.size - 4, LEAST), True)] if node.word else []
        lines += [(line, node.size, False) for line in node.items or (node.text,)]
        lines += [(line, DETAIL, False) for line in node.details]
        for number, (text, size, bold) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = printable(text)
            run.font.size, run.font.bold, run.font.name = Pt(size * self.scale), bold, "Arial"
            run.font.color.rgb = ink
            paragraph.alignment = 2  # in the middle
        return shape

    def _arrow(self, edge: Edge, tail: Any, head: Any) -> None:
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.oxml.ns import qn

        line = LINES[edge.line]
        arrow = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
        forward = tail.left <= head.left
        arrow.begin_connect(tail, 3 if forward else 1)
        arrow.end_connect(head, 1 if forward else 3)
        width, style = float(line.get("penwidth", "1")), line.get("style", "")
        _line(arrow.line, line.get("color", "#333333"), width, style)
        if line.get("dir") != "none":
            drawn = arrow.line._get_or_add_ln()  # python-pptx has no name for heads of arrows
            end = drawn.makeelement(qn("a:tailEnd"), {"type": "triangle"})
            drawn.append(end)


def _colour(written: str) -> Any:
    from pptx.dml.color import RGBColor

    colour: Any = RGBColor
    return colour.from_string(written.removeprefix("#"))


def _line(line: Any, colour: str, width: float, style: str) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    line.color.rgb = _colour(colour)
    line.width = Pt(width)
    if "dashed" in style:
        line.dash_style = MSO_LINE.DASH
    elif "dotted" in style:
        line.dash_style = MSO_LINE.ROUND_DOT
