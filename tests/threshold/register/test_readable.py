"""A value that was written by hand, and that no column is for, is told with its row and column by
every command, before anything is told without it.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from knowledge.languages.words import Words
from threshold.cli import main
from threshold.register import Register
from threshold.register.database import RegisterFault
from threshold.register.told import Teller

READING = (
    ("list",),
    ("show", "a"),
    ("history", "a"),
    ("timeline", "a"),
    ("diff", "2026-11-01", "2027-11-02"),
    ("due", "--within", "400"),
    ("replay", "1"),
    ("export", "-o", "out.csv"),
    ("export", "-o", "out.jsonl"),
    ("report", "-o", "out.md"),
    ("plan",),
    ("record", "a", "-o", "out.html"),
)
WRITING = (
    ("assess",),
    ("answer", "a", "exposure", "analysts", "--who", "Eva Ott"),
    ("erase", "Eva Ott", "--yes"),
)
# what stands in a column → what is said of it; some end in an error, some would be passed over
VALUES = {
    "UPDATE answer SET given_on = 'soon' WHERE id = 2": ("row 2 of answer.given_on", "'soon'"),
    "UPDATE answer SET given_on = 5 WHERE id = 1": ("row 1 of answer.given_on", "5"),
    "UPDATE answer SET valid_until = '2027-13-01' WHERE id = 3": (
        "row 3 of answer.valid_until", "2027-13-01",
    ),
    "UPDATE answer SET attribute = x'ff' WHERE id = 1": ("row 1 of answer.attribute", "X'FF'"),
    "UPDATE use_case SET begun_on = '2026-02-31'": ("row 1 of use_case.begun_on", "2026-02-31"),
    "UPDATE use_case SET vanished_on = ''": ("row 1 of use_case.vanished_on", "''"),
    "UPDATE use_case SET revision = 'x'": ("row 1 of use_case.revision", "'x'"),
    "UPDATE snapshot SET day = '1.1.27' WHERE number = 2": ("row 2 of snapshot.day", "1.1.27"),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    file = tmp_path_factory.mktemp("whole") / "register.db"
    with Register(file) as made:
        made.add("a", {"name": "Forecast", "owner": "Jon Lie"}, who="Eva Ott", on="2026-11-01")
        made.answer(
            "a", "exposure", "public", who="Eva Ott", on="2026-11-02", valid_until="2027-11-01"
        )
    return file


def changed(whole, folder, statement):
    file = folder / "register.db"
    shutil.copy(whole, file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)
    return file


@pytest.mark.parametrize("statement", VALUES)
def test_every_command_tells_the_row_and_the_column(statement, whole, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = changed(whole, tmp_path, statement)
    before = file.read_bytes()
    for command in (*READING, *WRITING):
        done = CliRunner().invoke(main, ["register", *command, "--register", str(file)])
        assert done.exit_code == 2, (command, done.output)
        assert len(done.output.splitlines()) == 1
        for part in (*VALUES[statement], "expected: "):
            assert part in done.output
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["register.db"]  # nothing is written out


@pytest.mark.parametrize("statement", VALUES)
def test_a_check_of_the_chain_tells_them_too(statement, whole, tmp_path):
    file = changed(whole, tmp_path, statement)
    done = CliRunner().invoke(main, ["register", "verify", "--register", str(file)])
    assert done.exit_code == 1
    _, column = VALUES[statement][0].split(" of ")
    row = VALUES[statement][0].split()[1]
    assert f"{column}, row {row}" in done.output


DATA = {
    "UPDATE use_case SET kept = '[1]'": "row 1 of use_case.kept",
    "UPDATE answer SET stated = '[]' WHERE id = 2": "row 2 of answer.stated",
    "UPDATE answer SET stated = '5' WHERE id = 1": "row 1 of answer.stated",
    "UPDATE snapshot SET outcome = '{}' WHERE number = 2": "row 2 of snapshot.outcome",
}


@pytest.mark.parametrize("statement", DATA)
def test_a_text_that_is_no_data_any_more_is_told_where_it_is_read(statement, whole, tmp_path):
    file = changed(whole, tmp_path, statement)
    with Register(file) as register:
        tried = {
            "answer": lambda: register.history("a"),
            "snapshot": lambda: register.snapshots("a"),
            "use_case": register.portfolio,
        }
        with pytest.raises(RegisterFault, match=DATA[statement]):
            tried[statement.split()[1]]()


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_columns_kept_from_a_list_that_are_no_data_are_told(language, whole, tmp_path):
    with Register(changed(whole, tmp_path, "UPDATE use_case SET kept = '[1]'")) as register:
        found = register.verify()
        otherwise, flaw = found.flaws
        assert (otherwise.kind, flaw.kind) == ("kept", "misread")
        assert (flaw.what, flaw.key) == ("use_case.kept", "1")
        told = list(Teller(register.base, Words.of(language, register.base)).verified(found))
    assert any("use_case.kept" in line and "(EN)" not in line for line in told)


def test_an_error_that_comes_of_no_value_stays_one(whole):
    with Register(whole) as register, pytest.raises(ZeroDivisionError), register.database.reading():
        _ = 1 / 0


def test_kept_files_of_a_knowledge_that_were_changed_are_told(whole, tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text("- work: policy\n  title: Ours\n  cited_as: Ours\n", encoding="utf-8")
    file = changed(whole, tmp_path, "UPDATE knowledge SET files = x'00'")
    with Register(file, pack) as register, pytest.raises(RegisterFault, match="were changed"):
        register.replay(1)
