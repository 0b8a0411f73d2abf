"""Groups of columns become columns under dotted heads, where something of them is known."""

from __future__ import annotations

import polars as pl
import pyarrow as pa
import pytest

from knowledge import InvalidCase
from knowledge.tables.groups import arrow_leaves, pandas_ungrouped, ungrouped

KNOWN = frozenset({"controls.monitoring"})
ROWS = [{"x": 1, "controls": {"Monitoring": True, "by": {"team": "a"}}}, {"x": 2, "controls": None}]
HEADS = ["x", "controls.Monitoring", "controls.by.team"]


def test_a_known_group_is_taken_apart_to_its_leaves():
    flat = ungrouped(pl.DataFrame(ROWS), KNOWN)
    assert flat.columns == HEADS
    assert flat["controls.by.team"].to_list() == ["a", None]
    assert ungrouped(pl.LazyFrame(ROWS), KNOWN).collect().equals(flat)


def test_an_unknown_group_is_taken_apart_only_where_all_are():
    frame = pl.DataFrame({"meta": [{"a": 1}]})
    assert ungrouped(frame, KNOWN).columns == ["meta"]
    assert ungrouped(frame).columns == ["meta.a"]


def test_two_columns_that_then_have_one_head_are_refused():
    frame = pl.DataFrame({"meta": [{"a": 1}], "meta.a": [2]})
    with pytest.raises(InvalidCase, match=r"two columns are headed 'meta\.a'"):
        ungrouped(frame)


def test_an_arrow_table_tells_of_which_column_each_leaf_is():
    table = pa.Table.from_pylist(ROWS)
    leaves = arrow_leaves(table.column_names, table.columns, KNOWN)
    assert [(place, head) for place, head, _ in leaves] == list(zip([0, 1, 1], HEADS, strict=True))
    assert [cells.to_pylist() for _, _, cells in leaves[1:]] == [[True, None], ["a", None]]
    assert len(arrow_leaves(table.column_names, table.columns, frozenset())) == 2


def test_mappings_in_a_pandas_column_are_a_group():
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(ROWS, index=["p", "q"])
    flat = pandas_ungrouped(table, KNOWN)
    assert list(flat.columns) == HEADS
    assert list(flat.index) == ["p", "q"]
    assert flat["controls.Monitoring"].tolist() == [True, None]
    assert pandas_ungrouped(table, frozenset()) is table
