"""The evaluator over Polars frames: in memory, or batch by batch for what is larger than memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from engine.table.block import Block
from engine.table.columns import Column
from engine.table.evaluator import answers as answers_of
from engine.table.evaluator import attributes_needed, frame_of
from engine.table.naming import RANK
from engine.table.ranking import PRESSING, order_of, tallied, with_ranks
from engine.table.reading import TableReader
from engine.table.shape import Shape
from knowledge.base import KnowledgeBase
from knowledge.tables.frames import series_of_cells
from knowledge.tables.table import Table

BLOCK = 1 << 18  # rows answered at a time
BATCH = 4 * BLOCK  # rows at a time of a file


def assess_frame(
    frame: pl.DataFrame,
    on: date,
    base: KnowledgeBase,
    shape: Shape,
    reader: TableReader,
    order: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The columns of the answer to a frame, as the shape has them, in the order of its rows.

    The `reader` has seen the whole of which the frame is a part, and `order` ranks its rows.
    """
    needed = attributes_needed(base, shape.worked_out)
    read = reader.columns(frame, needed)
    own = [frame[shape.heads[place]].alias(name) for place, name in shape.own]
    return _arranged(own, read, frame.height, on, base, shape, order)


def assess_read(
    table: Table, on: date, base: KnowledgeBase, shape: Shape, reader: TableReader
) -> pl.DataFrame:
    """The same for a table that was read from a file."""
    read = reader.columns_of(table, attributes_needed(base, shape.worked_out))
    own: dict[str, pl.Series] = {}
    for place, name in shape.own:
        if name not in own:
            own[name] = series_of_cells(table.cells[place]).alias(name)
    return _arranged([*own.values()], read, len(table.numbers), on, base, shape)


def _arranged(
    own: Sequence[pl.Series],
    read: Mapping[str, Column],
    rows: int,
    on: date,
    base: KnowledgeBase,
    shape: Shape,
    order: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Columns of the table and those that are worked out, in the order of the shape."""
    found = pl.DataFrame(own)
    if wanted := shape.worked_out:
        made = with_ranks(_answered(read, rows, on, base, wanted), order).select(shape.made)
        found = pl.concat([found, made], how="horizontal") if own else made
    return found.select(shape.names)


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
    frame: pl.LazyFrame, on: date, base: KnowledgeBase, shape: Shape, reader: TableReader
) -> pl.LazyFrame:
    """The same for a lazy frame; it is read and answered batch by batch, and no column of it is
    read that what is asked for does not rest on.
    """
    from polars.io.plugins import register_io_source

    schema = assess_frame(frame.head(0).collect(), on, base, shape, reader).schema
    pressing_alone, looked = Shape(shape.heads, (), (RANK,), (RANK,)), False

    def pressing(batch: pl.DataFrame) -> pl.DataFrame:
        """What presses in a batch, for the order of the whole, which goes through it twice."""
        read = reader.columns(batch, attributes_needed(base, (PRESSING,)))
        return tallied(_answered(read, batch.height, on, base, (PRESSING,))[PRESSING])

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
            whole = _narrowed(frame, base, pressing_alone, reader)
            tallies = [pressing(batch) for batch in _batches(whole)]
        order = order_of(tallies) if tallies else None
        source = _narrowed(frame, base, asked, reader)
        for batch in _batches(source if most is None else source.head(most)):
            answered = assess_frame(batch, on, base, asked, reader, order)
            answered = answered if predicate is None else answered.filter(predicate)
            yield answered if wanted is None else answered.select(wanted)

    return register_io_source(batches, schema=schema)


def _narrowed(
    frame: pl.LazyFrame, base: KnowledgeBase, shape: Shape, reader: TableReader
) -> pl.LazyFrame:
    """A frame with the columns alone that the answer rests on, or has as well."""
    read = reader.heads_read(attributes_needed(base, shape.worked_out))
    heads = dict.fromkeys((*read, *(shape.heads[place] for place, _ in shape.own)))
    return frame.select([*heads] or shape.heads[:1])  # of no column at all, nobody counts rows


def _batches(frame: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    yield from frame.collect_batches(chunk_size=BATCH, maintain_order=True)
