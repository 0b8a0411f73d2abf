"""Cells by their letters and numbers."""

from __future__ import annotations

import pytest

from knowledge.tables.places import column_of, place_of, some_of


@pytest.mark.parametrize(
    ("cell", "said"), [((0, 0), "A1"), ((2, 25), "Z3"), ((0, 26), "AA1"), ((9, 16383), "XFD10")]
)
def test_a_cell_has_letters_and_a_number(cell, said):
    assert place_of(cell) == said
    assert column_of(said.rstrip("0123456789")) == cell[1]


def test_of_many_some_are_told():
    assert some_of(["A1", "A2"]) == "A1, A2"
    assert some_of(list("abcdef")) == "a, b, c, d, e, …"
