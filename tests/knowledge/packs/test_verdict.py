"""The verdict, and the burdens of proof behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine import Truth, Verdict
from explain import open_attributes
from tests.conftest import ANALYTICS, DAY, DEMONSTRATION, PRODUCTION

TIME_BOX = {
    "starts_on": DAY,
    "ends_on": DAY + timedelta(days=30),
    "written_agreement": True,
    "retirement_accepted": True,
}


def test_six_experimentation_answers_are_enough_for_a_settled_verdict(experiment):
    assert experiment().verdict is Verdict.EXPERIMENTATION_ACCEPTABLE
    assert experiment().candidates == (Verdict.EXPERIMENTATION_ACCEPTABLE,)


@pytest.mark.parametrize("attribute", sorted(PRODUCTION))
def test_each_single_production_answer_flips_the_verdict(experiment, attribute):
    assert experiment(**{attribute: PRODUCTION[attribute]}).verdict is Verdict.PRODUCTION_REQUIRED


@pytest.mark.parametrize("attribute", sorted(PRODUCTION))
def test_without_one_of_the_six_answers_experimentation_cannot_be_certified(experiment, attribute):
    result = experiment(**{attribute: None})
    assert result.verdict is Verdict.UNDETERMINED
    assert result.candidates == (Verdict.PRODUCTION_REQUIRED, Verdict.EXPERIMENTATION_ACCEPTABLE)


def test_one_production_answer_is_enough_whatever_else_is_open(answer):
    assert answer(output_use="operational").verdict is Verdict.PRODUCTION_REQUIRED


def test_a_case_with_nothing_answered_is_undetermined(answer):
    result = answer()
    assert result.verdict is Verdict.UNDETERMINED
    assert Verdict.PRODUCTION_REQUIRED in result.candidates
    assert Verdict.EXPERIMENTATION_ACCEPTABLE in result.candidates
    assert Verdict.EXPERIMENT_EXCEPTED not in result.candidates  # no relief that nobody claimed


def test_an_unanswered_trigger_reads_unknown_but_is_no_ground(experiment):
    result = experiment()
    assert result.status("trigger.scale") is Truth.UNKNOWN
    assert result.status("ground.scale") is Truth.FALSE


@pytest.mark.parametrize(
    ("trigger", "facts"),
    [
        ("business_dependency", {"relied_on_for": ["resource_allocation"]}),
        ("customer_facing", {"customer_channels": ["chatbot"]}),
        ("regulatory", {"regulatory_scope": "applies"}),
        ("scale", {"volume_multiple": 10}),
        ("scale", {"business_units": 2}),
        ("team_transition", {"author_leaving": True}),
        ("team_transition", {"handover_to_engineering": True}),
    ],
)
def test_each_trigger_alone_requires_production(experiment, trigger, facts):
    result = experiment(**facts)
    assert result.status(f"trigger.{trigger}") is Truth.TRUE
    assert result.status(f"standing.{trigger}") is Truth.TRUE
    assert result.verdict is Verdict.PRODUCTION_REQUIRED


@pytest.mark.parametrize(
    "facts",
    [
        {"volume_multiple": 9.99},
        {"business_units": 1},
        {"relied_on_for": []},
        {"customer_channels": []},
    ],
)
def test_near_misses_of_triggers_leave_the_experiment_alone(experiment, facts):
    assert experiment(**facts).verdict is Verdict.EXPERIMENTATION_ACCEPTABLE


def test_an_empty_set_is_an_answer_and_a_missing_one_is_not(experiment):
    assert experiment(relied_on_for=[]).status("trigger.business_dependency") is Truth.FALSE
    assert experiment().status("trigger.business_dependency") is Truth.UNKNOWN


def test_outputs_that_decide_about_people_reach_beyond_the_team(experiment):
    assert experiment(affects_people=True).status("condition.user_exposure") is Truth.TRUE
    assert experiment(affects_people=False).status("condition.user_exposure") is Truth.FALSE
    assert experiment(affects_people=None).status("condition.user_exposure") is Truth.FALSE


@pytest.mark.parametrize("relief", [TIME_BOX, DEMONSTRATION], ids=["time box", "demonstration"])
@pytest.mark.parametrize(
    "ground", [{"output_use": "operational"}, {"volume_multiple": 20}, {"author_leaving": True}]
)
def test_time_box_and_demonstration_lift_every_negotiable_ground(experiment, relief, ground):
    result = experiment(**relief, **ground)
    assert result.verdict is Verdict.EXPERIMENT_EXCEPTED
    assert not [
        name for name, value in result.conclusions.items() if name.startswith("standing.") and value
    ]


@pytest.mark.parametrize(
    "relief", [TIME_BOX, DEMONSTRATION, ANALYTICS], ids=["time box", "demonstration", "analytics"]
)
def test_nothing_lifts_a_regulatory_ground(experiment, relief):
    result = experiment(**relief, regulatory_scope="applies")
    assert result.verdict is Verdict.PRODUCTION_REQUIRED
    assert result.status("standing.regulatory_scope") is Truth.TRUE
    assert result.status("standing.regulatory") is Truth.TRUE


def test_internal_analytics_gives_lighter_requirements(experiment):
    result = experiment(
        **ANALYTICS, output_use="operational", relied_on_for=["operational_planning"]
    )
    assert result.verdict is Verdict.LIGHTER_REQUIREMENTS
    assert set(result.holding("required")) == {
        f"required.{c}"
        for c in ("monitoring", "code_versioning", "model_versioning", "deployment_automation")
    }


@pytest.mark.parametrize(
    "beyond", [{"volume_multiple": 12}, {"author_leaving": True}, {"customer_channels": ["other"]}]
)
def test_internal_analytics_lifts_neither_scale_nor_transition_nor_customers(experiment, beyond):
    assert experiment(**ANALYTICS, **beyond).verdict is Verdict.PRODUCTION_REQUIRED


def test_with_a_time_box_beside_internal_analytics_the_heavier_answer_wins(experiment):
    assert (
        experiment(**ANALYTICS, **TIME_BOX, output_use="operational").verdict
        is Verdict.LIGHTER_REQUIREMENTS
    )


def test_where_analytics_does_not_reach_it_takes_the_time_box(experiment):
    assert (
        experiment(**ANALYTICS, **TIME_BOX, volume_multiple=12).verdict
        is Verdict.EXPERIMENT_EXCEPTED
    )


def test_a_relief_is_not_granted_until_established(experiment):
    for missing in TIME_BOX:
        result = experiment(**{**TIME_BOX, missing: None}, output_use="operational")
        assert result.verdict is Verdict.PRODUCTION_REQUIRED, missing
        assert result.status("exception.time_boxed") is Truth.UNKNOWN


def test_what_is_retired_is_assessed_for_the_time_it_ran(answer):
    facts = {
        "output_use": "operational",
        "controls": {"monitoring": False},
        "regulatory_scope": "none",
    }
    assert answer(**facts, stage="production").status("risk.silent_degradation") is Truth.TRUE
    retired = answer(**facts, stage="retired")
    assert retired.verdict is Verdict.PRODUCTION_REQUIRED
    assert retired.status("risk.silent_degradation") is Truth.FALSE
    assert retired.status("note.assessed_for_the_time_it_ran") is Truth.TRUE


def test_the_day_of_the_caller_outweighs_the_day_in_the_case(experiment):
    assert experiment(on=date(2026, 1, 5), today=date(2020, 1, 1)).on == date(2026, 1, 5)
    assert experiment(on=None, today=date(2020, 1, 1)).on == date(2020, 1, 1)


def test_more_answers_never_turn_a_settled_verdict_undetermined(experiment):
    for facts in (
        {"volume_multiple": 3},
        {"stage": "pilot"},
        {"affects_people": False},
        {"beliefs": []},
    ):
        assert experiment(**facts).verdict is Verdict.EXPERIMENTATION_ACCEPTABLE


@pytest.mark.parametrize("attribute", sorted(PRODUCTION))
def test_the_one_answer_that_is_lacking_is_asked_for(experiment, attribute):
    assert attribute in open_attributes(experiment(**{attribute: None}))
