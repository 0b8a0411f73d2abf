"""What follows on a day: from the last snapshot while it stands, else worked out, and alike."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from engine.ranking import pressing
from knowledge.cases.files import read_case
from threshold.register import Register
from threshold.register.schema import snapshot

BEGUN = "2026-11-01"


@pytest.fixture
def register(tmp_path):
    """A score of customers that is not yet more than an idea."""
    scoring = read_case("example:deployer_of_scoring").model_dump(exclude_none=True)
    with Register(tmp_path / "register.db") as made:
        made.add("a", {**scoring, "stage": "idea"}, who="Jon Lie", on=BEGUN)
        yield made


def test_an_idea_is_outside_the_act_and_carries_what_it_would_be_once_used(register):
    outcome = register.case("a", BEGUN).outcome
    assert (outcome.tier, outcome.once_used) == ("out_of_scope", "high_risk")
    register.answer("a", "stage", "production", who="Jon Lie", on="2026-11-10")
    outcome = register.case("a", "2026-11-10").outcome
    assert (outcome.tier, outcome.once_used) == ("high_risk", "")
    (case,) = register.diff(BEGUN, "2026-11-10").changed
    changes = {(one.aspect, one.id): (one.before, one.after) for one in case.changes}
    assert changes["tier", ""] == ("out_of_scope", "high_risk")
    assert changes["tier", "once_used"] == ("high_risk", "")


def test_a_snapshot_stands_until_the_clock_may_change_it_and_what_is_told_is_the_same(register):
    register.answer("a", "stage", "production", who="Jon Lie", on="2026-11-10")
    last = register.snapshots("a")[-1]
    day_before = date.fromordinal(last.stands_until.toordinal() - 1)
    assert register.case("a", day_before).snapshot == last.number
    assert register.case("a", last.stands_until).snapshot is None
    for day in (day_before, last.stands_until, date(2027, 12, 2)):
        told = register.case("a", day).outcome
        assert told.verdict == register.assessment("a", day).verdict.value
        assert told.tier == register.assessment("a", day).tier
        owed = [one for one in register.assessment("a", day).duties if one.status == "owed"]
        assert {one.id: one.binding for one in owed} == {
            one.id: one.binding for one in told.duties if one.status == "owed"
        }


def test_an_answer_that_counts_later_ends_a_snapshot_on_its_day(register):
    register.answer("a", "owner", "Eva Ott", who="Jon Lie", on="2026-11-20")
    assert register.assess("2026-11-12") == 1
    assert register.snapshots("a")[-1].stands_until == date(2026, 11, 20)
    assert (register.case("a", "2026-11-19").owner, register.case("a", "2026-11-20").owner) == (
        "an invented shop",
        "Eva Ott",
    )


def test_before_its_first_answer_there_is_no_case(register):
    assert register.cases("2026-10-31") == []


def test_a_snapshot_ranks_its_case_as_the_assessment_of_it_does(register):
    known_missing = {"monitoring": False, "human_review": False}
    for name, there in known_missing.items():
        register.answer("a", f"controls.{name}", there, who="Jon Lie", on=BEGUN)
    register.answer("a", "stage", "production", who="Jon Lie", on=BEGUN)
    register.add("b", {"name": "Nothing known"}, who="Jon Lie", on=BEGUN)
    for day in (BEGUN, "2026-11-20", "2027-12-02"):
        first, second = register.cases(day)
        assert first.pressing == pressing(register.assessment("a", day))
        assert (first.rank, second.rank) == (1, 2)
        assert first.rank_reason == first.pressing.reason()
    assert register.cases(BEGUN)[0].snapshot is not None
    assert register.cases("2027-12-02")[0].pressing.open_now > 0  # Art. 26(2) binds


def test_what_an_earlier_program_did_not_keep_is_worked_out(register):
    number = register.case("a", BEGUN).snapshot
    with register.database.writing() as connection:
        outcome = register.snapshots("a")[-1].outcome.model_copy(update={"presses": None})
        earlier = {"outcome": outcome.model_dump_json(exclude={"presses"})}
        connection.execute(update(snapshot).where(snapshot.c.number == number).values(earlier))
    (state,) = register.cases(BEGUN)
    assert state.snapshot is None
    assert state.pressing == pressing(register.assessment("a", BEGUN))
    assert register.replay(number).repeated
