"""The graph of the stage: boxes keep their place, and what stands in them fits."""

from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree

import pytest

from engine import assess
from explain.argue.why import why
from explain.graph.boxes import LEAST, PADDING, in_a_box, in_a_row
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.lettering import shortened, width_of, wrapped
from explain.graph.places import WIDTH, Place, placed
from knowledge import UseCase, load
from knowledge.cases.files import example_names, read_case
from knowledge.languages.texts import languages, texts
from tests.conftest import DAY, EXPERIMENT
from tests.sizes import few
from threshold.workshop.graph import to_svg
from threshold.workshop.skeleton import with_all_grounds
from threshold.workshop.translation import Speech

FLAGS = {"new": "NEW", "changed": "CHANGED"}


def staged(case, code="en", base=None):
    """The stage of a case: its boxes, their places, and what is known of its grounds."""
    assessment = assess(case, DAY, base=base or load())
    speech = Speech(texts(code, assessment.base))
    drawn = speech.drawing(why(assessment, ask=False))
    drawn = with_all_grounds(drawn, assessment, speech.spoken)
    return drawn, placed(drawn, [ground.proposition for ground in assessment.grounds]), assessment


def overlap(one: Place, other: Place) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 0 and down > 0


CASES = {
    "nothing answered": {},
    "an experiment": EXPERIMENT,
    "customers": {**EXPERIMENT, "exposure": "customers"},
    "forbidden": {**EXPERIMENT, "prohibited_practices": {"social_scoring"}, "stage": "production"},
    "an exception": {**EXPERIMENT, "exposure": "analysts", "analysts_understand_limits": True},
}


@pytest.fixture(scope="module")
def stages():
    found = {name: staged(UseCase(name="case", **facts)) for name, facts in CASES.items()}
    return found | {name: staged(read_case(f"example:{name}")) for name in example_names()}


def test_verdict_law_and_each_ground_have_one_place_whatever_is_answered(stages):
    rows, verdicts, laws = {}, set(), set()
    for drawn, places, assessment in stages.values():
        at = {node.proposition: places.boxes[node.id] for node in drawn.nodes if node.proposition}
        for ground in assessment.grounds:
            rows.setdefault(ground.proposition, set()).add(at[ground.proposition])
        verdicts.add(places.boxes[drawn.goal])
        laws |= {places.boxes[node.id] for node in drawn.nodes if node.look.startswith("tier")}
    assert len(rows) > 10
    assert all(len(places) == 1 for places in rows.values())
    assert len(verdicts) == 1
    assert len({(place.left, place.width) for place in laws}) == 1
    assert len({next(iter(places)).left for places in rows.values()}) == 1


def test_no_box_covers_another_and_all_are_on_the_stage(stages):
    for name, (drawn, places, _) in stages.items():
        boxes = list(places.boxes.values())
        assert len(boxes) == len(drawn.nodes) - len(places.left_over), name
        for number, one in enumerate(boxes):
            assert 0 <= one.left < one.right <= WIDTH + 0.01
            assert 0 <= one.top < one.top + one.height <= places.height + 0.01
            assert not [other for other in boxes[number + 1 :] if overlap(one, other)], name


@pytest.mark.parametrize("code", languages())
def test_letters_are_large_and_lines_fit_their_boxes(code):
    for name in example_names()[::3]:
        drawn, places, _ = staged(read_case(f"example:{name}"), code)
        for node in drawn.nodes:
            place = places.boxes[node.id]
            row = node.id in places.rows
            shown = in_a_row(node, place, 0, "; ") if row else in_a_box(node, place)
            assert shown.height <= place.height, (name, node.text)
            for line in shown.lines:
                assert min(piece.size for piece in line) >= LEAST
                told = sum(piece.width for piece in line)
                assert told <= place.width - 2 * PADDING + 0.5, (name, line)


@pytest.mark.parametrize("name", ["nothing answered", "an experiment", "customers", "forbidden"])
def test_a_ground_says_what_is_so_and_what_nobody_answered_is_open(stages, name):
    drawn, _, assessment = stages[name]
    base = assessment.base
    for ground in assessment.grounds:
        (node,) = [one for one in drawn.nodes if one.proposition == ground.proposition]
        held = assessment.conclusions[ground.proposition]
        title = base.propositions[ground.proposition].title
        if held is None:
            assert node.look in ("open", "unknown")
            assert node.text.startswith("whether ")
        else:
            assert (node.text == title) == held
    assert {line.look for line in drawn.legend} <= {node.look for node in drawn.nodes}


def test_the_graph_tells_each_box_to_those_who_do_not_see_it(stages):
    drawn, _, assessment = stages["customers"]
    grounds = [ground.proposition for ground in assessment.grounds]
    marks = {drawn.goal: "changed", drawn.nodes[-1].id: "new"}
    root = ElementTree.fromstring(to_svg(drawn, marks, FLAGS, grounds))
    boxes = [part for part in root.iter() if part.get("data-node")]
    assert {box.get("data-node") for box in boxes} == {node.id for node in drawn.nodes}
    assert all(box.get("role") == "img" and box.get("aria-label") for box in boxes)
    assert sum(part.get("class") == "flag" for part in root.iter()) == 2
    assert not [part for part in root.iter() if part.get("style")]


