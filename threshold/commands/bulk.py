"""A table assessed by one query, every conclusion a column: on this machine with Polars, or on
Spark.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from engine import assess_table
from engine.assessment import NO_LEGAL_ADVICE, Knowledge
from engine.table.assess import OpenedAnswer, assess_file
from explain.portfolios.rows import FORMULA, harmless_cell
from knowledge.base import KnowledgeBase
from knowledge.extras import needed_by
from knowledge.faults import BadCase, InvalidCase
from knowledge.outputs import replacing

MOST_FAULTS_PRINTED = 20
# of `knowledge.faults.HIDDEN`, what can stand in a text of Polars
_HIDDEN = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
ENDINGS = (".parquet", ".csv", ".jsonl")


def run(
    table: str,
    intake: str | None,
    output: Path | None,
    on: date | None,
    on_spark: bool,
    base: KnowledgeBase,
) -> None:
    """Assess TABLE and write OUTPUT; both may be larger than memory."""
    if output is None or output.suffix.lower() not in ENDINGS:
        raise InvalidCase(
            [
                BadCase(
                    "every conclusion is a column of a table",
                    text=f"-o {output}",
                    expected=f"-o with {', '.join(ENDINGS)}",
                )
            ]
        )
    if not output.parent.is_dir():
        raise InvalidCase([BadCase(f"{output}: there is no folder {output.parent}")])
    started = perf_counter()
    if on_spark:
        rows = _on_spark(table, intake, output, on, base)
    else:
        rows = _here(table, intake, output, on, base)
    seconds = perf_counter() - started
    click.echo(f"assessed: {rows:,} rows in {seconds:,.1f} s ({rows / seconds:,.0f} a second)")
    click.echo(f"written: {output}")
    click.echo(f"{NO_LEGAL_ADVICE} ({Knowledge.of(base)})")


def _here(
    table: str, intake: str | None, output: Path, on: date | None, base: KnowledgeBase
) -> int:
    import polars as pl

    opened = assess_file(Path(table), on, base=base, intake=intake)
    answer, ending = opened.answer, output.suffix.lower()
    if ending == ".csv":
        answer = answer.with_columns(
            _harmless(name) for name, kind in answer.collect_schema().items() if kind == pl.String
        ).rename(harmless_cell)
    with replacing(output) as beside:
        if ending == ".parquet":
            answer.sink_parquet(beside)
            written = pl.scan_parquet(beside)
        elif ending == ".csv":
            answer.sink_csv(beside)
            written = pl.scan_csv(beside, infer_schema=False)
        else:
            answer.sink_ndjson(beside)
            written = pl.scan_ndjson(beside)
        unusable = (pl.col("unusable") != "").sum().alias("unusable")
        rows, cells = written.select(pl.len(), unusable).collect().row(0)
    _tell(opened, int(cells or 0))
    return int(rows)


def _tell(opened: OpenedAnswer, unusable: int) -> None:
    """Print what is to be said of the table as a whole, and of rows that could not be read."""
    for note in opened.notes:
        click.echo(note)
    if unusable:
        click.echo(
            f"{unusable:,} rows have cells that could not be used: the column `unusable` names"
            " their attributes",
            err=True,
        )
    for fault in opened.faults[:MOST_FAULTS_PRINTED]:
        expected = f"; expected: {fault.expected[:160]}" if fault.expected else ""
        place = f"row {fault.row}, {fault.column[:60]}: {fault.value[:60]!r}"
        click.echo(f"  {place} {fault.reason}{expected}", err=True)
    if (more := len(opened.faults) - MOST_FAULTS_PRINTED) > 0:
        click.echo(f"  and {more:,} more", err=True)


def _harmless(name: str) -> Any:
    """Text that no spreadsheet takes for a formula, and without hidden characters."""
    import polars as pl

    column = pl.col(name)
    formula = pl.any_horizontal(column.str.starts_with(mark) for mark in FORMULA)
    told = pl.when(formula).then(pl.concat_str(pl.lit("'"), column)).otherwise(column)
    return told.str.replace_all(_HIDDEN, "\ufffd").alias(name)


def _on_spark(
    table: str, intake: str | None, output: Path, on: date | None, base: KnowledgeBase
) -> int:
    session = _session()
    path = Path(table)
    if not path.exists():
        raise InvalidCase([BadCase(f"{table}: there is no such file")])
    readers = {
        ".parquet": session.read.parquet,
        ".csv": _csv_reader(session),
        ".jsonl": session.read.json,
    }
    if path.suffix.lower() not in readers:
        raise InvalidCase(
            [BadCase(f"{table}: a table of this kind is not read", expected=", ".join(readers))]
        )
    answer = assess_table(readers[path.suffix.lower()](str(path)), on, base=base, intake=intake)
    answer = _without_formulas(answer) if output.suffix.lower() == ".csv" else answer
    writer: Any = answer.write.mode("overwrite")
    {".parquet": writer.parquet, ".csv": writer.option("header", True).csv, ".jsonl": writer.json}[
        output.suffix.lower()
    ](str(output))
    reread = {
        ".parquet": session.read.parquet,
        ".csv": _csv_reader(session),
        ".jsonl": session.read.json,
    }[output.suffix.lower()]
    rows = int(reread(str(output)).count())
    session.stop()
    return rows


def _without_formulas(answer: Any) -> Any:
    """The same for a Spark DataFrame."""
    from pyspark.sql import functions

    def harmless(name: str, kind: str) -> Any:
        column = functions.col(f"`{name}`")
        if kind != "string":
            return column
        formula = functions.substring(column, 1, 1).isin(*FORMULA)
        return (
            functions.when(formula, functions.concat(functions.lit("'"), column))
            .otherwise(column)
            .alias(name)
        )

    return answer.select(*(harmless(name, kind) for name, kind in answer.dtypes))


def _csv_reader(session: Any) -> Any:
    return session.read.option("header", True).option("multiLine", True).option("escape", '"').csv


def _session() -> Any:
    """A Spark session: the one that the environment names, else one on this machine."""
    with needed_by("--on-spark"):
        from pyspark.sql import SparkSession
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder
    session = (
        builder.appName("threshold").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session
