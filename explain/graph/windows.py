"""A graph that is wider than a slide, in parts that stand on slides one after the other: all of it
on one would have letters that nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterator

from explain.graph.columns import SMALLER
from explain.graph.layout import Box, Layout


def column_of(box: Box) -> float:
    """The column that a box stands in, by its middle."""
    return round(box.middle, 1)


def windows(layout: Layout, across: float) -> list[Layout]:
    """The parts of a graph that is read from left to right; `across`: the inches that a slide has.

    Each begins with the column that the one before ends with, so that every arrow between two
    columns is on some slide.
    """
    columns: dict[float, dict[str, Box]] = {}
    for id, box in layout.boxes.items():
        columns.setdefault(column_of(box), {})[id] = box
    listed = [columns[middle] for middle in sorted(columns)]
    return list(_parts(listed, across / SMALLER))


def _parts(columns: list[dict[str, Box]], across: float) -> Iterator[Layout]:
    first = last = 0
    while True:
        part = dict(columns[first])
        while last + 1 < len(columns):
            wider = {**part, **columns[last + 1]}
            if _extent(wider)[0] > across and last > first:
                break
            part, last = wider, last + 1
        yield _cut_out(part)
        if last + 1 == len(columns):
            return
        first = last


def _extent(boxes: dict[str, Box]) -> tuple[float, float]:
    across = max(box.left + box.width for box in boxes.values())
    down = max(box.top + box.height for box in boxes.values())
    return (
        across - min(box.left for box in boxes.values()),
        down - min(box.top for box in boxes.values()),
    )


def _cut_out(boxes: dict[str, Box]) -> Layout:
    """The layout of these boxes alone."""
    left, top = min(box.left for box in boxes.values()), min(box.top for box in boxes.values())
    moved = {id: box._replace(left=box.left - left, top=box.top - top) for id, box in boxes.items()}
    return Layout(*_extent(boxes), moved)
