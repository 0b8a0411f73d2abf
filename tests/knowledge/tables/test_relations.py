"""A Parquet file with a column of a type that neither Arrow nor Polars has: DuckDB reads it, and
that column is text.
"""

from __future__ import annotations

import sys

import polars as pl
import pytest
from click.testing import CliRunner

from engine import assess_table
from knowledge import InvalidCase
from knowledge.tables.files import read_table
from knowledge.tables.parquet import scanned
from knowledge.tables.relations import leaving
from tests.conftest import DAY
from threshold.cli import main

duckdb = pytest.importorskip("duckdb")
CELLS = """values ('A', 'pilot', 1::variant, {'monitoring': true}),
 ('B', 'idea', ['x', 'y']::variant, null)"""
NOTE = "columns of types that only DuckDB reads, read as text: 'odd' (VARIANT)"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "cases[1].parquet"
    try:
        relation = duckdb.connect().sql(f"from ({CELLS}) t(name, stage, odd, controls)")
    except duckdb.Error:
        pytest.skip("a version without such a type")
    relation.write_parquet(str(path))
    return path


def test_the_other_columns_are_read_and_that_one_is_text(table, tmp_path):
    read = read_table(table)
    assert read.rows[0] == {"name": "A", "stage": "pilot", "odd": "1", "controls.monitoring": True}
    assert [row["odd"] for row in read.rows] == ["1", "[x, y]"]
    assert read.notes == (NOTE,)
    answer = assess_table(table, DAY).collect()
    assert answer["unusable"].to_list() == ["", ""]
    assert answer["odd"].to_list() == ["1", "[x, y]"]
    output = tmp_path / "out.csv"
    for more in ([], ["--conclusions"]):
        told = CliRunner().invoke(main, ["portfolio", str(table), *more, "-o", str(output)])
        assert told.exit_code == 0, told.output
        assert NOTE in told.output
        assert "columns that nothing reads: 'odd'" in told.output


def test_it_is_a_lazy_frame_as_any_other(table):
    frame = scanned(table).frame
    assert frame.select(pl.len()).collect().item() == 2
    assert frame.filter(pl.col("stage") == "idea").select("name").collect().rows() == [("B",)]
    assert frame.head(1).select("controls.monitoring", "name").collect().rows() == [(True, "A")]


def test_such_a_column_that_is_read_faults_by_its_cells_alone(tmp_path):
    path = tmp_path / "t.parquet"
    try:
        cells = "from (values ('A', 3::variant), ('B', 'x'::variant)) t(name, business_units)"
        duckdb.connect().sql(cells).write_parquet(str(path))
    except duckdb.Error:
        pytest.skip("a version without such a type")
    assert assess_table(path, DAY).collect()["unusable"].to_list() == ["", "business_units"]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1 no file of columns PAR1"])
def test_what_nobody_reads_is_refused_in_a_line(tmp_path, monkeypatch, content, table):
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(content)
    with pytest.raises(InvalidCase, match="the table cannot be read"):
        read_table(broken)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(InvalidCase, match="the table cannot be read"):
        read_table(table)


def test_a_relation_whose_columns_can_leave_stays_as_it_is():
    relation = duckdb.connect().sql("select 1 as a")
    assert leaving(relation) == (relation, [])
