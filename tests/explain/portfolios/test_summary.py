"""A portfolio in short: a line for each case with its reason, the count of each verdict,
the questions that settle most.
"""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.portfolio import AssessedRow
from explain.portfolios.settling import settling_answers
from explain.portfolios.summary import summarise, summarise_case
from knowledge import UseCase
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.tables.row_faults import RowFault
from tests.conftest import DAY, EXPERIMENT

ANALYTICS = {
    "analysts_understand_limits": True,
    "independent_validation": True,
    "feeds_dashboard": False,
    "feeds_automated_reports": False,
}
BOX = {"starts_on": DAY, "ends_on": DAY, "written_agreement": True, "retirement_accepted": True}


def result(name="case", **facts):
    return assess(UseCase(name=name, **{**EXPERIMENT, **facts}), on=DAY)


def summary_of(*results, faults=()):
    rows = [
        AssessedRow(number, item, tuple(faults) if number == 1 else ())
        for number, item in enumerate(results, start=1)
    ]
    return summarise("table.csv", rows, load())


def test_verdicts_are_counted():
    summary = summary_of(
        result(),
        result("b", output_use="operational"),
        result("c", author_leaving=True),
        result("d", exposure=None),
    )
    assert summary.verdicts == {
        "experimentation_acceptable": 1,
        "production_required": 2,
        "undetermined": 1,
    }
    assert [case.name for case in summary.cases] == ["case", "b", "c", "d"]


def test_titles_come_with_the_weightiest_verdict_first():
    titles = list(summary_of(result()).titles)
    assert (
        titles.index("production_required")
        < titles.index("lighter_requirements")
        < titles.index("experimentation_acceptable")
    )
    assert titles[-1] == "undetermined"


def test_a_line_gives_every_ground_with_both_sides_of_its_comparison():
    case = summarise_case(7, result(output_use="operational", volume_multiple=12))
    assert (case.row, case.verdict, case.headline) == (
        7,
        "production_required",
        "Production-grade engineering is required",
    )
    assert case.reason == (
        "The business runs on the outputs (output_use is operational); "
        "It must grow beyond what a prototype carries (volume_multiple is 12, at least 10)"
    )


def test_an_open_case_is_explained_by_what_is_open():
    case = summarise_case(1, result(exposure=None))
    assert case.candidates == ("production_required", "experimentation_acceptable")
    assert case.reason == (
        "Open: whether people outside the data science team depend on the outputs"
    )
    assert "exposure" in case.questions


def test_an_experiment_is_explained_by_what_there_is_not():
    assert (
        "The outputs serve research only (output_use is research, not operational)"
        in summarise_case(1, result()).reason
    )


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"output_use": "operational"},
        {"exposure": "analysts", **ANALYTICS},
        {"output_use": "operational", **BOX},
        {"exposure": None},
        {"output_use": None, "failure_impact": None, "volume_multiple": 3},
        dict.fromkeys(EXPERIMENT),
        {"regulatory_scope": "applies"},
    ],
)
def test_no_line_is_without_a_reason(facts):
    assert summarise_case(1, result(**facts)).reason


@pytest.mark.parametrize("name", example_names())
def test_no_public_case_is_without_a_reason(name):
    assert summarise_case(1, assess(read_case(f"example:{name}"))).reason


def test_missing_controls_are_told_apart_from_unconfirmed_ones():
    case = summarise_case(
        1, result(output_use="operational", controls={"monitoring": False, "code_versioning": True})
    )
    assert case.missing == ("monitoring",)
    assert "failure_handling" in case.unconfirmed
    assert not {"monitoring", "code_versioning"} & set(case.unconfirmed)


def test_contradictions_are_told():
    case = summarise_case(1, result(exposure="analysts", customer_channels=["chatbot"]))
    assert "Stated as internal, yet it reaches customers" in case.contradictions


def test_a_question_counts_the_cases_it_bears_on_and_those_it_would_settle():
    both_open = result("both", failure_impact=None, availability_requirement=None)
    summary = summary_of(result("impact", failure_impact=None), both_open, result("settled"))
    asked = {item.attribute: item for item in summary.questions}
    assert (asked["failure_impact"].cases, asked["availability_requirement"].cases) == (2, 1)
    assert (asked["failure_impact"].settles, asked["failure_impact"].answers[0]) == (
        2,
        "disruption",
    )
    assert next(item.attribute for item in summary.questions) == "failure_impact"


@pytest.mark.parametrize(
    "left_open",
    [
        ("failure_impact",),
        ("exposure", "output_use"),
        ("accuracy_requirement", "availability_requirement"),
    ],
)
def test_an_answer_that_is_said_to_settle_a_case_settles_it_and_no_other_does(left_open):
    opened = result(**dict.fromkeys(left_open))
    for attribute in left_open:
        choices = load().attributes[attribute].choices
        settled = [
            choice
            for choice in choices
            if len(result(**{**dict.fromkeys(left_open), attribute: choice}).candidates) == 1
        ]
        assert settling_answers(opened, attribute) == settled
        assert settled


def test_cases_that_state_the_same_keep_their_own_names_and_rows():
    summary = summary_of(
        result("first", description="one", volume_multiple=12),
        result("second", description="two", volume_multiple=12),
    )
    assert [(case.row, case.name) for case in summary.cases] == [(1, "first"), (2, "second")]
    assert summary.cases[0].reason == summary.cases[1].reason


def test_the_same_statements_on_another_day_are_another_case():
    box = {**BOX, "output_use": "operational"}
    later = assess(UseCase(name="later", **{**EXPERIMENT, **box}), on=date(2026, 12, 1))
    assert [case.verdict for case in summary_of(result("now", **box), later).cases] == [
        "experiment_excepted",
        "production_required",
    ]


def test_rows_that_could_not_be_read_are_counted_and_not_assessed():
    faults = [
        RowFault(1, "name", "", "name does not take this value", lost=True),
        RowFault(1, "exposure", "publik", "stays unknown"),
    ]
    summary = summary_of(None, result("good"), faults=faults)
    assert [case.name for case in summary.cases] == ["good"]
    assert (summary.lost, summary.faults) == (1, faults)


def test_a_summary_says_which_knowledge_and_which_chainer_answered():
    one = result()
    summary = summary_of(one)
    assert summary.knowledge == one.knowledge
    assert summary.chainer == one.chainer
