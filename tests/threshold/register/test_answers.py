"""Which answer counts on a day."""

from __future__ import annotations

from datetime import date

import pytest

from threshold.register import Register
from threshold.register.answers import in_force, latest, values_of
from threshold.register.database import RegisterFault
from threshold.register.records import Answer, Evidence

FIRST, SECOND, THIRD = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)


def answer(value, on, revision, until=None, attribute="exposure"):
    return Answer(
        attribute=attribute,
        value=value,
        who="Eva Ott",
        source="",
        given_on=on,
        recorded_at="2026-12-01T00:00:00Z",
        revision=revision,
        evidence=Evidence(),
        valid_until=until,
        note="",
        erased=False,
        digest=f"{revision}",
    )


def stated(answers, day, revision=None):
    counting = sorted(answers, key=lambda one: (one.given_on, one.revision))
    return values_of(in_force(counting, day, revision)).get("exposure")


def test_the_answer_given_last_counts_from_its_day_on():
    answers = [answer("analysts", FIRST, 1), answer("public", THIRD, 2)]
    assert [stated(answers, day) for day in (FIRST, SECOND, THIRD)] == [
        "analysts",
        "analysts",
        "public",
    ]
    assert stated(answers, date(2026, 10, 31)) is None


def test_an_answer_that_is_recorded_late_counts_on_its_day_and_not_against_later_ones():
    answers = [answer("public", THIRD, 1), answer("analysts", FIRST, 2)]
    assert (stated(answers, SECOND), stated(answers, THIRD)) == ("analysts", "public")
    assert stated(answers, SECOND, revision=1) is None  # as it was known then


def test_a_correction_of_the_same_day_counts():
    assert stated([answer("analysts", FIRST, 1), answer("public", FIRST, 2)], FIRST) == "public"


def test_after_its_last_day_an_answer_is_unknown_and_no_earlier_one_comes_back():
    answers = [answer("analysts", FIRST, 1), answer("public", SECOND, 2, until=SECOND)]
    assert [stated(answers, day) for day in (FIRST, SECOND, THIRD)] == ["analysts", "public", None]
    assert latest(answers, THIRD)["exposure"].value == "public"


def test_an_answer_that_was_taken_back_is_unknown():
    answers = [answer("analysts", FIRST, 1), answer(None, SECOND, 2)]
    assert (stated(answers, FIRST), stated(answers, SECOND)) == ("analysts", None)


def test_a_name_that_is_answered_begins_no_case_and_overwrites_nothing_unseen(tmp_path):
    with Register(tmp_path / "register.db") as register:
        register.add("17", {"name": "Forecast"}, who="Eva Ott", on="2026-11-01")
        with pytest.raises(RegisterFault, match="no case '71'"):
            register.answer("71", "name", "Forecast", who="Eva Ott", on="2026-11-02")
        seen = register.case("17", "2026-11-02").revision
        register.answer("17", "name", "Sales", who="Jon Lie", on="2026-11-02", seen=seen)
        with pytest.raises(RegisterFault, match="answered"):
            register.answer("17", "name", "Demand", who="Eva Ott", on="2026-11-02", seen=seen)
        assert [state.name for state in register.cases("2026-11-02")] == ["Sales"]
