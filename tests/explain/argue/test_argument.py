"""The argument for one proposition: every rule that bears on it, and what each rested on."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain import why
from explain.argue.argument import Walker
from knowledge import UseCase
from knowledge.faults import UnknownName

DAY = date(2026, 11, 22)
BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}


def argued(result, proposition):
    return why(result, proposition).argument


def test_a_true_proposition_rests_on_the_rules_that_fired(experiment):
    scale = argued(experiment(volume_multiple=12, business_units=1), "trigger.scale")
    assert (scale.status, scale.kind, scale.statement) == (
        "true",
        "trigger",
        "It must grow beyond what a prototype carries",
    )
    (derivation,) = scale.derivations
    assert (derivation.rule, derivation.fired, derivation.authority.citations) == (
        "trigger.scale/1",
        "true",
        ("[A Trigger 4]",),
    )
    assert [(s.says, s.status) for s in derivation.statements] == [
        ("volume_multiple is 12, at least 10", "true")
    ]


def test_all_derivations_are_told_not_just_the_first(experiment):
    scale = argued(experiment(volume_multiple=12, business_units=3), "trigger.scale")
    assert [s.says for s in scale.statements()] == [
        "volume_multiple is 12, at least 10",
        "business_units is 3, at least 2",
    ]


def test_an_unknown_proposition_tells_what_would_have_to_be_answered(experiment):
    explanation = why(experiment(), "trigger.scale")
    assert explanation.status == "unknown"
    assert {s.status for s in explanation.argument.statements()} == {"unknown"}
    assert [item.attribute for item in explanation.questions] == [
        "volume_multiple",
        "business_units",
    ]


@pytest.mark.parametrize(
    "rest",
    [{}, {"output_use": "operational"}],
    ids=["in an experiment", "where production is required"],
)
def test_a_false_proposition_has_an_argument_of_its_own(experiment, rest):
    scale = argued(experiment(volume_multiple=3, business_units=1, **rest), "trigger.scale")
    assert (scale.status, scale.statement) == (
        "false",
        "It need not grow beyond what a prototype carries",
    )
    assert [s.says for s in scale.statements()] == [
        "volume_multiple is 3, less than 10",
        "business_units is 1, less than 2",
    ]
    assert {s.status for s in scale.statements()} == {"false"}


@pytest.mark.parametrize(
    "proposition", ["condition.user_exposure", "exception.time_boxed", "trigger.scale"]
)
@pytest.mark.parametrize("facts", [{}, {"exposure": "data_science"}, {"starts_on": DAY}], ids=str)
def test_what_nobody_answered_is_open_or_is_presumed_without_saying_that_it_was_met(
    answer, proposition, facts
):
    unanswered = [
        s for s in argued(answer(**facts), proposition).statements() if "not answered" in s.says
    ]
    assert not [s.says for s in unanswered if s.status != "unknown" and "(asked: " in s.says]
    assert not [s.says for s in unanswered if s.status == "unknown" and "(asked: " not in s.says]


def test_steps_between_entries_are_passed_over(experiment):
    verdict = argued(experiment(volume_multiple=12), "verdict.production_required")
    premises = [premise for derivation in verdict.derivations for premise in derivation.premises]
    assert [premise.proposition for premise in premises if premise.status == "true"] == [
        "trigger.scale"
    ]
    assert not [
        premise.proposition
        for premise in premises
        if premise.proposition.startswith(("ground.", "lifted.", "standing."))
    ]


def test_an_exception_that_nobody_claimed_is_no_part_of_an_argument(experiment):
    unclaimed = why(
        experiment(output_use="operational"), "verdict.production_required"
    ).argument.model_dump_json()
    claimed = why(
        experiment(output_use="operational", **{**BOX, "ends_on": date(2026, 11, 1)}),
        "verdict.production_required",
    ).argument
    assert "exception." not in unclaimed
    assert "exception.time_boxed" in claimed.model_dump_json()


def test_an_exception_rests_on_all_that_it_requires(experiment):
    box = argued(experiment(**BOX), "exception.time_boxed")
    assert {s.says for s in box.statements()} >= {
        "starts_on is 2026-10-01, not after ends_on, 2026-12-24",
        "ends_on is 2026-12-24, before starts_on + 3 months, 2027-01-01",
        "today is 2026-11-22, not after ends_on, 2026-12-24",
        "written_agreement is true",
        "retirement_accepted is true",
    }


def test_why_an_exception_is_good_is_no_reason_for_its_failure(experiment):
    good = why(experiment(**BOX), "exception.time_boxed").because
    failed = why(experiment(**{**BOX, "retirement_accepted": False}), "exception.time_boxed.failed")
    ended = why(experiment(**{**BOX, "ends_on": date(2026, 11, 1)}), "exception.time_boxed.ended")
    assert (failed.status, ended.status) == ("true", "true")
    assert good not in (failed.because, ended.because)


def test_an_interpretation_says_how_the_source_is_read(experiment):
    (derivation,) = argued(experiment(exposure="public"), "condition.user_exposure").derivations
    assert derivation.authority.basis == "interpretation"
    assert "users beyond the data science team" in derivation.authority.reading


def test_an_explanation_of_one_proposition_leaves_the_rest_of_the_verdict_out(experiment):
    explanation = why(
        experiment(volume_multiple=12, controls={"monitoring": False}), "trigger.scale"
    )
    assert explanation.headline == "It must grow beyond what a prototype carries"
    assert (
        explanation.grounds,
        explanation.controls,
        explanation.findings,
        explanation.exceptions,
    ) == ((), (), (), ())


def test_the_verdict_that_was_reached_may_be_asked_for_by_its_name(experiment):
    result = experiment(volume_multiple=12)
    assert why(result, "verdict.production_required") == why(result)
    assert why(result, "verdict.experimentation_acceptable").grounds == ()
    assert why(result, "verdict.experimentation_acceptable").status == "false"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"output_use": "operational", "controls": {"monitoring": False}, "stage": "production"},
        {**BOX, "ends_on": date(2026, 11, 1), "regulatory_scope": "none", "exposure": "public"},
        {
            "placed_in_eu": True,
            "ai_system": True,
            "annex_iii": ["creditworthiness"],
            "profiling": True,
        },
    ],
)
def test_every_proposition_can_be_explained_and_every_true_one_has_a_derivation(facts):
    result = assess(UseCase(name="case", **facts), on=DAY)
    walker = Walker(result)
    for proposition, value in result.conclusions.items():
        argument = walker.argument(proposition)
        assert argument.status == {True: "true", False: "false", None: "unknown"}[value], (
            proposition
        )
        assert argument.statement
        if value is True and not proposition.startswith("verdict.undetermined"):
            assert argument.derivations, proposition


def test_an_unknown_proposition_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownName, match=r"nearest: trigger\.scale") as caught:
        why(assess(UseCase(name="case"), on=DAY), "triger.scale")
    assert caught.value.nearest == "trigger.scale"
