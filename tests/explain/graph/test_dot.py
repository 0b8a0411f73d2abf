"""The decision graph: small enough for a wall, legible, with a legend that is true,
whatever people wrote.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import NamedTuple

import pytest

from engine import assess
from explain import why
from explain.compose.verdict_graph import MOST_LISTED
from explain.graph import dot
from explain.graph.dot import WIDER, to_dot
from explain.graph.folding import MOST_NODES
from explain.graph.graph import Meaning
from knowledge import UseCase
from knowledge.base import load
from knowledge.languages.words import Words
from tests.public_cases import SOME, public_case
from tests.sizes import few

DAY = date(2026, 11, 22)
EXPERIMENT = {
    "output_use": "research",
    "failure_impact": "learning",
    "exposure": "data_science",
    "affects_people": False,
    "regulatory_scope": "none",
    "accuracy_requirement": "directional",
    "availability_requirement": "best_effort",
}
BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}
TROUBLED = {
    "output_use": "operational",
    "stage": "production",
    "controls": {"monitoring": False},
    "customer_channels": ["chatbot"],
}
HIGH_RISK = {
    "placed_in_eu": True,
    "ai_system": True,
    "annex_iii": ["creditworthiness"],
    "profiling": True,
    "stage": "production",
}
CASES = {
    "an experiment": ({}, "verdict"),
    "production": ({"output_use": "operational"}, "verdict"),
    "missing controls": (TROUBLED, "verdict"),
    "a time box": ({**BOX, "volume_multiple": 12}, "verdict"),
    "a time box that ended": (
        {**BOX, "ends_on": date(2026, 11, 1), "volume_multiple": 12},
        "verdict",
    ),
    "a time box not established": (
        {**BOX, "written_agreement": None, "volume_multiple": 12},
        "verdict",
    ),
    "lifted beside no relief": (
        {**BOX, "funding_prototype": False, "volume_multiple": 12},
        "verdict",
    ),
    "an open case": ({"failure_impact": None, "output_use": None}, "verdict"),
    "a high-risk use": ({**HIGH_RISK, "regulatory_scope": None}, "verdict"),
    "a true proposition": ({"volume_multiple": 12}, "trigger.scale"),
    "a false proposition": ({"volume_multiple": 3, "business_units": 1}, "trigger.scale"),
    "an open proposition": ({}, "trigger.scale"),
    "an exception nobody claimed": ({}, "exception.time_boxed"),
    "a failed exception": ({**BOX, "retirement_accepted": False}, "exception.time_boxed.failed"),
}
LINE = re.compile(
    r"^\t*(?P<id>\S+) \[label=<(?P<label>.*)> (?P<looks>(?:\w+=(?:\"[^\"]*\"|\S+) ?)+)\]$"
)
LEGEND = re.compile(
    r'<TD BGCOLOR="(?P<fill>[^"]*)" BORDER="2" COLOR="(?P<line>[^"]*)" '
    r'STYLE="(?P<outline>[^"]*)">(?P<sign>[^<]*)</TD>'
    r'<TD BORDER="0" ALIGN="LEFT">(?P<meaning>[^<]*)</TD>'
)


class Node(NamedTuple):
    id: str
    lines: list[str]
    shape: str
    fill: str
    line: str
    outline: str

    @property
    def text(self):
        return " ".join(self.lines)


FACTS = ("fact", "unanswered")


ASSESSED = {}  # what was stated → what follows from it, and what was proven of that


def drawing(facts, proposition="verdict", name="case", full=True, prove=False):
    stated = repr((name, facts))
    if stated not in ASSESSED:
        ASSESSED[stated] = assess(UseCase(name=name, **{**EXPERIMENT, **facts}), on=DAY)
    return why(ASSESSED[stated], proposition, prove=prove).drawing(full=full)


def graph(facts, proposition="verdict", name="case", full=False, prove=False):
    return to_dot(drawing(facts, proposition, name, full, prove))


def lines_of(label):
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in label.split("<BR/>")]


def nodes(drawn):
    found = []
    for match in filter(None, map(LINE.match, drawn.source.splitlines())):
        looks = {
            name: value.strip('"')
            for name, value in re.findall(r'(\w+)=("[^"]*"|\S+)', match["looks"])
        }
        style = looks.get("style", "filled")
        outline = next((kind for kind in ("dashed", "dotted") if kind in style), "solid")
        found.append(
            Node(
                match["id"],
                lines_of(match["label"]),
                looks["shape"],
                looks["fillcolor"],
                looks["color"],
                outline,
            )
        )
    return found


def legend(drawn):
    return [
        {key: unescape(value).strip() for key, value in match.groupdict().items()}
        for match in LEGEND.finditer(drawn.source)
    ]


def looks_of(drawn):
    """Every look in the picture."""
    return {node[2:] for node in nodes(drawn)}


@pytest.mark.parametrize(
    ("case", "prove"),
    [
        *((case, False) for case in CASES),
        *few(((case, True) for case in CASES), of=5),
    ],
)
def test_each_look_in_the_picture_is_in_the_legend_and_no_other(case, prove):
    drawn = graph(*CASES[case], prove=prove)
    assert looks_of(drawn)
    told = [(item["fill"], item["line"], item["outline"]) for item in legend(drawn)]
    assert sorted(told) == sorted(look[1:] for look in looks_of(drawn))
    assert len({item["meaning"] for item in legend(drawn)}) == len(told)


@pytest.mark.parametrize("case", CASES)
def test_what_the_legend_calls_stated_was_stated(case):
    drawn = drawing(*CASES[case])
    meaning = {line.look: line.says for line in drawn.legend}
    facts = {one.says: meaning[one.look] for one in drawn.nodes if one.look in FACTS}
    assert facts
    assert facts == {
        says: "what nobody answered" if "not answered" in says else "what was stated"
        for says in facts
    }


@pytest.mark.parametrize("case", CASES)
def test_what_was_concluded_is_not_drawn_as_stated(case):
    stated = (*load().attributes, "today")
    facts = [one for one in drawing(*CASES[case]).nodes if one.look in FACTS]
    assert not [one.says for one in facts if not one.says.startswith(stated)]


def test_words_tell_statuses_apart_without_colour():
    words = {
        node.text.split()[0]: node.shape for node in nodes(graph(*CASES["lifted beside no relief"]))
    }
    assert {"VERDICT", "LIFTED", "EXCEPTION"} <= set(words)
    assert "STANDS" in {node.text.split()[0] for node in nodes(graph({"volume_multiple": 12}))}
    assert "OPEN" in {node.text.split()[0] for node in nodes(graph({"failure_impact": None}))}
    assert [
        node
        for node in nodes(graph(TROUBLED))
        if node.text.startswith("MISSING CONTROLS: 1 monitoring")
    ]


def test_facts_lead_to_grounds_and_grounds_to_the_verdict():
    drawn = graph({"volume_multiple": 12}, full=True)
    by_text = {node.text: node.id for node in nodes(drawn)}
    fact, ground = (
        by_text["How many times today's volume must it handle? 12"],
        by_text["STANDS It must grow beyond what a prototype carries"],
    )
    verdict = next(
        id
        for text, id in by_text.items()
        if text.startswith("VERDICT SO FAR Production-grade engineering is required")
    )
    assert {f"{fact} -> {ground}", f"{ground} -> {verdict}"} <= {
        line.strip().split(" [")[0] for line in drawn.source.splitlines()
    }


def test_by_default_a_ground_is_one_box_with_what_it_rests_on_below_it_and_the_legend_says_so():
    drawn = graph({"volume_multiple": 12})
    assert (
        "STANDS It must grow beyond what a prototype carries "
        "How many times today's volume must it handle? 12" in {node.text for node in nodes(drawn)}
    )
    assert not [node for node in nodes(drawn) if node.shape == "note"]
    assert Words.of("en").say("smaller_letters") in drawn.source
    assert (
        Words.of("en").say("smaller_letters")
        not in graph({"volume_multiple": 12}, "trigger.scale").source
    )


def test_grounds_on_which_a_verdict_does_not_rest_do_not_lead_to_it():
    practice = {
        "prohibited_practices": ["social_scoring"],
        "placed_in_eu": True,
        "ai_system": True,
        "regulatory_scope": None,
    }
    drawn = graph({**practice, "volume_multiple": 12}, prove=True)
    by_start = {node.text[:6]: node for node in nodes(drawn)}
    edges = {line.strip().split(" [")[0] for line in drawn.source.splitlines() if "->" in line}
    leading = {edge.split(" -> ")[0] for edge in edges if edge.endswith(by_start["VERDIC"].id)}
    assert leading - {by_start["PRESUM"].id} == {by_start["THE LA"].id}
    assert by_start["THE LA"].text.startswith("THE LAW SO FAR Legal tier: prohibited")
    beside = by_start["GROUND"].text
    assert beside.startswith("GROUNDS THAT HOLD AS WELL: 2")
    assert "It must grow beyond what a prototype carries" in beside


def test_open_grounds_that_could_only_add_to_a_verdict_are_counted_in_it():
    (verdict,) = [
        node
        for node in nodes(graph({"output_use": "operational", "failure_impact": None}))
        if node.text.startswith("VERDICT")
    ]
    # the failure that nobody answered, and each ground that counts as a no until it is answered
    assert verdict.text.endswith("Grounds still open, which could only add to it: 7")


def test_a_lifted_ground_reaches_the_verdict_only_through_its_exception():
    drawn = graph(*CASES["a time box"])
    by_word = {node.text.split()[0]: node.id for node in nodes(drawn)}
    edges = {line.strip().split(" [")[0] for line in drawn.source.splitlines() if "->" in line}
    lifted, exception, verdict = by_word["LIFTED"], by_word["EXCEPTION"], by_word["VERDICT"]
    assert {f"{lifted} -> {exception}", f"{exception} -> {verdict}"} <= edges
    assert f"{lifted} -> {verdict}" not in edges


def test_an_open_verdict_names_what_is_still_possible():
    (verdict,) = [
        node
        for node in nodes(graph(*CASES["an open case"], prove=True))
        if node.text.startswith("VERDICT")
    ]
    assert "It can become: forbidden (only if answers contradict each other)," in verdict.text
    assert verdict.text.endswith("an experiment by exception, experimentation.")


def test_controls_beyond_the_first_few_are_counted():
    (box,) = [
        node
        for node in nodes(graph({"output_use": "operational", "author_leaving": True}))
        if node.text.startswith("UNCONFIRMED")
    ]
    number = int(re.search(r"\d+", box.lines[0])[0])
    assert len(box.lines) == 1 + MOST_LISTED + 1
    assert box.lines[-1] == f"and {number - MOST_LISTED} more"


def test_controls_in_place_are_not_drawn():
    closed = graph({"output_use": "operational", "controls": {"monitoring": True}})
    assert "monitoring" not in " ".join(node.text for node in nodes(closed))


@pytest.mark.parametrize("name", SOME)
def test_each_public_case_fits_on_a_wall(name):
    assert 4 <= len(nodes(to_dot(why(public_case(name)).drawing()))) <= MOST_NODES


@pytest.mark.parametrize(
    "name",
    [
        "case",
        'quo"ted',
        "a:b:c -> d",
        "back\\slash",
        "<b>&amp;</b>",
        "two\nlines",
        "w" * 400,
        "🚀 ünï",
    ],
)
def test_whatever_people_wrote_node_ids_are_plain_names(name):
    drawn = graph(TROUBLED, name=name)
    ids = {node.id for node in nodes(drawn)}
    ends = {
        end
        for line in drawn.source.splitlines()
        if "->" in line
        for end in line.strip().split(" [")[0].split(" -> ")
    }
    assert ids
    assert not [one for one in ids | ends if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", one)]
    assert ends <= ids


@pytest.mark.parametrize("name", ["word " * 80, "w" * 400])
def test_long_text_is_wrapped(name):
    drawn = graph(TROUBLED, name=name.strip())
    title = re.search(r"graph \[.*label=<(.*?)> labelloc", drawn.source)[1]
    assert max(map(len, lines_of(title))) <= 130  # in smaller letters
    assert max(len(line) for node in nodes(drawn) for line in node.lines) <= 34 + WIDER


def test_two_runs_draw_the_same_picture():
    first = graph(TROUBLED).source
    ASSESSED.clear()
    assert graph(TROUBLED).source == first


@pytest.mark.parametrize(
    ("says", "rows"),
    [
        ("short", 2),
        ("a meaning of medium length, in some words", 2),
        ("words " * 10, 3),
        ("words " * 18, 6),
    ],
)
def test_a_legend_has_as_many_columns_as_a_projector_shows(says, rows):
    """Else it would be wider than its graph, which is shown the smaller for it."""
    lines = [Meaning(look="stands", sign="STANDS", says=says) for _ in range(6)]
    assert dot.legend(lines).count("<TR>") == rows
    assert dot.legend([*lines, lines[0]], "what smaller letters say").count("<TR>") >= rows
