"""What is due: also on a day that hangs on an open answer."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import update

from knowledge.languages.words import Words
from tests.engine.test_legal import LISTED, MACHINE, PRODUCT
from threshold.register import Register
from threshold.register.schema import snapshot
from threshold.register.told import Teller

ADDED = "2027-11-02"


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as found:
        found.add("lift", MACHINE, who="Jon Lie", on=ADDED)
        yield found


def starts(register, day, within=90, id="9"):
    return [
        (one.day, one.kind)
        for one in register.due(within, day)
        if one.id == id and one.kind != "deadline"
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-11-02", [(LISTED, "perhaps")]),
        ("2027-12-01", [(LISTED, "perhaps")]),
        ("2028-01-10", [(LISTED, "perhaps_binding")]),
        ("2028-06-01", [(LISTED, "perhaps_binding"), (PRODUCT, "duty")]),
        ("2028-08-02", [(PRODUCT, "binding")]),
    ],
)
def test_a_day_that_hangs_on_an_open_answer_is_due_as_well(register, day, expected):
    """Art. 113(c) as amended: listed uses from 2 December 2027, products from 2 August 2028."""
    assert starts(register, day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-11-02", [(LISTED, "duty")]),
        ("2027-12-02", [(LISTED, "perhaps_binding")]),
        ("2028-03-01", [(LISTED, "perhaps_binding")]),
    ],
)
def test_what_is_perhaps_owed_stays_due_once_its_day_has_come(register, day, expected):
    """Whose role nobody stated may be the provider, who owes Article 9 (Article 16(a))."""
    role_open = {name: value for name, value in MACHINE.items() if name != "role"}
    listed = role_open | {"annex_iii": ["recruitment"], "annex_i_product": "none"}
    register.add("hiring", listed, who="Jon Lie", on=ADDED)
    found = [one for one in register.due(90, day) if (one.key, one.id) == ("hiring", "9")]
    assert [(one.day, one.kind) for one in found] == expected
    assert {one.state for one in found} == {"open"}


def test_once_it_is_answered_one_day_is_due(register):
    for name, value in (("annex_iii", []), ("recognises_emotions", False)):
        register.answer("lift", name, value, who="Jon Lie", on=ADDED)
    assert starts(register, ADDED, 365) == [(PRODUCT, "duty")]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_such_a_day_is_told_as_one_that_hangs_on_open_answers(register, language):
    words = Words.of(language)
    teller = Teller(register.base, words)
    condition = {"en": "where open answers say so", "de": "falls offene Antworten"}
    for day in (ADDED, "2028-01-10"):
        (item,) = [one for one in register.due(90, day) if one.id == "9" and one.day == LISTED]
        assert condition.get(language, "si des réponses encore ouvertes") in teller.due(item)


def test_a_snapshot_of_an_earlier_program_is_completed_and_can_be_repeated(register):
    """An earlier program did not keep the other days."""
    kept = json.loads(register.snapshots()[-1].outcome.model_dump_json())
    for duty in kept["duties"]:
        del duty["perhaps_from"]
    with register.database.writing() as connection:
        connection.execute(update(snapshot).values(outcome=json.dumps(kept)))
    assert starts(register, ADDED) == [(LISTED, "perhaps")]
    again = register.replay(1)
    assert again.repeated
    assert (again.differences, again.today) == ((), ())


def test_a_snapshot_that_has_other_days_than_follow_is_no_repetition(register):
    kept = json.loads(register.snapshots()[-1].outcome.model_dump_json())
    for duty in kept["duties"]:
        duty["perhaps_from"] = [str(date(2030, 1, 1))]
    with register.database.writing() as connection:
        connection.execute(update(snapshot).values(outcome=json.dumps(kept)))
    assert not register.replay(1).repeated
