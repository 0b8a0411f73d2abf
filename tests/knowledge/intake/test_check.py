"""`threshold intake check`: which columns serve, what they fill,
and what an intake did not foresee.
"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from knowledge import load
from knowledge.intake.loading import intake_names, read_intake
from knowledge.intake.rows import rows_as_cases
from knowledge.tables.files import read_table
from threshold.cli import main

INTAKE = """\
intake: own
title: Our list
source: Ourselves
id: Key
silent: ["-"]
text: {name: Title, owner: Office}
always: [{attribute: placed_in_eu, value: true, basis: stated}]
columns:
  - {attribute: stage, column: Phase, values: {Live: production, Trial: pilot}, silent: [Paused], \
basis: stated}
  - attribute: exposure
    column: Audience
    values: {Everyone: public}
    unless: {column: Topic, values: [Science]}
    basis: stated
  - {attribute: exposure, column: Phase, values: {Trial: data_science}, silent: [Live, Paused, \
Tril], basis: stated}
  - {attribute: went_live_on, column: Started, dates: ["%d.%m.%Y"], basis: stated}
  - {attribute: build_cost, column: Budget, answer: true, basis: stated}
"""
TABLE = """\
Key,Title,Phase,Audience,Topic,Start,Budget,Remark
1,Forecast,Live,Everyone,Sales,01.02.2025,100,
2,Chatbot,Tril,-,,,,x
3,Study,Trial,Everyone,Science,,many,x
3,Reader,Tril,EVRYONE,,,,
5,Pause,Paused,,,,
6,"Broken,Live,,,,,
"""


@pytest.fixture
def check(tmp_path):
    """Check a table against an intake of one's own."""
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    (tmp_path / "list.csv").write_text(TABLE, encoding="utf-8")

    def invoke(*options: str, table: str = "list.csv", intake: str | None = None):
        name = intake or str(tmp_path / "own.yaml")
        result = CliRunner().invoke(
            main, ["intake", "check", str(tmp_path / table), "--intake", name, *options]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return invoke


@pytest.fixture
def found(check):
    """The check as data."""
    result = check("--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_each_used_column_tells_its_cells_and_what_they_fill(found):
    assert {column["column"]: (column["cells"], column["fills"]) for column in found["used"]} == {
        "Key": (5, {}),
        "Title": (5, {"name": 5}),
        "Phase": (5, {"stage": 2, "exposure": 1}),
        "Audience": (4, {"exposure": 1}),
        "Topic": (2, {}),
        "Budget": (2, {"build_cost": 1}),
    }
    assert [column["column"] for column in found["used"] if column["tells_rows_apart"]] == ["Key"]
    assert [column["column"] for column in found["used"] if column["makes_exceptions"]] == ["Topic"]


def test_each_attribute_tells_the_rows_that_state_it(found):
    assert found["filled"] == {
        "name": 5,
        "stage": 2,
        "exposure": 2,
        "build_cost": 1,
        "placed_in_eu": 5,
    }
    assert (found["rows"], found["always"]) == (6, {"placed_in_eu": True})


def test_columns_that_nothing_maps_are_named(found):
    assert found["unmapped"] == [{"column": "Start", "cells": 1}, {"column": "Remark", "cells": 2}]


def test_a_mapped_column_that_the_table_lacks_is_told_with_its_place_and_the_nearest(found):
    assert found["absent"] == [
        {"column": "Office", "place": "own.yaml:6:28", "serves": "owner", "nearest": None},
        {
            "column": "Started",
            "place": "own.yaml:16:39",
            "serves": "went_live_on",
            "nearest": "Start",
        },
    ]


def test_new_values_are_counted_with_the_nearest_that_is_known(found):
    assert [
        (new["column"], new["attribute"], new["value"], new["count"], new["row"], new["nearest"])
        for new in found["new"]
    ] == [
        ("Phase", "stage", "Tril", 2, 3, "Trial"),
        ("Audience", "exposure", "EVRYONE", 1, 5, "Everyone"),
        ("Budget", "build_cost", "many", 1, 4, None),
    ]


def test_rows_with_something_wrong_are_listed(found):
    assert [(row["row"], row["column"], row["value"]) for row in found["unusable"]] == [
        (6, "Remark", ""),
        (7, "", '6,"Broken,Live,,,,,'),
        (5, "Key", "3"),
    ]


def test_the_check_lists_what_the_portfolio_lists(found, tmp_path):
    written = read_intake(str(tmp_path / "own.yaml"), load())
    rows = rows_as_cases(read_table(tmp_path / "list.csv"), load(), written.intake)
    listed = sorted((fault.row, fault.column, fault.value) for row in rows for fault in row.faults)
    told = [(row["row"], row["column"], row["value"]) for row in found["unusable"]]
    assert {(column, value) for _, column, value in listed} == {
        *((column, value) for _, column, value in told),
        *((new["column"], new["value"]) for new in found["new"]),
    }
    assert len(listed) == len(told) + sum(new["count"] for new in found["new"])


def test_the_check_is_told_in_words(check):
    lines = check().stdout.splitlines()
    assert lines[0].endswith("list.csv: 6 rows, read with own (Our list)")
    for line in (
        "  Key (5): tells rows apart",
        "  Phase (5): stage in 2, exposure in 1",
        "  Topic (2): makes exceptions",
        "  placed_in_eu: 5, always true",
        "  own.yaml:16:39: Started for went_live_on; nearest: Start",
        "  Remark (2)",
        "  2 × 'Tril' in Phase → stage, first in row 3; nearest: Trial",
        "  row 5, Key: '3' is the id of row 4 already; expected: an id of its own",
    ):
        assert line in lines


def test_a_table_without_trouble_has_no_headings_of_trouble(check, tmp_path):
    (tmp_path / "good.csv").write_text(
        "Key,Title,Office,Phase,Audience,Topic,Started,Budget\n1,A,B,Live,,,,\n", encoding="utf-8"
    )
    headings = [line for line in check(table="good.csv").stdout.splitlines() if line.endswith(":")]
    assert headings == [
        "Columns that are used (cells filled):",
        "Attributes that are stated (of 1 row):",
    ]


@pytest.mark.parametrize(
    ("text", "table", "intake", "said"),
    [
        (
            "colour,size\nred,1\n",
            "list.csv",
            None,
            "list.csv:1:1: the table has no column that is known; in: colour, size",
        ),
        (None, "nowhere.csv", None, "there is no such file"),
        (None, "list.csv", "us_federal_204", "nearest: us_federal_2024"),
        (
            None,
            "list.csv",
            "nowhere.yaml",
            "there is no intake 'nowhere.yaml'; expected: a file, or one of dhs_2023",
        ),
    ],
)
def test_a_table_or_an_intake_that_cannot_be_read_exits_with_2(
    check, tmp_path, text, table, intake, said
):
    if text:
        (tmp_path / table).write_text(text, encoding="utf-8")
    result = check(table=table, intake=intake)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_shipped_intakes_are_listed():
    lines = CliRunner().invoke(main, ["intake", "list"]).stdout.splitlines()
    assert [line.split()[0] for line in lines] == intake_names()
    listed = json.loads(CliRunner().invoke(main, ["intake", "list", "--json"]).stdout)
    assert [item["intake"] for item in listed] == intake_names()
    assert all(item["title"] and item["source"] for item in listed)
