"""The query on Polars frames: in memory, or batch by batch for what is larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from engine.table.block import Block
from engine.table.evaluator import answers as answers_of
from engine.table.evaluator import frame_of, wanted_columns
from engine.table.naming import ANSWERS, mapping
from engine.table.reading import read_columns
from knowledge.base import KnowledgeBase
from knowledge.faults import BadCase, InvalidCase

BLOCK = 1 << 18  # rows answered at a time
BATCH = 4 * BLOCK  # rows at a time of a file


def assess_frame(frame: pl.DataFrame, on: date, base: KnowledgeBase, lists: bool) -> pl.DataFrame:
    """The other columns of `frame`, then the verdict and every conclusion, in the order of its
    rows.
    """
    found = mapping(frame.columns, base)
    wanted = wanted_columns(base, lists)
    read = read_columns(frame, found, base)

    def answered(start: int) -> pl.DataFrame:
        rows = min(BLOCK, frame.height - start)
        return frame_of(answers_of(base, Block(read, start, rows, on, base), wanted))

    starts = range(0, max(frame.height, 1), BLOCK)
    if len(starts) == 1:
        answers = answered(0)
    else:
        with ThreadPoolExecutor(pl.thread_pool_size()) as workers:
            answers = pl.concat(workers.map(answered, starts))
    # as they are, whatever their names and types
    others = frame.select(name for name in found.others if not _taken(name, base))
    return pl.concat([others, answers], how="horizontal") if others.width else answers


def assess_lazily(frame: pl.LazyFrame, on: date, base: KnowledgeBase, lists: bool) -> pl.LazyFrame:
    """The same for a lazy frame; it is read and answered batch by batch."""
    from polars.io.plugins import register_io_source

    schema = assess_frame(frame.head(0).collect(), on, base, lists).schema

    # `size` is a hint, smaller than what pays for planning the query anew
    def batches(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        source = frame if most is None else frame.head(most)
        for batch in source.collect_batches(chunk_size=BATCH, maintain_order=True):
            answered = assess_frame(batch, on, base, lists)
            answered = answered if predicate is None else answered.filter(predicate)
            yield answered if wanted is None else answered.select(wanted)

    return register_io_source(batches, schema=schema)


def scan(path: Path) -> pl.LazyFrame:
    """A file as a lazy frame; what a CSV file says is read as text.

    Raises `InvalidCase` for a file of another kind.
    """
    match path.suffix.lower():
        case ".parquet":
            return pl.scan_parquet(path)
        case ".csv":
            texts = pl.scan_csv(path, infer_schema=False, encoding="utf8")
            return texts.with_columns(pl.all().str.strip_chars())
        case ".jsonl" | ".ndjson":
            return pl.scan_ndjson(path, infer_schema_length=None)
    raise InvalidCase(
        [BadCase(f"{path}: a table of this kind is not read", expected=".csv, .parquet or .jsonl")]
    )


def _taken(column: str, base: KnowledgeBase) -> bool:
    return column in base.propositions or column in ANSWERS


def as_frame(table: Any) -> pl.DataFrame:
    """A pandas or Arrow table as a Polars frame."""
    if isinstance(table, pl.DataFrame):
        return table
    if type(table).__module__.startswith("pyarrow"):
        made = pl.from_arrow(table)
        assert isinstance(made, pl.DataFrame)
        return made
    return pl.DataFrame([_series(table[name]).alias(str(name)) for name in table.columns])


def _series(column: Any) -> pl.Series:
    """A pandas column; one that mixes types, as a sheet's do, as texts."""
    try:
        return pl.Series(pl.from_pandas(column))
    except (TypeError, ValueError):
        return pl.Series(
            [None if cell is None or cell != cell else str(cell) for cell in column],
            dtype=pl.String,
        )
