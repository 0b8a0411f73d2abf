"""The decision graph of the stage as SVG: boxes in places that stay, with what an answer changed
lit up: by a word and an outline, and by colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from markupsafe import Markup

from explain.graph.boxes import PADDING, Lines, in_a_box, in_a_row
from explain.graph.dot import FONT, printable
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.graphviz import NAMESPACE
from explain.graph.lettering import LINE, Piece, TextLine
from explain.graph.places import WIDTH, Place, Places, placed
from explain.graph.style import LINES, drawn_as
from explain.graph.xml_text import xml_text
from knowledge.languages.words import Words
from threshold.workshop.arrows import arrow
from threshold.workshop.difference import Mark
from threshold.workshop.outlines import outline_of

_DASHES = {"dashed": "7 4", "dotted": "2 3"}
_FLAG, _FLAG_HIGH = 13.0, 17.0  # pixels of a flag's letters, and its height
_FLAG_OUT = 4.0  # how far it stands out of its box
_FLAG_IN = _FLAG_HIGH - _FLAG_OUT  # and how far it reaches into it
_EDGE = 6.0  # pixels around the stage


def to_svg(
    drawn: Drawing,
    marks: Mapping[str, Mark],
    words: Mapping[Mark, str],
    grounds: Iterable[str],
) -> Markup:
    """The graph as SVG without anything that a strict content policy forbids.

    `marks` tells which boxes to light up, `words` what stands on them; `grounds`: the propositions
    of all possible grounds, each of which has its row.
    """
    drawn, places = _listing_the_rest(drawn, placed(drawn, grounds))
    root = _part(
        "svg",
        viewBox=f"{-_EDGE:g} {-_EDGE:g} {WIDTH + 2 * _EDGE:g} {places.height + 2 * _EDGE:g}",
        role="group",
    )
    for edge in drawn.edges:
        if edge.tail in places.boxes and edge.head in places.boxes:
            root.append(_arrow(edge, places))
    flags, spoken = [], Words.of(drawn.language)
    for node in drawn.nodes:
        if node.id in places.boxes:
            mark = marks.get(node.id)
            box, flag = _box(node, places, mark, words, spoken)
            root.append(box)
            if flag is not None:
                flags.append(flag)
    root.extend(flags)  # above everything else
    return Markup(xml_text(root, {NAMESPACE: ""}))


def _listing_the_rest(drawn: Drawing, places: Places) -> tuple[Drawing, Places]:
    """Boxes for which there is no place, as a list in the last one that has one."""
    if not places.left_over:
        return drawn, places
    rest = {node.id for node in places.left_over}
    before = [node for node in drawn.nodes if node.id not in rest and node.id in places.boxes]
    last = max(
        (node for node in before if places.boxes[node.id].left == 0 and node.look != "tier later"),
        key=lambda node: places.boxes[node.id].top,
    )
    listed = last.model_copy(
        update={"items": (last.text, *(node.text for node in places.left_over)), "details": ()}
    )
    nodes = tuple(listed if node is last else node for node in drawn.nodes)
    return drawn.model_copy(update={"nodes": nodes}), places


def _box(
    node: Node, places: Places, mark: Mark | None, words: Mapping[Mark, str], spoken: Words
) -> tuple[ElementTree.Element, ElementTree.Element | None]:
    place, row = places.boxes[node.id], node.id in places.rows
    look = drawn_as(node.look, node.signal)
    says = ", ".join(node.items) or node.text
    label = spoken.titled(node.word, says) if node.word else says
    group = _part(
        "g",
        **{
            "class": f"node lit {mark}" if mark else "node",
            "data-node": node.id,
            "role": "img",
            "aria-label": printable(f"{label} ({words[mark]})" if mark else label),
        },
    )
    for path in outline_of(look, place):
        part = _part("path", d=path, fill=look["fillcolor"], stroke=look["color"])
        part.set("stroke-width", look["penwidth"])
        pattern = next((_DASHES[one] for one in _DASHES if one in look.get("style", "")), "")
        if pattern:
            part.set("stroke-dasharray", pattern)
        group.append(part)
    flag = _flag_width(words[mark]) if mark else 0.0
    lines, where, top = (
        (in_a_row(node, place, flag), place, place.top - _FLAG_OUT)
        if row
        else _clear_of(flag, node, places)
    )
    group.extend(_written(lines, where, look.get("fontcolor", "#000000"), row))
    return group, _flag(place, words[mark], top) if mark else None


def _clear_of(flag: float, node: Node, places: Places) -> tuple[Lines, Place, float]:
    """The text of a box, the part of the box where it stands, and the top of a flag of this width:
    no flag covers letters, where there is a way.
    """
    place = places.boxes[node.id]
    lines, usual = in_a_box(node, place), place.top - _FLAG_OUT
    if not flag or not _covered(lines.lines, lines, place, flag):
        return lines, place, usual
    if not _covered(lines.lines[::-1], lines, place, flag):
        return lines, place, place.top + place.height - _FLAG_IN
    lower = place._replace(top=place.top + _FLAG_IN, height=place.height - _FLAG_IN)
    smaller = in_a_box(node, lower)
    if _letters(smaller) == _letters(lines):
        return smaller, lower, usual
    above = max(place.top + _FLAG_OUT - _FLAG_HIGH, -_EDGE)
    others = (
        box
        for box in places.boxes.values()
        if box.left < place.right and place.right - flag < box.right and box is not place
    )
    free = not any(box.top < place.top and box.top + box.height > above for box in others)
    return lines, place, above if free else usual


def _covered(inwards: Iterable[TextLine], lines: Lines, place: Place, flag: float) -> bool:
    """Whether a flag at the right covers a line; `inwards`: the lines from its edge on."""
    beside = place.width / 2 - flag + _FLAG_OUT  # what is free right of the middle
    reached = (place.height - lines.height) / 2
    for line in inwards:
        size = max(piece.size for piece in line)
        if reached + size / 4 < _FLAG_IN and sum(piece.width for piece in line) / 2 > beside:
            return True
        reached += size * LINE
    return False


def _letters(lines: Lines) -> str:
    return "".join(piece.text for line in lines.lines for piece in line).replace(" ", "")


def _written(lines: Lines, place: Place, ink: str, row: bool) -> Iterable[ElementTree.Element]:
    top = place.top + (place.height - lines.height) / 2
    for line in lines.lines:
        size = max(piece.size for piece in line)
        at = place.left + PADDING if row else place.centre
        text = _part("text", x=f"{at:.1f}", y=f"{top + size * 0.93:.1f}", fill=ink)
        text.set("font-family", FONT)
        text.set("text-anchor", "start" if row else "middle")
        for piece in line:
            text.append(_run(piece))
        text.set("textLength", f"{sum(piece.width for piece in line):.1f}")  # in whatever font
        text.set("lengthAdjust", "spacingAndGlyphs")
        top += size * LINE
        yield text


def _run(piece: Piece) -> ElementTree.Element:
    run = _part("tspan", **{"font-size": f"{piece.size:g}"})
    if piece.bold:
        run.set("font-weight", "bold")
    run.text = printable(piece.text).replace("  ", "\u00a0\u00a0")
    return run


def _arrow(edge: Edge, places: Places) -> ElementTree.Element:
    line = LINES[edge.line]
    colour, width = line.get("color", "#333333"), float(line.get("penwidth", "1.2"))
    pointed = line.get("dir") != "none"
    ends = places.boxes[edge.tail], places.boxes[edge.head]
    way, head = arrow(*ends, places.height, pointed=pointed)
    group = _part("g", **{"class": "edge", "aria-hidden": "true"})
    drawn = _part("path", d=way, fill="none", stroke=colour)
    drawn.set("stroke-width", f"{width:g}")
    if pattern := _DASHES.get(line.get("style", "")):
        drawn.set("stroke-dasharray", pattern)
    group.append(drawn)
    if pointed:
        group.append(_part("polygon", points=head, fill=colour))
    return group


def _flag_width(word: str) -> float:
    return Piece(word, _FLAG, True).width + 14


def _flag(box: Place, word: str, top: float) -> ElementTree.Element:
    """A flag on the right corner of a box, the upper or the lower one."""
    width = _flag_width(word)
    left = box.right - width + _FLAG_OUT
    flag = _part("g", **{"class": "flag", "aria-hidden": "true"})
    sides = {"x": left, "y": top, "width": width, "height": _FLAG_HIGH}
    flag.append(_part("rect", **{name: f"{side:.1f}" for name, side in sides.items()}, rx="4"))
    at = {"x": f"{left + width / 2:.1f}", "y": f"{top + 13:.1f}", "text-anchor": "middle"}
    text = _part("text", **at)
    text.text = word
    flag.append(text)
    return flag


def _part(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(f"{{{NAMESPACE}}}{tag}", attributes)
