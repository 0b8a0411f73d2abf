"""What complete answers can still lead to: every witness stands up in an assessment, and no
complete answers lead anywhere else.

`tests/sizes.py` says how many random cases are tried.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from engine import Assessment, assess
from engine.forms import PROOF
from engine.proof import reach
from engine.proof.limits import NotProven
from engine.proof.solver import Space
from explain import questions
from tests.conftest import DAY, EXPERIMENT, NO_OTHER_LAW, use_case
from tests.random_cases import BASE, COUNT, any_value, random_cases, verdict_of
from tests.sizes import tried

COMPLETIONS = tried(5, 200)
each_case = pytest.mark.parametrize("number", range(COUNT))
# an experiment on one's own data: all conditions answered, and none of the questions of the Act
SILENT = {
    **EXPERIMENT,
    "stage": "development",
    "affects_people": False,
    "placed_in_eu": True,
    "ai_system": True,
}
QUIET = {
    **SILENT,
    "relied_on_for": [],
    "customer_channels": [],
    "volume_multiple": 1,
    "business_units": 1,
    "insurance_pricing": False,
    "author_leaving": False,
    "handover_to_engineering": False,
    "prohibited_practices": [],
    "annex_iii": [],
    "recognises_emotions": False,
    "annex_i_product": "none",
    **NO_OTHER_LAW,
}


def contradictions(case: Assessment) -> set[str]:
    return set(case.holding("contradiction"))


def completed(case: Assessment, random: Random) -> Assessment:
    """The case with an answer to each open question."""
    answers: dict[str, Any] = {}
    calm = random.choice((0.3, 0.9))
    for name, attribute in BASE.attributes.items():
        if case.facts.get(name) is None and name != "name":
            settled = QUIET[name] if name in QUIET and random.random() < calm else None
            value = any_value(attribute, random) if settled is None else settled
            if attribute.numeric and attribute.minimum is not None:
                value = max(value, attribute.minimum)
            if attribute.type == "date" and random.random() < calm:
                value = DAY + timedelta(days=random.randint(-5, 100))
            answers[name] = value
    return verdict_of({**case.stated, **answers}, case.on)


@pytest.mark.random
@each_case
def test_every_witness_answers_all_questions_and_leads_to_its_verdict(number):
    case = random_cases()[number]
    for verdict, found in case.reachable.items():
        if found.witness is None:
            assert verdict == case.verdict
            continue
        told = verdict_of({**case.stated, **found.witness}, case.on)
        assert (told.verdict, told.candidates) == (verdict, (verdict,))
        assert found.contradictory == bool(contradictions(told) - contradictions(case))
    for tier, found in case.reachable_tiers.items():
        if found.witness is not None:
            assert verdict_of({**case.stated, **found.witness}, case.on).tier == tier


@pytest.mark.random
@each_case
def test_no_complete_answers_lead_to_a_verdict_that_is_not_reachable(number):
    case, random = random_cases()[number], Random(f"completions of {number}")
    for _ in range(COMPLETIONS):
        told = completed(case, random)
        assert told.verdict in case.reachable
        assert told.tier in case.reachable_tiers
        if not contradictions(told) - contradictions(case):
            assert not case.reachable[told.verdict].contradictory


@pytest.mark.random
@each_case
def test_what_is_settled_has_no_questions_and_all_else_has_some(number):
    case = random_cases()[number]
    asked = questions(case)
    assert case.settled == asked.settled == ([*case.reachable] == [case.verdict])
    assert bool(asked.questions) != case.settled
    assert asked.reachable == tuple(case.reachable)
    assert "undetermined" not in case.reachable
    assert "unknown" not in case.reachable_tiers


def test_silence_on_the_act_leaves_a_prohibition_and_production_reachable():
    case = assess(use_case(**SILENT), DAY)
    assert case.verdict == "experimentation_acceptable"
    assert not case.settled
    assert [*case.reachable][:2] == ["prohibited", "production_required"]
    assert not case.reachable["production_required"].contradictory
    # a prohibited practice contradicts the statement that no regulation applies
    assert case.reachable["prohibited"].contradictory
    assert case.tier == "unknown"


def test_an_experiment_about_which_all_is_answered_is_settled():
    case = assess(use_case(**QUIET), DAY)
    assert [*case.reachable] == [case.verdict]
    assert case.settled
    assert not case.presumed


def test_a_tier_is_reachable_beside_the_present_one():
    hiring = use_case(
        stage="production",
        annex_iii=["recruitment"],
        placed_in_eu=True,
        ai_system=True,
        profiling=True,
    )
    case = assess(hiring, DAY)
    assert case.tier == "high_risk"
    assert [*case.reachable_tiers] == ["prohibited", "high_risk", "out_of_scope"]


@pytest.mark.parametrize("stage", ["idea", "development", "pilot"])
def test_before_launch_it_is_told_what_the_tier_would_be_once_it_is_used(stage):
    facts = {
        "annex_iii": ["recruitment"],
        "profiling": True,
        "placed_in_eu": True,
        "ai_system": True,
    }
    case = assess(use_case(stage=stage, real_world_testing=False, **facts), DAY)
    assert (case.tier, case.would_be_tier) == ("out_of_scope", "high_risk")
    quiet = assess(use_case(stage=stage, real_world_testing=False), DAY)
    assert (quiet.tier, quiet.would_be_tier) == ("out_of_scope", "unknown")


@pytest.mark.parametrize("stated", [{}, {"stage": "production"}, {"stage": "retired"}])
def test_what_is_in_use_or_may_be_has_no_tier_that_it_would_have(stated):
    assert assess(use_case(**stated), DAY).would_be_tier is None


def test_what_is_proven_is_in_the_json_where_it_was_asked_for():
    case = assess(use_case(**SILENT, name="case"), DAY, prove=True)
    told = case.model_dump(mode="json")
    assert [*told["reachable"]] == [*case.reachable]
    assert told["reachable"]["production_required"]["witness"]
    assert told["settled"] is False
    assert {item["name"] for item in told["presumed"]} >= {"regulatory_scope", "trigger.scale"}
    assert [*told["reachable_tiers"]] == [*case.reachable_tiers]
    assert told["would_be_tier"] == "unknown"
    back = Assessment.model_validate_json(case.model_dump_json())
    assert (back.reachable, back.settled) == (case.reachable, case.settled)
    assert (back.presumed, back.would_be_tier) == (case.presumed, case.would_be_tier)


def test_what_is_proven_is_null_in_the_json_where_it_was_not_asked_for():
    told = assess(use_case(**SILENT), DAY).model_dump(mode="json")
    asked = ("reachable", "settled", "presumed", "reachable_tiers", "would_be_tier")
    assert [told[name] for name in asked] == [None] * 5
    back = Assessment.model_validate(told)
    with pytest.raises(ValueError, match="assess the case again"):
        assert back.settled


def test_an_assessment_is_proven_once_however_often_it_is_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(PROOF, "_render", lambda case: asked.append(case) or reach.proven(case))
    case = assess(use_case(**SILENT), DAY, prove=True)
    assert case.reachable
    assert case.presumed
    assert not questions(case).settled
    assert len(asked) == 1


def test_a_solver_that_gives_up_leaves_its_answer_listed_and_said_to_be_unproven(monkeypatch):
    find = Space.find

    def gives_up(space: Space, *assumptions: Any) -> Any:
        space.given_up = getattr(space, "given_up", 0) + 1
        if space.given_up == 1:
            raise NotProven("effort")
        return find(space, *assumptions)

    monkeypatch.setattr(Space, "find", gives_up)
    case = assess(use_case(**QUIET), DAY)
    assert case.reachable["prohibited"].proven is False
    assert case.reachable["prohibited"].witness is None
    assert not case.settled
