"""The decision graph as a picture in the page, with what an answer changed lit up: by a word and an
outline, and by colour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from markupsafe import Markup

from explain.graph.dot import to_dot
from explain.graph.graph import Drawing
from explain.graph.graphviz import NAMESPACE, named_parts, render
from threshold.workshop.difference import Mark

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BADGE_HEIGHT, _LETTER = 17.0, 7.9  # points, for letters of 12 points
_ABOVE = 0.8  # of a flag's height that stands above its box, clear of the word in it
_PANE = 870.0, 500.0  # the room that a projector of 1280 by 720 leaves for the graph
# characters to a line, and inches between ranks: wide graphs are drawn narrow
_LINES = ((22, "0.4"), (15, "0.25"))
_LEAST_LETTERS = 16  # points
# pixels: where letters would be smaller, what stands in smaller letters below them is left out
_READABLE = 12.0


def to_svg(drawn: Drawing, marks: Mapping[str, Mark], words: Mapping[Mark, str]) -> Markup:
    """The graph as SVG without anything that a strict content policy forbids. Raises `CannotDraw`.

    `marks` tells which boxes to light up, `words` what stands on them.
    """
    root = _drawn(drawn, *_LINES[0])
    if _scale(root) < 1:
        root = max(root, *(_drawn(drawn, *lines) for lines in _LINES[1:]), key=_scale)
    if _LEAST_LETTERS * _scale(root) < _READABLE:
        bare = drawn.model_copy(
            update={"nodes": tuple(node.model_copy(update={"details": ()}) for node in drawn.nodes)}
        )
        root = max((_drawn(bare, *lines) for lines in _LINES), key=_scale)
    root.set("role", "group")
    del root.attrib["width"], root.attrib["height"]
    nodes = {node.id: node for node in drawn.nodes}
    badges: list[ElementTree.Element] = []
    for part in root.iter():
        part.attrib.pop("id", None)  # the next graph has the same ones for other boxes
    for parent, told in named_parts(root):
        if parent.get("class") == "node":
            node = nodes[told]
            _centre(parent)
            says = ", ".join(node.items) or node.text
            parent.attrib |= {
                "data-node": told,
                "role": "img",
                "aria-label": f"{node.word}: {says}" if node.word else says,
            }
            if told in marks:
                parent.set("class", f"node lit {marks[told]}")
                parent.attrib["aria-label"] += f" ({words[marks[told]]})"
                badges.append(_badge(parent, words[marks[told]]))
        elif parent.get("class") == "edge":
            parent.set("aria-hidden", "true")
    drawing = root.find(f"{{{NAMESPACE}}}g")
    assert drawing is not None
    paper = [
        part
        for part in drawing
        if part.tag == f"{{{NAMESPACE}}}polygon" or part.get("class") == "cluster"
    ]
    for part in paper:  # the page has its own
        drawing.remove(part)
    drawing.extend(badges)  # above everything else
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _drawn(drawn: Drawing, most: int, between: str) -> ElementTree.Element:
    """The graph with so many characters to a line at most."""
    nodes = []
    for node in drawn.nodes:
        # a word is broken only where no line could hold it
        longest = max(map(len, node.text.split()), default=0)
        nodes.append(
            node.model_copy(
                update={
                    "width": min(node.width, max(most, longest)),
                    "size": max(node.size, _LEAST_LETTERS),
                }
            )
        )
    graph = to_dot(drawn.model_copy(update={"nodes": tuple(nodes)}), captions=False)
    graph.graph_attr["ranksep"] = between
    return ElementTree.fromstring(render(graph.source, "svg", quick=True))


def _scale(svg: ElementTree.Element) -> float:
    """How large the letters are once the graph fits its pane."""
    width, height = map(float, svg.attrib["viewBox"].split()[2:])
    return min(_PANE[0] / width, _PANE[1] / height)


def _badge(box: ElementTree.Element, word: str) -> ElementTree.Element:
    """A flag on the upper left corner of a box."""
    left, top = _corner(box)
    width = len(word) * _LETTER + 12
    flag = ElementTree.Element(f"{{{NAMESPACE}}}g", {"class": "flag", "aria-hidden": "true"})
    sides = {
        "x": left - 6,
        "y": top - _BADGE_HEIGHT * _ABOVE,
        "width": width,
        "height": _BADGE_HEIGHT,
    }
    ElementTree.SubElement(
        flag,
        f"{{{NAMESPACE}}}rect",
        {**{name: f"{value:.1f}" for name, value in sides.items()}, "rx": "4"},
    )
    at = {
        "x": f"{left - 6 + width / 2:.1f}",
        "y": f"{top - _BADGE_HEIGHT * _ABOVE + 12.6:.1f}",
        "text-anchor": "middle",
    }
    ElementTree.SubElement(flag, f"{{{NAMESPACE}}}text", at).text = word
    return flag


def _centre(box: ElementTree.Element) -> None:
    """Put each line in the middle of its box, however wide the browser's letters are: the drawer
    has measured others.
    """
    across, _ = _outline(box)
    for line in box.iter(f"{{{NAMESPACE}}}text"):
        line.attrib |= {"x": f"{(min(across) + max(across)) / 2:.1f}", "text-anchor": "middle"}


def _corner(box: ElementTree.Element) -> tuple[float, float]:
    """The least x and y of a box's outline."""
    across, down = _outline(box)
    return min(across), min(down)


def _outline(box: ElementTree.Element) -> tuple[list[float], list[float]]:
    """Each x and each y of a box's outline."""
    shape = next(part for part in box.iter() if part.get("points") or part.get("d"))
    numbers = [
        float(number) for number in _NUMBER.findall(shape.get("points") or shape.get("d") or "")
    ]
    return numbers[::2], numbers[1::2]
