"""The rules written out as SQL: readable in every dialect,
and the printed text answers as it stands.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from functools import lru_cache
from random import Random

import polars as pl
import pytest
import sqlglot
from sqlglot import exp

from engine.sql import DIALECTS, LISTS, to_sql
from engine.sql.expressions import name_of
from knowledge import load
from tests.conftest import DAY
from tests.places import GOLDEN
from tests.random_cases import any_value
from tests.random_knowledge import base_of, opening
from tests.table_cases import (
    as_table,
    assessed,
    connected,
    differences,
    random_assessments,
    small_base,
    with_sets_as_text,
)
from threshold.commands import sql as command

GOLDEN_SQL = GOLDEN / "small_pack.sql"

CHANGING_SPAN = """
- {attribute: d0, type: date, question: "?", source: {work: w, at: "1"}}
- {attribute: today, type: date, question: "?", source: {work: w, at: "1"}}
- parameter: longest
  title: Longest run
  unit: months
  values: [{value: 6, source: {work: w, at: "1"}}, {from: 2027-01-01, value: 3,
           source: {work: w, at: "1"}}]
  basis: stated
- {define: within, title: within, when: today < d0 + months(parameter.longest),
   source: {work: w, at: "1"}, basis: stated}
"""


@lru_cache(maxsize=len(DIALECTS))
def written(dialect):
    return to_sql(load(), DAY, dialect)


@lru_cache(maxsize=1)
def parsed():
    """The query of the shipped knowledge, as DuckDB reads it."""
    return sqlglot.parse_one(written("duckdb"), read="duckdb")


@pytest.mark.parametrize(
    "base",
    [
        pytest.param(small_base, id="small"),
        pytest.param(load, id="shipped", marks=[pytest.mark.long]),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_query_is_read_by_its_dialect(dialect, base):
    text = written(dialect) if base is load else to_sql(base(), DAY, dialect)
    (query,) = sqlglot.parse(text, read="postgres" if dialect == "polars" else dialect)
    assert isinstance(query, exp.Select)
    assert {table.name for table in query.find_all(exp.Table)} - {
        cte.alias for cte in query.ctes
    } == {"cases"}


def test_no_part_of_the_query_names_a_column_twice():
    query = parsed()
    so_far: list[str] = []
    for part in (*(cte.this for cte in query.ctes), query):
        names = [column.alias_or_name for column in part.expressions]
        so_far = [*so_far, *names[1:]] if names[0] == "*" else names
        assert [
            name for name, count in Counter(name.lower() for name in so_far).items() if count > 1
        ] == []


def test_the_answer_has_every_visible_conclusion_the_verdict_the_tier_and_the_lists():
    query = parsed()
    names = [column.alias_or_name for column in query.expressions]
    assert names == ["name", "verdict", "tier", *LISTS, *map(name_of, load().visible)]


def test_each_stage_rests_on_the_one_before_alone():
    query = parsed()
    below = [cte.this.args["from_"].this.name for cte in query.ctes]
    assert below == ["cases", *(f"stage_{number}" for number in range(len(below) - 1))]


def test_the_printed_query_answers_a_table_in_duckdb_as_it_stands():
    pytest.importorskip("duckdb")
    base, cases = small_base(), random_small_cases(200)
    cells = with_sets_as_text(as_table(cases, base)).with_columns(
        name=pl.col("row").cast(pl.String)
    )
    connection = connected()
    connection.register("cells", cells)
    connection.execute("create table cases as from cells")
    answer = (
        connection.sql(to_sql(base, DAY, "duckdb"))
        .pl()
        .with_columns(row=pl.col("name").cast(pl.Int64))
    )
    assert differences(cases, answer.to_dicts(), name_of) == []


def test_the_printed_query_answers_a_frame_in_polars_as_it_stands():
    base, cases = small_base(), random_small_cases(200)
    cells = with_sets_as_text(as_table(cases, base)).with_columns(
        name=pl.col("row").cast(pl.String)
    )
    answer = (
        pl.SQLContext(cases=cells)
        .execute(to_sql(base, DAY, "polars"), eager=True)
        .with_columns(row=pl.col("name").cast(pl.Int64))
    )
    assert differences(cases, answer.to_dicts(), name_of) == []


@pytest.mark.long
def test_the_whole_printed_query_answers_in_duckdb():
    pytest.importorskip("duckdb")
    cases = random_assessments(60)
    cells = (  # noqa: F841 - DuckDB reads it by its name
        with_sets_as_text(as_table(cases))
        .with_columns(name=pl.col("row").cast(pl.String))
        .rename(name_of)
    )
    connection = connected(config={"threads": 1})
    connection.execute("create table cases as from cells")
    answer = connection.sql(written("duckdb")).pl().with_columns(row=pl.col("name").cast(pl.Int64))
    assert differences(cases, answer.to_dicts(), name_of) == []


def test_a_span_of_time_whose_length_changes_is_the_one_in_force_on_the_day_of_the_row():
    pytest.importorskip("duckdb")
    base = base_of(opening("within", ("b0",)) + CHANGING_SPAN)
    days = [
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 2, 27),
        date(2027, 2, 28),
        date(2027, 5, 31),
    ]
    cases = [
        assessed(base, {"d0": begun, "today": day})
        for begun in (date(2026, 8, 31), date(2026, 11, 30), date(2026, 6, 30))
        for day in days
    ]
    assert {case.conclusions["within"] for case in cases} == {True, False}
    cells = as_table(cases, base).with_columns(name=pl.col("row").cast(pl.String))
    connection = connected()
    connection.execute("create table cases as from cells")
    by_duckdb = (
        connection.sql(to_sql(base, DAY, "duckdb"))
        .pl()
        .with_columns(row=pl.col("name").cast(pl.Int64))
    )
    assert differences(cases, by_duckdb.to_dicts(), name_of) == []
    by_polars = (
        pl.SQLContext(cases=cells)
        .execute(to_sql(base, DAY, "polars"), eager=True)
        .with_columns(row=pl.col("name").cast(pl.Int64))
    )
    assert differences(cases, by_polars.to_dicts(), name_of) == []
    for dialect in DIALECTS:
        sqlglot.parse_one(
            to_sql(base, DAY, dialect), read="postgres" if dialect == "polars" else dialect
        )


def test_the_query_of_a_small_pack_is_the_one_that_reviewers_read():
    """After a meant change: THRESHOLD_WRITE_GOLDEN=1 writes it anew."""
    made = to_sql(small_base(), DAY, "duckdb") + "\n"
    if os.environ.get("THRESHOLD_WRITE_GOLDEN"):
        GOLDEN_SQL.write_text(made, encoding="utf-8")
    golden = GOLDEN_SQL.read_text(encoding="utf-8")
    assert sqlglot.parse_one(made, read="duckdb") == sqlglot.parse_one(golden, read="duckdb")


def random_small_cases(count):
    """Partial cases of the small base, seeded."""
    base, found = small_base(), []
    for number in range(count):
        random = Random(f"small {number}")
        stated = {
            name: any_value(base.attributes[name], random)
            for name in ("b0", "n0", "e0", "s0")
            if random.random() < 0.7
        }
        found.append(assessed(base, stated))
    return found


def test_the_command_offers_each_dialect():
    assert command.DIALECTS == DIALECTS
