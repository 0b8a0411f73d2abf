"""The command `threshold sql`: the rules as one query, for a warehouse."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import click

from knowledge.faults import InvalidCase, UnknownName, nearest
from threshold.commands.options import ON, PACK, day_of

if TYPE_CHECKING:
    from engine.sql.dialects import Dialect
    from knowledge.base import KnowledgeBase


DIALECTS = ("polars", "duckdb", "spark", "postgres", "bigquery", "snowflake")  # as engine.sql knows


@click.command()
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", show_default=True)
@click.option(
    "--table",
    default="cases",
    show_default=True,
    help="The table, or dbt model, that holds the cases.",
)
@click.option(
    "--columns",
    metavar="A,B,...",
    help="The attributes for which the table has a column. Default: all.",
)
@click.option(
    "--keep",
    metavar="A,B,...",
    default="name",
    show_default=True,
    help="Columns to hand through, such as a key.",
)
@ON
@PACK
def sql(
    dialect: str,
    table: str,
    columns: str | None,
    keep: str,
    on: datetime | None,
    base: KnowledgeBase,
) -> None:
    """Print the rules as one SQL query over a table of cases: docs/sql.md tells how to run it in a
    warehouse.
    """
    click.echo(query(base, dialect, table, columns, keep, day_of(on)))


def query(
    base: KnowledgeBase, dialect: str, table: str, columns: str | None, keep: str, on: date | None
) -> str:
    """The query in a dialect. Raises `InvalidCase` for a column that is no attribute."""
    from engine.knowledge_used import Knowledge
    from engine.sql import Columns, to_sql
    from engine.sql.expressions import name_of

    spelt = {spelling: name for name in base.attributes for spelling in (name, name_of(name))}
    wanted = (
        [part.strip() for part in columns.split(",")]
        if columns
        else [name for name in base.attributes if name != "today"]
    )
    faults: list[Any] = [
        UnknownName(
            f"there is no attribute {name!r}",
            expected="one that `threshold rules --attributes` lists",
            nearest=nearest(name, spelt),
        )
        for name in wanted
        if name not in spelt
    ]
    if faults:
        raise InvalidCase(faults)
    kept = tuple(part.strip() for part in keep.split(",") if part.strip())
    found = Columns(frozenset(spelt[name] for name in wanted), kept=kept)
    day = on or date.today()
    made = to_sql(base, day, cast("Dialect", dialect), table=table, columns=found)
    return (
        f"-- {Knowledge.of(base)}, as of {day} where a row states no day; no legal advice\n{made}"
    )
