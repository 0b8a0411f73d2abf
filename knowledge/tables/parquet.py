"""Parquet files read batch by batch: by Polars, or by Arrow where a column has a type that Polars
does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.tables.arrow import is_known, known_type
from knowledge.tables.frames import series_of_arrow
from knowledge.tables.quiet import quiet_if_it_fails
from knowledge.tables.times import kinds_in

if TYPE_CHECKING:
    import polars as pl

BATCH = 1 << 17  # rows


def scanned(path: Path) -> pl.LazyFrame:
    """A Parquet file as a lazy frame. Raises what Polars raises where it cannot be read."""
    import polars as pl
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(path)
    except (pa.ArrowException, OSError):  # Polars may know it, or tells why not
        return _by_polars(path)
    none = {field.name: series_of_arrow(pa.array([], known_type(field.type))) for field in schema}
    kinds = {name: series.dtype for name, series in none.items()}
    if len(kinds) < len(schema):  # two columns of one name, which Polars refuses
        return _by_polars(path)
    if not all(is_known(field.type) for field in schema):
        return _by_arrow(path, kinds)
    try:
        frame = _by_polars(path)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return _by_arrow(path, kinds)
    seen = frame.collect_schema()
    same = all(_has_bytes(seen[name]) == _has_bytes(kind) for name, kind in kinds.items())
    return frame if same else _by_arrow(path, kinds)


def _by_polars(path: Path) -> pl.LazyFrame:
    import polars as pl

    with quiet_if_it_fails():
        frame = pl.scan_parquet(path)
        frame.collect_schema()
    return frame


def _has_bytes(kind: Any) -> bool:
    """Whether a type of Polars has bytes: what JSON it finds in Parquet is text for Arrow."""
    import polars as pl

    return any(one == pl.Binary for one in kinds_in(kind))


def _by_arrow(path: Path, kinds: Mapping[str, Any]) -> pl.LazyFrame:
    import polars as pl
    from polars.io.plugins import register_io_source
    from pyarrow import parquet

    def batches(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        asked = [*kinds] if wanted is None else wanted
        read = {*asked, *(() if predicate is None else predicate.meta.root_names())}
        left = most
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(size or BATCH, columns=[*read]):
                held = batch if left is None else batch.slice(0, left)
                series = (
                    series_of_arrow(held[name]).cast(kinds[name]).alias(name) for name in read
                )
                frame = pl.DataFrame([*series])
                frame = frame if predicate is None else frame.filter(predicate)
                yield frame.select(asked)
                left = None if left is None else left - held.num_rows
                if left == 0:
                    return

    return register_io_source(batches, schema=dict(kinds))
