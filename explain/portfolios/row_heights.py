"""The height of a row of a workbook whose cells wrap: Excel measures rows of which the file says
nothing, and LibreOffice writes their lines over each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import Any

from explain.graph.lettering import width_of, words_of

SIZE, LINE, HIGHEST = 12, 15.0, 409.0  # points of a letter, of a line, and of the highest row
LETTER = 5.25  # points of a column for each letter of its width
MOST_LETTERS = 10_000  # letters of a cell that are measured: more than the highest row shows


def row_height(cells: Iterable[tuple[Any, float]]) -> float | None:
    """The height for cells, each with the width of its column; None where one line holds each."""
    lines = max((lines_of(str(value), width) for value, width in cells), default=1)
    return None if lines <= 1 else min(lines * LINE, HIGHEST)


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column; a word that no line holds goes on in the next."""
    room, space = width * LETTER, width_of(" ", SIZE)
    lines = 0
    for paragraph in text[:MOST_LETTERS].split("\n"):
        lines, left = lines + 1, room
        for word in words_of(paragraph):
            wide = width_of(word, SIZE)
            if wide > left:
                lines += (left < room) + max(0, ceil(wide / room) - 1)
                left = room - wide % room
            else:
                left -= wide
            left -= space
    return lines
