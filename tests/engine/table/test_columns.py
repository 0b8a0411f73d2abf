"""Columns of answers as arrays: bits where cells say yes, and where they say anything."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from engine.table.columns import bits_of, numbers, packed, validity

LENGTHS = (0, 1, 7, 8, 63, 64, 65, 200)


def rows_of(bits, rows):
    return np.unpackbits(bits, bitorder="little")[:rows].astype(bool).tolist()


def cells(rows):
    """Yes, no and nothing, by no rule of eights."""
    return [(True, False, None)[(row * row + row // 3) % 3] for row in range(rows)]


@pytest.mark.parametrize("rows", LENGTHS)
def test_bits_are_packed_in_whole_words_the_lowest_first(rows):
    holds = np.array([cell is True for cell in cells(rows)], dtype=np.bool_)
    made = packed(holds)
    assert len(made) % 8 == 0
    assert rows_of(made, rows) == holds.tolist()
    assert not np.unpackbits(made, bitorder="little")[rows:].any()


@pytest.mark.parametrize("rows", LENGTHS)
@pytest.mark.parametrize("start", [0, 1, 8, 9, 64])
def test_a_column_says_yes_where_it_says_yes_also_where_it_is_cut_from_a_longer_one(rows, start):
    whole = cells(start + rows)
    column = pl.Series(whole, dtype=pl.Boolean)[start:]
    yes, known = bits_of(column)
    part = whole[start:]
    stated = [True] * rows if known is None else rows_of(known, rows)
    assert stated == [cell is not None for cell in part]
    said = [one for one, there in zip(rows_of(yes, rows), stated, strict=True) if there]
    assert said == [cell for cell in part if cell is not None]


@pytest.mark.parametrize("start", [0, 3, 8])
def test_numbers_and_where_there_is_one(start):
    whole = [1.5, None, 3.0, None, 5.0, 6.0, None, 8.0, 9.0, None, 11.0]
    column = pl.Series(whole, dtype=pl.Float64)[start:]
    part = whole[start:]
    there = rows_of(validity(column), len(part))
    assert there == [cell is not None for cell in part]
    found = [
        value for value, is_there in zip(numbers(column).tolist(), there, strict=True) if is_there
    ]
    assert found == [cell for cell in part if cell is not None]


def test_a_column_without_gaps_needs_no_bits_for_them():
    assert validity(pl.Series([1, 2])) is None
    assert bits_of(pl.Series([True, False]))[1] is None


def test_a_column_in_several_pieces_is_one():
    pieces = pl.concat([pl.Series([1, None]), pl.Series([3])], rechunk=False)
    assert rows_of(validity(pieces), 3) == [True, False, True]
    assert numbers(pieces).tolist()[2] == 3
