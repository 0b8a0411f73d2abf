"""The letters of a list that has a wall to itself: as large as the wall allows, in as many columns
as that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from explain.graph.lettering import LINE, width_of, words_of, wrapped

# widths and heights that walls of 16:9 and of 4:3 have beside the card, in the page's unit
WALLS = {"": (45.0, 26.5), "narrow-": (36.0, 34.0)}
SIZES = (3.2, 2.4, 2.0, 1.7, 1.4, 1.2, 1.0, 0.86, 0.78)  # of letters, in the page's unit
MOST_COLUMNS = 3
# what stands beside a text, and above and below it, in sizes of its letters; the line around it
_BESIDE, _AROUND, _BORDER = 1.3, 0.5, 0.3
_GAP = 1.0  # between columns


class Fit(NamedTuple):
    """So many columns, with letters of one of `SIZES`."""

    columns: int
    size: int


def classes(texts: Sequence[str], below: int = 0, wide: float = 0) -> str:
    """The classes of a list's element, for walls of both shapes; `below`: the lines of its own that
    stand below each text, `wide` sizes of letters wide.
    """
    found = ["fitted"]
    for wall, (width, height) in WALLS.items():
        fit = fitting(texts, width, height, below, wide)
        found += [f"{wall}columns-{fit.columns}", f"{wall}size-{fit.size}"]
    return " ".join(found)


def fitting(
    texts: Sequence[str], width: float, height: float, below: int = 0, wide: float = 0
) -> Fit:
    """The largest letters in which all texts fit, and the fewest columns for them; the smallest
    where none are small enough.
    """
    longest = max(width_of(word, 1) for text in ("", *texts) for word in [*words_of(text), ""])
    for number, columns in product(range(len(SIZES)), range(1, MOST_COLUMNS + 1)):
        size = SIZES[number]
        across = (width - _GAP * (columns - 1)) / columns - _BESIDE * size
        if max(longest, wide) * size > across:
            continue
        lines = (len(wrapped(text, size, across)) + below for text in texts)
        heights = [size * (count * LINE + _AROUND) + _BORDER for count in lines]
        if sum(1 for _ in _columns(heights, height)) <= columns:
            return Fit(columns, number)
    return Fit(MOST_COLUMNS, len(SIZES) - 1)


def _columns(heights: Iterable[float], most: float) -> Iterator[float]:
    """The heights of columns, each as full as it gets."""
    filled = 0.0
    for height in heights:
        if filled and filled + height > most:
            yield filled
            filled = 0.0
        filled += height
    yield filled
