"""One cell, one reading: each table goes through the report, through every conclusion as a column,
through `assess_table` and through the intake's check, and says the same on each of these ways.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from click.testing import CliRunner

from engine import assess_table
from engine.portfolio import open_portfolio
from engine.sql import Columns, to_sql
from knowledge import load
from tests.conftest import DAY
from tests.table_cases import connected
from threshold.cli import main

HEADS = (
    "name output_use exposure affects_people business_units volume_multiple went_live_on annex_iii"
)
HEAD = HEADS.replace(" ", ";") + "\n"
TABLES = {
    "semicolons, with a title above": "List of 2026;;\n;;\n" + HEAD + "A;operational;;ja;3;12;;\n",
    "a line for Excel": "sep=;\n" + HEAD + "A;research;public;no;3.0;1,5;2026-01-02;none\n",
    "heads in capitals with blanks": HEAD.upper().replace(";", " ; ") + "A;operational;public\n",
    "one cell too many, one row broken": HEAD + 'A;operational;;;;;;;more\nB;"x\ny;research\n',
    "words for nothing": HEAD + "A;N/A;TBD;-;k. A.;unbekannt;?;NA\n",
    "a separator alone is no answer": HEAD + 'A;;;;;;;","\nB;;;;;;;""""""\n',
    "blanks and quotes within a member": HEAD + "A;;;;;;;credit worthiness\nB;;;;;;;chat'bot\n",
    "members in many ways": HEAD + 'A;;;;;;;"[\'recruitment\', ""creditworthiness""]"\n',
    "two readings of a number": HEAD + "A;;;;;1.200;;\nB;;;;;12;;\n",
    "a column that decides": HEAD + "A;;;;;1.200;;\nB;;;;;1,5;;\n",
    "days and no days": HEAD
    + "A;;;;;;2026-01-02 00:00:00;\nB;;;;;;2.1.2026;\nC;;;;;;2026-02-30;\n",
    "too large, too small, no number": HEAD
    + "A;;;;9007199254740993;-1;;\nB;;;;2.5;1e400;;\nC;;;;12.0;007;;\n",
}


@pytest.fixture
def ways(tmp_path):
    """What each way says of a file: name → (verdict, attributes that could not be used)."""

    def ask(path):
        opened = open_portfolio(path, on=DAY)
        rows = list(opened.rows)
        report = {
            row.case.name: (
                row.assessment.verdict.value,
                # a cell that a short row lacks cannot be used either, and says nothing
                {fault.column.strip().lower() for fault in row.faults if fault.value}
                & set(load().attributes),
            )
            for row in rows
            if row.case is not None
        }
        output = tmp_path / "out.jsonl"
        result = CliRunner().invoke(
            main,
            ["portfolio", str(path), "--conclusions", "-o", str(output), "--on", DAY.isoformat()],
        )
        assert result.exit_code == 0, result.output
        lines = output.read_text(encoding="utf-8").splitlines()
        written = {_name(row): _said(row) for row in map(json.loads, lines)}
        lost = any(row.case is None for row in rows)
        with pytest.warns(UserWarning, match="cannot be read") if lost else nullcontext():
            table = assess_table(path, DAY).collect()
        return report, written, {_name(row): _said(row) for row in table.to_dicts()}

    return ask


def _name(row):
    (name,) = (cell for head, cell in row.items() if head.strip().lower() == "name")
    return str(name)


def _said(row):
    return row["verdict"], {name for name in row["unusable"].split(";") if name}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_of_text_says_the_same_on_every_way(ways, tmp_path, text):
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    report, written, table = ways(tmp_path / "t.csv")
    assert report == written == table
    assert report


TYPED = {
    "whole floats, days at midnight, ones and zeros": {
        "affects_people": [1, 0, None],
        "business_units": [3.0, None, 2.5],
        "went_live_on": [datetime(2026, 1, 2), None, datetime(1850, 1, 1)],
        "volume_multiple": [12.5, float("nan"), float("inf")],
    },
    "decimals and lists": {
        "volume_multiple": [Decimal("12.50"), Decimal("0.10"), None],
        "annex_iii": [["recruitment"], [], ["recruitment", "luck"]],
        "went_live_on": [date(2026, 1, 2), None, None],
        "affects_people": [True, False, None],
    },
    "texts": {"affects_people": ["ja", "off", "x"], "exposure": ["public", "Public", "N/A"]},
}


@pytest.mark.parametrize("columns", TYPED.values(), ids=TYPED)
def test_a_typed_table_says_the_same_in_every_kind_of_table(ways, tmp_path, columns):
    frame = pl.DataFrame({"name": ["A", "B", "C"], **columns})
    frame.write_parquet(tmp_path / "t.parquet")
    report, written, table = ways(tmp_path / "t.parquet")
    assert report == written == table
    answers = {
        "frame": assess_table(frame, DAY).to_dicts(),
        "lazy": assess_table(frame.lazy(), DAY).collect().to_dicts(),
        "arrow": assess_table(frame.to_arrow(), DAY).to_pylist(),
        "pandas": assess_table(frame.to_pandas(), DAY).to_dict("records"),
    }
    duck = assess_table(connected().sql("from frame"), DAY).pl().to_dicts()
    for kind, rows in {**answers, "duckdb": duck}.items():
        assert {row["name"]: _said(row) for row in rows} == report, kind


def test_a_parquet_file_as_pandas_writes_it_has_no_faults(ways, tmp_path):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(
        {
            "name": ["A", "B"],
            "affects_people": [1, 0],
            "business_units": [3.0, None],
            "went_live_on": pandas.to_datetime(["2026-11-01", None]),
        }
    )
    table.to_parquet(tmp_path / "t.parquet")
    report, written, answered = ways(tmp_path / "t.parquet")
    assert report == written == answered
    assert [faults for _, faults in report.values()] == [set(), set()]


def test_a_workbook_says_what_its_list_says(ways, tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    book.add_worksheet("Notes").write(0, 0, "nothing here")
    sheet = book.add_worksheet("List")
    sheet.write(0, 0, "AI inventory")
    sheet.write_row(
        2, 0, ["Name", "Output_Use ", "went_live_on", "affects_people", "business_units"]
    )
    sheet.write_row(3, 0, ["A", "operational"])
    sheet.write_datetime(3, 2, datetime(2026, 3, 1), day)
    sheet.write_boolean(3, 3, True)
    sheet.write_number(3, 4, 3)
    sheet.write_row(5, 0, ["B", "reserch"])
    book.close()
    report, written, table = ways(tmp_path / "t.xlsx")
    assert report == written == table
    assert report == {"A": ("production_required", set()), "B": ("undetermined", {"output_use"})}
    opened = open_portfolio(tmp_path / "t.xlsx", on=DAY)
    rows = list(opened.rows)
    assert [row.row for row in rows] == [4, 6]
    assert rows[0].assessment.stated["went_live_on"] == date(2026, 3, 1)
    assert rows[0].assessment.stated["business_units"] == 3
    assert opened.notes == (
        "read from the sheet 'List'; not read: Notes",
        "the heads stand in row 3; what stands above them is not read",
    )


INTAKE = """\
intake: own
title: T
source: S
id: Nr
text: {name: Project}
columns:
  - {attribute: output_use, column: Used for, values: {daily work: operational}, basis: stated}
  - {attribute: exposure, column: Users, values: {Everyone: public}, unless: {column: Kind, \
values: [closed]}, basis: stated}
  - {attribute: exposure, column: Kind, values: {closed: analysts, open: public}, basis: stated}
  - {attribute: volume_multiple, column: Factor, answer: true, basis: stated}
