"""The command `threshold sql`: the rules as one query, for a warehouse."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import click

from knowledge.faults import InvalidCase, UnknownName, nearest
from knowledge.sentence import Sentence
from threshold.commands.options import DAY, LANGUAGE, PACK, day_of, words_of
from threshold.commands.printing import print_code
from threshold.commands.spoken_help import command
from threshold.commands.value_types import OneOf

if TYPE_CHECKING:
    from engine.sql.dialects import Dialect
    from knowledge.base import KnowledgeBase
    from knowledge.languages.words import Words


DIALECTS = ("polars", "duckdb", "spark", "postgres", "bigquery", "snowflake")  # as engine.sql knows


@command()
@click.option("--dialect", type=OneOf(DIALECTS), default="duckdb", show_default=True)
@click.option(
    "--table",
    default="cases",
    show_default=True,
    help="The table, or dbt model, that holds the cases.",
)
@click.option(
    "--columns",
    metavar="A,B,...",
    help="The attributes for which the table has a column. Default: all but `today`.",
)
@click.option(
    "--keep",
    metavar="A,B,...",
    default="name",
    show_default=True,
    help="Columns to hand through, such as a key.",
)
@click.option(
    "--on",
    type=DAY,
    help="The day asked of rows that state none, as YYYY-MM-DD. Default: today.",
)
@PACK
@LANGUAGE
def sql(
    dialect: str,
    table: str,
    columns: str | None,
    keep: str,
    on: datetime | None,
    base: KnowledgeBase,
    language: str,
) -> None:
    """Print the rules as one SQL query over a table of cases: docs/sql.md tells how to run it in a
    warehouse.
    """
    words = words_of(language, base)
    print_code(query(base, dialect, table, columns, keep, day_of(on), words))


def query(
    base: KnowledgeBase,
    dialect: str,
    table: str,
    columns: str | None,
    keep: str,
    on: date | None,
    words: Words | None = None,
) -> str:
    """The query in a dialect, below what it rests on, in a language (English).

    Raises `InvalidCase` for a column that is no attribute.
    """
    from engine.knowledge_used import Knowledge
    from engine.sql import Columns, to_sql
    from engine.sql.expressions import name_of
    from explain.forms.footing import known
    from knowledge.languages.words import Words
    from knowledge.outputs import on_one_line, shown_plainly

    spelt = {spelling: name for name in base.attributes for spelling in (name, name_of(name))}
    wanted = (
        [part.strip() for part in columns.split(",")]
        if columns
        else [name for name in base.attributes if name != "today"]
    )
    faults: list[Any] = [
        UnknownName(
            Sentence("there is no attribute {name}", name=repr(name)),
            expected=Sentence("one that `{command}` lists", command="threshold rules --attributes"),
            nearest=base.renames.attribute(name) or nearest(name, spelt),
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
    spoken = Words.of(words)
    rests_on = known(Knowledge.of(base), spoken)  # with names of packs, which are names of files
    notice = on_one_line(spoken.say("sql_notice", knowledge=rests_on, day=str(day)))
    return f"-- {shown_plainly(notice)}\n{made}"
