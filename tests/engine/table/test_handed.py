"""Arrow and pandas tables: what nobody reads is handed through as it is, whatever its type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from engine import assess_table
from knowledge import InvalidCase
from tests.conftest import DAY
from tests.table_cases import connected


def said(answer):
    """(verdict, attributes that could not be used) of each row."""
    rows = answer.to_pylist() if isinstance(answer, pa.Table) else answer.to_dicts()
    return [(row["verdict"], row["unusable"]) for row in rows]


def test_two_columns_of_one_name_that_nobody_reads_are_both_in_the_answer():
    cells = [pa.array(["public"]), pa.array([1]), pa.array(["two"])]
    answer = assess_table(pa.Table.from_arrays(cells, names=["exposure", "x", "x"]), DAY)
    assert answer.column_names[:2] == ["x", "x"]
    assert [answer.column(at).to_pylist() for at in (0, 1)] == [[1], ["two"]]
    assert answer.column("verdict").to_pylist() == ["production_required"]


def test_two_columns_for_one_attribute_are_refused_with_both_heads():
    cells = [pa.array(["public"]), pa.array(["analysts"])]
    table = pa.Table.from_arrays(cells, names=["exposure", "Exposure "])
    with pytest.raises(InvalidCase, match="two columns state exposure; in: exposure, Exposure"):
        assess_table(table, DAY)


ODD = {
    "a decimal of 256 bits": pa.array([Decimal(3)], pa.decimal256(50, 0)),
    "a half float": pa.array([np.float16(3)], pa.float16()),
    "a union": pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([3])]),
    "an unsigned byte": pa.array([3], pa.uint8()),
    "a dictionary": pa.array(["3"]).dictionary_encode(),
}


@pytest.mark.parametrize("cells", ODD.values(), ids=ODD)
def test_a_column_of_any_arrow_type_is_read_and_handed_through(cells):
    read = assess_table(pa.table({"business_units": cells}), DAY)
    assert said(read) == [("production_required", "")]
    unread = assess_table(pa.table({"exposure": ["public"], "x": cells}), DAY)
    assert unread.schema.field("x").type == cells.type
    assert said(unread) == [("production_required", "")]


def test_the_answer_of_an_arrow_table_has_the_columns_that_are_named_in_their_order():
    table = pa.table({"x": [1, 2], "exposure": ["public", None]})
    answer = assess_table(table, DAY, keep=["verdict", "x"])
    assert answer.to_pylist() == [
        {"verdict": "production_required", "x": 1},
        {"verdict": "undetermined", "x": 2},
    ]


@pytest.mark.parametrize(
    "made", ["interval 1 day", "union_value(a := 1)", "'101'::bit", "map {'a': 1}", "uuid()"]
)
def test_a_relation_may_have_columns_of_any_type_that_nobody_reads(made):
    relation = connected().sql(f"select 'public' as exposure, {made} as x, 2 as X")
    answer = assess_table(relation, DAY)
    assert answer.select("verdict").fetchall() == [("production_required",)]
    assert answer.columns[0] == "x"


GROUPS = [
    {"exposure": "public", "controls": {"monitoring": True, "approvals": {"by": "x"}}},
    {"exposure": "public"},
]


def test_groups_of_columns_are_read_in_every_kind_of_table(tmp_path):
    pandas = pytest.importorskip("pandas")
    frame = pl.DataFrame(GROUPS)
    frame.write_parquet(tmp_path / "t.parquet")
    frame.write_ndjson(tmp_path / "t.jsonl")
    con = connected()
    answers = {
        "Polars": assess_table(frame, DAY),
        "lazy": assess_table(frame.lazy(), DAY).collect(),
        "Arrow": assess_table(frame.to_arrow(), DAY),
        "pandas": pl.from_pandas(assess_table(pandas.DataFrame(GROUPS), DAY)),
        "DuckDB": assess_table(con.sql("from frame"), DAY).to_arrow_table(),
        "Parquet": assess_table(tmp_path / "t.parquet", DAY).collect(),
        "JSON Lines": assess_table(tmp_path / "t.jsonl", DAY).collect(),
    }
    for kind, answer in answers.items():
        found = pl.DataFrame(answer)
        (gap,) = (name for name in found.columns if name in ("gap.monitoring", "gap__monitoring"))
        assert found[gap].to_list() == [False, None], kind
        handed = [name for name in found.columns if name.startswith("controls")]
        dotted = "controls__approvals__by" if kind == "DuckDB" else "controls.approvals.by"
        assert handed == [dotted], kind


def test_a_group_of_which_nothing_is_known_stays_as_it_is():
    frame = pl.DataFrame({"exposure": ["public"], "meta": [{"a": 1}]})
    assert assess_table(frame, DAY)["meta"].to_list() == [{"a": 1}]
    assert assess_table(frame.to_arrow(), DAY).column("meta").to_pylist() == [{"a": 1}]


def test_a_group_and_a_column_for_one_attribute_are_refused(tmp_path):
    frame = pl.DataFrame({"controls": [{"monitoring": True}], "controls.monitoring": [False]})
    frame.write_parquet(tmp_path / "t.parquet")
    for table in (frame, frame.lazy(), frame.to_arrow(), tmp_path / "t.parquet"):
        with pytest.raises(InvalidCase, match=r"two columns .*controls\.monitoring"):
            assess_table(table, DAY)


def test_periods_of_pandas_are_days():
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"went_live_on": [pandas.Period("2026-01-02", "D"), pandas.NaT]})
    answer = assess_table(table, DAY, keep=["unusable", "verdict"])
    assert answer["unusable"].to_list() == ["", ""]
    first = assess_table(pl.DataFrame({"went_live_on": [date(2026, 1, 2), None]}), DAY)
    assert answer["verdict"].to_list() == first["verdict"].to_list()


NOTHING = {
    # of a cell that has nothing Arrow may hold anything: the year 47904, place 200 of few
    "parallel_run_started_on": (pa.date32(), np.int32, 16_777_216),
    "placed_on_market_on": (pa.timestamp("us"), np.int64, 2**62),
    "starts_on": (pa.date64(), np.int64, 2**61),
    "business_units": (pa.float64(), np.float64, np.nan),
    "annual_turnover": (pa.int64(), np.int64, 2**62),
    "exposure": (pa.dictionary(pa.int8(), pa.string()), np.int8, 100),
}


def with_anything_where_nothing_is(kind, numbers, anything, known):
    """A column whose first cell has something only where it is `known`, with its second as well."""
    held = np.array([anything, 0 if pa.types.is_dictionary(kind) else 20_000], dtype=numbers)
    bits = pa.py_buffer(bytes([0b10 if not known else 0b11]))
    stored = kind.index_type if pa.types.is_dictionary(kind) else kind
    cells = pa.Array.from_buffers(stored, 2, [bits, pa.py_buffer(held.tobytes())])
    if pa.types.is_dictionary(kind):
        return pa.DictionaryArray.from_arrays(cells, pa.array(["public"]), safe=False)
    return cells


@pytest.mark.parametrize("name", NOTHING)
def test_what_stands_where_a_cell_has_nothing_is_no_answer(name):
    cells = with_anything_where_nothing_is(*NOTHING[name], known=False)
    assert cells.null_count == 1
    plain = pa.array([None, cells[1].as_py()], cells.type)
    for table in (pa.table({name: cells}), pl.from_arrow(pa.table({name: cells}))):
        answer = assess_table(table, DAY)
        assert said(answer) == said(assess_table(pa.table({name: plain}), DAY))
        assert said(answer)[0][1] == ""


def test_a_dictionary_of_any_kind_is_read_as_its_texts():
    told = ["public", None, "analysts", "public"]
    whole = pa.array(told).dictionary_encode()
    parts = pa.chunked_array([whole[:2], pa.array(told[2:]).dictionary_encode()])
    numbered = pa.DictionaryArray.from_arrays(
        pa.array([0, None, 2, 1]), ["public", "x", "analysts"]
    )
    twice = pa.DictionaryArray.from_arrays(
        pa.array([1, None, 2, 0]), ["public", "public", "analysts"]
    )
    for cells in (whole, parts, twice):
        expected = assess_table(pa.table({"exposure": pa.array(told)}), DAY)
        assert said(assess_table(pa.table({"exposure": cells}), DAY)) == said(expected)
    assert said(assess_table(pa.table({"exposure": numbered}), DAY))[3][1] == "exposure"


def test_lists_of_which_some_cells_hold_more_than_members_are_read_cell_by_cell():
    told = [["recruitment"], [], None, ["recruitment", "recruitment"], ["nothing such"], ["none"]]
    plain = assess_table(pl.DataFrame({"annex_iii": told}), DAY)
    assert [bool(row["unusable"]) for row in plain.to_dicts()] == [False] * 4 + [True, True]
    for kind in (pl.List(pl.Categorical), pl.List(pl.String)):
        cells = pl.Series("annex_iii", told, dtype=kind)
        assert said(assess_table(pl.DataFrame([cells]), DAY)) == said(plain)
        assert said(assess_table(pa.table({"annex_iii": cells.to_arrow()}), DAY)) == said(plain)
