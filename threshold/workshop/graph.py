"""The decision graph as a picture in the page, with what an answer changed lit up: by a word and an
outline, and by colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from markupsafe import Markup

from explain.graph.dot import LEAST, to_dot
from explain.graph.folding import folded, gathered
from explain.graph.graph import Drawing
from explain.graph.graphviz import NAMESPACE, named_parts, render
from explain.graph.style import LAW
from knowledge.languages.words import Words
from threshold.workshop.difference import Mark

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BADGE_HEIGHT, _LETTER = 17.0, 7.9  # points, for letters of 12 points
_ABOVE = 0.8  # of a flag's height that stands above its box, clear of the word in it
_PANE = 870.0, 430.0  # the room that a projector of 1280 by 720 leaves for the graph
# characters to a line, and inches between ranks: wide graphs are drawn narrow
_LINES = ((22, "0.35"), (16, "0.25"), (32, "0.25"))
_LEAST_LETTERS = 16  # points of a box's text
_READABLE = 12.0  # pixels of the smallest letters
_FEWEST = 5  # boxes that a graph keeps
# looks that are folded last, after the verdict and the law
_BEFORE = ("stands", "lifted", "holds", "presumed", "missing")
_SHORT_LIST = 3  # items of a list in a graph that is large all the same


def to_svg(drawn: Drawing, marks: Mapping[str, Mark], words: Mapping[Mark, str]) -> Markup:
    """The graph as SVG without anything that a strict content policy forbids. Raises `CannotDraw`.

    `marks` tells which boxes to light up, `words` what stands on them.
    """
    drawn, root, into = _readable(drawn)
    marks = {into.get(id, id): mark for id, mark in marks.items()}
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


def _readable(drawn: Drawing) -> tuple[Drawing, ElementTree.Element, Mapping[str, str]]:
    """The fullest form of the graph whose letters are large enough; else that with the largest.

    With it, each box that went into a list → the box of the list.
    """
    best: tuple[Drawing, ElementTree.Element, Mapping[str, str]] | None = None
    for form, into in _forms(drawn):
        for lines in _LINES:
            root = _drawn(form, *lines)
            if best is None or _scale(root) > _scale(best[1]):
                best = form, root, into
            if LEAST * _scale(root) >= _READABLE:
                return form, root, into
    assert best is not None
    return best


def _forms(drawn: Drawing) -> Iterator[tuple[Drawing, Mapping[str, str]]]:
    """A graph in ever fewer words: boxes of one kind as a list, then without what they rest on,
    then with the beginnings of lists, then with ever fewer boxes beside the verdict and the law.
    """
    words = Words.of(drawn.language)
    yield drawn, {}
    listed, into = gathered(drawn, words)
    yield listed, into
    bare = _without_details(drawn, listed)
    yield bare, into
    short = _with_short_lists(bare, words)
    yield short, into
    for fewest in range(len(short.nodes) - 2, _FEWEST - 2, -2):
        yield folded(short, fewest, words, (*LAW, *_BEFORE)), into


def _without_details(drawn: Drawing, listed: Drawing) -> Drawing:
    """The graph without smaller letters, but for what can change the verdict."""
    return listed.model_copy(
        update={
            "nodes": tuple(
                node if node.id == drawn.goal else node.model_copy(update={"details": ()})
                for node in listed.nodes
            )
        }
    )


def _with_short_lists(drawn: Drawing, words: Words) -> Drawing:
    """The graph with a few items of each list, and how many more there are."""
    nodes = []
    for node in drawn.nodes:
        rest = len(node.items) - _SHORT_LIST
        if rest > 1:
            more = words.say("and_more", count=rest)
            node = node.model_copy(update={"items": (*node.items[:_SHORT_LIST], more)})
        nodes.append(node.model_copy(update={"details": ()}))
    return drawn.model_copy(update={"nodes": tuple(nodes)})


def _drawn(drawn: Drawing, most: int, between: str) -> ElementTree.Element:
    """The graph with so many characters to a line at most."""
    nodes = []
    for node in drawn.nodes:
        # a word is broken only where no line could hold it
        longest = max(map(len, node.text.split()), default=0)
        nodes.append(
            node.model_copy(
                update={
                    "width": max(most, longest),
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
