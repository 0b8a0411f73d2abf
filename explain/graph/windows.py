"""A graph that is wider than a slide, in parts that stand on slides one after the other: all of it
on one would have letters that nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explain.graph.columns import BETWEEN, SMALLER
from explain.graph.layout import Box, Layout


def column_of(box: Box) -> float:
    """The column that a box stands in, by its middle."""
    return round(box.middle, 1)


def windows(layout: Layout, across: float, arrows: Iterable[tuple[str, str]] = ()) -> list[Layout]:
    """The parts of a graph that is read from left to right; `across`: the inches that a slide has;
    `arrows`: tail and head of each.

    Each begins with the column that the one before ends with, so that every arrow between
    neighbouring columns is on some slide. The tail of an arrow that would be on none, since it
    passes columns over, stands once more where its head first does.
    """
    columns: dict[float, dict[str, Box]] = {}
    for id, box in layout.boxes.items():
        columns.setdefault(column_of(box), {})[id] = box
    listed = [columns[middle] for middle in sorted(columns)]
    parts = list(_parts(listed, across / SMALLER))
    for tail, head in arrows:
        if not any(tail in part and head in part for part in parts):
            part = next(part for part in parts if head in part)
            part[tail] = _below(layout.boxes[tail], part)
    return [_cut_out(part) for part in parts]


def _below(box: Box, part: dict[str, Box]) -> Box:
    """A box of another part: at the left edge of this one, below what stands there."""
    left = min(other.left for other in part.values())
    over = [other for other in part.values() if other.left < left + box.width + BETWEEN]
    return box._replace(left=left, top=max(other.top + other.height for other in over) + BETWEEN)


def _parts(columns: list[dict[str, Box]], across: float) -> Iterator[dict[str, Box]]:
    first = last = 0
    while True:
        part = dict(columns[first])
        while last + 1 < len(columns):
            wider = {**part, **columns[last + 1]}
            if _extent(wider)[0] > across and last > first:
                break
            part, last = wider, last + 1
        yield part
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
