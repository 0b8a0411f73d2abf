"""A column of a type that Polars does not have costs no table: what nobody reads is handed on, and
of one that is read each cell is read, or told.
"""

from __future__ import annotations

from datetime import date, datetime, time, timezone
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from engine import assess_table
from engine.portfolio import open_portfolio
from knowledge.tables.frames import series_of_arrow
from tests.conftest import DAY
from threshold.cli import main

NIGHT = datetime(2026, 1, 2, 23, 30, tzinfo=timezone.utc)
PLACES = pa.array([0, 1], pa.int8())
UNKNOWN = {  # type → (column, what its cells say as texts)
    "numbers of 70 digits": (
        pa.array([Decimal("1" * 70), None], pa.decimal256(76, 0)),
        ["1" * 70, None],
    ),
    "a zone that is an offset": (
        pa.array([NIGHT, None], pa.timestamp("us", "+05:30")),
        ["2026-01-03T05:00:00+05:30", None],
    ),
    "whole seconds": (pa.array([time(1, 2, 3), None], pa.time32("s")), ["01:02:03", None]),
    "spans of months": (
        pa.array([pa.MonthDayNano([1, 2, 3 * 10**9]), None], pa.month_day_nano_interval()),
        ["P1M2DT3.000000000S", None],
    ),
    "several types": (
        pa.UnionArray.from_sparse(PLACES, [pa.array([1, 2]), pa.array(["x", "y"])]),
        ["1", "y"],
    ),
    "runs": (
        pa.RunEndEncodedArray.from_arrays(pa.array([2], pa.int32()), pa.array(["x"])),
        ["x", "x"],
    ),
    "views of lists": (pa.array([["x"], []], pa.list_view(pa.string())), [["x"], []]),
}


@pytest.mark.parametrize(("column", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_column_of_any_type_says_what_it_says(column, said):
    assert series_of_arrow(column).to_list() == said
    assert series_of_arrow(column[:0]).dtype == series_of_arrow(column).dtype


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
@pytest.mark.parametrize(("column", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_file_with_a_column_that_nobody_reads_is_read(tmp_path, capfd, column, said, ending):
    table = pa.table({"name": ["A", "B"], "stage": ["pilot", "idea"], "z": column})
    path, output = tmp_path / f"t.{ending}", tmp_path / "out.parquet"
    if ending == "arrow":
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table)
    else:
        try:
            parquet.write_table(table, path)
        except pa.ArrowNotImplementedError:
            pytest.skip("no such column of Parquet")
    result = CliRunner().invoke(main, ["portfolio", str(path), "--conclusions", "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert "columns that nothing reads: 'z'" in result.output
    assert pl.read_parquet(output)["z"].to_list() == said
    assert [row.assessment is not None for row in open_portfolio(path, on=DAY).rows] == [True] * 2
    assert capfd.readouterr().err == ""


READ = {  # column of an attribute → its value, cell by cell
    "went_live_on": UNKNOWN["a zone that is an offset"][0],
    "business_units": pa.UnionArray.from_sparse(PLACES, [pa.array([3, 4]), pa.array(["a", "b"])]),
    "annex_iii": pa.array([["recruitment"], []], pa.list_view(pa.string())),
}
OPEN = {"went_live_on": [False, True], "business_units": [False, True], "annex_iii": [False] * 2}


@pytest.mark.parametrize("name", READ)
def test_a_column_that_is_read_faults_by_its_cells_alone(tmp_path, name):
    table = pa.table({"name": ["A", "B"], name: READ[name]})
    with pa.ipc.new_file(tmp_path / "t.arrow", table.schema) as file:
        file.write_table(table)
    stated = [name in row.case.stated() for row in open_portfolio(tmp_path / "t.arrow").rows]
    assert stated == [not missing for missing in OPEN[name]]
    unusable = assess_table(table, DAY)["unusable"].to_pylist()
    assert unusable == ["", name if name == "business_units" else ""]


def test_json_within_parquet_is_text(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "t.parquet"
    cells = "select 'A' as name, '[\"recruitment\"]'::json as annex_iii"
    duckdb.connect().sql(cells).write_parquet(str(path))
    (row,) = open_portfolio(path).rows
    assert row.case.stated()["annex_iii"] == frozenset({"recruitment"})
    assert assess_table(path, DAY).collect()["unusable"].to_list() == [""]


def test_whole_numbers_of_a_database_may_have_more_digits_than_any_type(capfd):
    duckdb = pytest.importorskip("duckdb")
    many = 2**127 - 1
    relation = duckdb.sql(f"select 'pilot' as stage, {many}::hugeint as business_units")
    found = assess_table(relation, DAY).project("unusable").fetchall()
    assert found == [("business_units",)]
    assert capfd.readouterr().err == ""


def test_a_type_that_does_not_leave_a_database_is_handed_on_as_text():
    duckdb = pytest.importorskip("duckdb")
    try:
        relation = duckdb.sql("select 'pilot' as stage, 1::variant as odd, 2 as business_units")
    except duckdb.Error:
        pytest.skip("a version without such a type")
    with pytest.warns(UserWarning, match="odd"):
        found = assess_table(relation, DAY)
    assert found.project("unusable, odd").fetchall() == [("", "1")]


def test_days_in_a_dictionary_and_in_a_file_are_days():
    days = pa.DictionaryArray.from_arrays(PLACES, pa.array([date(2026, 1, 1), date(2026, 2, 1)]))
    table = pa.table({"name": ["A", "B"], "went_live_on": days})
    assert assess_table(table, DAY)["unusable"].to_pylist() == ["", ""]


def test_numbers_of_pandas_may_have_any_number_of_digits(capfd):
    pandas, numpy = pytest.importorskip("pandas"), pytest.importorskip("numpy")
    wide = pandas.ArrowDtype(pa.decimal256(60, 0))
    many = Decimal("1" * 60)
    for cells in (
        pandas.Series([Decimal(3), many], dtype=wide),
        pandas.Series([Decimal(3), many]),
        pandas.Series([3, numpy.inf], dtype="longdouble"),
    ):
        table = pandas.DataFrame({"stage": ["pilot"] * 2, "business_units": cells})
        assert [*assess_table(table, DAY)["unusable"]] == ["", "business_units"]
    assert capfd.readouterr().err == ""
