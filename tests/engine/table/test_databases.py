"""The query in DuckDB: the answers of `assess`, in the relation's own connection,
whatever else is in it.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import assess_table, drill
from engine.sql.expressions import name_of
from tests.conftest import DAY
from tests.engine.sql.test_sql_layers import Quiet
from tests.random_knowledge import facts, knowledge_bases
from tests.table_cases import (
    COUNT,
    as_table,
    assessed,
    connected,
    differences,
    telling_base,
    varied_cases,
)

duckdb = pytest.importorskip(
    "duckdb", reason="DuckDB is not installed: pip install 'threshold-rules[duckdb]'"
)
TELLING = telling_base()
pytestmark = pytest.mark.random


def test_duckdb_says_of_each_row_what_assess_says_of_its_case():
    cases = varied_cases()
    cells = as_table(cases)  # noqa: F841  read by name
    answer = assess_table(connected(config={"threads": 1}).sql("from cells"), DAY)
    assert isinstance(answer, duckdb.DuckDBPyRelation)
    assert differences(cases, answer.pl().to_dicts(), name_of) == []


@settings(
    max_examples=max(12, COUNT // 25),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(st.data())
def test_random_knowledge_says_the_same_of_a_relation_and_of_each_case(data):
    base = data.draw(knowledge_bases(dated=True).map(Quiet)).base
    cases = [
        assessed(base, stated, chainer="semi-naive")
        for stated in data.draw(st.lists(facts(), min_size=20, max_size=20))
    ]
    cells = as_table(cases, base)  # noqa: F841  read by name
    assert (
        differences(
            cases,
            assess_table(connected().sql("from cells"), DAY, base=base).pl().to_dicts(),
            name_of,
        )
        == []
    )


def answered(sql, *columns, connection=None):
    """What the answer to a relation says in some columns."""
    return (
        assess_table((connection or connected()).sql(sql), DAY, base=TELLING)
        .select(*columns)
        .fetchall()
    )


def test_a_table_called_cases_in_the_same_connection_is_not_read_instead():
    connection = connected()
    connection.execute("create table cases as select false as b0, 7 as n0")
    assert answered("select true as b0", "b0_yes", "n0_answered", connection=connection) == [
        (True, False)
    ]


def test_two_answers_of_one_connection_are_worked_out_each_from_its_own_rows():
    connection = connected()
    one, other = (
        assess_table(connection.sql(f"select {said} as b0"), DAY, base=TELLING).select("b0_yes")
        for said in ("true", "false")
    )
    assert (one.fetchall(), other.fetchall()) == ([(True,)], [(False,)])


def test_a_relation_of_no_rows_has_an_answer_of_no_rows():
    assert answered("select true as b0 where false", "verdict") == []


def test_other_columns_are_handed_through_but_for_those_that_an_answer_has_the_name_of():
    relation = connected().sql(
        """select 1 as "a""b", {'x': 2} as "c d", 3 as "Verdict", 4 as b0_yes, 5 as "OPEN",
        true as b0"""
    )
    answer = assess_table(relation, DAY, base=TELLING)
    assert len({name.lower() for name in answer.columns}) == len(answer.columns)
    (row,) = answer.pl().select('a"b', "c d", "verdict", "b0_yes", "open").rows()
    assert row == (1, {"x": 2}, "production_required", True, "")


def test_without_lists_there_are_the_verdict_and_the_conclusions_alone():
    relation = connected().sql("select 1 as id, true as b0")
    answer = assess_table(relation, DAY, base=TELLING, lists=False)
    assert answer.columns == ["id", "verdict", *map(name_of, TELLING.visible)]


@pytest.mark.parametrize(
    ("cell", "column", "said"),
    [
        ("'v0'::enum('v0', 'x')", "e0", ("e0_first", True)),
        ("'2026-01-01 10:00:00+00'::timestamptz", "d0", ("d0_past", True)),
        ("99999999999999999999::hugeint", "i0", ("unusable", "i0")),
        ("18446744073709551615::ubigint", "i0", ("unusable", "i0")),
        ("2::utinyint", "i0", ("i0_two", True)),
        ("2.00::decimal(5, 2)", "i0", ("i0_two", True)),
        ("3::usmallint", "n0", ("n0_large", True)),
        ("3::hugeint", "n0", ("n0_large", True)),
        ("1::utinyint", "b0", ("b0_yes", True)),
        ("1.0::float", "b0", ("b0_yes", True)),
        ("['v0', 'v1']::varchar[2]", "s0", ("s0_second", True)),
        ("[]::varchar[]", "s0", ("s0_none", True)),
        ("null", "s0", ("s0_none", None)),
        ("'\t none\n'", "s0", ("s0_none", True)),
    ],
)
def test_cells_of_duckdbs_own_types_say(cell, column, said):
    name, value = said
    assert answered(f"select {cell} as {column}", name) == [(value,)]


def test_a_row_of_a_relation_is_drilled():
    relation = connected().sql("from (values ('a', true), ('b', false)) as t(name, b0)")
    assert [
        (
            drill(relation, row, DAY, base=TELLING).name,
            drill(relation, row, DAY, base=TELLING).stated["b0"],
        )
        for row in (0, 1)
    ] == [
        ("a", True),
        ("b", False),
    ]


def test_the_answer_stays_in_the_database():
    connection = connected()
    answer = assess_table(
        connection.sql("select range as id, range % 2 = 0 as b0 from range(10)"), DAY, base=TELLING
    )
    answer.create("answers")
    assert connection.sql("select count(*) from answers where b0_yes").fetchall() == [(5,)]
