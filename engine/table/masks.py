"""Conditions over the rows of a block as bit masks in machine words: one bit a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.table.columns import WORD, packed
from knowledge.truth import Pair

Mask: TypeAlias = npt.NDArray[np.uint64]


class Rows:
    """The logic of masks over so many rows; bits beyond the last row mean nothing."""

    def __init__(self, rows: int):
        self.rows = rows
        self.words = -(-rows // WORD)
        self.bottom: Mask = np.zeros(self.words, dtype=np.uint64)
        self.top: Mask = ~self.bottom

    def all_of(self, items: Sequence[Mask]) -> Mask:
        """The rows in which all hold."""
        if len(items) < 2:
            return items[0] if items else self.top
        found = np.bitwise_and(items[0], items[1])
        for item in items[2:]:
            np.bitwise_and(found, item, out=found)
        return found

    def any_of(self, items: Sequence[Mask]) -> Mask:
        """The rows in which some holds."""
        if len(items) < 2:
            return items[0] if items else self.bottom
        found = np.bitwise_or(items[0], items[1])
        for item in items[2:]:
            np.bitwise_or(found, item, out=found)
        return found

    def no(self, item: Mask) -> Mask:
        """The rows in which it does not hold."""
        return np.bitwise_not(item)

    def unknown(self, pair: Pair[Mask]) -> Mask:
        """The rows in which it is possible, but not true."""
        true, possible = pair
        return self.all_of([possible, self.no(true)])

    def same(self, one: Mask, other: Mask) -> bool:
        """Whether the rows are the same."""
        return one is other or bool(np.array_equal(one, other))

    def mask(self, holds: npt.NDArray[np.bool_]) -> Mask:
        """A mask from one truth value a row."""
        return packed(holds).view(np.uint64)

    def each(self, mask: Mask) -> npt.NDArray[np.bool_]:
        """One truth value a row."""
        bits = np.unpackbits(mask.view(np.uint8), count=self.rows, bitorder="little")
        return bits.view(np.bool_)

    def arrow(self, true: Mask, possible: Mask) -> Any:
        """An Arrow column of true, false, and null for unknown; the masks are its buffers."""
        if true is possible:
            return pa.Array.from_buffers(pa.bool_(), self.rows, [None, pa.py_buffer(true)])
        known = np.bitwise_not(possible)
        np.bitwise_or(true, known, out=known)
        return pa.Array.from_buffers(
            pa.bool_(), self.rows, [pa.py_buffer(known), pa.py_buffer(true)]
        )
