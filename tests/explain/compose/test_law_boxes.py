"""The law is a box in every decision graph, with reliefs and with what comes once it is used."""

from __future__ import annotations

import pytest

from engine import assess
from explain.argue.why import why
from explain.graph.style import LAW
from knowledge import UseCase
from knowledge.cases.files import example_names, read_case
from tests.conftest import DAY

IN_USE = {"placed_in_eu": True, "ai_system": True, "stage": "production", "role": "provider"}
SORTING = {
    **IN_USE,
    "annex_iii": ["recruitment"],
    "profiling": False,
    "narrow_procedural_task": True,
    "materially_influences": False,
}


def drawn(**facts):
    return why(assess(UseCase(name="case", **facts), DAY), ask=False).drawing()


def box(graph, *looks):
    (found,) = [node for node in graph.nodes if node.look in looks]
    return found


@pytest.mark.parametrize("name", [*example_names(), ""])
def test_every_graph_of_a_verdict_has_the_tier_as_one_box(name):
    case = read_case(f"example:{name}") if name else UseCase(name="Nothing known")
    answer = assess(case, DAY)
    tier = box(why(answer, ask=False).drawing(), *LAW)
    answered = answer.base.legal_tier is not None and answer.tier != "unknown"
    assert (tier.look != "tier open") is answered
    assert tier.text.startswith("Legal tier")
    assert tier.proposition == (f"ai_act.tier.{answer.tier}" if answered else "")


def test_an_open_tier_tells_what_it_can_become_and_what_would_settle_it():
    tier = box(drawn(**IN_USE), "tier open")
    assert tier.details[-1].startswith("can still become: prohibited, high-risk")
    (behind,) = tier.support
    assert {statement.status for statement in behind.statements} == {"unknown"}


def test_what_the_law_spares_leads_to_the_tier():
    graph = drawn(**IN_USE, military_or_security=True)
    tier, relief = box(graph, *LAW), box(graph, "holds")
    assert tier.text == "Legal tier: outside the Act"
    assert relief.word == "THE LAW SPARES IT"
    assert (relief.id, tier.id, "holds") in {
        (edge.tail, edge.head, edge.line) for edge in graph.edges
    }


def test_a_derogation_is_drawn_whether_or_not_it_is_granted():
    granted = box(drawn(**SORTING), "holds")
    assert (granted.proposition, granted.word) == ("ai_act.derogation", "THE LAW SPARES IT")
    refused = box(drawn(**{**SORTING, "profiling": True}), "no relief")
    assert (refused.proposition, refused.word) == ("ai_act.derogation", "NOT SPARED")


def test_before_launch_the_tier_of_the_launched_thing_is_a_box():
    facts = {**IN_USE, "stage": "development", "annex_iii": ["recruitment"], "profiling": True}
    graph = drawn(**facts, real_world_testing=False)
    later = box(graph, "tier later")
    assert (later.word, later.text) == ("ONCE IT IS USED", "high-risk")
    assert box(graph, *LAW).text == "Legal tier: outside the Act"
    assert not [node for node in drawn(**SORTING).nodes if node.look == "tier later"]


def test_a_tier_that_a_ground_rests_on_is_drawn_once():
    graph = drawn(**IN_USE, annex_iii=["recruitment"], profiling=True)
    titles = [node.text for node in graph.nodes]
    assert titles.count("Legal tier: high-risk") == 1


def test_each_verdict_has_a_look_of_its_own():
    signals = {
        why(assess(read_case(f"example:{name}")), ask=False).signal for name in example_names()
    }
    assert {"build", "exception", "free"} <= signals
