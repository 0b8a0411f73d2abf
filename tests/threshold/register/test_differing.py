"""What is otherwise between two days, and for what cause: no more than bears on it is named."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.languages.words import Words
from threshold.register import Register
from threshold.register.database import RegisterFault
from threshold.register.told import Teller

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


def test_duties_that_may_arise_are_no_change_and_a_cause_is_told_whole(register):
    """Once a tier is settled, duties that open questions may add are told as well: nothing is owed
    by that.
    """
    register.answer("a", "exposure", "business_users", who="Eva Ott", on="2026-11-01")
    register.answer("a", "ai_system", "no", who="Eva Ott", on="2026-11-03")
    assert "may arise" in {duty.status for duty in register.case("a", LATER).outcome.duties}
    diff = register.diff(BEGUN, LATER)
    (case,) = diff.changed
    assert {one.aspect for one in case.changes} == {"tier"}
    for language, told in (("en", "(Eva Ott, 2026-11-03)"), ("de", "(Eva Ott, 3. November 2026)")):
        lines = list(Teller(register.base, Words.of(language, register.base)).diff(diff))
        assert lines[-1].endswith(told)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_an_answer_of_several_values_and_one_taken_back_are_told(register, language):
    facts = {"ai_system": True, "placed_in_eu": True, "role": "deployer", "profiling": True}
    register.add("b", {"name": "Screening", "exposure": "public", **facts}, who="Jon", on=BEGUN)
    for name, value in (("prohibited_practices", []), ("annex_iii", ["recruitment"])):
        register.answer("b", name, value, who="Eva Ott", on="2026-11-03", valid_until="2026-11-20")
    teller = Teller(register.base, Words.of(language, register.base))
    until_then = list(teller.diff(register.diff(BEGUN, LATER)))
    assert [line for line in until_then if line.endswith(")") and "Eva Ott" in line]
    lapsed = list(teller.diff(register.diff(LATER, "2026-11-21")))
    assert len(lapsed) > 3
    register.answer("b", "annex_iii", "unknown", who="Jon", on="2026-11-12")
    taken_back = list(teller.diff(register.diff(LATER, "2026-11-13")))
    assert [line for line in taken_back if line.endswith(")") and "(Jon, " in line]
    assert "(EN)" not in "".join(until_then + lapsed + taken_back)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("  name: Forecast → Forecast of sales", "  owner: Ann → Bob")),
        ("de", ("  Name: Forecast → Forecast of sales", "  zuständig: Ann → Bob")),
        ("fr", ("  nom\u00a0: Forecast → Forecast of sales", "  responsable\u00a0: Ann → Bob")),
    ],
)
def test_another_name_and_another_owner_are_told_with_who_said_so(register, language, told):
    register.answer("a", "owner", "Ann", who="Jon Lie", on=BEGUN)
    register.answer("a", "owner", "Bob", who="Eva Ott", on="2026-11-03")
    register.answer("a", "name", "Forecast of sales", who="Eva Ott", on="2026-11-04")
    diff = register.diff(BEGUN, LATER)
    (case,) = diff.changed
    assert [(one.aspect, one.before, one.after) for one in case.changes] == [
        ("name", "Forecast", "Forecast of sales"),
        ("owner", "Ann", "Bob"),
    ]
    assert [one.causes[0].who for one in case.changes] == ["Eva Ott", "Eva Ott"]
    lines = list(Teller(register.base, Words.of(language, register.base)).diff(diff))
    assert [line for line in lines if line.startswith(told)] == [*told]


def test_an_owner_of_a_time_is_told_when_the_time_is_over(register):
    register.answer("a", "owner", "Ann", who="Jon Lie", on="2026-11-02", valid_until="2026-11-05")
    (case,) = register.diff("2026-11-03", LATER).changed
    (change,) = case.changes
    assert (change.aspect, change.before, change.after) == ("owner", "Ann", "")
    assert [(one.kind, one.on) for one in change.causes] == [("lapse", date(2026, 11, 5))]
    assert register.diff(BEGUN, LATER).changed == ()


HIGH_RISK = {
    "name": "Screening",
    "stage": "production",
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
    "annex_iii": ["recruitment"],
    "profiling": True,
}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "from 2026-08-02", "from 2027-12-02"),
        ("de", "ab 2. August 2026", "ab 2. Dezember 2027"),
        ("fr", "à partir du 2 août 2026", "à partir du 2 décembre 2027"),
    ],
)
def test_a_duty_that_binds_from_another_day_is_a_change(register, language, before, after):
    # Regulation (EU) 2026/1744, in force since 27 July 2026, moved the duties for uses of Annex III
    register.add("b", HIGH_RISK, who="Jon Lie", on="2026-07-01")
    (case,) = register.diff("2026-07-26", "2026-07-27").changed
    (change,) = (one for one in case.changes if one.id == "26_1")
    assert [cause.kind for cause in change.causes] == ["clock"]
    teller = Teller(register.base, Words.of(language, register.base))
    told = [
        teller.state("duty", one).replace("\N{NO-BREAK SPACE}", " ")
        for one in (change.before, change.after)
    ]
    assert before in told[0]
    assert after in told[1]
