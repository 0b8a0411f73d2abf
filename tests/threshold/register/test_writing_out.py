"""A register written out: a table that is read again alike, its whole history, a record of a
decision, and the report of a portfolio.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from knowledge.languages.words import Words
from tests import inventory
from threshold.cli import main
from threshold.register import Register
from threshold.register.decision import as_page, record_of

DAY = "2026-12-10"
HOSTILE = "=1+1 </style><script>alert(1)</script>"


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    table, intake = inventory.write(folder, inventory.rows()[:10])
    with Register(folder / "register.db") as made:
        made.import_table(table, str(intake), who="Ida Roth", on="2026-11-30")
        made.answer(
            "8", "exposure", "customers", who="Marta Sol", on="2026-12-01",
            evidence="https://example.org/contract", valid_until="2027-03-31",
        )  # fmt: skip
        made.answer("9", "name", HOSTILE, who="Jon Lie", on="2026-12-01")
        yield made


def test_the_table_is_read_again_alike(register, tmp_path):
    table = tmp_path / "out.csv"
    table.write_text(register.export(DAY), encoding="utf-8")
    assert f"'{HOSTILE}" in table.read_text(encoding="utf-8")  # no spreadsheet runs it
    with Register(tmp_path / "second.db") as second:
        done = second.import_table(table, on=DAY)
        assert (len(done.added), done.faults) == (10, ())
        for key in ("1", "8"):
            assert second.stated(key, DAY) == register.stated(key, DAY)


def test_the_history_holds_all_answers_and_snapshots(register):
    told = [json.loads(line) for line in register.export(history=True).splitlines()]
    assert [one["key"] for one in told] == [str(number) for number in range(1, 11)]
    answers = [one for one in told[7]["answers"] if one["attribute"] == "exposure"]
    assert [(one["value"], one["who"]) for one in answers] == [
        ("data_science", "Ida Roth"),
        ("customers", "Marta Sol"),
    ]
    assert [one["day"] for one in told[7]["snapshots"]] == ["2026-11-30", "2026-12-01"]


def recorded(register, key, language, on=DAY):
    words = Words.of(language, register.base)
    return words, record_of(register, key, date.fromisoformat(on), words)


def rows(record, title):
    (section,) = [one for one in record.sections if one.title == title]
    return [line.cells for line in section.lines]


def test_a_record_says_on_which_facts_by_whom_and_leaves_open_what_nobody_stated(register):
    _, record = recorded(register, "8", "en")
    facts = {cells[0]: cells[1:] for cells in rows(record, "On which facts")}
    assert facts["Who sees or uses the outputs?"] == (
        "customers of the business", "Marta Sol", "2026-12-01", "https://example.org/contract",
        "2027-03-31",
    )  # fmt: skip
    assert facts["Who answers for it?"][1:] == ("Ida Roth", "2026-11-30", "open", "")
    assert {cells[1] for cells in rows(record, "What was decided")} == {"open"}
    (last,) = [one for one in record.sections if one.title == "Under which knowledge"]
    assert register.snapshots("8")[-1].hash in last.lines[0].text


def test_a_record_after_the_evidence_lapsed_says_so(register):
    _, record = recorded(register, "8", "en", "2027-04-01")
    asked = {cells[0] for cells in rows(record, "On which facts")}
    assert "Who sees or uses the outputs?" not in asked
    (gone,) = rows(record, "Answers that lapsed, and count as unknown")
    assert gone[0] == "Who sees or uses the outputs?"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_record_is_a_page_in_each_language_in_which_nothing_runs(register, language):
    words, record = recorded(register, "9", language)
    page = as_page(record, words)
    assert f'<html lang="{language}">' in page
    assert "(EN)" not in page
    assert "<script" not in page
    assert page.count("</style>") == 1


@pytest.mark.parametrize("ending", ["md", "csv"])
def test_the_report_of_a_portfolio_is_made_of_the_cases(register, tmp_path, ending):
    target = tmp_path / f"report.{ending}"
    where = ("--register", register.database.shown, "--on", DAY)
    done = CliRunner().invoke(main, ["register", "report", "-o", str(target), *where])
    assert done.exit_code == 0, done.output
    text = target.read_text(encoding="utf-8")
    assert "Bonität von Privatkunden 1" in text
    assert "Anna Ebner" in text


COMMANDS = (
    ("export", "out.csv"),
    ("export", "out.jsonl"),
    ("plan", "plan.csv"),
    ("plan", "plan.ics"),
    ("record", "record.html"),
)


BEGINS = {
    ".csv": "",  # whose columns the languages and the packs name
    ".jsonl": '{"key": "1"',
    ".ics": "BEGIN:VCALENDAR",
    ".html": "<!doctype html>",
}


@pytest.mark.parametrize(("command", "name"), COMMANDS)
def test_a_command_writes_the_file(register, tmp_path, command, name):
    target = tmp_path / name
    key = ["8"] if command == "record" else []
    where = ["-o", str(target), "--register", register.database.shown, "--on", DAY]
    done = CliRunner().invoke(main, ["register", command, *key, *where])
    assert (done.exit_code, done.output) == (0, f"written: {target}\n")
    text = target.read_text(encoding="utf-8")
    assert text.startswith(BEGINS[target.suffix])


def test_an_ending_that_is_not_written_is_told(register, tmp_path):
    where = ["-o", str(tmp_path / "out.doc"), "--register", register.database.shown]
    for command in (["export"], ["record", "8"], ["report"], ["plan"]):
        done = CliRunner().invoke(main, ["register", *command, *where])
        assert done.exit_code == 2
        assert "expected: " in done.output


TEXTS = [
    "=1+1",
    "-5",
    "+x",
    "@x",
    "'=1+1",
    "''-5",
    "'quoted'",
    "'",
    "semi;colon",
    'a "b", c',
    "＝1",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_spreadsheet_would_run_is_read_again_as_it_was(text, tmp_path):
    table = tmp_path / "out.csv"
    with Register(tmp_path / "first.db") as first, Register(tmp_path / "second.db") as second:
        first.add(text, {"name": text, "owner": text}, who="Eva Ott", on=DAY)
        table.write_text(written := first.export(DAY), encoding="utf-8")
        # each cell that a spreadsheet would run has an apostrophe before it
        assert not text.startswith(("=", "-", "+", "@", "＝")) or written.count(f"'{text}") == 3
        second.import_table(table, on=DAY)
        (state,) = second.cases(DAY)
        assert (state.key, state.name, state.owner) == (text, text, text)
        done = first.import_table(table, on=DAY)
        assert (done.added, done.updated, done.overruled) == ((), {}, ())


READ_OTHERWISE = [  # in a list of another program
    *("n/a", "N/A", "NULL", "nan", "None", "-", "?", "#N/A", "k.A.", "tbd", "unknown", "true"),
    *("007", "1e5", "1.0", "2026-01-01", "1,234", "[1]", "{}"),
    *("  two  blanks  within", "a\tb", "a\nb", "a\rb", "a\r\nb"),
    *("é", "e\u0301", "ﬁn", "Ａ", "a\u00a0b", "a\u200bb", "a\u00adb", "\ufeffa", "\u202eabc"),
    *("\u2028a", "\x07", "🙂"),
    *(
        '"quoted"',
        '"n/a"',
        '\'"n/a"',
        "''\"n/a\"",
        "'\"",
        '="01"',
        "= 1",
        "'",
        "Total",
        "id",
        "name",
    ),
]


@pytest.mark.parametrize("text", READ_OTHERWISE, ids=ascii)
def test_every_text_is_read_again_as_it_was(text, tmp_path):
    key = text.strip()
    with Register(tmp_path / "first.db") as first:
        first.add(key, {"name": text, "owner": text, "description": text}, who="Eva Ott", on=DAY)
        assert_the_same_is_read(first, tmp_path)


@pytest.mark.parametrize("owner", ["", " ", "\u00a0"])
def test_a_text_that_looks_empty_is_read_again_as_it_was(owner, tmp_path):
    with Register(tmp_path / "first.db") as first:
        first.add("1", {"name": "Forecast", "owner": owner}, who="Eva Ott", on=DAY)
        assert_the_same_is_read(first, tmp_path)


@pytest.mark.parametrize("number", [0, 1000, 1.5, 1.234, 12.345, 123.456, 1e-7, 1 / 3, 123456.789])
def test_every_number_is_read_again_as_it_was(number, tmp_path):
    with Register(tmp_path / "first.db") as first:
        first.add("1", {"name": "Forecast", "build_cost": number}, who="Eva Ott", on=DAY)
        assert_the_same_is_read(first, tmp_path)


def assert_the_same_is_read(first, folder):
    table = folder / "out.csv"
    table.write_bytes(first.export(DAY).encode())
    with Register(folder / "second.db") as second:
        done = second.import_table(table, on=DAY)
        assert done.faults == ()
        keys = [state.key for state in first.cases(DAY)]
        assert [state.key for state in second.cases(DAY)] == keys
        for key in keys:
            answers = {one.attribute: one.value for one in first.answers(key, DAY)}
            assert {one.attribute: one.value for one in second.answers(key, DAY)} == answers
        assert second.export(DAY) == first.export(DAY)
    again = first.import_table(table, on=DAY)
    assert (again.added, again.updated, again.overruled) == ((), {}, ())
