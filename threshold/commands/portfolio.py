"""The command `threshold portfolio`: many cases from a table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.extras import need
from threshold.commands.options import LANGUAGE, ON, PACK, day_of, words_of
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@click.argument("table")
@click.option(
    "--intake",
    metavar="NAME",
    help="How the table's columns become attributes: a shipped intake, or a YAML file of your own.",
)
@click.option(
    "-o",
    "--output",
    type=FileOrFolder(dir_okay=False),
    help="Where to write: .html, .md or .xlsx is a report; .csv, .parquet or .jsonl a table.",
)
@ON
@click.option(
    "--prove",
    is_flag=True,
    help="Prove what further answers can change, once for each distinct case: which other verdicts"
    " and tiers they can lead to, and what each answer only presumes.",
)
@click.option(
    "--conclusions",
    is_flag=True,
    help="Write every conclusion as a column: for tables of millions of rows.",
)
@click.option(
    "--on-spark",
    is_flag=True,
    help="The same on Spark: on the cluster that the environment names, or on this machine.",
)
@PACK
@LANGUAGE
def portfolio(
    table: str,
    intake: str | None,
    output: str | None,
    on: datetime | None,
    prove: bool,
    conclusions: bool,
    on_spark: bool,
    base: KnowledgeBase,
    language: str,
) -> None:
    """Assess every row of TABLE (CSV, TSV, XLSX, XLS, ODS, Parquet, Arrow, JSON, JSON Lines, YAML).

    Without an intake, the table's columns are named like attributes (controls.monitoring). A cell
    that cannot be used is listed with its row and stays unknown; the rest is assessed. A folder of
    case files is a table with a row for each case.
    """
    if conclusions or on_spark:
        if on_spark:
            need("portfolio", "pyspark")
        from threshold.commands.bulk import run as run_in_bulk

        target = Path(output) if output else None
        run_in_bulk(table, intake, target, day_of(on), on_spark, base, words_of(language, base))
        return
    from threshold.commands.portfolio_run import run

    target = Path(output) if output else None
    run(table, intake, target, day_of(on), base, words_of(language, base), prove=prove)
