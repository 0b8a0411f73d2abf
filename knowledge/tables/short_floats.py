"""Numbers of 32 bits: each is the shortest decimal that it can be, as every program shows it,
and not the longer one that 64 bits make of it: 0.1, and no 0.10000000149011612.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def as_written(series: pl.Series) -> pl.Series:
    """A column of Polars with its numbers of 32 bits as those of 64 that say the same decimals; any
    other as it is.
    """
    import polars as pl

    return series.cast(pl.String).cast(pl.Float64) if series.dtype == pl.Float32 else series
