"""Parquet files: as a lazy frame, and batch by batch where Arrow reads them, which holds little
more than a batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.languages.told import Told
from knowledge.tables.arrow import is_known, known_type
from knowledge.tables.frames import first_rows, frame_of_arrow, lazy_frame, series_of_arrow
from knowledge.tables.groups import ungrouped
from knowledge.tables.quiet import quiet_if_it_fails
from knowledge.tables.relations import parquet_by_duckdb
from knowledge.tables.times import kinds_in

if TYPE_CHECKING:
    import polars as pl

BATCH = 1 << 17  # rows


@dataclass(frozen=True)
class ParquetTable:
    """A Parquet file of cases; groups of columns are columns under dotted heads."""

    path: Path
    grouped: pl.LazyFrame  # as the file has it
    by_arrow: bool  # whether Arrow reads it as well
    notes: tuple[str, ...] = ()

    @cached_property
    def frame(self) -> pl.LazyFrame:
        """The whole, as a lazy frame. Raises `InvalidCase` where two columns have one head."""
        return ungrouped(self.grouped, file=str(self.path))

    def batches(
        self, heads: Sequence[str], most: int | None = None, *, where: Sequence[pl.Expr] = ()
    ) -> Iterator[pl.DataFrame]:
        """These columns of the rows of which all that `where` asks for is true, batch by batch; at
        most so many rows. It is for a file that Arrow reads, and raises what Arrow raises.
        """
        asked = {*heads, *(name for test in where for name in test.meta.root_names())}
        kinds = {
            name: kind
            for name, kind in self.grouped.collect_schema().items()
            if any(head == name or head.startswith(f"{name}.") for head in asked)
        }
        read = batches_of(self.path, kinds)
        yield from first_rows((ungrouped(one).filter(*where).select(heads) for one in read), most)


def scanned(path: Path) -> ParquetTable:
    """A Parquet file, opened. Raises what Polars raises where it cannot be read."""
    import polars as pl
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(path)
    except (pa.ArrowException, OSError):
        return _without_arrow(path)
    none = {field.name: series_of_arrow(pa.array([], known_type(field.type))) for field in schema}
    kinds = {name: series.dtype for name, series in none.items()}
    if len(kinds) < len(schema):  # two columns of one name, which Polars refuses
        return ParquetTable(path, _by_polars(path), by_arrow=False)
    by_arrow = lazy_frame(kinds, partial(batches_of, path))
    if not all(is_known(field.type) for field in schema):
        return ParquetTable(path, by_arrow, by_arrow=True)
    try:
        frame = _by_polars(path)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return ParquetTable(path, by_arrow, by_arrow=True)
    seen = frame.collect_schema()
    same = all(_has_bytes(seen[name]) == _has_bytes(kind) for name, kind in kinds.items())
    return ParquetTable(path, frame if same else by_arrow, by_arrow=True)


def _without_arrow(path: Path) -> ParquetTable:
    """A file that Arrow does not read: Polars may, or DuckDB. Raises what Polars raises."""
    import polars as pl

    try:
        return ParquetTable(path, _by_polars(path), by_arrow=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        found = parquet_by_duckdb(path)
        if found is None:
            raise
    frame, texts = found
    columns = tuple(f"{name!r} ({kind})" for name, kind in texts)
    notes = (Told("table_columns_as_texts", columns=columns),) if texts else ()
    return ParquetTable(path, frame, by_arrow=False, notes=notes)


def batches_of(
    path: Path, kinds: Mapping[str, Any], size: int | None = None
) -> Iterator[pl.DataFrame]:
    """The batches of a file by Arrow: of these columns, each with its type of Polars."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(size or BATCH, columns=[*kinds]):
            yield frame_of_arrow(batch, kinds)


def _by_polars(path: Path) -> pl.LazyFrame:
    import polars as pl

    with quiet_if_it_fails():
        frame = pl.scan_parquet(path, glob=False)  # a name is a name, whatever signs it has
        frame.collect_schema()
    return frame


def _has_bytes(kind: Any) -> bool:
    """Whether a type of Polars has bytes: what JSON it finds in Parquet is text for Arrow."""
    import polars as pl

    return any(one == pl.Binary for one in kinds_in(kind))
