"""`threshold portfolio`: a table in, counts and a report or a table out.

A bad cell costs only itself.
"""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import subprocess
import sys
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from threshold.cli import main

HEADER = (
    "name,output_use,regulatory_scope,volume_multiple,relied_on_for,went_live_on,"
    "controls.monitoring,comment"
)
TABLE = f"""{HEADER}
Forecast,operational,none,12,operational_planning; resource_allocation,2026-05-22,false,runs daily
Study,research,none,3,none,,TRUE,
Open,,,,,,,nothing known
"""


@pytest.fixture
def run(tmp_path):
    """Assess a table, asked on a fixed day; nothing may end the command but its own exit."""

    def invoke(text, *options, name="table.csv"):
        path = tmp_path / name
        if text is not None:
            path.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(
            main, ["portfolio", str(path), "--on", "2026-11-22", *map(str, options)]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return invoke


def records(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_counts_of_the_verdicts_are_printed(run):
    result = run(TABLE)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "3 cases assessed"
    assert "columns that nothing reads: 'comment'" in lines
    assert [line.split()[:2] for line in lines if line.startswith("     ")] == [
        ["1", "production_required:"],
        ["2", "undetermined:"],
    ]


def test_the_questions_that_settle_most_are_printed(run):
    (line,) = [line for line in run(TABLE).stdout.splitlines() if "(failure_impact)" in line]
    assert line.startswith(
        "  What happens when the model is wrong, or down? (failure_impact): bears on 2 cases, "
        "2 given a verdict by one answer"
    )


def test_columns_named_like_attributes_are_read_by_their_type(run, tmp_path):
    run(TABLE, "-o", tmp_path / "out.csv")
    forecast, study, opened = records(tmp_path / "out.csv")
    assert forecast["verdict"] == "production_required"
    assert "volume_multiple is 12, at least 10" in forecast["reason"]
    assert "relied_on_for includes operational_planning, resource_allocation" in forecast["reason"]
    assert "monitoring" in forecast["missing"].split("; ")
    assert "exposure" in study["questions"].split("; ")
    assert opened["candidates"] == "production_required; experimentation_acceptable"
    assert {row["on"] for row in (forecast, study, opened)} == {"2026-11-22"}


def test_a_control_in_its_dotted_column_is_in_place(run, tmp_path):
    table = (
        "name,output_use,controls.monitoring\na,operational,yes\nb,operational,no\nc,operational,\n"
    )
    run(table, "-o", tmp_path / "out.csv")
    rows = {row["name"]: row for row in records(tmp_path / "out.csv")}
    where = {
        name: [
            column
            for column in ("missing", "unconfirmed")
            if "monitoring" in row[column].split("; ")
        ]
        for name, row in rows.items()
    }
    assert where == {"a": [], "b": ["missing"], "c": ["unconfirmed"]}


def test_the_same_rows_are_written_as_csv_parquet_and_json_lines(run, tmp_path):
    for ending in ("csv", "parquet", "jsonl"):
        result = run(TABLE, "-o", tmp_path / f"out.{ending}")
        assert result.exit_code == 0
        assert f"written: {tmp_path / f'out.{ending}'}" in result.stdout
    lines = [
        json.loads(line)
        for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert pl.read_parquet(tmp_path / "out.parquet").to_dicts() == lines
    assert [(row["name"], row["verdict"]) for row in records(tmp_path / "out.csv")] == [
        (row["name"], row["verdict"]) for row in lines
    ]
    assert lines[2]["candidates"] == ["production_required", "experimentation_acceptable"]


def test_a_table_of_one_kind_is_read_as_another_is(run, tmp_path):
    typed = {
        "name": ["a"],
        "output_use": ["operational"],
        "went_live_on": [date(2026, 5, 1)],
        "relied_on_for": [["operational_planning"]],
    }
    pl.DataFrame({**typed, "controls.monitoring": [False]}).write_parquet(tmp_path / "in.parquet")
    text = (
        '{"name": "a", "output_use": "operational", "went_live_on": "2026-05-01", '
        '"relied_on_for": ["operational_planning"]'
    )
    run(
        text + ', "controls": {"monitoring": false}}\n',
        "-o",
        tmp_path / "lines.jsonl",
        name="in.jsonl",
    )
    run(None, "-o", tmp_path / "parquet.jsonl", name="in.parquet")
    assert (tmp_path / "lines.jsonl").read_text() == (tmp_path / "parquet.jsonl").read_text()
    assert json.loads((tmp_path / "lines.jsonl").read_text())["missing"] == ["monitoring"]


@pytest.mark.parametrize("ending", [".csv", ".md", ".html"])
def test_a_report_is_written_also_where_nobody_reads_the_counts(tmp_path, ending):
    """`threshold portfolio … -o report.md | head -1` left no report."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    command = ["-m", "threshold", "portfolio", "table.csv", "-o", f"report{ending}"]
    subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.DEVNULL,
        timeout=300,
    )
    os.close(writing)
    assert (tmp_path / f"report{ending}").stat().st_size > 100


def test_the_counts_are_told_also_where_the_report_cannot_be_written(run, tmp_path, monkeypatch):
    def full(path, text):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("threshold.commands.portfolio_run.write_text", full)
    result = run(TABLE, "-o", tmp_path / "report.md")
    assert result.exit_code == 2
    assert "3 cases assessed" in result.output
    assert "report.md: No space left on device" in result.stderr


def test_bad_cells_are_listed_and_written_beside_the_output_and_the_rest_is_assessed(run, tmp_path):
    table = (
        f"{HEADER}\nBad,operational,none,ten,planning,2026-02-30,maybe,\n"
        f"Good,operational,none,12,,,,\n"
    )
    result = run(table, "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert "2 cases assessed" in result.stdout
    assert (
        f"{tmp_path / 'table.csv'}: 4 cells or rows could not be used (0 rows lost)"
        in result.stderr
    )
    assert (
        "row 2, volume_multiple: 'ten' volume_multiple does not take this value, "
        "and stays unknown; expected: a number" in result.stderr
    )
    faults = records(tmp_path / "out.csv.faults.csv")
    assert {row["file"] for row in faults} == {str(tmp_path / "table.csv")}
    assert {(row["row"], row["column"]) for row in faults} == {
        ("2", column)
        for column in ("volume_multiple", "relied_on_for", "went_live_on", "controls.monitoring")
    }
    assert f"written: {tmp_path / 'out.csv.faults.csv'}" in result.stdout
    assert [row["verdict"] for row in records(tmp_path / "out.csv")] == ["production_required"] * 2


@pytest.mark.parametrize(
    ("column", "cell"),
    [("volume_multiple", "ten"), ("relied_on_for", "operational_planning; luck")],
)
def test_a_bad_cell_is_shown_as_it_stands_in_the_table(run, tmp_path, column, cell):
    run(f'name,{column}\na,"{cell}"\n', "-o", tmp_path / "out.csv")
    assert [row["value"] for row in records(tmp_path / "out.csv.faults.csv")] == [cell]


def test_without_bad_cells_nothing_is_written_beside_the_output(run, tmp_path):
    run(TABLE, "-o", tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "table.csv"]


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(run, tmp_path, formula):
    run(f'name,exposure\n"{formula}","{formula}"\n', "-o", tmp_path / "out.csv")
    assert [row["name"] for row in records(tmp_path / "out.csv")] == [f"'{formula}"]
    assert [row["value"] for row in records(tmp_path / "out.csv.faults.csv")] == [f"'{formula}"]
    run(f'name,exposure\n"{formula}",\n', "-o", tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text())["name"] == formula


def test_a_row_without_a_name_is_called_by_its_number(run, tmp_path):
    run("name,output_use\n,operational\n  ,research\n", "-o", tmp_path / "out.csv")
    assert [row["name"] for row in records(tmp_path / "out.csv")] == ["row 2", "row 3"]


def test_a_report_is_written_with_its_library_its_pictures_and_harmless_names(run, tmp_path):
    result = run(
        "name,output_use\n<script>alert(1)</script>,operational\nOther,\n",
        "-o",
        tmp_path / "out.html",
    )
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert "injectModule" in page
    assert page.count('<article class="case"') == 2
    assert "<script>alert(1)" not in page
    assert page.count("no legal advice") == 1


def test_a_report_for_a_wiki_and_one_for_a_spreadsheet_are_written(run, tmp_path):
    for ending, begins in (
        ("md", b"# When experiments need engineering: 3 use cases"),
        ("xlsx", b"PK"),
    ):
        result = run(TABLE, "-o", tmp_path / f"out.{ending}")
        assert (result.exit_code, result.stderr) == (0, "")
        assert (tmp_path / f"out.{ending}").read_bytes().startswith(begins)


def test_a_spreadsheet_without_its_library_is_refused_before_anything_is_assessed(
    run, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run(TABLE, "-o", tmp_path / "out.xlsx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "portfolio needs XlsxWriter: pip install 'threshold-rules[report]'\n"


def test_long_work_ends_with_how_fast_it_went(run):
    result = run("name,output_use\n" + "a,operational\n" * 250)
    assert result.exit_code == 0
    assert re.fullmatch(r"assessing: 250 rows in [\d.]+ s \([\d,]+ rows/s\)\n", result.stderr)


def test_a_large_portfolio_is_a_table_without_pictures(run, tmp_path):
    rows = "".join(f"case {number},operational\n" for number in range(31))
    run(f"name,output_use\n{rows}", "-o", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "case 30" in page
    assert '<article class="case"' not in page


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (
            "a,b\n1,2\n",
            "table.csv",
            "table.csv:1:1: the table has no column that is known; in: a, b; expected: ",
        ),
        ("name,exposure\n", "table.csv", "no row could be assessed"),
        ("", "table.csv", "the table cannot be read"),
        ("name\n", "table.docx", "no table is read from .docx; expected: one of .csv, .tsv"),
        ("name\n", "table.xlsx", "the table cannot be read: this is not a workbook"),
        ("not parquet", "table.parquet", "the table cannot be read"),
        (None, "table.csv", "there is no such file"),
    ],
)
def test_a_table_that_cannot_be_used_exits_with_2(run, text, name, says):
    result = run(text, name=name)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize("output", ["out.docx", "out"])
def test_an_output_nobody_can_write_is_refused_before_anything_is_assessed(run, tmp_path, output):
    result = run(TABLE, "-o", tmp_path / output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected: .html, .md, .xlsx, .csv, .parquet, .jsonl" in result.stderr


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "html", "md", "xlsx"])
def test_a_folder_that_is_not_there_is_named(run, tmp_path, ending):
    target = tmp_path / "nowhere" / f"out.{ending}"
    result = run(TABLE, "-o", target)
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
    assert str(target) in result.stderr


def test_an_unknown_intake_is_refused_with_the_nearest_one(run):
    result = run(TABLE, "--intake", "us_federal_204")
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("nearest: us_federal_2024")


def test_a_misspelt_column_is_told_with_what_it_may_mean(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text(
        "name;output_use;exposuer\nA;research;public\n", encoding="utf-8"
    )  # with semicolons, as a European spreadsheet writes it
    result = CliRunner().invoke(main, ["portfolio", str(table)])
    assert result.exit_code == 0
    assert "exposuer" in result.stderr
    assert "perhaps exposure" in result.stderr
