"""The query written out, for the database that runs it."""

from __future__ import annotations

from typing import Literal

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.generators.postgres import PostgresGenerator

from engine.sql.expressions import IsoWeekday
from engine.sql.query import build
from engine.sql.stated import Columns
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Day, given_day

Dialect = Literal["polars", "duckdb", "spark", "postgres", "bigquery", "snowflake"]
DIALECTS: tuple[Dialect, ...] = ("polars", "duckdb", "spark", "postgres", "bigquery", "snowflake")


def to_sql(
    base: KnowledgeBase,
    on: Day,
    dialect: Dialect = "duckdb",
    *,
    table: str = "cases",
    columns: Columns | None = None,
) -> str:
    """The query over a table of cases, in a dialect, laid out for reading.

    Columns of the table are named like attributes, with two underscores for a dot
    (controls__monitoring); sets are texts with semicolons between members. `on` is the day asked
    where a row states no `today`.
    """
    known = columns or Columns(frozenset(base.attributes))
    query = build(base, given_day(on), table=table, columns=known)
    return render(query, dialect, pretty=True)


def render(query: exp.Expr, dialect: Dialect, *, pretty: bool = False) -> str:
    """A query in a dialect."""
    if query.find(IsoWeekday):
        query = query.transform(_weekday, dialect)
    if dialect == "postgres":  # its planner would write every layer out in the next, over and over
        query = query.copy()
        for layer in query.find_all(exp.CTE):
            layer.set("materialized", True)
    return query.sql(_Polars if dialect == "polars" else dialect, pretty=pretty, identify=True)


def _weekday(node: exp.Expr, dialect: Dialect) -> exp.Expr:
    """The day of the week from 1 for Monday, as a dialect has it."""
    if not isinstance(node, IsoWeekday):
        return node
    if dialect == "spark":  # counts from 0
        counted = exp.Anonymous(this="WEEKDAY", expressions=[node.this])
        return exp.paren(exp.Add(this=counted, expression=exp.Literal.number(1)))
    if dialect in ("bigquery", "snowflake"):
        return exp.DayOfWeekIso(this=node.this)
    return exp.Extract(this=exp.var("isodow"), expression=node.this)


class _PolarsGenerator(PostgresGenerator):
    TYPE_MAPPING = {  # noqa: RUF012
        **PostgresGenerator.TYPE_MAPPING,
        exp.DataType.Type.TEXT: "VARCHAR",
    }

    TRANSFORMS = {  # noqa: RUF012
        kind: write
        for kind, write in PostgresGenerator.TRANSFORMS.items()
        if kind is not exp.TryCast
    }

    def trycast_sql(self, expression: exp.TryCast) -> str:
        return f"TRY_CAST({self.sql(expression, 'this')} AS {self.sql(expression, 'to')})"


class _Polars(Postgres):
    """What Polars' SQL reads: PostgreSQL's, with a few names of its own."""

    Generator = _PolarsGenerator
