"""The decision graph as data: boxes and arrows, and what stands behind each box."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from engine import assess
from explain import why
from explain.compose.verdict_graph import MOST_LISTED, compose
from explain.graph.graph import Drawing, Edge, Node, node_id
from explain.graph.style import LINES, LOOKS
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from tests.public_cases import SOME, public_case
from tests.sizes import few

BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}
TROUBLED = {
    "output_use": "operational",
    "stage": "production",
    "build_cost": 50_000,
    "author_leaving": True,
    "controls": {"monitoring": False},
}


def called(drawn: Drawing, start: str) -> Node:
    """The one node of which word and text begin so."""
    (found,) = [
        node for node in drawn.nodes if f"{node.word} {node.text}".strip().startswith(start)
    ]
    return found


def texts(drawn: Drawing, ids: tuple[str, ...]) -> set[str]:
    return {node.text for node in drawn.nodes if node.id in ids}


@pytest.fixture
def drawn(experiment):
    """The drawing of an experiment that is changed by these attributes."""
    return lambda proposition="verdict", full=False, **facts: compose(
        why(experiment(**facts), proposition), full=full
    )


@pytest.mark.parametrize("name", SOME)
def test_every_edge_joins_two_nodes_and_every_look_is_known(name):
    found = compose(why(public_case(name)))
    ids = [node.id for node in found.nodes]
    assert len(ids) == len(set(ids))
    assert {end for edge in found.edges for end in (edge.tail, edge.head)} <= set(ids)
    assert {edge.line for edge in found.edges} <= set(LINES)
    assert set(found.looks) == {node.look for node in found.nodes} <= set(LOOKS)
    assert found.goal in ids


@pytest.mark.parametrize("name", SOME)
def test_something_stands_behind_every_node_and_its_entries_can_be_looked_up(name):
    found = compose(why(public_case(name)))
    assert not [node.text for node in found.nodes if not node.support]
    rules = {rule.id for rule in load().rules}
    for support in (support for node in found.nodes for support in node.support):
        assert support.entry in load().entries
        assert set(support.rules) <= rules


def test_behind_a_ground_stand_its_rule_its_source_and_both_sides_of_its_comparison(drawn):
    ground = called(drawn(volume_multiple=12), "STANDS")
    (support,) = ground.support
    assert ground.proposition == support.entry == "trigger.scale"
    assert support.rules == ("trigger.scale/1",)
    assert support.authority.citations == ("[A Trigger 4]",)
    assert support.authority.because.startswith("Prototype infrastructure")
    (statement,) = support.statements
    assert (statement.says, statement.status) == ("volume_multiple is 12, at least 10", "true")
    assert statement.reads == ("volume_multiple", "parameter.scale_factor")
    assert statement.stated == (("volume_multiple", 12),)


def test_a_fact_says_in_full_what_was_compared_and_which_rule_did(drawn):
    fact = called(drawn(full=True, volume_multiple=12), "How many times today's volume")
    assert fact.says == "volume_multiple is 12, at least 10"
    assert fact.proposition == ""
    assert [support.rules for support in fact.support] == [("trigger.scale/1",)]


def test_a_fact_that_two_rules_tested_is_one_node_with_both_behind_it():
    drawn = compose(why(assess(read_case("example:netflix_prize"))), full=True)
    (fact,) = [node for node in drawn.nodes if node.says == "regulatory_scope is none"]
    assert [(support.entry, len(support.rules)) for support in fact.support] == [
        ("condition.regulatory_scope", 2)
    ]


def test_what_is_our_reading_is_told_so_behind_the_node(drawn):
    ground = called(drawn(exposure="business_users"), "STANDS People outside")
    (support,) = ground.support
    assert support.authority.basis == "interpretation"
    assert "users beyond the data science team" in support.authority.reading


def test_behind_an_exception_stand_its_rules_and_what_its_outcome_rests_on(drawn):
    held = called(drawn(**BOX, volume_multiple=12), "EXCEPTION HOLDS")
    ended = called(
        drawn(**{**BOX, "ends_on": date(2026, 11, 1)}, volume_multiple=12), "EXCEPTION ENDED"
    )
    assert held.support[0].rules == ("exception.time_boxed/1",)
    assert ended.support[0].rules == ("exception.time_boxed.ended/1",)
    assert "ends_on is 2026-11-01" in " ".join(
        statement.says for statement in ended.support[0].statements
    )


def test_behind_the_box_of_controls_stands_each_with_its_reasons(drawn):
    (box,) = [node for node in drawn(**TROUBLED).nodes if node.look == "unconfirmed"]
    assert len(box.items) == MOST_LISTED + 1
    assert len(box.support) > MOST_LISTED
    assert all(support.title and support.statements for support in box.support)


def test_behind_a_threat_stand_its_figure_and_its_rule(drawn):
    threat = called(drawn(**TROUBLED), "! CONSEQUENCE The source expects rebuilding it")
    assert "between EUR 100,000 and EUR 150,000" in threat.says
    assert threat.support[0].rules
    assert threat.support[0].entry == threat.proposition


def test_a_drawing_survives_json(drawn):
    found = drawn(**TROUBLED)
    assert Drawing.model_validate_json(found.model_dump_json()) == found


def test_the_way_of_a_fact_leads_through_its_ground_to_the_verdict(drawn):
    found = drawn(full=True, volume_multiple=12, output_use="operational")
    way = found.way(called(found, "How many times").id)
    assert texts(found, way) == {
        "How many times today's volume must it handle? 12",
        "It must grow beyond what a prototype carries",
        "Production-grade engineering is required, as far as answered",
    }


def test_the_way_of_a_lifted_ground_leads_through_its_exception(drawn):
    found = drawn(**BOX, volume_multiple=12)
    assert texts(found, found.way(called(found, "LIFTED").id)) == {
        "It must grow beyond what a prototype carries",
        "A time-boxed experiment with an agreed end",
        "It may stay an experiment, by exception, as far as answered, "
        "on your own statement that no regulation applies; not checked",
    }


def test_the_way_of_what_follows_from_the_verdict_leads_back_to_it(drawn):
    found = drawn(**TROUBLED)
    threat = called(found, "! CONSEQUENCE The source expects rebuilding it")
    assert set(found.way(threat.id)) == {found.goal, threat.id}


def test_the_way_of_the_verdict_is_all_that_it_rests_on(drawn):
    found = drawn(**TROUBLED)
    way = found.way(found.goal)
    assert not [
        node.text
        for node in found.nodes
        if node.id in way and node.look in ("warning", "missing", "unconfirmed")
    ]
    assert {node.look for node in found.nodes if node.id in way} == {
        "verdict so far",
        "presumed",
        "stands",
    }


def test_the_way_ends_although_conclusions_support_each_other():
    nodes = tuple(Node(id=name, look="true", text=name, says=name) for name in "abc")
    pairs = (("a", "b"), ("b", "a"), ("b", "c"))
    circle = Drawing(
        title="",
        goal="c",
        nodes=nodes,
        edges=tuple(Edge(tail=t, head=h) for t, h in pairs),
        looks=("true",),
    )
    assert circle.way("a") == ("a", "b", "c")


def test_the_goal_of_one_proposition_is_the_proposition(drawn):
    assert drawn("trigger.scale", volume_multiple=12).goal == node_id("trigger.scale")


@pytest.mark.parametrize(("name", "code"), few(product(example_names(), ["en", "de", "fr"]), of=4))
def test_a_box_tells_what_was_answered_as_people_say_it(name, code):
    """The names and the values of attributes are for files; people read questions and answers."""
    found = why(public_case(name), prove=False).drawing(language=code)
    lines = [line for node in found.nodes for line in (node.text, *node.items, *node.details)]
    spelt = [one.replace("_", " ") for one in load().attributes]
    assert not [line for line in lines if re.match(rf"({'|'.join(spelt)}) (is|includes) ", line)]
