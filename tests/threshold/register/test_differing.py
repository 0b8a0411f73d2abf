"""What is otherwise between two days, and for what cause: no more than bears on it is named."""

from __future__ import annotations

from datetime import date

import pytest

from threshold.register import Register
from threshold.register.database import RegisterFault

BEGUN, LATER = "2026-11-01", "2026-11-10"
OPEN = {"name": "Forecast", "output_use": "research"}


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as made:
        made.add("a", OPEN, who="Jon Lie", on=BEGUN)
        yield made


def causes(register, before=BEGUN, after=LATER):
    (case,) = register.diff(before, after).changed
    return {
        (one.aspect, one.id): [(cause.kind, cause.attribute) for cause in one.causes]
        for one in case.changes
    }


def test_of_several_answers_the_one_without_which_it_would_not_be_is_named(register):
    register.answer("a", "description", "Weekly figures", who="Eva Ott", on="2026-11-02")
    register.answer("a", "exposure", "customers", who="Eva Ott", on="2026-11-03")
    register.answer("a", "sector", "retail", who="Eva Ott", on="2026-11-04")
    assert causes(register)["verdict", ""] == [("answer", "exposure")]


def test_where_each_of_two_answers_would_do_both_are_named(register):
    register.answer("a", "exposure", "customers", who="Eva Ott", on="2026-11-02")
    register.answer("a", "failure_impact", "disruption", who="Eva Ott", on="2026-11-03")
    assert causes(register)["verdict", ""] == [
        ("answer", "exposure"),
        ("answer", "failure_impact"),
    ]


def test_an_answer_that_came_and_lapsed_in_between_changes_nothing(register):
    register.answer(
        "a", "exposure", "customers", who="Eva Ott", on="2026-11-02", valid_until="2026-11-05"
    )
    diff = register.diff(BEGUN, LATER)
    assert (diff.changed, diff.unchanged) == ((), 1)


def test_an_answer_after_one_that_lapsed_is_the_cause(register):
    register.answer(
        "a", "exposure", "customers", who="Eva Ott", on="2026-11-02", valid_until="2026-11-05"
    )
    register.answer("a", "exposure", "public", who="Jon Lie", on="2026-11-07")
    assert causes(register, "2026-11-06")["verdict", ""] == [("answer", "exposure")]


def test_a_case_that_began_in_between_is_new_and_not_changed(register):
    register.add("b", {"name": "Chat", "exposure": "public"}, who="Jon Lie", on="2026-11-05")
    diff = register.diff(BEGUN, LATER)
    assert (diff.added, diff.changed) == ((("b", "Chat"),), ())


def test_the_same_two_days_tell_the_same_whatever_was_assessed_meanwhile(register):
    register.answer("a", "exposure", "customers", who="Eva Ott", on="2026-11-03")
    before = register.diff(BEGUN, LATER)
    register.assess("2027-12-02")
    assert register.diff(BEGUN, LATER) == before


def test_days_in_the_wrong_order_are_refused(register):
    for after in (date(2026, 11, 1), date(2026, 10, 1)):
        with pytest.raises(RegisterFault, match="the earlier day first"):
            register.diff(BEGUN, after)
