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
from explain.portfolios.rows import FORMULA
from knowledge.base import KnowledgeBase
from knowledge.extras import needed_by
from knowledge.faults import BadCase, InvalidCase

ENDINGS = (".parquet", ".csv", ".jsonl")


def run(
    table: str, output: Path | None, on: date | None, on_spark: bool, base: KnowledgeBase
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
    started = perf_counter()
    rows = _on_spark(table, output, on, base) if on_spark else _here(table, output, on, base)
    seconds = perf_counter() - started
    click.echo(f"assessed: {rows:,} rows in {seconds:,.1f} s ({rows / seconds:,.0f} a second)")
    click.echo(f"written: {output}")
    click.echo(f"{NO_LEGAL_ADVICE} ({Knowledge.of(base)})")


def _here(table: str, output: Path, on: date | None, base: KnowledgeBase) -> int:
    import polars as pl

    answer: Any = assess_table(Path(table), on, base=base)
    match output.suffix.lower():
        case ".parquet":
            answer.sink_parquet(output)
            return int(pl.scan_parquet(output).select(pl.len()).collect().item())
        case ".csv":
            safe = answer.with_columns(
                _harmless(name)
                for name, kind in answer.collect_schema().items()
                if kind == pl.String
            )
            safe.sink_csv(output)
            return int(pl.scan_csv(output, infer_schema=False).select(pl.len()).collect().item())
    answer.sink_ndjson(output)
    return int(pl.scan_ndjson(output).select(pl.len()).collect().item())


def _harmless(name: str) -> Any:
    """Text that no spreadsheet takes for a formula."""
    import polars as pl

    column = pl.col(name)
    return (
        pl.when(pl.any_horizontal(column.str.starts_with(mark) for mark in FORMULA))
        .then(pl.concat_str(pl.lit("'"), column))
        .otherwise(column)
        .alias(name)
    )


def _on_spark(table: str, output: Path, on: date | None, base: KnowledgeBase) -> int:
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
    answer = assess_table(readers[path.suffix.lower()](str(path)), on, base=base)
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
