"""The decision graph as GraphML, for yEd, Gephi, Cytoscape and other programs for graphs."""

from __future__ import annotations

from xml.etree import ElementTree

import networkx as nx

from explain.graph.dot import printable
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.graphviz import CannotDraw
from explain.graph.layout import Box, laid_out
from explain.graph.style import LINES, drawn_as
from explain.graph.xml_text import xml_file

GRAPHML, YFILES = "http://graphml.graphdrawing.org/xmlns", "http://www.yworks.com/xml/graphml"
POINTS = 72  # of yEd's units to an inch
_SHAPES = {"octagon": "octagon", "component": "rectangle3d"}
# the keys under which yEd looks for what is drawn
_NODES, _EDGES = "nodegraphics", "edgegraphics"


def to_graphml(drawn: Drawing) -> str:
    """A decision graph as GraphML: boxes and arrows with what they say, and how yEd draws them."""
    graph: nx.DiGraph[str] = nx.DiGraph(title=printable(drawn.title), language=drawn.language)
    for node in drawn.nodes:
        graph.add_node(
            node.id,
            label=_label(node),
            details=printable("\n".join(node.details)),
            says=printable(node.says),
            look=node.look,
            signal=node.signal,
            proposition=node.proposition,
            explained=node.id == drawn.goal,
        )
    for edge in drawn.edges:
        graph.add_edge(edge.tail, edge.head, line=edge.line, label=printable(edge.label))
    file = ElementTree.fromstring("\n".join(nx.generate_graphml(graph, prettyprint=False)))
    _draw(file, drawn)
    return xml_file(file, {GRAPHML: "", YFILES: "y"})


def _label(node: Node) -> str:
    return printable("\n".join(filter(None, (node.word, *(node.items or (node.text,))))))


def _draw(file: ElementTree.Element, drawn: Drawing) -> None:
    """Places and looks, in yEd's own terms, added to the boxes and arrows."""
    for number, (key, kind) in enumerate(((_NODES, "node"), (_EDGES, "edge"))):
        file.insert(
            number,
            ElementTree.Element(f"{{{GRAPHML}}}key", {"id": key, "for": kind, "yfiles.type": key}),
        )
    nodes, places = {node.id: node for node in drawn.nodes}, _places(drawn)
    edges = {(edge.tail, edge.head): edge for edge in drawn.edges}
    for box in file.iter(f"{{{GRAPHML}}}node"):
        id = box.attrib["id"]
        _data(box, _NODES).append(_shape(nodes[id], places.get(id)))
    for arrow in file.iter(f"{{{GRAPHML}}}edge"):
        edge = edges[arrow.attrib["source"], arrow.attrib["target"]]
        _data(arrow, _EDGES).append(_line(edge))


def _places(drawn: Drawing) -> dict[str, Box]:
    """Where Graphviz places the boxes; nowhere without it: yEd lays them out itself."""
    try:
        return laid_out(drawn).boxes
    except CannotDraw:
        return {}


def _data(parent: ElementTree.Element, key: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{GRAPHML}}}data", {"key": key})


def _below(parent: ElementTree.Element, name: str, **said: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{YFILES}}}{name}", said)


def _shape(node: Node, place: Box | None) -> ElementTree.Element:
    look = drawn_as(node.look, node.signal)
    style = look.get("style", "")
    shape = ElementTree.Element(f"{{{YFILES}}}ShapeNode")
    if place:
        sides = {"x": place.left, "y": place.top, "width": place.width, "height": place.height}
        _below(shape, "Geometry", **{name: f"{side * POINTS:.1f}" for name, side in sides.items()})
    _below(shape, "Fill", color=look["fillcolor"], transparent="false")
    _below(shape, "BorderStyle", color=look["color"], type=_kind(style), width=look["penwidth"])
    label = _below(
        shape,
        "NodeLabel",
        autoSizePolicy="node_width",
        configuration="CroppingLabel",
        fontFamily="Arial",
        fontSize=str(node.size),
        textColor=look.get("fontcolor", "#000000"),
    )
    label.text = _label(node)
    named = "roundrectangle" if "rounded" in style else _SHAPES.get(look["shape"], "rectangle")
    _below(shape, "Shape", type=named)
    return shape


def _line(edge: Edge) -> ElementTree.Element:
    look = LINES[edge.line]
    line = ElementTree.Element(f"{{{YFILES}}}PolyLineEdge")
    colour, width = look.get("color", "#333333"), look.get("penwidth", "1")
    _below(line, "LineStyle", color=colour, type=_kind(look.get("style", "")), width=width)
    head = "none" if look.get("dir") == "none" else "standard"
    _below(line, "Arrows", source="none", target=head)
    if edge.label:
        _below(line, "EdgeLabel", fontFamily="Arial").text = printable(edge.label)
    return line


def _kind(style: str) -> str:
    return next((kind for kind in ("dashed", "dotted") if kind in style), "line")
