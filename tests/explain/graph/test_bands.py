"""A graph higher than a slide: in parts that are not, and no arrow is lost."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pptx
import pytest

from engine import assess
from explain import why
from explain.graph.bands import bands
from explain.graph.columns import BETWEEN
from explain.graph.slides import READABLE, to_pptx
from knowledge.cases.files import read_case
from tests.conftest import DAY
from tests.explain.graph.test_windows import in_columns

DOWN = 5.0


@pytest.mark.parametrize(("counts", "parts"), [((3, 1), 1), ((12, 1), 3), ((1, 12, 1), 3)])
def test_a_high_column_is_parted_and_the_others_stand_on_each_slide(counts, parts):
    layout = in_columns(*counts)
    made = bands(layout, DOWN)
    assert len(made) == parts
    assert {id for part in made for id in part.boxes} == layout.boxes.keys()
    for part in made:
        assert part.height <= DOWN or parts == 1
        for column, count in enumerate(counts):
            if count == 1:
                assert f"{column} 0" in part.boxes
        for id, box in part.boxes.items():
            assert 0 <= box.top <= box.top + box.height <= part.height + 1e-9, id


def test_every_arrow_is_on_some_slide():
    layout = in_columns(10, 10)
    arrows = [(f"0 {row}", f"1 {9 - row}") for row in range(10)]
    made = bands(layout, DOWN, arrows)
    for tail, head in arrows:
        assert any(tail in part.boxes and head in part.boxes for part in made)
    assert all(part.height <= DOWN for part in made)


def test_boxes_of_a_column_do_not_meet():
    for part in bands(in_columns(9), DOWN):
        tops = sorted(box.top for box in part.boxes.values())
        assert all(b - a >= 0.8 + BETWEEN - 1e-9 for a, b in pairwise(tops))


@pytest.mark.parametrize("language", ["de", "fr"])
def test_letters_of_a_graph_of_everything_are_large_enough_to_read(language):
    """All of it on one slide had letters of 9 points."""
    drawn = why(assess(read_case("example:hiring_trial"), DAY)).drawing(
        full=True, language=language
    )
    deck = pptx.Presentation(BytesIO(to_pptx(drawn)))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top >= 0
            assert shape.top + shape.height <= deck.slide_height
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                assert all(run.font.size.pt >= 13 * READABLE - 0.5 for run in paragraph.runs)
