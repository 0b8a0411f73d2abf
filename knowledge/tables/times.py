"""Days and times of columns of Polars, which ends the program, or tells on standard error what only
its makers understand, where it is asked for a year that it has not: the infinity of a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from knowledge.tables.short_floats import as_written

if TYPE_CHECKING:
    import polars as pl

# days since 1970, one less than Python has at either end: a zone may move a time by a day
_FIRST_DAY, _LAST_DAY = (
    (day - date(1970, 1, 1)).days for day in (date.min + timedelta(1), date.max - timedelta(1))
)
_A_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_LONGEST = timedelta.max.days - 1


def cells_of(series: pl.Series) -> list[Any]:
    """The cells of a Polars column as Python has them; a day of a year that it has not, as a text,
    also within lists and groups.
    """
    import polars as pl

    kind = series.dtype
    if not is_timed(kind):
        return as_written(series).to_list()
    if isinstance(kind, pl.Array):
        return cells_of(series.arr.to_list())
    if isinstance(kind, pl.List):
        lengths = series.list.len().to_list()
        members = iter(cells_of(series.filter((series.list.len() > 0).fill_null(False)).explode()))
        return [
            None if length is None else [next(members) for _ in range(length)] for length in lengths
        ]
    if isinstance(kind, pl.Struct):
        fields = [field.name for field in kind.fields]
        rows = zip(*(cells_of(series.struct.field(name)) for name in fields), strict=True)
        return [
            None if nothing else dict(zip(fields, row, strict=True))
            for nothing, row in zip(series.is_null(), rows, strict=True)
        ]
    early, late = outside(series)
    if not (early.any() or late.any()):
        return series.to_list()
    if isinstance(kind, pl.Duration):
        return series.dt.to_string("iso").to_list()
    inside = pl.select(pl.when(~(early | late)).then(series)).to_series().to_list()
    for place in early.arg_true():
        inside[place] = f"before {date.min + timedelta(1)}"
    for place in late.arg_true():
        inside[place] = f"after {date.max - timedelta(1)}"
    return inside


def is_timed(kind: Any) -> bool:
    """Whether a type of Polars has days, times or lengths of time, also within lists and groups."""
    import polars as pl

    return any(one in (pl.Date, pl.Datetime, pl.Duration) for one in kinds_in(kind))


def kinds_in(kind: Any) -> Iterator[Any]:
    """A type of Polars, and the types within it."""
    import polars as pl

    yield kind
    if isinstance(kind, (pl.List, pl.Array)):
        yield from kinds_in(kind.inner)
    elif isinstance(kind, pl.Struct):
        for field in kind.fields:
            yield from kinds_in(field.dtype)


def outside(series: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Where a column of days, times or lengths of time is before, and after, what Python has."""
    import polars as pl

    kind, days = series.dtype, series.to_physical()
    if isinstance(kind, (pl.Datetime, pl.Duration)):
        days = days // _A_DAY[kind.time_unit]
    first, last = (-_LONGEST, _LONGEST) if kind == pl.Duration else (_FIRST_DAY, _LAST_DAY)
    return (days < first).fill_null(False), (days > last).fill_null(False)
