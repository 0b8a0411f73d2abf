"""Slides (PPTX): decision graphs of native shapes, built up column by column, to the verdict and
what follows from it; and slides of text beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from explain.graph.bands import bands
from explain.graph.boxes import in_a_box
from explain.graph.columns import SMALLER, in_columns, is_path
from explain.graph.dot import printable
from explain.graph.graph import Drawing, Edge, Meaning, Node
from explain.graph.layout import POINTS, Layout, for_a_slide, laid_out
from explain.graph.lettering import width_of
from explain.graph.places import Place
from explain.graph.style import LINES, drawn_as
from explain.graph.windows import column_of, windows
from knowledge.extras import need
from knowledge.languages.words import Words, cut

WIDTH, HEIGHT = 13.333, 7.5  # inches of a slide, 16:9
TITLE, MARGIN = 0.8, 0.3  # inches for the title, and at the sides
LEGEND_ROW, SAMPLE, LEGEND_SIZE = 0.25, 0.45, 12  # inches of its rows and boxes, points
LARGEST = 1.4  # times by which a small graph grows
READABLE = 11 / 13  # times as large as it is drawn: a higher graph stands on several slides
SMALLEST = 1.0  # points: an Office file has no smaller letters
BLANK, TITLE_ONLY = 6, 5  # layouts of the library's own template
EDGE = 0.9  # inches beside a text
TITLE_SIZE, SMALL_TITLE_SIZE, TEXT_SIZE, SMALL_TEXT_SIZE = 38, 28, 28, 22  # points
ASIDE_SIZE = 20  # points of what stands beside the line under a title
LONGEST_PROPERTY = 255  # characters in a property of an Office file
LONG_TITLE = 60  # characters from which a title gets smaller letters
MUCH_TEXT = 420  # characters from which a text gets smaller letters
LEFT, MIDDLE = 1, 2  # alignments
ACCENT = "#00598c"  # of the line under a title
BOX_EDGE, BOX_TITLE_SIZE = 0.5, 26  # inches beside boxes of text, and points of their title
_SHAPES = {"octagon": "OCTAGON", "note": "SNIP_1_RECTANGLE", "component": "RECTANGLE"}


def to_pptx(drawn: Drawing) -> bytes:
    """A decision graph as a presentation (PPTX), a slide for each step of building it up.

    Needs the extra `slides`. Raises `CannotDraw`, `MissingExtra`.
    """
    deck = Deck(drawn.title, drawn.language)
    deck.add_graph(drawn)
    return deck.content()


class TextBox(NamedTuple):
    """A box of text on a slide, in inches from the upper left corner."""

    left: float
    top: float
    width: float
    height: float
    lines: Sequence[tuple[str, float, bool]]  # text, points, whether it is bold
    fill: str
    line: str
    border: int  # points; 0 without
    ink: str


class Deck:
    """A presentation that grows slide by slide."""

    def __init__(self, title: str, language: str):
        """Needs the extra `slides`. Raises `MissingExtra`."""
        need("PPTX", "pptx")
        from pptx import Presentation  # heavy, and not everybody has it
        from pptx.util import Inches

        self._made = Presentation()
        self._made.slide_width, self._made.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._made.core_properties.title = cut(printable(title), LONGEST_PROPERTY)
        self._made.core_properties.language = language

    def add_graph(self, drawn: Drawing) -> None:
        """A slide for each step of building a decision graph up. Raises `CannotDraw`."""
        for layout, shown in _slides(drawn):
            blank = self._made.slides.add_slide(self._made.slide_layouts[BLANK])
            _Slide(blank, drawn, layout).draw(shown)

    def add_text(
        self, title: str, lines: Iterable[str], note: str = "", *, aside: str = ""
    ) -> None:
        """A slide with a title and lines below it; `note`: what only the trainer reads; `aside`: a
        few words beside the line under the title.
        """
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches, Pt

        slide = self._made.slides.add_slide(self._made.slide_layouts[TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top = Inches(EDGE), Inches(0.5)
        head.width, head.height = Inches(WIDTH - 2 * EDGE), Inches(1.5)
        body = slide.shapes.add_textbox(
            Inches(EDGE), Inches(2.4), Inches(WIDTH - 2 * EDGE), Inches(HEIGHT - 2.9)
        )
        rule = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(EDGE), Inches(2.05), Inches(1.6), Inches(0.07)
        )
        rule.fill.solid()
        rule.fill.fore_color.rgb = _colour(ACCENT)
        rule.line.fill.background()
        rule.shadow.inherit = False
        if aside:
            beside = slide.shapes.add_textbox(
                Inches(EDGE + 1.7), Inches(1.82), Inches(WIDTH - 2 * EDGE - 1.7), Inches(0.5)
            )
        said = list(lines)
        size = TEXT_SIZE if sum(map(len, said)) <= MUCH_TEXT else SMALL_TEXT_SIZE
        large = TITLE_SIZE if len(title) <= LONG_TITLE else SMALL_TITLE_SIZE
        written = [(head.text_frame, title, large, True)]
        written += [(beside.text_frame, aside, ASIDE_SIZE, False)] if aside else []
        written += [(body.text_frame, line, size, False) for line in said]
        for frame, text, points, bold in written:
            frame.word_wrap = True
            first = frame.paragraphs[0]
            paragraph = first if not first.runs else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = printable(text)
            run.font.size, run.font.bold, run.font.name = Pt(points), bold, "Arial"
            paragraph.alignment, paragraph.space_after = LEFT, Pt(points * 0.6)
        if note:
            slide.notes_slide.notes_text_frame.text = printable(note)

    def add_boxes(self, title: str, boxes: Iterable[TextBox]) -> None:
        """A slide with a title and boxes of text."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Inches, Pt

        slide = self._made.slides.add_slide(self._made.slide_layouts[TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top = Inches(BOX_EDGE), Inches(0.2)
        head.width, head.height = Inches(WIDTH - 2 * BOX_EDGE), Inches(0.8)
        _write(head.text_frame, [(title, BOX_TITLE_SIZE, True)], "#000000")
        for box in boxes:
            places = map(Inches, (box.left, box.top, box.width, box.height))
            shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *places)
            shape.shadow.inherit = False
            shape.fill.solid()
            shape.fill.fore_color.rgb = _colour(box.fill)
            if box.border:
                shape.line.color.rgb, shape.line.width = _colour(box.line), Pt(box.border)
            else:
                shape.line.fill.background()
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            _write(shape.text_frame, box.lines, box.ink)

    def content(self) -> bytes:
        """The presentation as the bytes of its file."""
        file = BytesIO()
        self._made.save(file)
        return file.getvalue()


def _slides(drawn: Drawing) -> Iterator[tuple[Layout, tuple[str, ...]]]:
    """Each slide: where boxes stand on it, and which it shows."""
    if is_path(drawn):
        path = tuple(node.id for node in drawn.nodes)
        pages = in_columns(path, laid_out(drawn).boxes, *_room(_legend_rows(drawn)))
        yield from ((page, tuple(page.boxes)) for page in pages)
        return
    layout = for_a_slide(drawn)
    across, down = _room(_legend_rows(drawn))
    wide, high = across < layout.width * SMALLER, down < layout.height * READABLE
    if wide or high:
        arrows = [(edge.tail, edge.head) for edge in drawn.edges]
        parts = windows(layout, across, arrows) if wide else [layout]
        found = (one for part in parts for one in bands(part, down / READABLE, arrows))
        yield from ((part, tuple(part.boxes)) for part in found)
        return
    yield from ((layout, shown) for shown in steps(drawn, layout))


def steps(drawn: Drawing, layout: Layout) -> list[tuple[str, ...]]:
    """The boxes of each slide: one column more on each, those before the verdict first."""
    goal = layout.boxes[drawn.goal].middle
    columns = sorted({column_of(box) for box in layout.boxes.values()})
    ends = [column for column in columns if column < goal] or [columns[0]]
    found: list[tuple[str, ...]] = []
    for end in [*ends, goal, columns[-1]]:
        shown = tuple(
            node.id for node in drawn.nodes if column_of(layout.boxes[node.id]) <= max(end, ends[0])
        )
        if not found or len(shown) > len(found[-1]):
            found.append(shown)
    return found


def _legend_rows(drawn: Drawing) -> list[list[tuple[Meaning, str, float]]]:
    """The lines of the legend in rows as wide as a slide: each with its text and its width."""
    words = Words.of(drawn.language)
    rows: list[list[tuple[Meaning, str, float]]] = []
    room = 0.0
    for line in drawn.legend:
        text = words.titled(line.sign, line.says) if line.sign else line.says
        width = SAMPLE + width_of(printable(text), LEGEND_SIZE) * 1.04 / POINTS + 0.35
        if not rows or width > room:
            rows.append([])
            room = WIDTH - 2 * MARGIN
        rows[-1].append((line, text, min(width, room)))
        room -= width
    return rows


def _room(legend: Sequence[object]) -> tuple[float, float]:
    """The inches across and down that a slide has between its title and its legend."""
    below = HEIGHT - 0.1 - len(legend) * LEGEND_ROW  # where the legend begins
    return WIDTH - 2 * MARGIN, below - TITLE - 0.15


def _kind(look: Mapping[str, str]) -> Any:
    """The shape of a look."""
    from pptx.enum.shapes import MSO_SHAPE

    rounded = "rounded" in look.get("style", "")
    kind = "ROUNDED_RECTANGLE" if rounded else _SHAPES.get(look["shape"], "RECTANGLE")
    return getattr(MSO_SHAPE, kind)


class _Slide:
    """One slide, on which the graph has the place that it has on all of them."""

    def __init__(self, slide: Any, drawn: Drawing, layout: Layout):
        self.shapes, self.drawn, self.layout = slide.shapes, drawn, layout
        self.legend = _legend_rows(drawn)
        self.below = HEIGHT - 0.1 - len(self.legend) * LEGEND_ROW  # where the legend begins
        across, down = _room(self.legend)
        self.scale = min(across / layout.width, down / layout.height, LARGEST)
        self.left = (WIDTH - layout.width * self.scale) / 2
        self.top = TITLE + (down - layout.height * self.scale) / 2

    def draw(self, shown: Iterable[str]) -> None:
        """The title, these boxes, the arrows between them, and the legend."""
        title = self.drawn.title
        size = 26 if len(title) <= LONG_TITLE else 16  # a long one takes two lines
        self._text(MARGIN, 0.15, WIDTH - 2 * MARGIN, TITLE - 0.2, title, size)
        nodes = {node.id: node for node in self.drawn.nodes}
        boxes = {id: self._box(nodes[id]) for id in shown}
        for edge in self.drawn.edges:
            if edge.tail in boxes and edge.head in boxes:
                self._arrow(edge, boxes[edge.tail], boxes[edge.head])
        for number, row in enumerate(self.legend):
            left = MARGIN
            for line, text, width in row:
                top = self.below + number * LEGEND_ROW
                self._sample(line, left, top)
                self._text(left + SAMPLE, top, width - SAMPLE, LEGEND_ROW, text, LEGEND_SIZE)
                left += width

    def _sample(self, line: Meaning, left: float, top: float) -> None:
        """A small box of a look that the legend explains."""
        from pptx.util import Inches

        look = drawn_as(line.look, line.signal)
        places = map(Inches, (left, top + 0.05, SAMPLE - 0.08, LEGEND_ROW - 0.1))
        shape = self.shapes.add_shape(_kind(look), *places)
        shape.name = printable(line.says)[:100]
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(look["fillcolor"])
        width = min(2.0, float(look["penwidth"]))
        _line(shape.line, look["color"], width, look.get("style", ""))

    def _text(
        self, left: float, top: float, width: float, height: float, text: str, size: int
    ) -> None:
        from pptx.util import Inches, Pt

        frame = self.shapes.add_textbox(
            Inches(left), Inches(top), Inches(width), Inches(height)
        ).text_frame
        frame.word_wrap = True
        if size == LEGEND_SIZE:  # it stands in the middle of its sample
            frame.margin_top = frame.margin_bottom = Inches(0.02)
        run = frame.paragraphs[0].add_run()
        run.text = printable(text)
        run.font.size, run.font.name = Pt(size), "Arial"

    def _box(self, node: Node) -> Any:
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Inches, Pt

        look, place = drawn_as(node.look, node.signal), self.layout.boxes[node.id]
        shape = self.shapes.add_shape(
            _kind(look),
            Inches(self.left + place.left * self.scale),
            Inches(self.top + place.top * self.scale),
            Inches(place.width * self.scale),
            Inches(place.height * self.scale),
        )
        shape.name = printable(node.says)[:100]
        told = "\n".join((node.word, *(node.items or (node.text,)), *node.details))
        shape._element.nvSpPr.cNvPr.set("descr", printable(told.strip()))  # where lines were cut
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(look["fillcolor"])
        _line(shape.line, look["color"], float(look["penwidth"]), look.get("style", ""))
        shape.shadow.inherit = False
        frame = shape.text_frame
        # each line is a paragraph that fits: nothing is wrapped anew where fonts differ
        frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        if look["shape"] == "note":  # whose text keeps clear of the corner; so it does opposite
            corner = int(min(shape.width, shape.height) * shape.adjustments[0] / 2)
            frame.margin_left = frame.margin_bottom = corner
        ink = _colour(look.get("fontcolor", "#000000"))
        lines = in_a_box(node, Place(*(side * POINTS for side in place))).lines
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            for piece in line:
                run = paragraph.add_run()
                run.text = printable(piece.text)
                run.font.size, run.font.name = Pt(max(SMALLEST, piece.size * self.scale)), "Arial"
                run.font.bold, run.font.color.rgb = piece.bold, ink
            paragraph.alignment = MIDDLE
        return shape

    def _arrow(self, edge: Edge, tail: Any, head: Any) -> None:
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.oxml.ns import qn

        line = LINES[edge.line]
        arrow = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
        below = tail.top + tail.height <= head.top  # in one column, or in another
        downwards = self.drawn.downwards and below
        forward = tail.left <= head.left
        begin, end = (2, 0) if downwards else (3, 1) if forward else (1, 3)
        self.shapes._spTree.remove(arrow._element)  # below the boxes
        self.shapes._spTree.insert(2, arrow._element)
        arrow.begin_connect(tail, begin)
        arrow.end_connect(head, end)
        width, style = float(line.get("penwidth", "1")), line.get("style", "")
        _line(arrow.line, line.get("color", "#333333"), width, style)
        if line.get("dir") != "none":
            drawn = arrow.line._get_or_add_ln()  # python-pptx has no name for heads of arrows
            end = drawn.makeelement(qn("a:tailEnd"), {"type": "triangle"})
            drawn.append(end)


def _write(frame: Any, lines: Iterable[tuple[str, float, bool]], ink: str) -> None:
    from pptx.util import Pt

    frame.word_wrap = True
    for number, (text, points, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = printable(text)
        run.font.size, run.font.bold, run.font.name = Pt(points), bold, "Arial"
        run.font.color.rgb = _colour(ink)
        paragraph.alignment = LEFT


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
