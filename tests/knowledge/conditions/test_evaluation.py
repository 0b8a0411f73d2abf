"""A test is true, false or unknown: unknown where something that it needs was not answered."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from knowledge.conditions.calendar_days import add_months
from knowledge.conditions.evaluation import decider, value_of
from knowledge.conditions.tree import COMPLEMENT, Attr, Calculation, Const, Op, Param, Span
from knowledge.conditions.tree import Test as Asked

FACTS = {
    "exposure": "public",
    "output_use": "research",
    "relied_on_for": frozenset({"planning"}),
    "customer_channels": frozenset(),
    "volume_multiple": 10.0,
    "business_units": 2,
    "approved": True,
    "controls.monitoring": False,
    "starts_on": date(2026, 11, 30),
    "ends_on": date(2027, 2, 28),
    "today": date(2026, 11, 22),
    "parameter.scale_factor": 10,
    "parameter.ban_from": date(2026, 12, 2),
}
THREE_MONTHS_ON = Calculation(Attr("starts_on"), "+", Span(Const(3), "months"))
TRUE = [
    Asked("==", Attr("exposure"), Const("public")),
    Asked("!=", Attr("exposure"), Attr("output_use")),
    Asked("<", Attr("today"), Attr("starts_on")),
    Asked("<=", Attr("today"), Attr("today")),
    Asked(">", Attr("volume_multiple"), Const(9.99)),
    Asked(">=", Attr("volume_multiple"), Param("scale_factor")),
    Asked("<", Attr("today"), Param("ban_from")),
    Asked("==", Attr("ends_on"), THREE_MONTHS_ON),
    Asked("==", Attr("volume_multiple"), Calculation(Attr("business_units"), "*", Const(5))),
    Asked("==", Calculation(Attr("business_units"), "+", Const(8)), Attr("volume_multiple")),
    Asked("in", Attr("exposure"), ("customers", "public")),
    Asked("not in", Attr("exposure"), ("analysts",)),
    Asked("not in", Attr("exposure"), ()),
    Asked("includes", Attr("relied_on_for"), Const("planning")),
    Asked("excludes", Attr("relied_on_for"), Const("commitments")),
    Asked("nonempty", Attr("relied_on_for")),
    Asked("empty", Attr("customer_channels")),
    Asked("yes", Attr("approved")),
    Asked("no", Attr("controls.monitoring")),
    Asked("known", Attr("customer_channels")),
    Asked("unanswered", Attr("owner")),
]
UNKNOWN = [
    Asked("==", Attr("stage"), Const("pilot")),
    Asked("!=", Attr("stage"), Const("pilot")),
    Asked("<", Attr("went_live_on"), Attr("today")),
    Asked(">", Attr("today"), Attr("went_live_on")),
    Asked("==", Attr("stage"), Attr("stage")),
    Asked(">=", Attr("build_cost"), Param("scale_factor")),
    Asked(">", Attr("today"), Calculation(Attr("went_live_on"), "+", Span(Const(6), "months"))),
    Asked(
        "<", Attr("today"), Calculation(Attr("starts_on"), "+", Span(Attr("build_cost"), "weeks"))
    ),
    Asked("in", Attr("stage"), ("pilot",)),
    Asked("not in", Attr("stage"), ()),
    Asked("includes", Attr("beliefs"), Const("planning")),
    Asked("excludes", Attr("beliefs"), Const("planning")),
    Asked("nonempty", Attr("beliefs")),
    Asked("empty", Attr("beliefs")),
    Asked("yes", Attr("author_leaving")),
    Asked("no", Attr("author_leaving")),
]


@pytest.mark.parametrize("test", TRUE, ids=str)
def test_what_holds_is_true_and_its_complement_false(test):
    assert decider(test)(FACTS) is True
    assert decider(test.complement)(FACTS) is False


@pytest.mark.parametrize("test", UNKNOWN, ids=str)
def test_what_rests_on_an_unanswered_attribute_is_unknown_and_so_is_its_complement(test):
    assert decider(test)(FACTS) is None
    assert decider(test.complement)(FACTS) is None


@pytest.mark.parametrize(
    "attribute", ["approved", "controls.monitoring", "customer_channels", "owner"]
)
def test_whether_something_is_answered_is_never_unknown(attribute):
    known = attribute in FACTS
    assert decider(Asked("known", Attr(attribute)))(FACTS) is known
    assert decider(Asked("unanswered", Attr(attribute)))(FACTS) is not known


def test_an_attribute_stated_as_none_is_unanswered():
    assert decider(Asked("yes", Attr("approved")))({"approved": None}) is None
    assert decider(Asked("known", Attr("approved")))({"approved": None}) is False


def test_an_answer_of_no_or_zero_or_nothing_is_an_answer():
    facts = {"approved": False, "business_units": 0, "relied_on_for": frozenset()}
    assert all(decider(Asked("known", Attr(name)))(facts) is True for name in facts)
    assert decider(Asked("<", Attr("business_units"), Const(1)))(facts) is True
    assert decider(Asked("nonempty", Attr("relied_on_for")))(facts) is False


def test_every_kind_of_test_is_tried_here_and_has_a_complement():
    assert {test.op for test in TRUE} == set(get_args(Op)) == set(COMPLEMENT)
    assert all(COMPLEMENT[COMPLEMENT[op]] == op for op in COMPLEMENT)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 1, 15), -2, date(2025, 11, 15)),
        (date(2026, 5, 15), 31, date(2028, 12, 15)),
    ],
)
def test_a_calendar_month_ends_on_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert add_months(day, months) == later


def test_a_week_has_seven_days():
    assert value_of(Calculation(Attr("starts_on"), "+", Span(Const(8), "weeks")), FACTS) == date(
        2027, 1, 25
    )


@pytest.mark.parametrize(
    "count", [Const(2), Attr("business_units"), Attr("whole"), Param("length")], ids=str
)
def test_a_length_of_time_may_be_written_stated_or_a_parameter(count):
    # a use case holds every number as a float
    facts = {**FACTS, "whole": 2.0, "parameter.length": 2}
    assert value_of(Calculation(Attr("starts_on"), "+", Span(count, "months")), facts) == date(
        2027, 1, 30
    )


def test_a_term_without_an_answer_has_no_value():
    assert value_of(Attr("owner"), FACTS) is None
    assert value_of(Calculation(Attr("build_cost"), "*", Const(2)), FACTS) is None
    assert (
        value_of(Calculation(Attr("starts_on"), "+", Span(Attr("build_cost"), "weeks")), FACTS)
        is None
    )
