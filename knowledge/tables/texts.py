"""Columns of Polars as files of text hold them: days, times, lengths of time and bytes as texts,
each cell by itself, whatever the others are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.tables.times import cells_of, kinds_in, outside
from knowledge.tables.values import told

if TYPE_CHECKING:
    import polars as pl


def has_texts(kind: Any) -> bool:
    """Whether a type has days, times, lengths of time or bytes, also within lists and groups."""
    import polars as pl

    told_so = (pl.Date, pl.Datetime, pl.Time, pl.Duration, pl.Binary)
    return any(one in told_so for one in kinds_in(kind))


def kind_in_texts(kind: Any) -> Any:
    """The type of a column as `in_texts` gives it."""
    import polars as pl

    if isinstance(kind, (pl.List, pl.Array)):
        return pl.List(kind_in_texts(kind.inner))
    if isinstance(kind, pl.Struct):
        return pl.Struct({field.name: kind_in_texts(field.dtype) for field in kind.fields})
    return pl.String if has_texts(kind) else kind


def in_texts(series: pl.Series) -> pl.Series:
    """A column with its days, times, lengths of time and bytes as texts; a time at midnight is a
    day, and one of a year that no calendar has is said to be before or after those that there are.
    """
    import polars as pl

    kind = series.dtype
    if kind == pl.Binary:
        return series.bin.encode("hex")
    if kind == pl.Time:
        return series.dt.to_string("%H:%M:%S%.f")
    if kind == pl.Duration:
        return series.dt.to_string("iso")
    if kind in (pl.Date, pl.Datetime):
        return _days(series)
    plain = [_plainly(cell) for cell in cells_of(series)]
    return pl.Series(series.name, plain, dtype=kind_in_texts(kind))


def _days(series: pl.Series) -> pl.Series:
    import polars as pl

    early, late = outside(series)
    strange = early | late
    inside = pl.select(pl.when(~strange).then(series)).to_series()
    texts = inside.dt.to_string("%Y-%m-%d")
    if isinstance(series.dtype, pl.Datetime):
        zoned = series.dtype.time_zone is not None
        whole = inside.dt.to_string("%Y-%m-%dT%H:%M:%S%.f" + "%:z" * zoned)
        midnight = whole.str.ends_with("T00:00:00")
        texts = pl.select(pl.when(midnight).then(texts).otherwise(whole)).to_series()
    if strange.any():
        said = pl.Series(cells_of(series.filter(strange)), dtype=pl.String)
        texts = texts.scatter(strange.arg_true(), said)
    return texts.alias(series.name)


def _plainly(cell: Any) -> Any:
    if isinstance(cell, list):
        return [_plainly(one) for one in cell]
    if isinstance(cell, dict):
        return {name: _plainly(one) for name, one in cell.items()}
    return cell if cell is None or isinstance(cell, (str, bool, int, float)) else told(cell)
