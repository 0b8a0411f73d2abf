"""The public cases that are shipped, and what the engine says of each."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from engine import Truth, Verdict, assess
from explain import why
from knowledge import UseCase
from knowledge.cases.files import example_names, read_case
from threshold.cli import main

VERDICTS = {
    "air_canada_chatbot": Verdict.PRODUCTION_REQUIRED,
    "credit_check_explained": Verdict.PRODUCTION_REQUIRED,
    "roll_out_before_the_council": Verdict.PRODUCTION_REQUIRED,
    "klarna_assistant": Verdict.PRODUCTION_REQUIRED,
    "mycity_chatbot": Verdict.PRODUCTION_REQUIRED,
    "netflix_prize": Verdict.EXPERIMENTATION_ACCEPTABLE,
    "office_assistant_trial": Verdict.EXPERIMENT_EXCEPTED,
    "school_grades_2020": Verdict.PRODUCTION_REQUIRED,
    "schufa_score": Verdict.PRODUCTION_REQUIRED,
    "deployer_of_scoring": Verdict.PRODUCTION_REQUIRED,
    "hiring_trial": Verdict.EXPERIMENT_EXCEPTED,
    "talking_toy": Verdict.PRODUCTION_REQUIRED,
    "tay": Verdict.PRODUCTION_REQUIRED,
    "unity_ad_targeting": Verdict.PRODUCTION_REQUIRED,
    "zillow_offers": Verdict.PRODUCTION_REQUIRED,
}
TITLES = {
    "air_canada_chatbot": "Airline website chatbot (Air Canada)",
    "credit_check_explained": "Credit check without an explanation (Dun & Bradstreet Austria)",
    "roll_out_before_the_council": "Roll-out before the works council was heard (Nanterre)",
    "deployer_of_scoring": "Shop that uses a bought credit score",
    "hiring_trial": "Hiring tool under a testing plan",
    "klarna_assistant": "Support assistant (Klarna)",
    "mycity_chatbot": 'City business chatbot "beta" (MyCity, New York)',
    "netflix_prize": "Recommender contest (Netflix Prize)",
    "office_assistant_trial": "Office assistant trial (UK trade department)",
    "school_grades_2020": "School grades 2020 (England)",
    "schufa_score": "Credit score (SCHUFA)",
    "talking_toy": "Talking toy under harmonised standards",
    "tay": 'Public chatbot "experiment" (Tay)',
    "unity_ad_targeting": "Ad-targeting model (Unity)",
    "zillow_offers": "Home-buying price model (Zillow Offers)",
}


def example(name, **changed):
    """An example, with some of its statements changed."""
    stated = read_case(f"example:{name}").model_dump(exclude_none=True)
    return UseCase.model_validate({**stated, **changed})


def test_these_cases_are_shipped():
    assert example_names() == sorted(VERDICTS)


@pytest.mark.parametrize("name", VERDICTS)
def test_each_public_case_has_the_verdict_of_its_reading(name):
    result = assess(example(name))
    assert (result.verdict, result.candidates) == (VERDICTS[name], (VERDICTS[name],))


INVENTED = {"deployer_of_scoring", "hiring_trial", "talking_toy"}  # for what the law brings


@pytest.mark.parametrize("name", sorted(VERDICTS.keys() - INVENTED))
def test_each_public_case_is_assessed_for_a_day_on_which_it_ran(name):
    case = example(name)
    assert assess(case).on == case.today
    assert date(2009, 1, 1) <= case.today <= date(2025, 12, 31)


@pytest.mark.parametrize("name", VERDICTS)
def test_each_public_case_says_what_it_was_and_who_answered_for_it(name):
    case = example(name)
    assert case.name == TITLES[name]
    assert len(case.description) > 100
    assert case.owner
    assert case.sector


@pytest.mark.parametrize(
    ("name", "grounds"),
    [
        ("zillow_offers", {"model_outputs", "failure_impact", "business_dependency"}),
        ("air_canada_chatbot", {"customer_facing", "business_dependency"}),
        ("schufa_score", {"user_exposure", "regulatory_scope", "regulatory"}),
        ("school_grades_2020", {"user_exposure", "regulatory_scope", "regulatory"}),
        ("tay", {"failure_impact", "user_exposure", "customer_facing"}),
        ("mycity_chatbot", {"model_outputs", "user_exposure", "customer_facing"}),
        ("klarna_assistant", {"customer_facing", "scale", "business_dependency"}),
        ("unity_ad_targeting", {"failure_impact", "business_dependency"}),
    ],
)
def test_production_is_required_on_the_grounds_that_its_reading_names(name, grounds):
    assert {f"standing.{ground}" for ground in grounds} <= set(
        assess(example(name)).holding("standing")
    )


@pytest.mark.parametrize(
    "name",
    [
        "zillow_offers",
        "unity_ad_targeting",
        "klarna_assistant",
        "netflix_prize",
        "office_assistant_trial",
    ],
)
def test_what_touches_no_listed_area_stands_on_no_regulatory_ground(name):
    result = assess(example(name))
    assert result.status("standing.regulatory_scope") is not Truth.TRUE
    assert result.status("standing.regulatory") is not Truth.TRUE


def test_the_office_trial_lives_on_its_time_box_alone():
    result = assess(example("office_assistant_trial"))
    assert result.holding("exception") == ["exception.time_boxed"]
    assert result.holding("ground")
    assert result.holding("standing") == []


def test_without_accepted_retirement_the_office_trial_fails_its_exception():
    result = assess(example("office_assistant_trial", retirement_accepted=False))
    assert result.status("exception.time_boxed.failed") is Truth.TRUE
    assert result.verdict is Verdict.PRODUCTION_REQUIRED
    (exception,) = why(result).exceptions
    assert exception.outcome == "failed"
    assert [statement.says for statement in exception.statements] == [
        "retirement_accepted is false"
    ]


def test_after_its_last_day_the_office_trial_needs_production_engineering():
    case = example("office_assistant_trial")
    assert assess(case, on=date(2024, 12, 31)).verdict is Verdict.EXPERIMENT_EXCEPTED
    assert assess(case, on=date(2025, 1, 1)).verdict is Verdict.PRODUCTION_REQUIRED
    assert why(assess(case, on=date(2025, 1, 1))).exceptions[0].outcome == "ended"


def test_an_open_ended_beta_claims_an_exception_that_is_not_established():
    (exception,) = why(assess(example("mycity_chatbot"))).exceptions
    assert (exception.id, exception.outcome) == ("time_boxed", "not established")


def test_the_missing_monitoring_of_the_ad_model_is_the_risk_that_came_true():
    result = assess(example("unity_ad_targeting"))
    assert result.status("gap.monitoring") is Truth.TRUE
    assert result.status("risk.silent_degradation") is Truth.TRUE


def test_a_recommender_that_is_put_to_work_is_no_contest_any_more():
    result = assess(
        example("netflix_prize", output_use="operational", customer_channels=["recommendations"])
    )
    assert {"standing.model_outputs", "standing.customer_facing"} <= set(result.holding("standing"))


def test_each_shipped_case_is_listed_with_its_title_and_who_answers_for_it():
    lines = CliRunner().invoke(main, ["examples"]).stdout.splitlines()
    told = [line.split(maxsplit=1) for line in lines]
    assert [[name, text.partition(" · ")[0]] for name, text in told] == [
        [f"example:{name}", TITLES[name]] for name in sorted(TITLES)
    ]
    invented = {name for name, text in told if " · an invented " in text}
    assert invented == {
        "example:deployer_of_scoring",
        "example:hiring_trial",
        "example:talking_toy",
    }


def test_a_case_before_the_act_says_so_at_its_head_and_keeps_its_answers():
    result = assess(example("tay"))
    assert result.tier == "transparency"
    assert result.banners == ("note.before_the_act",)
    said = str(why(result))
    title = result.base.propositions["note.before_the_act"].title
    assert said.index(title) < said.index(
        result.base.entries["verdict.production_required"].because
    )
    assert assess(example("tay"), on=date(2026, 11, 27)).banners == ()


def test_a_trial_under_the_act_is_excepted_until_it_ends():
    assert assess(example("hiring_trial")).status("ai_act.experiment") is Truth.TRUE
    ended = assess(example("hiring_trial"), on=date(2028, 7, 1))
    assert ended.verdict is Verdict.PRODUCTION_REQUIRED
    assert ended.status("duty.9.binds") is Truth.TRUE


def test_the_duties_of_a_deployer_are_met_one_by_one():
    found = {
        duty.id: duty.fulfilment
        for duty in assess(example("deployer_of_scoring")).duties
        if duty.status == "owed"
    }
    assert found["27"] == found["27_3"] == "open"
    assert {found[name] for name in ("4", "26_1", "26_2", "26_5", "26_9", "86")} == {"met"}


def test_a_toy_under_standards_is_high_risk_by_product_law():
    result = assess(example("talking_toy"))
    assert result.tier == "high_risk"
    assert result.status("note.route_product_law") is Truth.TRUE
    assert result.status("duty.43.open") is Truth.TRUE