def test_boxes_without_a_place_are_listed_in_the_last_one():
    many = [Node(id=f"p{n}", look="true", text=f"Premise {n}", says="") for n in range(9)]
    goal = Node(id="goal", look="verdict", text="It is so", says="")
    edges = tuple(Edge(tail=node.id, head="goal") for node in many)
    drawn = Drawing(title="", goal="goal", nodes=(goal, *many), edges=edges, looks=())
    assert placed(drawn, ()).left_over
    said = " ".join(ElementTree.fromstring(to_svg(drawn, {}, FLAGS, ())).itertext())
    labels = " ".join(
        part.get("aria-label", "")
        for part in ElementTree.fromstring(to_svg(drawn, {}, FLAGS, ())).iter()
    )
    assert "Premise 0" in said
    assert all(node.text in labels for node in many)


def test_words_are_wrapped_at_spaces_and_hyphens_and_broken_only_where_no_line_holds_them():
    assert wrapped("Menschen des Data-Science-Teams", 10, 100) == [
        "Menschen des Data-",
        "Science-Teams",
    ]
    assert "".join(wrapped("w" * 60, 13, 100)).replace("-", "") == "w" * 60
    assert all(width_of(line, 13) <= 100 for line in wrapped("w" * 60, 13, 100))
    assert wrapped("", 13, 100) == [""]
    assert shortened(["one", "two", "three"], 2, 13, 100) == ["one", "two…"]
    assert width_of("é", 10) == width_of("e", 10)


@pytest.mark.parametrize(("name", "code"), few(product(example_names(), sorted(languages())), of=4))
def test_rows_that_say_open_are_alike_and_the_verdict_counts_as_many_as_a_room_can(name, code):
    drawn, _, assessment = staged(read_case(f"example:{name}"), code)
    grounds = {ground.proposition for ground in assessment.grounds}
    rows = [node for node in drawn.nodes if node.proposition in grounds]
    words = Speech(texts(code, assessment.base)).spoken
    opened = [node for node in rows if node.word == words.say("word_open")]
    assert {node.look for node in opened} <= {"open"}
    told = [line for node in drawn.nodes if node.id == "verdict" for line in node.details]
    counts = {words.say("moot_grounds", count=count): count for count in range(len(grounds) + 1)}
    assert [counts[line] for line in told if line in counts] in ([], [len(opened)])
    elsewhere = why(assessment, ask=False).drawing(language=code)
    assert [node.details for node in elsewhere.nodes if node.id == "verdict"] == [
        node.details for node in drawn.nodes if node.id == "verdict"
    ]


def test_a_settled_verdict_names_each_ground_that_nobody_answered_as_data():
    assessment = assess(read_case("example:schufa_score"), DAY)
    found = why(assessment, ask=False)
    held = assessment.conclusions
    assert set(found.moot_grounds) == {
        ground.proposition for ground in assessment.grounds if held[ground.proposition] is None
    }
    assert len(found.moot_grounds) == 6
    unsettled = why(assess(UseCase(name="case"), DAY), ask=False)
    assert unsettled.candidates
    assert unsettled.open_grounds
    assert unsettled.moot_grounds == ()


def test_a_box_is_told_with_a_space_before_a_french_colon():
    """A label that is read aloud is French as well."""
    drawn, _, assessment = staged(read_case("example:tay"), "fr")
    grounds = [ground.proposition for ground in assessment.grounds]
    root = ElementTree.fromstring(to_svg(drawn, {}, FLAGS, grounds))
    labels = [told for part in root.iter() if (told := part.get("aria-label"))]
    assert any(re.match("VERDICT[^:]*\u00a0: ", label) for label in labels)
    assert not [label for label in labels if re.search("[^\u00a0\u202f][:;?!]( |$)", label)]


@pytest.mark.parametrize("code", ["en", "de", "fr"])
def test_the_flag_of_a_contradiction_covers_no_letter(code):
    """It fills its box, and its sign stood below the flag."""
    case = UseCase(name="case", stage="idea", went_live_on="2026-01-01")
    drawn, _, assessment = staged(case, code)
    (box,) = [node for node in drawn.nodes if node.look == "warning"]
    words = {"en": "NEW", "de": "NEU", "fr": "NOUVEAU"}
    grounds = [ground.proposition for ground in assessment.grounds]
    svg = ElementTree.fromstring(to_svg(drawn, {box.id: "new"}, {"new": words[code]}, grounds))
    (flag,) = [part for part in svg.iter() if part.get("class") == "flag"]
    rect = {name: float(side) for name, side in flag[0].attrib.items() if name != "rx"}
    (group,) = [part for part in svg.iter() if part.get("data-node") == box.id]
    lines = [part for part in group if part.tag.endswith("text")]
    assert len(lines) > 1
    for line in lines:
        size = max(float(piece.get("font-size")) for piece in line)
        right = float(line.get("x")) + float(line.get("textLength")) / 2
        base = float(line.get("y"))  # capital letters stand on it
        beside = right <= rect["x"]
        assert beside or base <= rect["y"] or base - size * 0.7 >= rect["y"] + rect["height"]
