"""Rows of a workbook are as high as their lines, since not every program measures them."""

from __future__ import annotations

import pytest

from explain.portfolios.row_heights import HIGHEST, LINE, lines_of, row_height


def test_a_row_whose_cells_take_one_line_each_keeps_its_height():
    assert row_height([("case 1", 40), (12, 9), ("", 30)]) is None
    assert row_height([]) is None


def test_a_row_is_as_high_as_its_cell_of_most_lines():
    assert row_height([("short", 40), ("one\ntwo\nthree", 40)]) == 3 * LINE


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("word", 10, 1),
        ("words that go on", 14, 2),
        ("W" * 20, 10, 5),
        ("a " + "W" * 20, 10, 6),
        ("one\n\nthree", 10, 3),
    ],
)
def test_words_go_on_in_the_next_line(text, width, lines):
    assert lines_of(text, width) == lines


def test_no_row_is_higher_than_a_spreadsheet_takes():
    assert row_height([("word " * 10_000, 14)]) == HIGHEST
    assert row_height([("W" * 1_000_000, 14)]) == HIGHEST
