"""The rate of tables, in cases a second, beside DuckDB, Spark, and engines that go row by row.

    python -m benchmarks.bulk [--rows 1000000] [--peers] [--spark]

All of them answer rows of one seeded random table, and all conclusions are kept and compared;
nothing about time is asserted. The ratio is that of case rates: how many times as fast the first
line is, in this run.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, cast

import polars as pl

from benchmarks.by_row import ALL, Line, median, row_by_row
from benchmarks.cases import DAY
from benchmarks.tables import random_table, write_table
from engine.sql.expressions import name_of
from engine.table import assess_table
from knowledge.base import load

SEED = 20260901
TURNS = 5
IN_DATABASES = 200_000  # rows that DuckDB gets at most
SCALES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SINK = """
import sys
from datetime import date
from engine.table import assess_table
source, target, day, lists = sys.argv[1:]
assess_table(source, date.fromisoformat(day), lists=lists == "True").sink_parquet(target)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def in_polars(table: pl.DataFrame) -> Iterator[Line]:
    """In memory, at each scale."""
    for lists in (False, True):
        what = "Polars, all conclusions and lists" if lists else "Polars, all conclusions"
        for rows in sorted(
            {*(scale for scale in SCALES if scale < table.height), table.height}, reverse=True
        ):
            part = table.head(rows)
            turns = TURNS if rows <= 1_000_000 else 3
            before = process_time()
            seconds = median(partial(assess_table, part, DAY, lists=lists), turns)
            processor = (process_time() - before) / (turns + 1)
            yield Line(what, rows, seconds, f"{processor:.3f} s of processor time")


def in_duckdb(table: pl.DataFrame, expected: pl.DataFrame) -> Line:
    """As a relation, to an Arrow table."""
    import duckdb

    part = table.head(IN_DATABASES).to_arrow()
    relation = duckdb.connect().from_arrow(part)
    answer: Any = assess_table(relation, DAY, lists=False)
    same = _same(pl.DataFrame(answer.to_arrow_table()), expected)
    return Line(
        "DuckDB, all conclusions",
        part.num_rows,
        median(lambda: cast(Any, answer).to_arrow_table(), 3),
        same,
    )


def in_spark(path: Path, rows: int) -> Iterator[Line]:
    """In local mode on all cores, from Parquet to nowhere; starting it is shown apart."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    start = perf_counter()
    spark = (
        SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    assess_table(spark.read.parquet(str(path)).limit(1), DAY, lists=False).collect()
    yield Line("Spark: start, and one row", 1, perf_counter() - start)
    work = (
        assess_table(spark.read.parquet(str(path)), DAY, lists=False)
        .write.format("noop")
        .mode("overwrite")
    )
    yield Line("Spark, all conclusions", rows, median(work.save, 3))
    spark.stop()


def through_parquet(path: Path, rows: int) -> Iterator[Line]:
    """From file to file in a process of its own, and the most memory that it had."""
    for lists in (False, True):
        start = perf_counter()
        with tempfile.TemporaryDirectory() as directory:
            command = [
                sys.executable,
                "-c",
                SINK,
                str(path),
                f"{directory}/out.parquet",
                DAY.isoformat(),
                str(lists),
            ]
            peak = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        what = (
            "Parquet to Parquet, conclusions and lists"
            if lists
            else "Parquet to Parquet, all conclusions"
        )
        yield Line(what, rows, perf_counter() - start, f"at most {peak / 1024**2:.2f} GiB")


def _same(answer: pl.DataFrame, expected: pl.DataFrame) -> str:
    named = expected.head(answer.height).rename({name: name_of(name) for name in expected.columns})
    return "same conclusions" if answer.select(named.columns).equals(named) else "OTHER conclusions"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="How many cases a second a table takes, on several engines."
    )
    parser.add_argument(
        "--rows", type=int, default=1_000_000, help="rows of the table (default: 1000000)"
    )
    parser.add_argument("--peers", action="store_true", help="also other rule engines, row by row")
    parser.add_argument("--spark", action="store_true", help="also Spark in local mode")
    options = parser.parse_args()
    base = load()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, Polars {pl.__version__}; "
        f"medians of up to {TURNS} turns"
    )
    first: Line | None = None

    def show(lines: Iterator[Line]) -> None:
        nonlocal first
        for line in lines:
            first = first or line
            ratio = f"{first.rate / line.rate:,.2f}x" if line.rows > 1 else ""
            print(
                f"{line.engine:42}{line.rows:>12,}{line.seconds:>11.3f}"
                f"{line.rate:>13,.0f}{ratio:>12}  {line.note}",
                flush=True,
            )

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "cases.parquet"
        write_table(base, options.rows, SEED, path)
        table = random_table(base, options.rows, SEED)
        print(f"{'':42}{'rows':>12}{'seconds':>11}{'cases/s':>13}{'ratio':>12}")
        show(in_polars(table))
        expected = assess_table(table.head(IN_DATABASES), DAY, lists=False)
        if find_spec("duckdb"):
            show(iter([in_duckdb(table, expected)]))
        peers = [peer for peer in ALL if options.peers and peer.installed]
        show(row_by_row(base, table, expected, peers))
        if options.spark:
            show(in_spark(path, options.rows))
        del table
        show(through_parquet(path, options.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
