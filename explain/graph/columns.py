"""A path of boxes, read from top to bottom, in columns on as many slides as its letters need: one
column on one slide would have letters that nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from explain.graph.graph import Drawing
from explain.graph.layout import Box, Layout

BETWEEN, BESIDE = 0.25, 0.5  # inches between boxes of a column, and between columns
SMALLER = 12 / 13  # times as large as they are drawn: its smallest letters have 12 points then


def is_path(drawn: Drawing) -> bool:
    """Whether it is read downwards, each box leading to the next."""
    ids = [node.id for node in drawn.nodes]
    steps = [(edge.tail, edge.head) for edge in drawn.edges]
    return drawn.downwards and steps == list(pairwise(ids))


def in_columns(
    path: Sequence[str], sizes: Mapping[str, Box], across: float, down: float
) -> list[Layout]:
    """The layout of each slide, with the boxes that it shows; `across` and `down`: the inches that
    a slide has.
    """
    across, down = across / SMALLER, down / SMALLER
    wide = max(sizes[id].width for id in path)
    columns = _even(path, sizes, down)
    most = max(1, int((across + BESIDE) / (wide + BESIDE)))
    return [
        _slide(columns[first : first + most], sizes, wide, across, down)
        for first in range(0, len(columns), most)
    ]


def _even(path: Sequence[str], sizes: Mapping[str, Box], down: float) -> list[list[str]]:
    """As few columns as there can be, of about the same height: no last box stands alone."""
    found = list(_columns(path, sizes, down))
    for hundredths in range(95, 0, -5):
        lower = list(_columns(path, sizes, down * hundredths / 100))
        if len(lower) > len(found):
            break
        found = lower
    return found


def _columns(path: Sequence[str], sizes: Mapping[str, Box], down: float) -> Iterator[list[str]]:
    """The boxes that stand below each other, as many as there is room for."""
    column: list[str] = []
    room = down
    for id in path:
        if column and sizes[id].height > room:
            yield column
            column, room = [], down
        column.append(id)
        room -= sizes[id].height + BETWEEN
    if column:
        yield column


def _slide(
    columns: Sequence[Sequence[str]],
    sizes: Mapping[str, Box],
    wide: float,
    across: float,
    down: float,
) -> Layout:
    boxes: dict[str, Box] = {}
    left = (across - len(columns) * (wide + BESIDE) + BESIDE) / 2
    for column in columns:
        top = 0.0
        for id in column:
            width, height = sizes[id].width, sizes[id].height
            boxes[id] = Box(left + (wide - width) / 2, top, width, height)
            top += height + BETWEEN
        left += wide + BESIDE
    lowest = max(box.top + box.height for box in boxes.values())
    return Layout(max(across, wide), max(down, lowest), boxes)
