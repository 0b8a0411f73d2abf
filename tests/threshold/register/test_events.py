"""Cases that a list no longer has and has again, and the knowledge that was adopted: chained, and
brought along from registers of earlier programs.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.register_of_before import bring_back, write_as_before
from threshold.cli import main
from threshold.register import Register
from threshold.register.database import RegisterFault

ALL = "id,name\n1,Forecast\n2,Churn\n"
ONE = "id,name\n1,Forecast\n"


def take_in(register, folder, text, day, name="list.csv"):
    table = folder / name
    table.write_text(text, encoding="utf-8")
    return register.import_table(table, on=day)


def there_and_back(register, folder):
    """In November both, in December one, in January both again."""
    take_in(register, folder, ALL, "2026-11-01")
    take_in(register, folder, ONE, "2026-12-01")
    take_in(register, folder, ALL, "2027-01-01")


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as made:
        there_and_back(made, tmp_path)
        yield made


def test_the_history_says_when_a_list_had_a_case_no_more_and_again(register):
    told = [(str(one.day), one.source, one.there) for one in register.listings("2")]
    assert told == [
        ("2026-11-01", "list.csv", True),
        ("2026-12-01", "list.csv", False),
        ("2027-01-01", "list.csv", True),
    ]
    told = [(str(one.day), one.there, one.still) for one in register.listings("1")]
    assert told == [
        ("2026-11-01", True, False),
        ("2026-12-01", True, True),
        ("2027-01-01", True, True),
    ]
    with pytest.raises(RegisterFault, match="no case"):
        register.listings("3")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "2026-12-01: no longer in list.csv"),
        ("de", " nicht mehr in list.csv"),
        ("fr", "absent désormais de list.csv"),
    ],
)
def test_the_command_tells_it(language, line, register):
    where = ["--register", register.database.shown, "--language", language]
    done = CliRunner().invoke(main, ["register", "history", "2", *where])
    assert done.exit_code == 0
    assert line in done.output
    assert "(EN)" not in done.output


def test_each_day_tells_whether_the_list_had_it(register):
    days = {"2026-11-30": None, "2026-12-01": "2026-12-01", "2027-01-01": None}
    for day, since in days.items():
        gone = register.case("2", day).vanished_on
        assert gone == since or str(gone) == since
        assert len(list(register.portfolio(day).rows)) == (1 if since else 2)


def test_a_diff_tells_what_came_back(register):
    assert register.diff("2026-11-30", "2026-12-02").vanished == (("2", "Churn"),)
    back = register.diff("2026-12-02", "2027-01-02")
    assert (back.vanished, back.returned) == ((), (("2", "Churn"),))
    whole = register.diff("2026-11-30", "2027-01-02")
    assert (whole.vanished, whole.returned) == ((), ())


def test_a_list_that_says_nothing_new_is_told_to_have_been_read(register, tmp_path):
    before = register.listings("2")
    take_in(register, tmp_path, ALL, "2027-02-01")
    *earlier, last = register.listings("2")
    assert tuple(earlier) == before
    assert (str(last.day), last.source, last.there, last.still) == (
        *("2027-02-01", "list.csv"),
        *(True, True),
    )
    take_in(register, tmp_path, "id,name\n9,Other\n", "2027-02-02", "other.csv")
    assert register.listings("2")[-1] == last
    assert register.verify().whole


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "2027-01-01: still in list.csv, which was read 2 times"),
        ("de", "1. Januar 2027: weiterhin in list.csv, 2-mal gelesen"),
        ("fr", "1er janvier 2027\u00a0: toujours dans list.csv, lue 2 fois"),
    ],
)
def test_how_often_a_list_had_it_still_is_one_line(language, line, register):
    where = ["--register", register.database.shown, "--language", language]
    done = CliRunner().invoke(main, ["register", "history", "1", *where])
    assert line in done.output, done.output


def test_the_file_that_was_read_is_known_by_its_hash(register, tmp_path):
    take_in(register, tmp_path, ALL, "2027-02-01")
    written = sha256((tmp_path / "list.csv").read_bytes()).hexdigest()
    with closing(sqlite3.connect(register.database.shown)) as connection:
        found = connection.execute("SELECT day, content FROM event WHERE kind = 'read'").fetchall()
    assert [day for day, _ in found] == ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]
    assert found[-1] == ("2027-02-01", written)


def test_a_list_of_an_earlier_day_changes_nothing_that_a_later_one_said(register, tmp_path):
    take_in(register, tmp_path, ONE, "2027-02-01")
    done = take_in(register, tmp_path, ALL, "2027-01-15")
    assert (done.returned, done.vanished) == ((), ())
    assert str(register.case("2", "2027-02-02").vanished_on) == "2027-02-01"
    assert take_in(register, tmp_path, ALL, "2027-03-01").returned == ("2",)
    assert register.case("2", "2027-03-01").vanished_on is None
    assert register.verify().whole


def test_a_case_that_came_later_is_not_gone_from_a_list_of_before(register, tmp_path):
    take_in(register, tmp_path, ALL + "3,Prices\n", "2027-02-01")
    assert take_in(register, tmp_path, ALL, "2027-01-15").vanished == ()
    assert register.case("3", "2027-02-02").vanished_on is None


def test_a_case_that_was_gone_before_is_gone_since_then(register, tmp_path):
    take_in(register, tmp_path, ONE, "2027-02-01")
    assert take_in(register, tmp_path, ONE, "2027-01-15").vanished == ("2",)
    assert str(register.case("2", "2027-02-02").vanished_on) == "2027-01-15"
    assert register.verify().whole


def test_a_case_of_two_lists_is_in_the_one_that_had_it_last(register, tmp_path):
    take_in(register, tmp_path, ALL, "2027-02-01", "other.csv")
    assert take_in(register, tmp_path, ONE, "2027-02-02").vanished == ()
    assert take_in(register, tmp_path, ONE, "2027-02-03", "other.csv").vanished == ("2",)
    assert register.verify().whole


def test_what_came_after_the_last_snapshot_is_told(register, tmp_path):
    assert register.verify().loose == 0
    take_in(register, tmp_path, ONE, "2027-01-01")  # which bears on no answer
    found = register.verify()
    assert (found.whole, found.loose) == (True, 2)  # that it was read, and that one is gone
    register.answer("2", "exposure", "public", who="Eva Ott", on="2027-01-02")
    assert register.verify().loose == 0


CHANGES = {
    "UPDATE event SET day = '2026-12-31' WHERE kind = 'vanished'": {"event"},
    "UPDATE event SET source = 'other.csv' WHERE number = 2": {"event", "list"},
    "DELETE FROM event WHERE kind = 'vanished'": {"event"},
    "DELETE FROM event WHERE kind = 'read'": {"event", "events"},
    "UPDATE event SET content = 'x' WHERE kind = 'read' AND number > 5": {"event"},
    "UPDATE use_case SET vanished_on = '2027-01-01' WHERE id = 2": {"list"},
    "UPDATE use_case SET source = '' WHERE id = 2": {"list"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_found(change, register):
    assert register.verify().whole
    with closing(sqlite3.connect(register.database.shown)) as connection, connection:
        connection.execute(change)
    assert {flaw.kind for flaw in register.verify().flaws} == CHANGES[change]


@pytest.fixture
def before(tmp_path, monkeypatch):
    """A register of an earlier program, in which one case is gone."""
    file = tmp_path / "before.db"
    with monkeypatch.context() as patched, Register(file) as made:
        write_as_before(patched)
        take_in(made, tmp_path, ALL, "2026-11-01")
        made.add("3", {"name": "By hand"}, who="Eva Ott", on="2026-11-02")
        take_in(made, tmp_path, ONE, "2026-12-01")
        head, recorded = made.head(), len(made.snapshots())
    bring_back(file)
    return file, head, recorded


def test_a_register_of_before_is_read_whole_and_loses_nothing(before, tmp_path):
    file, head, recorded = before
    with Register(file) as register:
        found = register.verify(head)
        assert (found.whole, found.compared_at, found.snapshots) == (True, recorded, recorded)
        assert [str(one.day) for one in register.listings("2")] == ["2026-11-01", "2026-12-01"]
        assert register.listings("3") == ()
        assert str(register.case("2", "2026-12-02").vanished_on) == "2026-12-01"
        assert register.changed_by_knowledge("2026-12-02") == ()
        done = take_in(register, tmp_path, ALL, "2027-01-01")
        assert (done.returned, done.updated) == (("2",), {})
        register.answer("2", "exposure", "public", who="Eva Ott", on="2027-01-02")
        again = register.verify(head)
        assert (again.whole, again.loose, again.compared_at) == (True, 0, recorded)


def test_a_case_of_before_that_a_list_of_an_earlier_day_did_not_have_is_gone(before):
    file, head, _ = before
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE use_case SET vanished_on = '2026-10-01' WHERE id = 2")
    with Register(file) as register:
        assert str(register.case("2", "2026-12-02").vanished_on) == "2026-10-01"
        assert register.verify(head).whole


def test_a_register_of_before_that_may_not_be_written_is_told(before):
    file, *_ = before
    with pytest.raises(RegisterFault, match="the form of an earlier program"):
        Register(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_bad_value_in_a_register_of_before_is_told_and_it_stays_as_it_was(before, tmp_path):
    file = Path(shutil.copy(before[0], tmp_path / "bad.db"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE use_case SET vanished_on = 'gone' WHERE id = 2")
    content = file.read_bytes()
    with pytest.raises(RegisterFault, match=r"row 2 of use_case\.vanished_on"):
        Register(file)
    assert file.read_bytes() == content
