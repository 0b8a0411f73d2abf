"""Exceptions: when they hold, end, fail, and what is said of each."""

from __future__ import annotations

from datetime import date

import pytest

from engine import Truth
from tests.conftest import ANALYTICS, DEMONSTRATION

START = date(2026, 11, 30)
BOX = {
    "starts_on": START,
    "ends_on": date(2027, 2, 27),
    "written_agreement": True,
    "retirement_accepted": True,
}


@pytest.mark.parametrize(
    ("ends_on", "holds"),
    [
        (date(2027, 2, 27), True),
        (date(2027, 2, 28), False),
        (date(2027, 3, 1), False),
        (START, True),
    ],
    ids=[
        "under three months",
        "three months to the last day of February",
        "longer",
        "a single day",
    ],
)
def test_a_time_box_stays_under_three_calendar_months(answer, ends_on, holds):
    assert answer(on=START, **{**BOX, "ends_on": ends_on}).status(
        "exception.time_boxed"
    ) is Truth.of(holds)


def test_a_time_box_holds_on_its_last_day_and_has_ended_on_the_next(answer):
    on_last, after = answer(on=BOX["ends_on"], **BOX), answer(on=date(2027, 2, 28), **BOX)
    assert on_last.status("exception.time_boxed") is Truth.TRUE
    assert on_last.status("exception.time_boxed.ended") is Truth.FALSE
    assert after.status("exception.time_boxed") is Truth.FALSE
    assert after.status("exception.time_boxed.ended") is Truth.TRUE
    assert after.status("exception.time_boxed.failed") is Truth.FALSE


def test_a_box_that_has_not_begun_counts_and_is_reported_as_such(answer):
    result = answer(on=date(2026, 11, 22), **BOX)
    assert result.status("exception.time_boxed") is Truth.TRUE
    assert result.status("note.time_box_not_begun") is Truth.TRUE
    assert answer(on=START, **BOX).status("note.time_box_not_begun") is Truth.FALSE


def test_an_exception_is_claimed_when_an_attribute_of_its_own_is_stated(answer):
    assert answer(written_agreement=False).status("exception.time_boxed.claimed") is Truth.TRUE
    assert answer(starts_on=START).status("exception.time_boxed.claimed") is Truth.TRUE
    assert answer(exposure="analysts").status("exception.internal_analytics.claimed") is Truth.FALSE
    # its end claims nothing
    assert (
        answer(feeds_dashboard=True).status("exception.internal_analytics.claimed") is Truth.FALSE
    )
    assert answer(approved=True).status("exception.funding_demonstration.claimed") is Truth.FALSE


def test_a_claim_fails_when_a_requirement_is_known_not_to_hold(answer):
    assert (
        answer(**{**BOX, "retirement_accepted": False}).status("exception.time_boxed.failed")
        is Truth.TRUE
    )
    assert (
        answer(**{**BOX, "retirement_accepted": None}).status("exception.time_boxed.failed")
        is Truth.FALSE
    )
    assert answer(retirement_accepted=True).status("exception.time_boxed.failed") is Truth.FALSE


def test_a_dashboard_ends_internal_analytics(answer):
    result = answer(**{**ANALYTICS, "feeds_dashboard": True})
    assert result.status("exception.internal_analytics") is Truth.FALSE
    assert result.status("exception.internal_analytics.ended") is Truth.TRUE
    assert result.status("exception.internal_analytics.failed") is Truth.FALSE


@pytest.mark.parametrize("part", ["feeds_dashboard", "feeds_automated_reports"])
def test_that_nothing_is_fed_is_part_of_the_analytics_claim(answer, part):
    assert (
        answer(**{**ANALYTICS, part: None}).status("exception.internal_analytics") is Truth.UNKNOWN
    )
    assert (
        answer(**{**ANALYTICS, part: None}).status("exception.internal_analytics.ended")
        is Truth.FALSE
    )


@pytest.mark.parametrize(
    ("approved", "started", "holds"),
    [
        (None, None, True),
        (True, None, True),
        (True, False, True),
        (None, True, True),
        (True, True, False),
    ],
)
def test_a_demonstration_ends_when_approved_and_deployment_started(
    answer, approved, started, holds
):
    result = answer(**DEMONSTRATION, approved=approved, production_deployment_started=started)
    assert result.status("exception.funding_demonstration") is Truth.of(holds)
    assert result.status("exception.funding_demonstration.ended") is Truth.of(not holds)


def test_customers_on_an_exception_are_a_caution_and_change_no_verdict(experiment):
    result = experiment(exposure="customers", **DEMONSTRATION)
    assert result.verdict.value == "experiment_excepted"
    assert result.status("caution.customers_on_an_exception") is Truth.TRUE
    assert (
        experiment(output_use="operational", **DEMONSTRATION).status(
            "caution.customers_on_an_exception"
        )
        is Truth.FALSE
    )
