"""Tables that lie in memory, or in files of columns: Polars, pandas, Arrow, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from knowledge.tables.arrow import in_known_types
from knowledge.tables.groups import ungrouped
from knowledge.tables.table import Table
from knowledge.tables.times import cells_of
from knowledge.tables.values import LARGEST_EXACT, plain_value, shown, told, whole_value

if TYPE_CHECKING:
    import polars as pl

_NOT_TAKEN = (TypeError, ValueError, OverflowError, NotImplementedError)
MOST_DIGITS = 38  # of a number that Polars has
_TOLD_IN_WORDS = ("period", "interval")  # types of pandas that nothing else has


def table_of_frame(frame: pl.DataFrame, file: str) -> Table:
    """A Polars frame as a table; groups of columns (structs) under dotted heads.

    Raises `InvalidCase` where two columns then have one head.
    """
    flat = ungrouped(frame, file=file)
    cells = tuple(map(cells_of, flat))
    return Table(file, tuple(flat.columns), cells, range(1, flat.height + 1))


def as_frame(table: Any) -> pl.DataFrame:
    """A Polars, pandas or Arrow table as a Polars frame."""
    import polars as pl

    if isinstance(table, pl.DataFrame):
        return table
    if type(table).__module__.startswith("pyarrow"):
        columns = zip(table.column_names, table.columns, strict=True)
        return pl.DataFrame([series_of_arrow(column).alias(name) for name, column in columns])
    return pl.DataFrame(
        [series_of(table.iloc[:, place]).alias(str(name)) for place, name in enumerate(table)]
    )


def series_of(column: Any) -> pl.Series:
    """A pandas column; one that mixes types, as a sheet's do, by its values, and one of periods as
    texts.
    """
    import polars as pl

    try:
        if hasattr(column.dtype, "pyarrow_dtype"):  # pandas on Arrow
            return series_of_arrow(column.array.__arrow_array__())
        first = next(iter(column.dropna()), None) if column.dtype == object else None
        if isinstance(first, Decimal):  # it may have more digits than Polars has
            return pl.Series([plain_value(cell) for cell in column], dtype=pl.Object)
        if not str(column.dtype).startswith(_TOLD_IN_WORDS):
            return pl.Series(pl.from_pandas(column))
    except (*_NOT_TAKEN, pl.exceptions.PolarsError):
        # a day stays a day, and an empty list one that says none
        return pl.Series([plain_value(cell) for cell in column], dtype=pl.Object)
    return pl.Series([shown(cell) or None for cell in column], dtype=pl.String)


def series_of_arrow(column: Any) -> pl.Series:
    """An Arrow column; what is of a type that Polars does not have, as `in_known_types` has it."""
    import polars as pl
    import pyarrow as pa

    column = in_known_types(column)
    try:
        if not (pa.types.is_decimal(column.type) and _has_more_digits(column)):
            coded = _enumeration(column) if pa.types.is_dictionary(column.type) else None
            return pl.Series(pl.from_arrow(column)) if coded is None else coded
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        pass
    return series_of_cells(column.to_pylist())


def _has_more_digits(column: Any) -> bool:
    """Whether a number has more digits than its type says: whole numbers of databases may."""
    import pyarrow as pa
    from pyarrow import compute

    kind = column.type
    if kind.precision < MOST_DIGITS:
        return False
    wide = column.cast(pa.decimal256(MOST_DIGITS + 1, kind.scale))
    largest = compute.max(compute.abs(wide)).as_py()
    return largest is not None and bool(largest.scaleb(kind.scale) >= 10**MOST_DIGITS)


def _enumeration(column: Any) -> pl.Series | None:
    """A column of a dictionary of texts, by its numbers; None of any other dictionary."""
    import polars as pl
    import pyarrow as pa

    whole = pa.chunked_array([column]) if isinstance(column, pa.Array) else column
    chunks = whole.unify_dictionaries().chunks
    texts: list[str] = chunks[0].dictionary.to_pylist() if chunks else []
    told = all(isinstance(text, str) for text in texts) and len(set(texts)) == len(texts)
    if not texts or not told:
        return None
    places = pl.Series(pa.chunked_array([chunk.indices for chunk in chunks]))
    return pl.Series(texts, dtype=pl.Enum(texts)).gather(places)


def series_of_cells(cells: Sequence[Any]) -> pl.Series:
    """The cells of a column that nothing reads, in one type; those of several types as texts."""
    import polars as pl

    whole = [whole_value(cell) for cell in cells]
    kinds = {type(cell) for cell in whole if cell is not None}
    digits = max((abs(cell) for cell in whole if type(cell) is int), default=0)
    try:
        if len(kinds) > 1 and (kinds != {int, float} or digits > LARGEST_EXACT):
            raise TypeError("what is true would be 1, and numbers would lose digits")
        return pl.Series(whole, strict=True)
    except (*_NOT_TAKEN, RuntimeError, pl.exceptions.PolarsError):  # or of too many digits
        return pl.Series([told(cell) or None for cell in whole], dtype=pl.String)


def frame_of_arrow(batch: Any, kinds: Mapping[str, Any]) -> pl.DataFrame:
    """These columns of a batch of Arrow's, each with its type of Polars."""
    import polars as pl

    columns = (series_of_arrow(batch[name]).cast(kind).alias(name) for name, kind in kinds.items())
    return pl.DataFrame([*columns])


def first_rows(batches: Iterable[pl.DataFrame], most: int | None) -> Iterator[pl.DataFrame]:
    """The batches that hold the first so many rows, or all; no batch after these is asked for."""
    for batch in batches:
        found = batch if most is None else batch.head(most)
        yield found
        most = None if most is None else most - found.height
        if most == 0:
            return


def lazy_frame(
    kinds: Mapping[str, Any],
    read: Callable[[Mapping[str, Any], int | None], Iterable[pl.DataFrame]],
) -> pl.LazyFrame:
    """A lazy frame of batches; `read` gives those of some columns, of so many rows each if told."""
    from polars.io.plugins import register_io_source

    def batches(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        asked = [*kinds] if wanted is None else wanted
        names = dict.fromkeys((*asked, *(() if predicate is None else predicate.meta.root_names())))
        for batch in first_rows(read({name: kinds[name] for name in names}, size), most):
            yield (batch if predicate is None else batch.filter(predicate)).select(asked)

    return register_io_source(batches, schema=dict(kinds))
