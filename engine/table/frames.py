"""The evaluator over Polars frames: in memory, or batch by batch for what is larger than memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from engine.table.block import Block
from engine.table.columns import Column
from engine.table.evaluator import answers as answers_of
from engine.table.evaluator import frame_of, wanted_columns
from engine.table.naming import RANK, handed_through
from engine.table.ranking import PRESSING, order_of, tallied, with_ranks
from engine.table.reading import TableReader
from knowledge.base import KnowledgeBase
from knowledge.tables.frames import series_of_cells
from knowledge.tables.table import Table

BLOCK = 1 << 18  # rows answered at a time
BATCH = 4 * BLOCK  # rows at a time of a file


def assess_frame(
    frame: pl.DataFrame,
    on: date,
    base: KnowledgeBase,
    lists: bool,
    reader: TableReader | None = None,
    order: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The other columns of `frame`, then the verdict and every conclusion, in the order of its
    rows. A `reader` has seen the whole of which the frame is a part, and `order` ranks its rows.
    """
    if reader is None:
        reader = TableReader(frame.columns, base)
        reader.look_at(frame)
    answers = _answered(reader.columns(frame), frame.height, on, base, wanted_columns(base, lists))
    answers = with_ranks(answers, order)
    # as they are, whatever their names and types
    others = frame.select(handed_through(frame.columns, reader.read_heads, base))
    return pl.concat([others, answers], how="horizontal") if others.width else answers


def assess_read(
    table: Table, on: date, base: KnowledgeBase, lists: bool, reader: TableReader
) -> pl.DataFrame:
    """The same for a table that was read from a file."""
    answers = _answered(
        reader.columns_of(table), len(table.numbers), on, base, wanted_columns(base, lists)
    )
    answers = with_ranks(answers)
    wanted = set(handed_through(table.columns, reader.read_heads, base))
    others: dict[str, pl.Series] = {}
    for head, cells in zip(table.columns, table.cells, strict=True):
        if head in wanted and head not in others:
            others[head] = series_of_cells(cells).alias(head)
    return pl.concat([pl.DataFrame(others), answers], how="horizontal") if others else answers


def _answered(
    read: Mapping[str, Column], rows: int, on: date, base: KnowledgeBase, wanted: tuple[str, ...]
) -> pl.DataFrame:
    """The wanted columns for columns that were read, block by block."""

    def answered(start: int) -> pl.DataFrame:
        block = Block(read, start, min(BLOCK, rows - start), on, base)
        return frame_of(answers_of(base, block, wanted))

    starts = range(0, max(rows, 1), BLOCK)
    if len(starts) == 1:
        return answered(0)
    with ThreadPoolExecutor(pl.thread_pool_size()) as workers:
        return pl.concat(workers.map(answered, starts))


def assess_lazily(
    frame: pl.LazyFrame,
    on: date,
    base: KnowledgeBase,
    lists: bool,
    reader: TableReader | None = None,
) -> pl.LazyFrame:
    """The same for a lazy frame; it is read and answered batch by batch."""
    from polars.io.plugins import register_io_source

    empty = frame.head(0).collect()
    known = reader or TableReader(empty.columns, base)
    schema = assess_frame(empty, on, base, lists, known).schema
    looked = False

    def pressing(batch: pl.DataFrame) -> pl.DataFrame:
        """What presses in a batch, for the order of the whole, which goes through it twice."""
        return tallied(
            _answered(known.columns(batch), batch.height, on, base, (PRESSING,))[PRESSING]
        )

    # `size` is a hint, smaller than what pays for planning the query anew
    def batches(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        nonlocal looked
        if not looked:
            known.look_at(frame)
            looked = True
        ranked = lists and (wanted is None or RANK in wanted)
        tallies = [pressing(batch) for batch in _batches(frame)] if ranked else []
        order = order_of(tallies) if tallies else None
        source = frame if most is None else frame.head(most)
        for batch in _batches(source):
            answered = assess_frame(batch, on, base, lists, known, order)
            answered = answered if predicate is None else answered.filter(predicate)
            yield answered if wanted is None else answered.select(wanted)

    return register_io_source(batches, schema=schema)


def _batches(frame: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    yield from frame.collect_batches(chunk_size=BATCH, maintain_order=True)
