"""The time of columns, beside the bare chaining of the same program on the same masks.

    python -m benchmarks.columns [--rows 1000000] [--turns 3]

The yardstick is NumPy's time to chain, on one core, once every test of every row is decided; all
else reads, decides, chains and writes. Random partial cases, all conclusions kept unless the line
says otherwise; the least of several turns, which follow one another line by line.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping
from time import perf_counter, process_time, thread_time
from typing import Any
from unittest.mock import patch

import polars as pl

from benchmarks.cases import DAY
from benchmarks.tables import random_table
from engine.proof.algebra import Formula
from engine.table import assess_table, evaluator, frames
from engine.table.deciding import decide
from engine.table.masks import Mask, Rows
from engine.table.reading import TableReader
from knowledge.base import KnowledgeBase, load
from knowledge.conditions.tree import Test

SEED = 20260901
FEW = ["verdict", "tier"]
Decided = Mapping[Test, tuple[Mask, Mask]]


def typed(base: KnowledgeBase, table: pl.DataFrame) -> pl.DataFrame:
    """The same table with enumerations dictionary-encoded, and sets as lists of such codes."""
    found = []
    for name in table.columns:
        attribute = base.attributes.get(name)
        column = pl.col(name)
        if attribute is not None and attribute.type == "enum":
            column = column.cast(pl.Enum(attribute.choices))
        elif attribute is not None and attribute.type == "set":
            if table.schema[name] == pl.String:
                members = column.str.split("; ")
                column = pl.when(column == "none").then(pl.lit([])).otherwise(members)
            column = column.cast(pl.List(pl.Enum(attribute.choices))).alias(name)
        found.append(column)
    return table.select(found)


def decided(table: pl.DataFrame) -> list[tuple[Formula, Rows, Decided]]:
    """The formula, the rows and the decided tests of each block of a table."""
    found: list[tuple[Formula, Rows, Decided]] = []
    chained = Formula.chained

    def noting(self: Formula, algebra: Any, tests: Any, supposed: Any = None) -> Any:
        found.append((self, algebra, tests))
        return chained(self, algebra, tests, supposed)

    with patch.object(Formula, "chained", noting):
        assess_table(table, DAY, lists=False)
    return found


def chain(blocks: list[tuple[Formula, Rows, Decided]]) -> None:
    """Nothing but the chaining, one block after the other."""
    for formula, rows, tests in blocks:
        formula.chained(rows, tests)


def shares(table: pl.DataFrame) -> dict[str, float]:
    """The share of CPU time that each step takes of a table in memory."""
    spent = {"reading": 0.0, "deciding": 0.0, "chaining": 0.0, "writing": 0.0}

    def timed(step: str, run: Callable[..., Any]) -> Callable[..., Any]:
        def timing(*given: Any, **named: Any) -> Any:
            begun = thread_time()
            try:
                return run(*given, **named)
            finally:
                spent[step] += thread_time() - begun

        return timing

    begun = process_time()
    with (
        patch.object(TableReader, "columns", timed("reading", TableReader.columns)),
        patch.object(evaluator, "decide", timed("deciding", decide)),
        patch.object(Formula, "chained", timed("chaining", Formula.chained)),
        patch.object(frames, "frame_of", timed("writing", evaluator.frame_of)),
    ):
        assess_table(table, DAY, lists=False)
    whole = process_time() - begun
    return {step: seconds / whole for step, seconds in spent.items()}


def lines(texts: pl.DataFrame, columns: pl.DataFrame) -> dict[str, Callable[[], object]]:
    """The measured runs, the yardstick first: name → run."""
    import duckdb

    blocks = decided(columns)
    arrow, pandas = columns.to_arrow(), columns.to_pandas(use_pyarrow_extension_array=True)
    relation = duckdb.connect().from_arrow(
        texts.rename({name: name.replace(".", "__") for name in texts.columns}).to_arrow()
    )
    return {
        "bare chaining": lambda: chain(blocks),
        "typed columns": lambda: assess_table(columns, DAY, lists=False),
        "text columns, lists of text": lambda: assess_table(texts, DAY, lists=False),
        "typed, verdict and tier": lambda: assess_table(columns, DAY, lists=False, keep=FEW),
        "typed, with lists of ids": lambda: assess_table(columns, DAY),
        "typed, Arrow": lambda: assess_table(arrow, DAY, lists=False),
        "typed, pandas on Arrow": lambda: assess_table(pandas, DAY, lists=False),
        "texts, DuckDB": lambda: assess_table(relation, DAY, lists=False).arrow(),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long columns take beside bare chaining.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="default: 1000000")
    parser.add_argument("--turns", type=int, default=3, help="of each line (default: 3)")
    given = parser.parse_args()
    base = load()
    texts = random_table(base, given.rows, SEED)
    columns = typed(base, texts)
    runs = lines(texts, columns)
    least = dict.fromkeys(runs, float("inf"))
    for _ in range(max(1, given.turns)):
        for name, run in runs.items():
            begun = perf_counter()
            run()
            least[name] = min(least[name], perf_counter() - begun)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{given.rows:,} rows; polars {pl.__version__}\n")
    bare = least["bare chaining"]
    print(f"{'':30}{'seconds':>9}{'times':>8}{'million cases a second':>25}")
    for name, seconds in least.items():
        print(f"{name:30}{seconds:9.2f}{seconds / bare:7.1f}x{given.rows / seconds / 1e6:25.2f}")
    for name, table in (("typed columns", columns), ("text columns", texts)):
        found = ", ".join(f"{step} {share:.0%}" for step, share in shares(table).items())
        print(f"CPU time of {name}: {found}; the rest is the libraries' own threads")
    return 0


if __name__ == "__main__":
    sys.exit(main())