"""
LIST = """\
Nr;Project;used  for;Users ;Kind;Factor
1;A;Daily Work;everyone;;1.200
2;B;;Everyone;closed;1,5
3;C;other;;open;many
"""


def test_an_intake_serves_every_way(tmp_path):
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    (tmp_path / "t.csv").write_text(LIST, encoding="utf-8")
    name = str(tmp_path / "own.yaml")
    rows = list(open_portfolio(tmp_path / "t.csv", name, DAY).rows)
    assert [row.assessment.stated for row in rows] == [
        {"name": "A", "output_use": "operational", "exposure": "public", "volume_multiple": 1200},
        {"name": "B", "exposure": "analysts", "volume_multiple": 1.5},
        {"name": "C", "exposure": "public"},
    ]
    expected = [row.assessment.verdict.value for row in rows]
    told = ["", "", "output_use;volume_multiple"]
    frame = pl.read_csv(tmp_path / "t.csv", separator=";", infer_schema=False)
    for answer in (
        assess_table(tmp_path / "t.csv", DAY, intake=name).collect(),
        assess_table(frame, DAY, intake=name),
        assess_table(frame.lazy(), DAY, intake=name).collect(),
        pl.from_pandas(assess_table(frame.to_pandas(), DAY, intake=name)),
        assess_table(connected().sql("from frame"), DAY, intake=name).pl(),
    ):
        assert answer["verdict"].to_list() == expected
        assert [";".join(sorted(said.split(";"))) for said in answer["unusable"]] == told
        assert answer["Nr"].to_list() == ["1", "2", "3"]
    result = CliRunner().invoke(
        main, ["intake", "check", str(tmp_path / "t.csv"), "--intake", name, "--json"]
    )
    assert json.loads(result.stdout)["filled"] == {
        "name": 3,
        "output_use": 1,
        "exposure": 3,
        "volume_multiple": 2,
    }


PACK = """\
- trigger: hospital_use
  title: It is used in a hospital
  when: sector == "health"
  because: Somebody asks for it.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


def test_a_text_that_a_rule_reads_tells_rows_apart(tmp_path):
    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    base = load([tmp_path / "own.yaml"])
    query = to_sql(base, DAY, columns=Columns(frozenset({"sector", "stage"})), table="cells")
    sectors = ("health", "retail", "health", "retail")  # each before and after the other
    (tmp_path / "t.csv").write_text(
        "name,sector,stage\n"
        + "".join(f"{number},{sector},idea\n" for number, sector in enumerate(sectors))
    )
    verdicts = {"health": "production_required", "retail": "undetermined"}
    expected = [verdicts[sector] for sector in sectors]
    rows = list(open_portfolio(tmp_path / "t.csv", on=DAY, base=base).rows)
    assert [row.assessment.verdict.value for row in rows] == expected
    answer = assess_table(tmp_path / "t.csv", DAY, base=base).collect()
    assert answer["verdict"].to_list() == expected
    cells = pl.read_csv(tmp_path / "t.csv")  # noqa: F841  read by name
    answered = dict(connected().sql(query).pl().select("name", "verdict").rows())
    assert [answered[number] for number in range(len(sectors))] == expected
