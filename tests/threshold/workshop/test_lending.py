"""Flags and words find room on the stage: no flag covers a letter, and no box another."""

from __future__ import annotations

import re
from itertools import combinations, product
from xml.etree import ElementTree

import pytest

from explain.graph.boxes import LEAST, PADDING, in_a_box
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.places import Place, placed
from explain.graph.style import LAW
from knowledge import UseCase
from knowledge.cases.files import example_names, read_case
from knowledge.languages.texts import languages, texts
from tests.sizes import few
from tests.threshold.workshop.test_graph import CASES, overlap, staged
from threshold.workshop.graph import to_svg
from threshold.workshop.lending import flag_width, stands
from threshold.workshop.translation import Speech

WORDS = {code: Speech(texts(code)).words for code in languages()}
TWO = "two exceptions that do not hold"
NAMES = [TWO, *example_names(), *CASES]


def case_of(name):
    if name == TWO:
        claimed = {"analysts_understand_limits": True}
        return read_case("example:hiring_trial").model_copy(update=claimed)
    return UseCase(name="case", **CASES[name]) if name in CASES else read_case(f"example:{name}")


def covered(svg):
    """The lines of all boxes that a flag covers: capital letters stand on their base line."""
    rects = [
        {name: float(side) for name, side in part[0].attrib.items() if name != "rx"}
        for part in svg.iter()
        if part.get("class") == "flag"
    ]
    found = []
    for group in (part for part in svg.iter() if part.get("data-node")):
        for line in (part for part in group if part.tag.endswith("text")):
            size = max(float(piece.get("font-size")) for piece in line)
            width, left, base = (float(line.get(name)) for name in ("textLength", "x", "y"))
            left -= width / 2 if line.get("text-anchor") == "middle" else 0
            for rect in rects:
                beside = left + width <= rect["x"] or left >= rect["x"] + rect["width"]
                below = base - size * 0.7 >= rect["y"] + rect["height"]
                if not (beside or below or base <= rect["y"]):
                    found.append("".join(line.itertext()))
    return found


@pytest.mark.parametrize(("name", "code"), few(product(NAMES, sorted(languages())), of=16))
def test_no_flag_covers_a_letter_and_no_box_another(name, code):
    """Each box changes alone: some are full, and others stand right above them."""
    drawn, places, assessment = staged(case_of(name), code)
    grounds = [ground.proposition for ground in assessment.grounds]
    words = {"new": WORDS[code]("flag_new"), "changed": WORDS[code]("flag_changed")}
    for node, mark in product(drawn.nodes, words):
        if node.id not in places.boxes:
            continue
        svg = ElementTree.fromstring(to_svg(drawn, {node.id: mark}, words, grounds))
        assert covered(svg) == [], node.text
        flags = {node.id: flag_width(words[mark])}
        shown, found = stands(drawn, places, flags)
        for one, other in combinations(shown.boxes.values(), 2):
            assert not overlap(one, other)
        for id, box in shown.boxes.items():
            assert 0 <= box.top < box.top + box.height <= places.height + 0.01
            assert found[id].lines.height <= found[id].where.height + 0.01
        kept = {drawn.goal, *places.rows}
        assert all(shown.boxes[id] == places.boxes[id] for id in kept)
        law = next(one.id for one in drawn.nodes if one.look in LAW)
        assert shown.boxes[law].top == places.boxes[law].top


def verdict_with(*consequences):
    goal = Node(id="goal", look="verdict", text="It is so", says="")
    edges = tuple(Edge(tail="goal", head=node.id) for node in consequences)
    return Drawing(title="", goal="goal", nodes=(goal, *consequences), edges=edges, looks=())


def test_a_sentence_is_told_whole_where_its_column_has_the_room():
    """It ended with a sign while the wall below it was empty."""
    said = "The source expects that a failure disturbs the business and that no way leads back"
    warning = Node(id="w", look="warning", text=said, word="! CONSEQUENCE", says="")
    drawn = verdict_with(warning)
    places = placed(drawn, ())
    assert "…" in told(in_a_box(warning, places.boxes["w"]))
    _, found = stands(drawn, places, {})
    assert told(found["w"].lines).endswith("leads back")


def test_lists_give_way_to_sentences_and_tell_how_they_begin():
    listed = tuple(f"control number {number} of this list" for number in range(9))
    boxes = [Node(id="m", look="missing", text="", items=("logs",), word="MISSING: 1", says="")]
    boxes += [Node(id="u", look="unconfirmed", text="", items=listed, word="OTHERS: 9", says="")]
    said = "The source expects that nobody notices when it gets worse, and that it costs more"
    boxes += [
        Node(id=f"w{number}", look="warning", text=said, word="! CONSEQUENCE", says="")
        for number in range(3)
    ]
    drawn = verdict_with(*boxes)
    _, found = stands(drawn, placed(drawn, ()), {})
    assert all(told(found[f"w{number}"].lines).endswith("costs more") for number in range(3))
    assert "control number 0" in told(found["u"].lines)
    assert "logs" in told(found["m"].lines)


def test_a_list_whose_first_item_is_longer_than_its_box_begins_with_it():
    items = ("whether it is used for a purpose of which nobody has told anything yet", "more")
    node = Node(id="p", look="presumed", text="", items=items, word="PRESUMED", says="")
    for height in range(3, 12):
        lines = in_a_box(node, Place(0, 0, 150, LEAST * height))
        assert told(lines).startswith("PRESUMED whether it is")
        assert told(lines).endswith(("…", "more"))


def test_of_two_presumptions_one_stands_above_a_verdict_that_nothing_relieves():
    """Below it neither had room for more than the number of its items."""
    drawn, places, _ = staged(case_of("an experiment"))
    first, second = (node.id for node in drawn.nodes if node.look == "presumed")
    goal = places.boxes[drawn.goal]
    assert places.boxes[first].top < goal.top < places.boxes[second].top


def told(lines):
    return " ".join("".join(piece.text for piece in line) for line in lines.lines)


def test_facts_of_a_ground_are_parted_as_the_language_does():
    drawn, places, _ = staged(case_of("tay"), "fr")
    _, found = stands(drawn, places, {})
    rows = " ".join(told(found[id].lines) for id in places.rows)
    assert ";" in rows
    assert not re.search("[^\u00a0];", rows)


def test_of_twenty_grounds_each_has_a_line_in_letters_to_read():
    """The stage became as high as all of them, and its letters half as large."""
    names = [f"ground.{number}" for number in range(20)]
    boxes = [
        Node(
            id=name,
            proposition=name,
            look="stands",
            word="STANDS",
            text=f"{name} is one of those that call for it, and says so at length",
            says="",
        )
        for name in names
    ]
    drawn = verdict_with(*boxes)
    places = placed(drawn, names)
    assert places.height < placed(drawn, names[:12]).height * 1.1
    _, found = stands(drawn, places, {names[3]: flag_width("CHANGED")})
    for name in names:
        (line,) = found[name].lines.lines
        assert min(piece.size for piece in line) >= LEAST
        assert told(found[name].lines).startswith(f"STANDS  {name} is one")
        assert sum(piece.width for piece in line) <= places.boxes[name].width - 2 * PADDING + 0.5
