"""The query written out, for the database that runs it.

Another dialect is entered in `Dialect`, in `DIALECTS` and in `threshold.commands.sql`; what it
writes otherwise than others, in `_BY_NUMBER`, `_weekday` and `render`.
"""

from __future__ import annotations

import re
from typing import Literal

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.generators.postgres import PostgresGenerator

from engine.sql.narrowing import narrowed
from engine.sql.query import build
from engine.sql.stated import Columns
from engine.sql.unseen import replaced, written
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Day, given_day

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = frozenset(  # by Snowflake
    [
        "account",
        "all",
        "alter",
        "and",
        "any",
        "as",
        "between",
        "by",
        "case",
        "cast",
        "check",
        "column",
        "connect",
        "connection",
        "constraint",
        "create",
        "cross",
        "current",
        "database",
        "delete",
        "distinct",
        "drop",
        "else",
        "exists",
        "false",
        "following",
        "for",
        "from",
        "full",
        "grant",
        "group",
        "gscluster",
        "having",
        "ilike",
        "in",
        "increment",
        "inner",
        "insert",
        "intersect",
        "into",
        "is",
        "issue",
        "join",
        "lateral",
        "left",
        "like",
        "localtime",
        "localtimestamp",
        "minus",
        "natural",
        "not",
        "null",
        "of",
        "on",
        "or",
        "order",
        "organization",
        "qualify",
        "regexp",
        "revoke",
        "right",
        "rlike",
        "row",
        "rows",
        "sample",
        "schema",
        "select",
        "set",
        "some",
        "start",
        "table",
        "tablesample",
        "then",
        "to",
        "trigger",
        "true",
        "try_cast",
        "union",
        "unique",
        "update",
        "using",
        "values",
        "view",
        "when",
        "whenever",
        "where",
        "with",
    ]
)
Dialect = Literal["polars", "duckdb", "spark", "postgres", "bigquery", "snowflake"]
# `threshold.commands.sql` names them too, as it reads no sqlglot before it runs
DIALECTS: tuple[Dialect, ...] = ("polars", "duckdb", "spark", "postgres", "bigquery", "snowflake")
# a text of theirs knows no \u0000: a character is written by its number
_BY_NUMBER = frozenset[Dialect](["duckdb", "postgres"])


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
    if query.find(exp.DayOfWeekIso):
        query = query.transform(_weekday, dialect)
    if dialect == "postgres" and isinstance(query, exp.Select):
        query = narrowed(query)
        for layer in query.find_all(exp.CTE):  # its planner would write each out in the next
            layer.set("materialized", True)
    if dialect == "snowflake":  # a table made without quotes has names in capitals
        query = query.copy()
        for name in query.find_all(exp.Identifier):
            _unquote(name)
        return written(query.sql(dialect, pretty=pretty), by_number=dialect in _BY_NUMBER)
    if dialect == "polars":
        return query.transform(replaced).sql(_Polars, pretty=pretty, identify=True)
    text = query.sql(dialect, pretty=pretty, identify=True)
    return written(text, by_number=dialect in _BY_NUMBER)


def _weekday(node: exp.Expr, dialect: Dialect) -> exp.Expr:
    """The day of the week from 1 for Monday, as a dialect has it."""
    if not isinstance(node, exp.DayOfWeekIso):
        return node
    if dialect == "spark":  # counts from 0
        counted = exp.Anonymous(this="WEEKDAY", expressions=[node.this])
        return exp.paren(exp.Add(this=counted, expression=exp.Literal.number(1)))
    if dialect in ("bigquery", "snowflake"):
        return node
    return exp.Extract(this=exp.var("isodow"), expression=node.this)


def _unquote(name: exp.Identifier) -> None:
    """A name without quotes where it needs none; a reserved word in capitals, as they are kept."""
    if _PLAIN.fullmatch(name.this):
        reserved = name.this.lower() in _RESERVED
        name.set("this", name.this.upper() if reserved else name.this)
        name.set("quoted", reserved)


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
    """Polars' SQL: PostgreSQL's, with a few other names."""

    Generator = _PolarsGenerator
