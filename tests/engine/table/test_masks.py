"""Masks of rows: Kleene's connectives and Arrow columns."""

import numpy as np
import pytest

from engine.table.masks import Rows

A = np.array([True, False, True, False] * 20)
B = np.array([True, True, False, False] * 20)


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 80])
def test_the_connectives_are_those_of_the_rows(rows):
    logic, one, other = Rows(rows), A[:rows], B[:rows]
    first, second = logic.mask(one), logic.mask(other)
    assert logic.each(logic.all_of([first, second])).tolist() == (one & other).tolist()
    assert logic.each(logic.any_of([first, second])).tolist() == (one | other).tolist()
    assert logic.each(logic.no(first)).tolist() == (~one).tolist()
    assert logic.each(logic.all_of([])).all()
    assert not logic.each(logic.any_of([])).any()


def test_a_pair_of_masks_is_an_arrow_column_with_null_for_unknown():
    logic = Rows(3)
    true, possible = logic.mask(A[:3] & B[:3]), logic.mask(A[:3])
    assert logic.arrow(true, possible).to_pylist() == [True, False, None]
    assert logic.arrow(true, true).to_pylist() == [True, False, False]
