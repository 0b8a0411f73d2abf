"""A list that has a wall to itself fills it: large letters, and columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import threshold.workshop
from threshold.workshop.fitting import MOST_COLUMNS, SIZES, WALLS, classes, fitting

STYLES = Path(threshold.workshop.__file__).parent / "static" / "workshop.css"
WALL = WALLS[""]


def test_twelve_letters_are_as_large_as_a_wall_allows():
    """They stood in the smallest letters, with most of the wall empty."""
    fit = fitting([*"ABCDEFGHIJKL", "don't know"], *WALL)
    assert fit.columns > 1
    assert SIZES[fit.size] > 2


def test_the_more_there_is_to_read_the_smaller_are_the_letters():
    text = "it ranks people for work, or takes part in the ranking of them, and says so"
    sizes = [SIZES[fitting([text] * count, *WALL).size] for count in (2, 6, 12, 25, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2] > sizes[-1] == SIZES[-1]


def test_no_word_is_broken_while_smaller_letters_hold_it():
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    alone, beside = fitting([word], *WALL), fitting([word] * 30, *WALL)
    assert alone.columns == 1
    assert SIZES[alone.size] < SIZES[0]
    assert beside.columns < MOST_COLUMNS or SIZES[beside.size] == SIZES[-1]


def test_a_bar_below_a_text_has_the_width_that_it_needs():
    plain = fitting([*"ABCDEFGHIJKL"], *WALL)
    bars = fitting([*"ABCDEFGHIJKL"], *WALL, below=1, wide=14)
    across = WALL[0] / bars.columns
    assert SIZES[bars.size] < SIZES[plain.size]
    assert 14 * SIZES[bars.size] < across


@pytest.mark.parametrize("wall", WALLS)
def test_each_class_has_a_style(wall):
    styles = STYLES.read_text(encoding="utf-8")
    told = re.findall(rf"[ \n]\.{wall}size-(\d) {{ --letters: ([\d.]+)rem; }}", styles)
    assert {int(number): float(size) for number, size in told} == dict(enumerate(SIZES))
    for columns in range(2, MOST_COLUMNS + 1):
        assert f".{wall}columns-{columns} ol {{ columns: {columns}; }}" in styles
    assert f"{wall}columns-1" in classes(["a"])
