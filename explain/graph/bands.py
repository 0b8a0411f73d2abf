"""A graph that is higher than a slide, in parts that are not: in one piece its letters would be
smaller than anybody can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from explain.graph.columns import BETWEEN
from explain.graph.layout import Box, Layout
from explain.graph.windows import column_of

_Column = list[tuple[str, Box]]


def bands(layout: Layout, down: float, arrows: Iterable[tuple[str, str]] = ()) -> list[Layout]:
    """The parts of a graph; `down`: the inches that each may be high; `arrows`: tail and head.

    A column that is higher is parted, and the others stand on each slide. The boxes of an arrow
    that would be on none stand once more, on slides after them.
    """
    if layout.height <= down:
        return [layout]
    columns = [list(_parted(column, down)) for column in _columns(layout.boxes)]
    shown = [
        dict(box for parts in columns for box in _on(parts, number))
        for number in range(max(map(len, columns)))
    ]
    left_over = (
        {tail: layout.boxes[tail], head: layout.boxes[head]}
        for tail, head in arrows
        if tail in layout.boxes and head in layout.boxes
        if not any(tail in slide and head in slide for slide in shown)
    )
    return [_stacked(slide) for slide in (*shown, *_together([*left_over], down))]


def _together(pairs: Iterable[Mapping[str, Box]], down: float) -> Iterator[dict[str, Box]]:
    """As many pairs of boxes on each slide as there is room for."""
    slide: dict[str, Box] = {}
    for pair in pairs:
        fuller = {**slide, **pair}
        if slide and max(map(_height, _columns(fuller))) > down:
            yield slide
            fuller = {**pair}
        slide = fuller
    if slide:
        yield slide


def _columns(boxes: Mapping[str, Box]) -> list[_Column]:
    """The columns from the left, each from the top."""
    found: dict[float, _Column] = {}
    for id, box in sorted(boxes.items(), key=lambda one: one[1].top):
        found.setdefault(column_of(box), []).append((id, box))
    return [found[middle] for middle in sorted(found)]


def _parted(column: _Column, down: float) -> Iterator[_Column]:
    """A column in parts of this height; a box that is higher stands alone."""
    part: _Column = []
    for one in column:
        if part and _height([*part, one]) > down:
            yield part
            part = []
        part.append(one)
    yield part


def _on(parts: list[_Column], number: int) -> _Column:
    """What a slide shows of a column."""
    return parts[0] if len(parts) == 1 else parts[number] if number < len(parts) else []


def _height(column: _Column) -> float:
    return sum(box.height + BETWEEN for _, box in column) - BETWEEN


def _stacked(boxes: Mapping[str, Box]) -> Layout:
    """The layout of these boxes alone: each column in the middle of the slide."""
    columns, placed = _columns(boxes), {}
    height = max(map(_height, columns))
    left = min(box.left for box in boxes.values())
    for column in columns:
        top = (height - _height(column)) / 2
        for id, box in column:
            placed[id] = box._replace(left=box.left - left, top=top)
            top += box.height + BETWEEN
    return Layout(max(box.left + box.width for box in placed.values()), height, placed)
