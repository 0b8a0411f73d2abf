"""What a column that is kept says, every output says: the time of day, each digit, infinity, that
something is not a number, bytes; a cell by itself, whatever the others are.
"""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time, timezone
from decimal import Decimal

import polars as pl
import pytest
from click.testing import CliRunner

from engine.portfolio import open_portfolio
from knowledge.tables.parquet import ParquetTable
from tests.table_files import write_xlsx
from threshold.cli import main

INTAKE = """\
intake: own
title: Own
source: Me
text: {name: name}
columns:
  - {column: stage, attribute: stage, answer: true, basis: stated}
"""
FAR = pl.Series([0, 2**31 - 1, None], dtype=pl.Int32).cast(pl.Date)
NIGHT = pl.Series([datetime(2026, 1, 2, 23, 30, tzinfo=timezone.utc)] * 3)
CELLS = {  # column → (its cells, what they say)
    "cost": ([math.inf, -math.inf, math.nan], ["inf", "-inf", "NaN"]),
    "dec": ([Decimal("1.50"), Decimal("12345678901234567890.12"), None], None),
    "when": (
        [datetime(2026, 1, 2), datetime(2026, 1, 2, 13, 45), None],
        ["2026-01-02", "2026-01-02T13:45:00", None],
    ),
    "zone": (NIGHT.dt.convert_time_zone("Europe/Berlin"), ["2026-01-03T00:30:00+01:00"] * 3),
    "raw": ([b"\x00\xff", b"b", None], ["00ff", "62", None]),
    "hour": ([time(1, 2, 3), time(0), None], ["01:02:03", "00:00:00", None]),
    "far": (FAR, ["1970-01-01", "after 9999-12-30", None]),
}
CELLS["dec"] = (CELLS["dec"][0], ["1.50", "12345678901234567890.12", None])


@pytest.fixture
def table(tmp_path):
    (tmp_path / "own.yaml").write_text(INTAKE + f"keep: [{', '.join(CELLS)}]\n", encoding="utf-8")
    columns = {name: cells for name, (cells, _) in CELLS.items()}
    return pl.DataFrame({"name": ["A", "B", "C"], "stage": ["pilot"] * 3, **columns})


@pytest.mark.parametrize("conclusions", [False, True])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_texts_of_kept_cells_say_all_that_the_cells_say(tmp_path, table, kind, ending, conclusions):
    path, output = tmp_path / f"t.{kind}", tmp_path / f"out.{ending}"
    table.write_parquet(path) if kind == "parquet" else table.write_ipc(path)
    told = ["portfolio", str(path), "--intake", str(tmp_path / "own.yaml"), "-o", str(output)]
    result = CliRunner().invoke(main, told + ["--conclusions"] * conclusions)
    assert result.exit_code == 0, result.output
    if ending == "csv":
        rows = pl.read_csv(output, infer_schema=False).to_dicts()
    else:
        rows = [*map(json.loads, output.read_text(encoding="utf-8").splitlines())]
    for name, (_, said) in CELLS.items():
        found = [row[name] for row in rows]
        # an apostrophe stands before what a spreadsheet would run
        assert [cell and cell.replace("'-", "-") for cell in found] == said, name


def test_numbers_beside_infinity_stay_numbers_and_lists_have_it_as_well(tmp_path):
    frame = pl.DataFrame(
        {
            "stage": ["pilot"] * 3,
            "cost": [1.5, math.inf, None],
            "costs": [[math.nan, 2.0], [], None],
            "group": [[{"cost": -math.inf}], None, [{"cost": 1.0}]],
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    for ending in ("jsonl", "csv"):
        told = ["portfolio", str(tmp_path / "t.parquet"), "--conclusions", "-o"]
        result = CliRunner().invoke(main, [*told, str(tmp_path / f"out.{ending}")])
        assert result.exit_code == 0, result.output
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [*map(json.loads, lines)]
    assert [row["cost"] for row in rows] == [1.5, "inf", None]
    assert [row["costs"] for row in rows] == [["NaN", 2.0], [], None]
    assert [row["group"] for row in rows] == [[{"cost": "-inf"}], None, [{"cost": 1.0}]]
    texts = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert texts["group"].to_list() == ['[{"cost":"-inf"}]', None, '[{"cost":1.0}]']
    assert texts["costs"].to_list() == ["NaN; 2.0", "none", None]


def test_ids_that_differ_in_the_time_of_day_or_in_kind_are_two(tmp_path):
    intake = INTAKE + "id: when\n"
    (tmp_path / "own.yaml").write_text(intake, encoding="utf-8")
    times = [datetime(2026, 1, 2, 13, 45), datetime(2026, 1, 2, 14, 45)]
    write_xlsx(tmp_path / "t.xlsx", ["name", "stage", "when"], [["A", "pilot", at] for at in times])
    records = [
        {"name": "A", "stage": "pilot", "when": when} for when in (1, True, 2**53 + 1, 2**53, 0.5)
    ]
    (tmp_path / "t.json").write_text(json.dumps(records), encoding="utf-8")
    said = {
        "t.xlsx": ["2026-01-02T13:45:00", "2026-01-02T14:45:00"],
        "t.json": ["1", "true", "9007199254740993", "9007199254740992", "0.5"],
    }
    for file, ids in said.items():
        own = str(tmp_path / "own.yaml")
        rows = [*open_portfolio(tmp_path / file, own).rows]
        assert [row.kept["when"] for row in rows] == ids
        assert [row.faults for row in rows] == [()] * len(ids)
        output = tmp_path / "out.csv"
        told = ["portfolio", str(tmp_path / file), "--conclusions", "--intake", own, "-o"]
        result = CliRunner().invoke(main, [*told, str(output)])
        assert result.exit_code == 0, result.output
        assert pl.read_csv(output, infer_schema=False)["when"].to_list() == ids


def test_a_column_of_days_is_read_once(tmp_path, monkeypatch, table):
    table.write_parquet(tmp_path / "t.parquet")
    read: list[tuple[str, ...]] = []
    batches = ParquetTable.batches

    def counted(self, heads, *rest, **more):
        read.append(tuple(heads))
        return batches(self, heads, *rest, **more)

    monkeypatch.setattr(ParquetTable, "batches", counted)
    told = ["portfolio", str(tmp_path / "t.parquet"), "--conclusions", "-o"]
    assert CliRunner().invoke(main, [*told, str(tmp_path / "out.csv")]).exit_code == 0
    assert sum("far" in heads for heads in read) == 1
    assert date(1970, 1, 1).isoformat() in (tmp_path / "out.csv").read_text(encoding="utf-8")
