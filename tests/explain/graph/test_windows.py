"""A graph wider than a slide: in parts of whole columns, and no arrow between two columns lost."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pptx
import pytest

from engine import assess
from explain import why
from explain.graph.columns import SMALLER
from explain.graph.layout import Box, Layout, for_a_slide
from explain.graph.slides import steps, to_pptx
from explain.graph.windows import column_of, windows
from knowledge.cases.files import read_case

ACROSS = 12.0


def in_columns(*counts: int, width: float = 4.0) -> Layout:
    """A layout with so many boxes in each column."""
    boxes = {
        f"{column} {row}": Box(column * (width + 1), row * 1.0, width, 0.8)
        for column, count in enumerate(counts)
        for row in range(count)
    }
    return Layout(len(counts) * (width + 1) - 1, max(counts) * 1.0, boxes)


@pytest.mark.parametrize(
    ("layout", "parts"),
    [
        (in_columns(1), 1),
        (in_columns(2, 3), 1),
        (in_columns(2, 3, 1), 2),
        (in_columns(1, 1, 1, 1, 1, 1), 5),
        (in_columns(1, 1, 1, 1, 1, 1, width=2.0), 2),
        (in_columns(1, 1, 1, width=20.0), 2),
    ],
)
def test_each_part_begins_with_the_column_that_the_one_before_ends_with(layout, parts):
    made = windows(layout, ACROSS)
    assert len(made) == parts
    assert {id for part in made for id in part.boxes} == layout.boxes.keys()
    for one, other in pairwise(made):
        shared = one.boxes.keys() & other.boxes.keys()
        assert len({column_of(layout.boxes[id]) for id in shared}) == 1
    for part in made:
        assert min(box.left for box in part.boxes.values()) == 0
        assert max(box.left + box.width for box in part.boxes.values()) == part.width
        columns = {column_of(box) for box in part.boxes.values()}
        assert part.width <= ACROSS / SMALLER or len(columns) == 2


@pytest.mark.parametrize("name", ["schufa_score", "klarna_assistant"])
def test_slides_of_a_graph_of_all_facts_have_letters_that_a_room_can_read(name):
    drawn = why(assess(read_case(f"example:{name}"))).drawing(full=True)
    slides = pptx.Presentation(BytesIO(to_pptx(drawn))).slides
    assert len(slides) > 1
    sizes = [
        run.font.size.pt
        for slide in slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size
    ]
    assert min(sizes) >= 9.5


def test_a_graph_that_fits_is_built_up_as_before():
    drawn = why(assess(read_case("example:zillow_offers"))).drawing(full=True)
    slides = pptx.Presentation(BytesIO(to_pptx(drawn))).slides
    assert len(slides) == len(steps(drawn, for_a_slide(drawn)))
