"""The cells of a table read as attributes, column by column.

What cells say is decided by the one reader of cells (`knowledge.intake`), once for each distinct
cell; every part of a table is read by the evidence of the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import polars as pl

from engine.table.columns import Column
from engine.table.entailed import completed_columns
from engine.table.typed_columns import gathered, typed
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NOTHING
from knowledge.cases.attributes_read import attributes_in_tests
from knowledge.faults import BadCase, InvalidCase
from knowledge.intake.cell_notes import CellNotes
from knowledge.intake.cells import plain
from knowledge.intake.columns import AttributeReader, Outcome, readers_of
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import Source, plan_of
from knowledge.sentence import Sentence
from knowledge.tables.table import Table
from knowledge.tables.times import cells_of
from knowledge.tables.values import shown

_LONGEST_NOTHING = 2 * max(map(len, NOTHING))  # bytes, with blanks around and within
MANY_ROWS = 1 << 14  # from which columns of texts and lists are read on all cores


class TableReader:
    """Reads tables with the same heads; every part of a table by the same evidence."""

    def __init__(
        self,
        heads: Sequence[str],
        base: KnowledgeBase,
        intake: Intake | None = None,
        file: str = "",
    ):
        self.base, self.intake = base, intake
        self.plan = plan_of(heads, base, intake, file)
        self.readers = readers_of(self.plan)
        stating = (*(reader.name for reader in self.readers), *self.plan.always)
        if not stating:
            raise InvalidCase([_nothing_known(heads)])
        read = base.derived(attributes_in_tests)
        self.wanted = frozenset(  # a text that no rule reads is shown only
            name for name, item in base.attributes.items() if item.type != "text" or name in read
        )
        self.read_heads = (
            []
            if intake
            else [
                self.plan.heads[place]
                for reader in self.readers
                for place in reader.inputs
                if base.attributes[reader.name].type != "text"
            ]
        )

    def look_at(self, frame: pl.DataFrame | pl.LazyFrame) -> None:
        """Take a whole table for evidence of how the numbers in its texts are written."""
        schema = frame.lazy().collect_schema()
        for place, source in self.numbers():
            head = self.plan.heads[place]
            if schema[head] in (pl.String, pl.Categorical, pl.Enum):
                texts = frame.lazy().select(pl.col(head).cast(pl.String).unique())
                source.reader.look_at(texts.collect().to_series().to_list())
            elif schema[head].is_numeric() and source.reader.mapping.percent:
                number = pl.col(head).cast(pl.Float64)
                shares = frame.lazy().select(number).filter((number != 0) & (number.abs() <= 1))
                source.reader.look_at(shares.head(1).collect().to_series().to_list())
            elif schema[head] == pl.Object:  # cells of several types, of which some are texts
                source.reader.look_at(frame.lazy().collect()[head].to_list())

    def numbers(self) -> Iterator[tuple[int, Source]]:
        """(place, source) for each column that serves an attribute that is a number."""
        for reader in self.readers:
            if self.base.attributes[reader.name].type in ("number", "integer"):
                yield from ((source.column, source) for source in reader.sources)

    @property
    def stating(self) -> list[int]:
        """The places of the columns that are read at all."""
        return sorted({place for reader in self.readers for place in reader.inputs})

    def take_evidence(self, other: TableReader) -> None:
        """Read numbers as the reader of the whole table does, of which this one reads a part."""
        for (_, mine), (_, its) in zip(self.numbers(), other.numbers(), strict=True):
            mine.reader.evidence = its.reader.evidence

    def cases(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """A frame without the rows that are no cases, by the intake."""
        return frame.filter(*self.case_filters(frame))

    def case_filters(self, frame: pl.LazyFrame) -> list[pl.Expr]:
        """The filters that a row of this frame passes if it is a case, by the intake."""
        filters = []
        for skip in self.plan.skipped:
            cells = pl.col(self.plan.heads[skip.column])
            texts = frame.select(cells.unique()).collect().to_series()
            if out := [cell for cell in cells_of(texts) if plain(shown(cell)) in skip.cells]:
                filters.append(~cells.is_in(out).fill_null(False))
        return filters

    def heads_read(self, needed: Collection[str] | None = None) -> list[str]:
        """The heads of the columns that these attributes, or all of them, are read from."""
        places = {
            place
            for reader in self.readers
            if needed is None or reader.name in needed
            for place in reader.inputs
        }
        return [self.plan.heads[place] for place in sorted(places)]

    def columns(
        self,
        frame: pl.DataFrame,
        needed: Collection[str] | None = None,
        notes: CellNotes | None = None,
    ) -> dict[str, Column]:
        """Attribute → what the columns of a frame state, of those that are needed.

        `notes` takes what is to be told of their cells.
        """

        def column(reader: AttributeReader) -> tuple[str, Column]:
            cells = [frame[self.plan.heads[place]] for place in reader.inputs]
            return reader.name, typed(cells, reader, self.base.attributes[reader.name], notes)

        schema = frame.schema
        if notes is not None:
            for reader in self._shown_only():
                if any(self.plan.heads[place] not in schema for place in reader.inputs):
                    continue  # nobody asked for it
                texts = frame.select(self.plan.heads[place] for place in reader.inputs)
                texts = texts.filter(pl.any_horizontal(_short(texts.schema)))
                silent = pl.any_horizontal(_saying_nothing(texts.schema))
                _note(notes, reader, texts.filter(silent).rows())

        def slow(reader: AttributeReader) -> bool:
            kinds = [schema[self.plan.heads[place]] for place in reader.inputs]
            return any(kind == pl.String or isinstance(kind, pl.List) for kind in kinds)

        readers = [*self._needed(needed)]
        together = [*filter(slow, readers)] if frame.height >= MANY_ROWS else []
        with ThreadPoolExecutor(pl.thread_pool_size()) as workers:
            begun = workers.map(column, together)
            found = dict(column(reader) for reader in readers if reader not in together)
            found.update(begun)
        return completed_columns(found | self._always(frame.height), self.base)

    def columns_of(
        self,
        table: Table,
        needed: Collection[str] | None = None,
        notes: CellNotes | None = None,
    ) -> dict[str, Column]:
        """The same of a table that was read from a file."""
        found = {}
        if notes is not None:
            for reader in self._shown_only():
                rows = zip(*(table.cells[place] for place in reader.inputs), strict=True)
                _note(notes, reader, (row for row in rows if any(map(_says_nothing, row))))
        for reader in self._needed(needed):
            column = reader.column(table.cells)
            codes = np.array(column.codes, dtype=np.int64)
            attribute = self.base.attributes[reader.name]
            if notes is not None:
                counts = np.bincount(codes, minlength=len(column.outcomes))
                notes.take(reader.name, column.outcomes, counts.tolist())
            found[reader.name] = gathered(attribute, column.outcomes, codes)
        return completed_columns(found | self._always(len(table.numbers)), self.base)

    def row(self, cells: Sequence[Any]) -> dict[str, Any]:
        """The statements of one row, of a cell for each head."""
        stated = {
            reader.name: reader.read([cells[place] for place in reader.inputs]).value
            for reader in self.readers
        }
        found = {name: value for name, value in stated.items() if value is not None}
        return {**found, **self.plan.always}

    def _needed(self, needed: Collection[str] | None) -> Iterator[AttributeReader]:
        for reader in self.readers:
            if reader.name in self.wanted and (needed is None or reader.name in needed):
                yield reader

    def _shown_only(self) -> Iterator[AttributeReader]:
        """The readers of texts that no rule reads."""
        return (reader for reader in self.readers if reader.name not in self.wanted)

    def _always(self, rows: int) -> dict[str, Column]:
        """The values that hold in every row, by the intake."""
        codes = np.zeros(rows, dtype=np.int64)
        return {
            name: gathered(self.base.attributes[name], [Outcome(value)], codes)
            for name, value in self.plan.always.items()
        }


def _note(notes: CellNotes, reader: AttributeReader, rows: Iterable[tuple[Any, ...]]) -> None:
    counts = Counter(rows)
    notes.take(reader.name, [reader.read(row) for row in counts], [*counts.values()])


def _says_nothing(cell: Any) -> bool:
    return isinstance(cell, str) and plain(cell) in NOTHING


def _short(schema: Mapping[str, Any]) -> Iterator[pl.Expr]:
    """Whether a cell can be a word for nothing at all: most texts are longer, or have a digit."""
    yield pl.lit(False)
    for head, kind in schema.items():
        if kind == pl.String:
            text = pl.col(head).str
            yield (text.len_bytes() <= _LONGEST_NOTHING) & ~text.contains("[0-9]")
        elif kind in (pl.Categorical, pl.Enum):
            yield pl.col(head).is_not_null()


def _saying_nothing(schema: Mapping[str, Any]) -> Iterator[pl.Expr]:
    """The same for each column of texts of a frame."""
    yield pl.lit(False)
    for head, kind in schema.items():
        if kind in (pl.String, pl.Categorical, pl.Enum):
            text = pl.col(head).cast(pl.String).str.strip_chars().str.replace_all(r"\s+", " ")
            yield text.str.to_lowercase().is_in([*NOTHING]).fill_null(False)


def _nothing_known(heads: Iterable[str]) -> BadCase:
    expected = Sentence(
        "columns named like attributes (`{command}`), or an intake",
        command="threshold rules --attributes",
    )
    return BadCase(
        Sentence("no column of the table is an attribute"),
        text=", ".join(heads)[:200],
        expected=expected,
    )
