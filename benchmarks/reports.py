"""How long the report of a table of many rows takes, beside assessing its distinct cases.

    python -m benchmarks.reports [--rows 50000] [--distinct 500]

CPU time of one process; each distinct case stands in the table as often as any other.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

import polars as pl

from benchmarks.cases import DAY
from benchmarks.tables import random_table
from engine import assess
from engine.chain.chainers import ChainerName, default_chainer
from engine.portfolio import open_portfolio
from explain import portfolio
from explain.portfolios.report import write_report
from explain.portfolios.workbook import write_workbook
from knowledge import load
from knowledge.cases.use_case import CaseModel

T = TypeVar("T")
PLAIN: ChainerName = "semi-naive"
SEED, GOAL = 7, 30  # times the assessments of the distinct cases, at most


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """(what some work gives, the seconds of CPU that it takes)."""
    start = process_time()
    return work(), process_time() - start


def assess_all(cases: Iterable[CaseModel], chainer: ChainerName) -> None:
    """Each case, one by one."""
    for case in cases:
        assess(case, DAY, chainer=chainer)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the report of a table takes.")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--distinct", type=int, default=500)
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{options.rows:,} rows, {options.distinct:,} distinct; chainer {default_chainer()}")
    base = load()
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.parquet"), Path(folder, "many.parquet")
        table = random_table(base, options.distinct, SEED)
        table.write_parquet(few)
        often = pl.concat([table] * (options.rows // options.distinct))
        names = pl.Series("name", [f"case {number}" for number in range(often.height)])
        often.with_columns(names).write_parquet(many)
        cases = [row.case for row in open_portfolio(few, on=DAY).rows if row.case]
        for chainer in sorted({default_chainer(), PLAIN}):
            _, yardstick = timed(partial(assess_all, cases, chainer))
            print(f"\n{chainer}: its assessments {yardstick:7.2f} s")
            summary, summing = timed(partial(portfolio, many, DAY, chainer=chainer))
            _, page = timed(partial(write_report, summary, Path(folder, "report.html")))
            _, book = timed(partial(write_workbook, summary, Path(folder, "report.xlsx")))
            for what, seconds, goal in (
                ("read, assessed, counted", summing, ""),
                ("and the page", summing + page, f"goal {GOAL}x"),
                ("and the workbook", summing + book, ""),
            ):
                print(f"{what:28}{seconds:7.2f} s {seconds / yardstick:6.1f}x  {goal}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
