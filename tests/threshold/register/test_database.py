"""Where a register lies: its form, and what a database refuses: in one line, with nothing done."""

from __future__ import annotations

import os
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from sqlalchemy import event

from knowledge.faults import InvalidCase
from tests.postgres import needs_postgres, server
from threshold.cli import main
from threshold.register import Register
from threshold.register.database import Database, RegisterFault
from threshold.register.schema import HEAD, metadata

CASE = {"name": "Forecast"}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "register.db"


def begun(file):
    """A register that is there."""
    database = Database(file)
    with database.writing():
        pass
    return database


def test_the_steps_lead_to_the_tables_that_the_program_knows(file):
    database = begun(file)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    steps = ScriptDirectory("threshold/register/migrations")
    assert steps.get_current_head() == HEAD


@needs_postgres
def test_the_steps_lead_to_the_same_tables_in_postgresql():
    with server() as address:
        database = begun(address)
        with database.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        second = Database(address, patience=0.1)
        with (
            database.writing(),
            pytest.raises(RegisterFault, match="another program is writing"),
            second.writing(),
        ):
            raise AssertionError("there are two writers")
        database.close()
        second.close()


WRONG = {
    "mysql://host/name": "is no address of a register",
    "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2": "127.0.0.1",
    "/no/such/folder/register.db": "cannot be opened",
}


@pytest.mark.parametrize("url", WRONG)
def test_an_address_that_leads_nowhere_is_told_in_one_line(url):
    with pytest.raises(RegisterFault, match=WRONG[url]) as told:
        Database(url)
    assert "\n" not in str(told.value)


