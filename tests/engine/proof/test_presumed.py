"""What an answer presumes: what nobody established, and what would change it if it were otherwise.

`tests/sizes.py` says how many random cases are tried.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine import assess
from knowledge import load
from tests.conftest import DAY, DEMONSTRATION, EXPERIMENT, PRODUCTION, use_case
from tests.engine.proof.test_reach import QUIET, SILENT
from tests.random_cases import COUNT, random_cases

HIRING = {
    "annex_iii": ["recruitment"],
    "profiling": True,
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
}


def presumed(**stated: Any) -> dict[str, Any]:
    return {item.name: item for item in assess(use_case(**stated), DAY).presumed}


def test_silence_about_events_and_about_the_act_is_presumed_to_be_a_no():
    found = presumed(**SILENT)
    for name in ("trigger.business_dependency", "trigger.scale", "ai_act.tier.high_risk"):
        assert found[name].counted is False
        assert found[name].changes == ("verdict",)
        assert not found[name].own_statement
    assert found["trigger.business_dependency"].attributes == ("relied_on_for",)


def test_a_statement_that_nothing_regulates_it_is_presumed_while_the_act_is_open():
    stated = presumed(**SILENT)["regulatory_scope"]
    assert stated.own_statement
    assert stated.unchecked == ("ai_act.tier.prohibited", "ai_act.tier.high_risk")
    assert "regulatory_scope" not in presumed(**QUIET)
    # where it decides nothing, nothing rests on it
    grounds = {**PRODUCTION, "regulatory_scope": "none"}
    assert "regulatory_scope" not in presumed(**grounds)


def test_a_tier_presumes_that_no_practice_is_prohibited_while_nobody_said_so():
    found = presumed(stage="production", **HIRING)
    assert found["ai_act.tier.prohibited"].changes == ("verdict", "tier")
    assert found["ai_act.excluded.military"].changes == ("verdict", "tier")
    assert found["ai_act.excluded.military"].attributes == ("military_or_security",)
    assert "ai_act.tier.prohibited" not in presumed(
        stage="production", prohibited_practices=[], **HIRING
    )


def test_an_idea_outside_the_act_presumes_that_it_is_not_tried_on_people():
    found = presumed(stage="idea", **HIRING)["ai_act.excluded.before_launch"]
    assert (found.counted, found.attributes) == (True, ("real_world_testing",))
    assert "tier" in found.changes


def test_a_verdict_presumes_that_no_exception_is_claimed_where_one_would_change_it():
    stated = {**PRODUCTION, "regulatory_scope": "none", "prohibited_practices": [], "annex_iii": []}
    assert {"exception.time_boxed", "exception.funding_demonstration"} <= presumed(**stated).keys()
    # a regulatory ground is lifted by no exception
    assert not presumed(**PRODUCTION).keys() & {"exception.time_boxed"}


def test_an_exception_presumes_that_its_end_has_not_come():
    lifted = {**QUIET, "failure_impact": "disruption", **DEMONSTRATION}
    case = assess(use_case(**lifted, production_deployment_started=True), DAY)
    assert case.verdict == "experiment_excepted"
    found = {item.name: item for item in case.presumed}["exception.funding_demonstration"]
    assert (found.counted, found.attributes) == (True, ("approved",))


def test_a_verdict_that_is_not_there_yet_presumes_nothing():
    assert presumed() == {}


@pytest.mark.random
@pytest.mark.parametrize("number", range(COUNT))
def test_only_what_is_unanswered_or_stated_by_the_analyst_is_presumed(number):
    case, base = random_cases()[number], load()
    for item in case.presumed:
        assert item.changes
        if item.own_statement:
            assert case.stated[item.name] is not None
            assert all(case.conclusions[name] is None for name in item.unchecked)
            continue
        assert item.says.endswith(base.propositions[item.name].asked)
        assert item.attributes
        assert any(case.facts.get(name) is None for name in item.attributes)
        assert case.conclusions[item.name] in (None, item.counted)


def test_it_takes_a_case_that_answers_otherwise_to_show_it():
    for name, answer in (
        ("relied_on_for", ["operational_planning"]),
        ("business_units", 3),
        ("author_leaving", True),
        ("regulatory_scope", "applies"),
        ("annex_iii", ["recruitment"]),
    ):
        before = assess(use_case(**{**EXPERIMENT, **SILENT}), DAY)
        after = assess(use_case(**{**SILENT, name: answer, "profiling": True}), DAY)
        assert before.verdict != after.verdict, name
        assert any(name in item.attributes for item in before.presumed), name
