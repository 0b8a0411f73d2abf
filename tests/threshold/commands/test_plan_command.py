"""The command `threshold plan`: a case, a table or a register in, a plan out."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import date

import icalendar
import pytest
import python_calamine
from click.testing import CliRunner

from threshold.cli import main
from threshold.register import Register

CASE = (
    "name: CV screening\nowner: Maria\noutput_use: operational\nexposure: business_users\n"
    "placed_in_eu: true\nai_system: true\nrole: deployer\nannex_iii: [recruitment]\n"
    "profiling: true\nprohibited_practices: []\ncontrols: {human_review: false}\n"
)
TABLE = (
    "name,owner,output_use,exposure,controls.monitoring\n"
    "One,Maria,operational,business_users,false\nTwo,Jan,operational,public,false\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "cases.csv").write_text(TABLE, encoding="utf-8")

    def invoke(*arguments, code=0):
        result = CliRunner().invoke(main, ["plan", *arguments, "--on", "2026-11-27"])
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def test_the_plan_of_a_case_is_printed(run):
    text = run("case.yaml")
    assert text.startswith("CV screening: What to do\n")
    assert "2027-12-02: Meet Art. 26(2): Have competent people oversee it (open)" in text
    assert "for whom: Maria" in text
    assert "Answer: " in text
    assert text.count("no legal advice") == 1


@pytest.mark.parametrize(
    ("language", "says"), [("de", ": Was zu tun ist"), ("fr", "\N{NO-BREAK SPACE}: Que faire")]
)
def test_it_is_printed_in_other_languages_and_as_markdown(run, language, says):
    text = run("case.yaml", "--language", language, "--markdown", "--no-questions")
    assert text.startswith(f"# CV screening{says}\n")
    assert "(EN)" not in text


def test_the_plan_of_a_table_has_one_action_for_what_both_rows_need(run, tmp_path):
    assert "written: plan.json" in run("cases.csv", "-o", "plan.json", "--no-questions")
    made = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    (action,) = [one for one in made["actions"] if one["id"] == "monitoring"]
    rows = {case["name"]: case["row"] for case in action["cases"]}  # as a spreadsheet numbers them
    assert sorted(rows.values()) == [2, 3]


def test_questions_can_be_left_out(run):
    assert "Answer: " not in run("case.yaml", "--no-questions")


def test_what_cannot_be_written_is_told_before_anything_is_planned(run, tmp_path):
    told = run("case.yaml", "-o", "plan.docx", code=2)
    assert "expected: .xlsx, .csv, .md, .html, .json, .ics" in told
    assert "no folder" in run("case.yaml", "-o", "nowhere/plan.md", code=2)
    assert "is an input" in run("case.yaml", "-o", "case.yaml", code=2)
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == CASE


@pytest.fixture
def register(run, tmp_path):
    """A register with two cases; evidence of one has lapsed, of the other it will."""
    with Register(tmp_path / "uses.db") as made:
        made.add("17", "case.yaml", who="Ida Roth", on="2026-11-01")
        made.add(
            "18", {"name": "=cmd|' /C calc'!A0", "owner": "Jan"}, who="Ida Roth", on="2026-11-01"
        )
        for key, until in (("17", "2026-11-20"), ("18", "2027-03-31")):
            made.answer(
                key, "exposure", "customers", who="Marta Sol", on="2026-11-02",
                evidence="https://example.org/contract", valid_until=until,
            )  # fmt: skip
    return "uses.db"


def test_the_plan_of_a_register_is_told_in_every_form(run, register, tmp_path):
    for ending in ("xlsx", "csv", "md", "html", "ics", "json"):
        told = run(register, "-o", f"plan.{ending}", "--no-questions")
        assert told.splitlines()[-1] == f"written: plan.{ending}"
    with (tmp_path / "plan.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    renewals = [row for row in rows if row["what"].startswith("Answer anew: ")]
    assert [(row["until"], row["state"]) for row in renewals] == [
        ("2026-11-20", "lapsed"),
        ("2027-03-31", "lapses"),
    ]
    assert renewals[0]["cases"] == "CV screening (17)"
    assert renewals[0]["evidence"] == (
        "customers of the business (Marta Sol, https://example.org/contract)"
    )
    assert renewals[1]["cases"].startswith("'=cmd")  # no spreadsheet runs it
    made = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert {case["key"] for case in made["cases"]} == {"17", "18"}
    sheet = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "plan.xlsx"))
    cells = sheet.get_sheet_by_index(0).to_python()
    assert [row[0] for row in cells if str(row[1]).startswith("Answer anew")] == [
        date(2026, 11, 20), date(2027, 3, 31),
    ]  # fmt: skip
    calendar = icalendar.Calendar.from_ical((tmp_path / "plan.ics").read_bytes())
    days = {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert date(2027, 3, 31) in days.values()
    for form in ("md", "html"):
        assert "Answer anew: " in (tmp_path / f"plan.{form}").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "says"), [("de", "Neu beantworten: "), ("fr", "Répondre de nouveau : ")]
)
def test_the_plan_of_a_register_speaks_german_and_french(run, register, language, says):
    for command in ([f"sqlite:///{register}"], [register, "--markdown"]):
        text = run(*command, "--language", language, "--no-questions")
        assert says in text.replace("\N{NO-BREAK SPACE}", " ").replace(
            "\N{NARROW NO-BREAK SPACE}", " "
        )
        assert "(EN)" not in text


WRONG = {
    "none.db": "there is no register none.db",
    "sqlite:///none.db": "there is no register none.db",
    "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2": "127.0.0.1",
    "uses.db --intake own.yaml": "--intake is for a table",
    "uses.db -o uses.db": "this file is an input",
    "other.db": "holds other tables, and no register",
    "empty.db": "there is no register empty.db",
    "text.db": "the file is no register",
}


@pytest.mark.parametrize("typed", WRONG)
def test_a_register_that_cannot_be_read_is_told_in_a_line(run, register, tmp_path, typed):
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("name: Forecast\n" * 100, encoding="utf-8")
    before = (tmp_path / "uses.db").read_bytes()
    assert WRONG[typed] in run(*typed.split(), code=2)
    assert (tmp_path / "uses.db").read_bytes() == before
    assert not (tmp_path / "none.db").exists()


def test_what_could_not_be_used_of_a_list_is_told_with_the_plan(run, tmp_path):
    broken = 'id,name,output_use,exposure,remark\n1,One,operational,publik,x\n2,"Two,research\n'
    (tmp_path / "broken.csv").write_text(broken, encoding="utf-8")
    for arguments in (("-o", "plan.csv"), ()):
        told = run("broken.csv", *arguments)
        assert "columns that nothing reads: 'remark'" in told
        assert "broken.csv: 2 cells or rows could not be used (1 row lost)" in told
        assert "row 2, exposure: 'publik' exposure does not take this value" in told
        assert "row 3: '2,\"Two,research' line 3, column 3: its quotation marks" in told
    assert "1 Zeile verloren" in run("broken.csv", "--language", "de")
    assert "could not be used" not in run("cases.csv")


def test_a_column_that_the_intake_names_and_the_list_lacks_is_told_with_the_plan(run, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "intake: own\ntitle: T\nsource: S\ntext: {name: name}\ncolumns:\n"
        "  - {attribute: exposure, column: Seen by, answer: true, basis: stated}\n",
        encoding="utf-8",
    )
    told = run("cases.csv", "--intake", "own.yaml", "-o", "plan.md")
    assert "columns that the table does not have: 'Seen by' for exposure" in told
