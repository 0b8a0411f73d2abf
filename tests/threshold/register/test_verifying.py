"""What a check of a register finds: each thing that was changed behind its back, and no more."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary

from knowledge.languages.words import Words
from tests.register_of_before import bring_back
from threshold.register import Register
from threshold.register.database import RegisterFault
from threshold.register.digests import BEGINNING
from threshold.register.schema import metadata
from threshold.register.told import Teller

CASE = {"name": "Forecast", "owner": "Jon Lie", "output_use": "operational"}


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as made:
        made.add("a", CASE, who="Jon Lie", on="2026-11-01")
        made.answer("a", "exposure", "analysts", who="Eva Ott", on="2026-11-02", evidence=b"paper")
        made.answer("a", "exposure", "public", who="Eva Ott", on="2026-11-03")
        yield made


def behind_its_back(register, *statements):
    with sqlite3.connect(register.database.shown) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def kinds(register, head=""):
    return [flaw.kind for flaw in register.verify(head).flaws]


def test_an_empty_register_is_whole(tmp_path):
    with Register(tmp_path / "empty.db") as register:
        found = register.verify()
    assert (found.whole, found.snapshots, found.head) == (True, 0, BEGINNING)


CHANGES = {
    "a verdict": (
        "UPDATE snapshot SET outcome = replace(outcome, 'production_required', 'pause')",
        {"hash"},
    ),
    "a day": ("UPDATE snapshot SET day = '2026-10-01' WHERE number = 2", {"hash", "answers"}),
    "an answer": (
        "UPDATE answer SET stated = replace(stated, 'analysts', 'customers')", {"answer"},
    ),
    "who answered": (
        "UPDATE answer SET person_id = 1 WHERE attribute = 'exposure'", {"answer"},
    ),
    "the name of who answered": (
        "UPDATE person SET name = 'Somebody Else' WHERE name = 'Eva Ott'", {"name"},
    ),
    "the name and its salt": (
        "UPDATE person SET name = 'Somebody Else', salt = NULL WHERE name = 'Eva Ott'", {"name"},
    ),
    "the key of a case": ("UPDATE use_case SET key = 'b'", {"key"}),
    "an answer that no snapshot rests on": (
        "INSERT INTO answer SELECT 99, case_id, 9, attribute, stated, salt, person_id, source,"
        " given_on, recorded_at, sha256, valid_until, digest FROM answer WHERE revision = 2",
        {"answer"},
    ),
    "until when": ("UPDATE answer SET valid_until = '2030-01-01'", {"answer"}),
    "the digest with it": (
        "UPDATE answer SET digest = '00' WHERE attribute = 'exposure' AND revision = 2",
        {"answer", "answers"},
    ),
    "an answer taken away": (
        "DELETE FROM answer WHERE attribute = 'exposure' AND revision = 3", {"answers"},
    ),
    "a snapshot taken out": (
        "DELETE FROM snapshot WHERE number = 2", {"gap", "previous"},
    ),
    "an answer in the place of one that is erased": (
        "UPDATE answer SET salt = NULL, stated = '{\"value\":\"customers\"}'"
        " WHERE attribute = 'exposure'",
        {"answer"},
    ),
    "an answer that is no data any more": (
        "UPDATE answer SET stated = '{' WHERE attribute = 'exposure'", {"answer"},
    ),
    "a text without its salt": ("UPDATE answer SET stated = NULL", {"answer"}),
    "who answered, hidden": ("UPDATE person SET name = NULL", {"name"}),
    "when a case began": ("UPDATE use_case SET begun_on = '2026-12-01'", {"begun"}),
    "the size of a file": ("UPDATE evidence SET size = 1", {"evidence"}),
    "a file of evidence": ("UPDATE evidence SET content = x'00'", {"evidence"}),
    "a file taken away": ("DELETE FROM evidence", {"evidence"}),
    "the knowledge": ("UPDATE knowledge SET files = x'00'", {"knowledge"}),
    "the knowledge with its hash": (
        "UPDATE knowledge SET files_sha256 = '00'", {"hash", "knowledge"},
    ),
    "the day of an adoption": ("UPDATE event SET day = '2020-01-01'", {"event"}),
    "an adoption taken away": ("DELETE FROM event", {"events"}),
    "an adoption with its hash": ("UPDATE event SET hash = '00'", {"event", "events"}),
    "what a snapshot knows of events": ("UPDATE snapshot SET events = NULL", {"hash"}),
    "the list of a case": ("UPDATE use_case SET source = 'other.csv'", {"list"}),
    "a case marked as gone": ("UPDATE use_case SET vanished_on = '2026-11-02'", {"list"}),
    "of which case": ("UPDATE use_case SET uid = '00'", {"hash", "answer"}),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_found(register, change):
    statement, found = CHANGES[change]
    assert kinds(register) == []
    behind_its_back(register, "PRAGMA foreign_keys = OFF", statement)
    assert set(kinds(register)) == found


def test_a_chain_that_was_cut_off_shows_by_a_head_that_was_kept_elsewhere_alone(register):
    early, head = register.snapshots("a")[0].hash, register.head()
    behind_its_back(register, "DELETE FROM snapshot WHERE number = 3")
    assert kinds(register) == []  # which the command says in words
    assert kinds(register, head) == ["head"]
    assert register.verify(early).compared_at == 1


def test_a_head_that_was_kept_stays_good_however_the_chain_grows(register):
    head = register.head()
    register.answer("a", "exposure", "customers", who="Eva Ott", on="2026-11-04")
    found = register.verify(head)
    assert (found.whole, found.compared_at, found.snapshots) == (True, 3, 4)


def test_an_erased_name_leaves_nothing_in_the_file_and_the_chain_whole(register):
    head = register.head()
    done = register.erase("Jon Lie")
    assert (done.persons, done.answers, done.left) == (1, 1, ())
    found = register.verify(head)
    assert (found.whole, found.erased) == (True, 1)
    register.close()
    with open(register.database.shown, "rb") as file:
        assert b"Jon Lie" not in file.read()


def test_a_name_within_a_longer_text_is_told_and_left(register):
    register.answer(
        "a", "description", "Asked for by Jon Lie", who="Eva Ott", note="says Jon Lie, again"
    )
    done = register.erase(" Jon  Lie ")
    assert set(done.left) == {("a", "description"), ("a", "note")}


def test_answers_after_the_last_snapshot_are_counted(register):
    behind_its_back(register, "UPDATE use_case SET revision = revision + 1")
    found = register.verify()
    assert (found.whole, found.uncovered) == (True, 1)
    for language in ("en", "de", "fr"):
        told = list(Teller(register.base, Words.of(language, register.base)).verified(found))
        assert any("`register assess`" in line for line in told)
    register.assess("2026-11-04")
    assert register.verify().uncovered == 0


def test_a_head_is_found_however_it_was_copied_and_no_other(register):
    head = register.head()
    assert register.verify(f" {head.upper()}\n").compared_at == 3
    for wrong in (BEGINNING, head[:-1], head + "0", "no hash", "x" * 10_000):
        assert kinds(register, wrong) == ["head"]


@pytest.mark.parametrize("number", [0, -1, 99, 2**31, 10**30])
def test_a_snapshot_that_there_is_not_is_told(register, number):
    with pytest.raises(RegisterFault, match="there is no snapshot"):
        register.replay(number)


def test_names_that_stand_beside_answers_are_told_when_one_is_erased(register):
    register.add("Forecast of Eva Ott", {"name": "Forecast"}, who="Eva Ott", on="2026-11-05")
    head = register.head()
    done = register.erase("Eva Ott")
    assert done.persons == 1
    assert ("Forecast of Eva Ott", "key") in done.left
    found = register.verify(head)
    assert (found.whole, found.compared_at) == (True, 4)
    names = [one.who for one in register.history("a") if one.attribute == "exposure"]
    assert names == ["", ""]
    # a name cannot be put back, or another one put in its place
    behind_its_back(register, "UPDATE person SET name = 'Jan' WHERE name IS NULL")
    assert kinds(register) == ["name"]


def test_a_register_of_before_has_random_keys_and_is_whole(register):
    """Persons and cases of earlier programs are known by what is random."""
    bring_back(register.database.shown)
    behind_its_back(
        register, "DELETE FROM snapshot", "DELETE FROM answer", "DELETE FROM use_case",
        "DELETE FROM person", "ALTER TABLE person DROP COLUMN salt",
        "UPDATE alembic_version SET version_num = '0001'",
        f"INSERT INTO person (key, name) VALUES ('{'a' * 32}', 'Eva Ott')",
    )  # fmt: skip
    with Register(register.database.shown) as again:
        again.add("a", CASE, who="Eva Ott", on="2026-11-01")
        behind = again.verify()
        assert (behind.whole, behind.snapshots) == (True, 1)
        assert len(again.history("a")) == 3


@pytest.mark.parametrize("value", ["'2026-02-31'", "'zzz'", "x'ff'", "''", "7"])
@pytest.mark.parametrize("table", metadata.tables)
def test_a_value_that_no_column_takes_is_told_and_ends_in_no_traceback(table, value, register):
    file = Path(register.database.shown)
    whole = file.read_bytes()
    for column in metadata.tables[table].columns:
        file.write_bytes(whole)
        try:
            behind_its_back(register, f"UPDATE {table} SET {column.name} = {value}")
        except sqlite3.IntegrityError:
            continue  # a key, which two rows would have
        found = kinds(register)
        if value == "x'ff'" and not isinstance(column.type, LargeBinary):
            assert found == ["unreadable"]
