"""Tables that lie in memory, or in files of columns: Polars, pandas, Arrow, Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knowledge.tables.table import Table

if TYPE_CHECKING:
    import polars as pl


def table_of_frame(frame: pl.DataFrame, file: str) -> Table:
    """A Polars frame as a table; groups of columns (structs) under dotted heads."""
    columns = [(name, cells) for series in frame for name, cells in _flat(series)]
    return Table(
        file,
        tuple(name for name, _ in columns),
        tuple(cells.to_list() for _, cells in columns),
        range(1, frame.height + 1),
    )


def as_frame(table: Any) -> pl.DataFrame:
    """A Polars, pandas or Arrow table as a Polars frame."""
    import polars as pl

    if isinstance(table, pl.DataFrame):
        return table
    if type(table).__module__.startswith("pyarrow"):
        made = pl.from_arrow(table)
        assert isinstance(made, pl.DataFrame)
        return made
    return pl.DataFrame(
        [series_of(table.iloc[:, place]).alias(str(name)) for place, name in enumerate(table)]
    )


def series_of(column: Any) -> pl.Series:
    """A pandas column; one that mixes types, as a sheet's do, as texts."""
    import polars as pl

    from knowledge.tables.values import shown

    try:
        return pl.Series(pl.from_pandas(column))
    except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError):
        return pl.Series([shown(cell) or None for cell in column], dtype=pl.String)


def series_of_cells(cells: Sequence[Any]) -> pl.Series:
    """The cells of a column that nothing reads, in one type; those of several types as texts."""
    import polars as pl

    from knowledge.tables.values import plain_value, shown

    plain = [plain_value(cell) for cell in cells]
    try:
        return pl.Series(plain, strict=True)
    except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError):
        return pl.Series([shown(cell) or None for cell in plain], dtype=pl.String)


def _flat(series: pl.Series) -> list[tuple[str, pl.Series]]:
    import polars as pl

    if series.dtype != pl.Struct:
        return [(series.name, series)]
    fields = series.struct.unnest()
    return [(f"{series.name}.{name}", cells) for field in fields for name, cells in _flat(field)]
