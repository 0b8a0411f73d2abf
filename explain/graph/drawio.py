"""The decision graph for draw.io (diagrams.net): boxes that can be moved and written anew."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree

from explain.graph.dot import DETAIL, LEAST, printable
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.layout import Box, laid_out
from explain.graph.style import LINES, drawn_as
from explain.graph.xml_text import xml_file
from knowledge.languages.words import Words, cut

# of draw.io's units to an inch: more than the letters alone take, as its lines are higher
POINTS = 84
LEGEND_GAP, ROW, SAMPLE = 0.4, 28.0, 44.0  # inches above the legend; units of a row, of a box
_TEXT = (
    "text;html=1;align=left;verticalAlign=middle;strokeColor=none;fillColor=none;"
    "fontFamily=Arial;fontSize=14;fontColor=#000000;"
)
_SHAPES = {
    "octagon": "shape=octagon;perimeter=octagonPerimeter;",
    "note": "shape=note;size=12;",
    "folder": "shape=folder;tabWidth=40;tabHeight=10;",
    "tab": "shape=folder;tabWidth=40;tabHeight=10;",
    "component": "shape=module;jettyWidth=8;jettyHeight=6;",
}
_PATTERNS = {"dashed": "6 4", "dotted": "2 3"}


def to_drawio(drawn: Drawing) -> str:
    """A decision graph as a file of draw.io. Raises `CannotDraw`."""
    layout = laid_out(drawn)
    file = ElementTree.Element("mxfile", {"host": "threshold"})
    diagram = ElementTree.SubElement(file, "diagram", {"name": cut(printable(drawn.title), 80)})
    model = ElementTree.SubElement(diagram, "mxGraphModel", {"grid": "0", "page": "0"})
    root = ElementTree.SubElement(model, "root")
    ElementTree.SubElement(root, "mxCell", {"id": "0"})
    ElementTree.SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    for node in drawn.nodes:
        root.append(_box(node, layout.boxes[node.id]))
    root.extend(_arrow(edge) for edge in drawn.edges)
    root.extend(_legend(drawn, layout.height))
    return xml_file(file)


def _box(node: Node, place: Box) -> ElementTree.Element:
    sides = (place.left, place.top, place.width, place.height)
    return _cell(node.id, _label(node), _style(node), tuple(side * POINTS for side in sides))


def _legend(drawn: Drawing, height: float) -> Iterator[ElementTree.Element]:
    """What the looks mean, below the boxes: a small box of each, and its meaning beside it."""
    words = Words.of(drawn.language)
    top = (height + LEGEND_GAP) * POINTS
    yield _cell("legend", _html(drawn.legend_title), _TEXT + "fontStyle=1;", (0, top, 300, ROW))
    for number, line in enumerate(drawn.legend, start=1):
        said = words.titled(line.sign, line.says) if line.sign else line.says
        row = top + number * ROW
        look = _look(line.look, line.signal)
        yield _cell(f"legend-{number}", "", look, (0, row + 3, SAMPLE, ROW - 6))
        yield _cell(f"legend-{number}-says", _html(said), _TEXT, (SAMPLE + 8, row, 700, ROW))


def _cell(id: str, label: str, style: str, place: tuple[float, ...]) -> ElementTree.Element:
    cell = ElementTree.Element(
        "mxCell", {"id": id, "parent": "1", "vertex": "1", "value": label, "style": style}
    )
    sides = zip(("x", "y", "width", "height"), place, strict=True)
    written = {name: f"{side:.1f}" for name, side in sides}
    ElementTree.SubElement(cell, "mxGeometry", {**written, "as": "geometry"})
    return cell


def _label(node: Node) -> str:
    """The text of a box, as the HTML that draw.io shows."""
    word = f'<b style="font-size: {max(node.size - 4, LEAST)}px">{_html(node.word)}</b>'
    said = [_html(line) for line in node.items or (node.text,)]
    below = [f'<span style="font-size: {DETAIL}px">{_html(line)}</span>' for line in node.details]
    return "<br>".join(([word] if node.word else []) + said + below)


def _html(text: str) -> str:
    return escape(printable(text))


def _style(node: Node) -> str:
    colour = drawn_as(node.look, node.signal).get("fontcolor", "#000000")
    return _look(node.look, node.signal) + f"fontSize={node.size};fontColor={colour};"


def _look(named: str, signal: str) -> str:
    look = drawn_as(named, signal)
    style = look.get("style", "")
    pattern = next((_PATTERNS[kind] for kind in _PATTERNS if kind in style), "")
    return (
        f"{_SHAPES.get(look['shape'], '')}rounded={int('rounded' in style)};whiteSpace=wrap;html=1;"
        f"fontFamily=Arial;fillColor={look['fillcolor']};"
        f"strokeColor={look['color']};strokeWidth={look['penwidth']};"
        + (f"dashed=1;dashPattern={pattern};" if pattern else "")
    )


def _arrow(edge: Edge) -> ElementTree.Element:
    line = LINES[edge.line]
    pattern = _PATTERNS.get(line.get("style", ""), "")
    style = (
        f"edgeStyle=none;curved=1;html=1;fontFamily=Arial;fontSize={DETAIL};"
        "labelBackgroundColor=#ffffff;fontColor=#000000;"
        f"strokeColor={line.get('color', '#333333')};"
        f"strokeWidth={line.get('penwidth', '1')};"
        + (f"dashed=1;dashPattern={pattern};" if pattern else "")
        + ("endArrow=none;" if line.get("dir") == "none" else "endArrow=block;")
    )
    cell = ElementTree.Element(
        "mxCell",
        {
            "id": f"{edge.tail}-{edge.head}",
            "parent": "1",
            "edge": "1",
            "source": edge.tail,
            "target": edge.head,
            "value": _html(edge.label),
            "style": style,
        },
    )
    ElementTree.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    return cell
