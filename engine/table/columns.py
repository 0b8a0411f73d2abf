"""Columns of answers as NumPy arrays: what cells state of an attribute, for all rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Bits: TypeAlias = npt.NDArray[np.uint8]  # one bit a row, the lowest first, in whole words of 64
WORD = 64


@dataclass(frozen=True)
class Column:
    """The values that the cells of one column state of one attribute.

    `values`, one a row: places in `categories` for enumerations and texts, numbers, days since
    1970, for a set a number whose bit i stands for member i. Of yes or no they are bits. A value
    where nobody answered means nothing, and is one like any other: a place that there is, a day of
    the calendar.
    """

    rows: int
    values: npt.NDArray[Any]
    known: Bits | None = None  # where a cell states something; None: everywhere
    unusable: Bits | None = None  # where a cell says what cannot be used; None: nowhere
    categories: tuple[str, ...] = ()


def packed(holds: npt.NDArray[np.bool_]) -> Bits:
    """One bit a row, in whole words."""
    made = np.packbits(holds, bitorder="little")
    over = -len(made) % (WORD // 8)
    return np.pad(made, (0, over)) if over else made


def bits_of(values: pl.Series) -> tuple[Bits, Bits | None]:
    """Of a column of yes and no: where it says yes, and where it says anything (None: everywhere).

    The column's own buffers are used where they begin with a whole byte.
    """
    array = values.rechunk().to_arrow()
    validity, data = array.buffers()
    return (
        _aligned(data, array.offset, len(array)),
        None if not array.null_count else _aligned(validity, array.offset, len(array)),
    )


def validity(values: pl.Series) -> Bits | None:
    """The rows in which a column of numbers has a value; None: everywhere."""
    if not values.null_count():
        return None
    array = values.rechunk().to_arrow()
    return _aligned(array.buffers()[0], array.offset, len(array))


def numbers(values: pl.Series) -> npt.NDArray[Any]:
    """A column of numbers as an array; its own buffer where it can be."""
    return numbers_of(values.rechunk().to_arrow())


def numbers_of(array: Any) -> npt.NDArray[Any]:
    """An Arrow column of numbers as an array, which is its own buffer."""
    kind = np.dtype(array.type.to_pandas_dtype())
    found = np.frombuffer(array.buffers()[1], dtype=kind)
    return found[array.offset : array.offset + len(array)]


def _aligned(buffer: Any, offset: int, rows: int) -> Bits:
    if buffer is None:
        return packed(np.ones(rows, dtype=np.bool_))
    raw = np.frombuffer(buffer, dtype=np.uint8)
    if offset % 8:
        bits = np.unpackbits(raw, bitorder="little")[offset : offset + rows]
        return packed(bits.view(np.bool_))
    whole = -(-rows // WORD) * 8
    found = raw[offset // 8 : offset // 8 + whole]
    return found if len(found) == whole else np.pad(found, (0, whole - len(found)))
