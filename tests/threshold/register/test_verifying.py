"""What a check of a register finds: each thing that was changed behind its back, and no more."""

from __future__ import annotations

import sqlite3

import pytest

from threshold.register import Register
from threshold.register.digests import BEGINNING

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
    "a file of evidence": ("UPDATE evidence SET content = x'00'", {"evidence"}),
    "a file taken away": ("DELETE FROM evidence", {"evidence"}),
    "the knowledge": ("UPDATE knowledge SET files = x'00'", {"knowledge"}),
    "the knowledge with its hash": (
        "UPDATE knowledge SET files_sha256 = '00'", {"hash", "knowledge"},
    ),
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