def test_a_password_is_never_told():
    with pytest.raises(RegisterFault) as told:
        Database("postgresql://user:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(told.value)


def test_what_is_no_register_is_refused_and_left_as_it_is(tmp_path):
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("name: Forecast\n" * 100, encoding="utf-8")
    with pytest.raises(RegisterFault, match="no register"):
        Database(text)
    assert text.read_text(encoding="utf-8").startswith("name: Forecast")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    with pytest.raises(RegisterFault, match="other tables"):
        Database(other)


def test_looking_does_not_begin_a_register(file):
    with pytest.raises(RegisterFault, match="there is no register"):
        Register(file, create=False)
    assert not file.exists()


def test_a_register_is_begun_by_the_first_that_is_written_and_by_no_looking(file):
    with Register(file) as register, Register(file) as second:
        assert register.cases() == register.snapshots() == []
        assert register.verify().whole
        assert not file.exists()
        register.add("a", CASE, who="Eva Ott")
        assert [state.key for state in second.cases()] == ["a"]  # which was opened before
        second.add("b", CASE, who="Eva Ott")
        assert len(register.cases()) == 2


UNREAD = {
    "import missing.csv": "there is no such file",
    "import empty.csv": "the file is empty",
    "import folder": "no file of a case lies in this folder",
    "import list.csv --intake missing.yaml": "missing.yaml",
    "import list.csv --pack missing.yaml": "missing.yaml",
    "import list.csv --on 2026-13-01": "2026-13-01",
    "add a missing.yaml --who Eva": "cannot be read",
    "add a bad.yaml --who Eva": "this is not YAML",
    f"add {'k' * 401} case.yaml --who Eva": "a case needs a key",
    "answer a exposure public --who Eva": "there is no register",
    "list": "there is no register",
    "verify": "there is no register",
    "due": "there is no register",
    "assess": "there is no register",
    "export -o out.csv": "there is no register",
    "report -o out.html": "there is no register",
    "plan -o plan.xlsx": "there is no register",
    "record a -o record.html": "there is no register",
    "erase Eva --yes": "there is no register",
    "serve --pack missing.yaml": "missing.yaml",
}


@pytest.mark.parametrize("command", UNREAD)
def test_nothing_is_begun_or_written_where_the_input_cannot_be_read(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.csv").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "list.csv").write_text("id,name\n1,Forecast\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("name: [", encoding="utf-8")
    (tmp_path / "case.yaml").write_text("name: Forecast", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = CliRunner().invoke(main, ["register", *command.split()])
    assert done.exit_code == 2
    assert UNREAD[command] in done.output
    assert sorted(tmp_path.iterdir()) == before


def test_a_register_of_a_newer_program_is_refused(file):
    begun(file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(RegisterFault, match="newer version"):
        Database(file)


def test_a_locked_file_is_told_and_nothing_is_lost(file):
    with Register(file, patience=0.1) as register:
        register.add("a", CASE, who="Eva Ott")
        held = sqlite3.connect(file, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterFault, match="another program is writing"):
            register.answer("a", "exposure", "public", who="Eva Ott")
        assert [one.attribute for one in register.history("a")] == ["name"]  # reading goes on
        held.execute("ROLLBACK")
        held.close()
        register.answer("a", "exposure", "public", who="Eva Ott")
        assert register.verify().snapshots == 2


def test_a_full_disk_is_told_and_nothing_is_half_written(file):
    with Register(file) as register:
        register.add("a", CASE, who="Eva Ott")
        pages = os.path.getsize(file) // 4096 + 2

        @event.listens_for(register.database.engine, "connect")
        def narrow(connection, _):
            connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(RegisterFault, match="no room left"):
            register.answer("a", "exposure", "public", who="Eva Ott", evidence=b"x" * 100_000)
        assert [one.attribute for one in register.history("a")] == ["name"]
        assert register.verify().whole


def test_a_register_that_cannot_be_begun_whole_is_not_begun(file):
    with Register(file) as register:

        @event.listens_for(register.database.engine, "connect")
        def narrow(connection, _):
            connection.execute("PRAGMA max_page_count = 30")  # the tables, and little more

        with pytest.raises(RegisterFault, match="no room left"):
            register.add("a", CASE, who="Eva Ott")
        assert register.cases() == []
    with pytest.raises(RegisterFault, match="there is no register"):
        Register(file, create=False)
    with Register(file) as register:
        register.add("a", CASE, who="Eva Ott")
        assert register.verify().whole


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write every file")
def test_a_file_that_may_not_be_written_is_told(file):
    begun(file)
    file.chmod(0o444)
    with Register(file) as register, pytest.raises(RegisterFault, match="may not be written"):
        register.add("a", CASE, who="Eva Ott")


@pytest.mark.parametrize("place", ["", ":memory:", "sqlite:///:memory:", "a\0b.db"])
def test_what_keeps_nothing_is_no_address(place):
    with pytest.raises(RegisterFault, match="is no address of a register"):
        Database(place)


HALF = "Eva \ud800"


@pytest.mark.parametrize("where", ["key", "who", "note", "owner", "link", "file_name"])
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def test_half_a_character_is_told_and_nothing_is_written(where, kind, tmp_path, request):
    address = tmp_path / "register.db"
    if kind == "postgresql":
        address = request.getfixturevalue("postgres")
    with Register(address) as register:
        register.add(where, CASE, who="Eva Ott")
        tried = {
            "key": lambda: register.add(HALF, CASE, who="Eva Ott"),
            "who": lambda: register.answer(where, "exposure", "public", who=HALF),
            "note": lambda: register.answer(where, "exposure", "public", who="Eva", note=HALF),
            "owner": lambda: register.answer(where, "owner", HALF, who="Eva Ott"),
            "link": lambda: register.answer(
                where, "exposure", "public", who="Eva", evidence=f"https://a/{HALF}"
            ),
            "file_name": lambda: register.answer(
                where, "exposure", "public", who="Eva", evidence=b"x", file_name=HALF
            ),
        }
        with pytest.raises(RegisterFault, match="a character that it cannot hold"):
            tried[where]()
        assert [one.attribute for one in register.history(where)] == ["name"]
        assert register.verify().whole


@pytest.fixture(scope="module")
def postgres():
    with server() as address:
        yield address


DAMAGED = {
    "UPDATE use_case SET key = CAST(x'61ff' AS TEXT)": "damaged",
    "UPDATE use_case SET kept = '{'": "row 1 of use_case.kept",
    "UPDATE answer SET stated = '{'": "row 1 of answer.stated",
    "UPDATE snapshot SET outcome = '{}'": "row 1 of snapshot.outcome",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_file_in_which_a_text_is_damaged_is_told(damage, file):
    with Register(file) as register:
        register.add("a", CASE, who="Eva Ott")
    with sqlite3.connect(file) as connection:
        connection.execute(damage)
    connection.close()
    with Register(file) as register, pytest.raises(RegisterFault, match=DAMAGED[damage]):
        register.cases()


@pytest.mark.parametrize("evidence", ["x" * 10_000, "a\0b"])
def test_what_cannot_be_the_name_of_a_file_is_no_evidence(evidence, file):
    with Register(file) as register:
        register.add("a", CASE, who="Eva Ott")
        with pytest.raises(RegisterFault, match="no such evidence"):
            register.answer("a", "exposure", "public", who="Eva Ott", evidence=evidence)


def test_an_answer_lapses_on_a_day_that_calendars_reach(file):
    with Register(file) as register:
        register.add("a", CASE, who="Eva Ott")
        with pytest.raises(InvalidCase, match="too far away; in: valid_until: 9999-12-31"):
            register.answer("a", "exposure", "public", who="Eva Ott", valid_until="9999-12-31")
        register.answer("a", "exposure", "public", who="Eva Ott", valid_until="2199-12-31")
        assert register.plan(key="a").actions


def test_a_file_that_is_moved_away_is_told_and_none_is_begun_in_its_place(file):
    with Register(file) as register:
        register.add("a", CASE, who="Eva Ott")
        file.rename(file.with_suffix(".old"))
        for tried in (register.cases, lambda: register.add("b", CASE, who="Eva Ott")):
            with pytest.raises(RegisterFault, match="there is no register"):
                tried()
        assert not file.exists()
        file.with_suffix(".old").rename(file)
        assert [state.key for state in register.cases()] == ["a"]


def test_a_list_that_is_in_it_is_never_told_as_not_taken(file, tmp_path, monkeypatch):
    table = tmp_path / "list.csv"
    table.write_text("id,name\n1,Forecast\n", encoding="utf-8")
    with Register(file) as register:

        def full(day):
            raise RegisterFault("there is no room left")

        monkeypatch.setattr(register, "assess", full)
        done = register.import_table(table, on="2026-11-01")
        assert done.added == ("1",)
        (note,) = done.notes
        assert "there is no room left" in note
        assert "threshold register assess" in note
        monkeypatch.undo()
        assert register.assess("2026-11-01") == 1
