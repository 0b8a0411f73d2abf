"""A path of boxes in columns: in its order, as few slides as letters of their size need."""

from __future__ import annotations

import pytest

from explain.graph.columns import SMALLER, in_columns
from explain.graph.layout import Box

ACROSS, DOWN = 12.0, 6.0


def sizes(*heights, width=4.0):
    return {f"box {number}": Box(0, 0, width, height) for number, height in enumerate(heights)}


@pytest.mark.parametrize(
    ("boxes", "slides"),
    [
        (sizes(1, 1, 1), 1),
        (sizes(*[1] * 10), 1),
        (sizes(*[1] * 30), 2),
        (sizes(*[1] * 10, width=20.0), 2),
        (sizes(20, 1), 1),
        (sizes(1), 1),
    ],
)
def test_each_box_is_once_on_as_few_slides_as_there_can_be(boxes, slides):
    path = list(boxes)
    made = in_columns(path, boxes, ACROSS, DOWN)
    assert [id for layout in made for id in layout.boxes] == path
    assert len(made) == slides
    for layout in made:
        assert layout.width >= ACROSS / SMALLER
        for box in layout.boxes.values():
            assert 0 <= box.top <= box.top + box.height <= layout.height


def test_columns_are_about_as_high_as_each_other():
    (layout,) = in_columns(list(sizes(*[1] * 8)), sizes(*[1] * 8), ACROSS, DOWN)
    lefts = [box.left for box in layout.boxes.values()]
    assert [lefts.count(left) for left in sorted(set(lefts))] == [4, 4]
