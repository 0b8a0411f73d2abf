"""The decision graph of the stage as SVG: boxes in places that stay, with what an answer changed
lit up: by a word and an outline, and by colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from markupsafe import Markup

from explain.graph.boxes import PADDING, Lines
from explain.graph.dot import FONT, printable
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.graphviz import NAMESPACE
from explain.graph.lettering import LINE, Piece
from explain.graph.places import WIDTH, Place, Places, placed
from explain.graph.style import LINES, drawn_as
from explain.graph.xml_text import xml_text
from knowledge.languages.words import Words
from threshold.workshop.arrows import arrow
from threshold.workshop.difference import Mark
from threshold.workshop.lending import EDGE, HIGH, OUT, Stand, flag_width, stands
from threshold.workshop.outlines import outline_of

_DASHES = {"dashed": "7 4", "dotted": "2 3"}


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
    widths = {id: flag_width(words[mark]) for id, mark in marks.items()}
    places, stand = stands(drawn, places, widths)
    root = _part(
        "svg",
        viewBox=f"{-EDGE:g} {-EDGE:g} {WIDTH + 2 * EDGE:g} {places.height + 2 * EDGE:g}",
        role="group",
    )
    for edge in drawn.edges:
        if edge.tail in places.boxes and edge.head in places.boxes:
            root.append(_arrow(edge, places))
    flags, spoken = [], Words.of(drawn.language)
    for node in drawn.nodes:
        if node.id in places.boxes:
            mark = marks.get(node.id)
            box, flag = _box(node, places, stand[node.id], mark, words, spoken)
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
    node: Node,
    places: Places,
    stand: Stand,
    mark: Mark | None,
    words: Mapping[Mark, str],
    spoken: Words,
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
    ink = look.get("fontcolor", "#000000")
    group.extend(_written(stand.lines, stand.where, ink, row))
    return group, _flag(place, words[mark], stand.top) if mark else None


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


def _flag(box: Place, word: str, top: float) -> ElementTree.Element:
    """A flag on the right corner of a box, the upper or the lower one."""
    width = flag_width(word)
    left = box.right - width + OUT
    flag = _part("g", **{"class": "flag", "aria-hidden": "true"})
    sides = {"x": left, "y": top, "width": width, "height": HIGH}
    flag.append(_part("rect", **{name: f"{side:.1f}" for name, side in sides.items()}, rx="4"))
    at = {"x": f"{left + width / 2:.1f}", "y": f"{top + 13:.1f}", "text-anchor": "middle"}
    text = _part("text", **at)
    text.text = word
    flag.append(text)
    return flag


def _part(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(f"{{{NAMESPACE}}}{tag}", attributes)
