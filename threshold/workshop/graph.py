"""The decision graph as a picture in the page, with what an answer changed lit up: by a word and an outline, and by colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from markupsafe import Markup

from explain.render.decision_graph import to_dot
from explain.render.drawing import Drawing
from explain.render.picture import render
from threshold.workshop.difference import Mark

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BADGE_HEIGHT, _LETTER = 17.0, 7.9  # points, for letters of 12 points
ElementTree.register_namespace("", _SVG)


def to_svg(drawn: Drawing, marks: Mapping[str, Mark], words: Mapping[Mark, str]) -> Markup:
    """The graph as SVG without anything that a strict content policy forbids. Raises `CannotDraw`.

    `marks` tells which boxes to light up, `words` what stands on them.
    """
    root = ElementTree.fromstring(render(to_dot(drawn, captions=False).source, "svg"))
    root.attrib |= {"role": "group", "data-width": root.attrib.pop("width").removesuffix("pt")}
    del root.attrib["height"]
    nodes = {node.id: node for node in drawn.nodes}
    badges: list[ElementTree.Element] = []
    for parent in list(root.iter()):
        name = parent.find(f"{{{_SVG}}}title")
        if name is None:
            continue
        parent.remove(name)  # browsers would show it as a tooltip
        told = name.text or ""
        if parent.get("class") == "node":
            node = nodes[told]
            says = ", ".join(node.items) or node.text
            parent.attrib |= {"data-node": told, "role": "img", "aria-label": f"{node.word}: {says}" if node.word else says}
            if told in marks:
                parent.set("class", f"node lit {marks[told]}")
                parent.attrib["aria-label"] += f" ({words[marks[told]]})"
                badges.append(_badge(parent, words[marks[told]]))
        elif parent.get("class") == "edge":
            parent.set("aria-hidden", "true")
    drawing = root.find(f"{{{_SVG}}}g")
    assert drawing is not None
    drawing.extend(badges)  # above everything else
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _badge(box: ElementTree.Element, word: str) -> ElementTree.Element:
    """A flag on the upper left corner of a box."""
    left, top = _corner(box)
    width = len(word) * _LETTER + 12
    flag = ElementTree.Element(f"{{{_SVG}}}g", {"class": "flag", "aria-hidden": "true"})
    sides = {"x": left - 6, "y": top - _BADGE_HEIGHT * 0.55, "width": width, "height": _BADGE_HEIGHT}
    ElementTree.SubElement(flag, f"{{{_SVG}}}rect", {**{name: f"{value:.1f}" for name, value in sides.items()}, "rx": "4"})
    at = {"x": f"{left - 6 + width / 2:.1f}", "y": f"{top - _BADGE_HEIGHT * 0.55 + 12.6:.1f}", "text-anchor": "middle"}
    ElementTree.SubElement(flag, f"{{{_SVG}}}text", at).text = word
    return flag


def _corner(box: ElementTree.Element) -> tuple[float, float]:
    """The least x and y of a box's outline."""
    shape = next(part for part in box.iter() if part.get("points") or part.get("d"))
    numbers = [float(number) for number in _NUMBER.findall(shape.get("points") or shape.get("d") or "")]
    return min(numbers[::2]), min(numbers[1::2])
