"""Columns that are kept from a list are committed to: what was changed by hand is found, what is
erased leaves the chain whole, and a register of before is brought along.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from knowledge.languages.words import Words
from tests.register_of_before import bring_back, write_as_before
from threshold.register import Register
from threshold.register.told import Teller

INTAKE = """
intake: own
title: Own
source: Own
id: "No"
keep: [Contact, Team]
text: {name: Name}
columns: []
"""
LIST = "No,Name,Contact,Team\n1,Forecast,Eva Ott,North\n2,Churn,Ida Roth,\n"


def take_in(register, folder, text, day):
    table, intake = folder / "list.csv", folder / "own.yaml"
    table.write_text(text, encoding="utf-8")
    intake.write_text(INTAKE, encoding="utf-8")
    return register.import_table(table, str(intake), on=day)


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as made:
        take_in(made, tmp_path, LIST, "2026-11-01")
        yield made


def by_hand(register, statement):
    with closing(sqlite3.connect(register.database.shown)) as connection, connection:
        return connection.execute(statement).fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE use_case SET kept = replace(kept, 'North', 'South') WHERE id = 1",
        "UPDATE use_case SET kept = '{}' WHERE id = 1",
        "UPDATE use_case SET kept_salt = NULL WHERE id = 1",
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_kept_column_that_was_changed_by_hand_is_found(statement, language, register):
    assert register.verify().whole
    by_hand(register, statement)
    found = register.verify()
    assert [(flaw.kind, flaw.key) for flaw in found.flaws] == [("kept", "1")]
    told = [*Teller(register.base, Words.of(language, register.base)).verified(found)]
    assert any("1" in line and "own" in line and "(EN)" not in line for line in told)


def test_what_an_event_says_of_them_cannot_be_changed_with_them(register):
    by_hand(register, "UPDATE use_case SET kept = '{}', kept_salt = NULL")
    by_hand(register, "DELETE FROM event WHERE kind = 'kept'")
    assert {flaw.kind for flaw in register.verify().flaws} == {"event"}


def test_a_list_that_says_otherwise_of_them_alone_is_an_event(register, tmp_path):
    before = register.head()
    done = take_in(register, tmp_path, LIST.replace("North", "South"), "2026-11-02")
    assert (done.updated, done.unchanged) == ({}, 2)
    found = register.verify(before)
    assert (found.whole, found.loose) == (True, 2)  # the columns of one case; that it was read
    assert register.case("1").kept == {"No": "1", "Contact": "Eva Ott", "Team": "South"}
    days = by_hand(register, "SELECT day, case_id FROM event WHERE kind = 'kept'")
    assert days == [("2026-11-01", 1), ("2026-11-01", 2), ("2026-11-02", 1)]


def test_an_erased_name_leaves_the_chain_whole_and_no_trace_of_it(register):
    (salt,) = by_hand(register, "SELECT kept_salt FROM use_case WHERE id = 1")[0]
    assert register.erase("eva ott").columns == 1
    assert register.verify().whole
    assert register.case("1").kept == {"No": "1", "Contact": None, "Team": "North"}
    assert by_hand(register, "SELECT kept_salt FROM use_case WHERE id = 1") != [(salt,)]


def test_columns_that_a_register_of_before_kept_are_committed_to_from_then_on(
    tmp_path, monkeypatch
):
    file = tmp_path / "before.db"
    with monkeypatch.context() as patched, Register(file) as made:
        write_as_before(patched)
        take_in(made, tmp_path, LIST, "2026-11-01")
        head = made.head()
    bring_back(file)
    with Register(file) as register:
        assert register.verify(head).whole
        assert json.loads(by_hand(register, "SELECT kept FROM use_case")[0][0])["Team"] == "North"
        by_hand(register, "UPDATE use_case SET kept = replace(kept, 'North', 'South')")
        assert [flaw.kind for flaw in register.verify(head).flaws] == ["kept"]
