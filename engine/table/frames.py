"""The evaluator over Polars frames: in memory, or batch by batch for what is larger than memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

import polars as pl

from engine.table.block import Block
from engine.table.columns import Column
from engine.table.evaluator import answers as answers_of
from engine.table.evaluator import attributes_needed, frame_of
from engine.table.naming import RANK
from engine.table.ranking import PRESSING, order_of, tallied, with_ranks
from engine.table.shape import Shape
from engine.table.task import Task
from knowledge.tables.frames import series_of_cells
from knowledge.tables.parquet import BATCH
from knowledge.tables.table import Table

BLOCK = 1 << 19  # rows answered at a time

# (heads, the most rows or None) → these columns of the first rows, batch by batch, in their order
Batches: TypeAlias = Callable[[Sequence[str], int | None], Iterator[pl.DataFrame]]


def assess_frame(
    frame: pl.DataFrame, task: Task, order: pl.DataFrame | None = None
) -> pl.DataFrame:
    """The columns of the answer to a frame, as the task has them, in the order of its rows.

    Its reader has seen the whole of which the frame is a part, and `order` ranks its rows.
    """
    shape = task.shape
    notes = task.notes if shape.worked_out else None  # its cells are looked at, not answered
    read = task.reader.columns(frame, _needed(task), notes)
    own = [frame[shape.heads[place]].alias(name) for place, name in shape.own]
    return _arranged(own, read, frame.height, task, order)


def assess_read(table: Table, task: Task) -> pl.DataFrame:
    """The same for a table that was read from a file."""
    read = task.reader.columns_of(table, _needed(task), task.notes)
    task = task.shaped(task.shape.apart)
    own = [series_of_cells(table.cells[place]).alias(name) for place, name in task.shape.own]
    return _arranged(own, read, len(table.numbers), task)


def _needed(task: Task) -> frozenset[str] | None:
    """The attributes on which what is worked out rests; None for all that the table states."""
    return attributes_needed(task.base, task.shape.worked_out)


def _arranged(
    own: Sequence[pl.Series],
    read: Mapping[str, Column],
    rows: int,
    task: Task,
    order: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Columns of the table and those that are worked out, in the order of the shape."""
    found, shape = pl.DataFrame(own), task.shape
    if shape.worked_out:
        made = with_ranks(_answered(read, rows, task), order).select(shape.made)
        found = pl.concat([found, made], how="horizontal") if own else made
    return found.select(shape.names)


def _answered(read: Mapping[str, Column], rows: int, task: Task) -> pl.DataFrame:
    """The answers from columns that were read, block by block."""
    base, wanted = task.base, task.shape.worked_out

    def answered(start: int) -> pl.DataFrame:
        here = min(BLOCK, rows - start)
        block = Block(read, start, here, task.on, base, one_day=task.one_day)
        return frame_of(answers_of(base, block, wanted))

    starts = range(0, max(rows, 1), BLOCK)
    if len(starts) == 1:
        return answered(0)
    with ThreadPoolExecutor(pl.thread_pool_size()) as workers:
        return pl.concat(workers.map(answered, starts))


def assess_lazily(
    frame: pl.LazyFrame, task: Task, batches_of: Batches | None = None
) -> pl.LazyFrame:
    """The same for a lazy frame; it is read and answered batch by batch, and no column of it is
    read that what is asked for does not rest on. `batches_of` reads it where Polars is not to.
    """
    from polars.io.plugins import register_io_source

    read = batches_of or _by_polars(frame)
    reader, shape = task.reader, task.shape
    schema = assess_frame(frame.head(0).collect(), task).schema
    pressing_alone, looked = task.shaped(Shape(shape.heads, (), (RANK,), (RANK,))), False

    def pressing(batch: pl.DataFrame) -> pl.DataFrame:
        """The urgencies in a batch, for the order of the whole, which goes through it twice."""
        columns = reader.columns(batch, _needed(pressing_alone))
        return tallied(_answered(columns, batch.height, pressing_alone)[PRESSING])

    # `size` is a hint, smaller than what pays for planning the query anew
    def batches(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        nonlocal looked
        if not looked:
            reader.look_at(frame)
            looked = True
        asked = shape
        if wanted is not None:
            filtered = () if predicate is None else predicate.meta.root_names()
            asked = shape.only((*wanted, *filtered) or shape.names[:1])
        tallies = []
        if RANK in asked.made:
            tallies = [pressing(batch) for batch in read(_heads(pressing_alone), None)]
        order = order_of(tallies) if tallies else None
        for batch in read(_heads(task.shaped(asked)), most):
            answered = assess_frame(batch, task.shaped(asked), order)
            answered = answered if predicate is None else answered.filter(predicate)
            yield answered if wanted is None else answered.select(wanted)

    return register_io_source(batches, schema=schema)


def _heads(task: Task) -> list[str]:
    """The columns that the answer rests on, or has as well."""
    shape, read = task.shape, task.reader.heads_read(_needed(task))
    heads = dict.fromkeys((*read, *(shape.heads[place] for place, _ in shape.own)))
    return [*heads] or [*shape.heads[:1]]  # of no column at all, nobody counts rows


def _by_polars(frame: pl.LazyFrame) -> Batches:
    def batches(heads: Sequence[str], most: int | None) -> Iterator[pl.DataFrame]:
        source = frame.select(heads)
        source = source if most is None else source.head(most)
        yield from source.collect_batches(chunk_size=BATCH, maintain_order=True)

    return batches
