"""A graph wider than a slide: in parts of whole columns, and no arrow between two columns lost."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, pairwise

import pptx
import pytest

from engine import assess
from explain import why
from explain.graph.columns import SMALLER
from explain.graph.graph import Drawing, Edge, Node
from explain.graph.layout import Box, Layout, for_a_slide
from explain.graph.slides import steps, to_pptx
from explain.graph.windows import column_of, windows
from knowledge.cases.files import example_names, read_case

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


@pytest.mark.parametrize("arrow", [("0 0", "3 0"), ("0 0", "2 1"), ("3 0", "0 0")])
def test_the_tail_of_an_arrow_that_passes_columns_over_stands_beside_its_head(arrow):
    layout = in_columns(1, 2, 2, 1)
    beside = ("0 0", "1 0"), ("1 0", "2 0"), ("2 0", "3 0"), arrow
    parts = windows(layout, ACROSS, beside)
    assert len(parts) == len(windows(layout, ACROSS)) == 3
    for tail, head in beside:
        assert any({tail, head} <= part.boxes.keys() for part in parts)
    for part in parts:
        for one, other in combinations(part.boxes.values(), 2):
            assert min(one.left + one.width, other.left + other.width) <= max(
                one.left, other.left
            ) or min(one.top + one.height, other.top + other.height) <= max(
                one.top, other.top
            )  # no box covers another one
        assert max(box.left + box.width for box in part.boxes.values()) == part.width
        assert max(box.top + box.height for box in part.boxes.values()) == part.height


@pytest.mark.parametrize("name", example_names())
def test_every_arrow_is_on_some_slide(name):
    drawn = why(assess(read_case(f"example:{name}"))).drawing(full=True)
    layout = for_a_slide(drawn)
    arrows = [(edge.tail, edge.head) for edge in drawn.edges]
    parts = windows(layout, ACROSS, arrows)
    assert [
        arrow for arrow in arrows if not any(set(arrow) <= part.boxes.keys() for part in parts)
    ] == []


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


def test_a_column_that_no_slide_has_room_for_goes_on_on_others_in_letters_to_read():
    boxes = [Node(id=f"n{number}", look="holds", text="fact", says="fact") for number in range(200)]
    edges = [Edge(tail=box.id, head="n199") for box in boxes[:-1]]
    high = Drawing(title="high", goal="n199", nodes=boxes, edges=edges, looks=["holds"])
    slides = pptx.Presentation(BytesIO(to_pptx(high))).slides
    facts = [shape for slide in slides for shape in slide.shapes if shape.name == "fact"]
    assert len(slides) > 10
    assert len(facts) == 199 + len(slides)  # what all lead to stands on each
    sizes = {run.font.size.pt for fact in facts for run in fact.text_frame.paragraphs[0].runs}
    assert min(sizes) > 11
