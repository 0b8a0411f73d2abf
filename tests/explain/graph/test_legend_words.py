"""A legend shows the word of a look where boxes of that look carry it, and nowhere else."""

from __future__ import annotations

import pytest

from engine import assess
from explain import why, why_not
from explain.argue.legal_path import legal_path
from explain.graph.graph import Drawing
from knowledge.cases.files import example_names, read_case


def toy() -> Drawing:
    assessment = assess(read_case("example:talking_toy"))
    path = legal_path(why(assessment), assessment)
    assert path is not None
    return path.drawing()


def carried(drawing: Drawing) -> None:
    for line in drawing.legend:
        words = {node.word for node in drawing.nodes if node.look == line.look}
        assert any(line.sign in word for word in words), line
        assert not any(letter.isdigit() for letter in line.sign), "how many, boxes say"


@pytest.mark.parametrize("name", example_names())
def test_a_legend_shows_the_words_that_boxes_carry(name):
    explained = why(assess(read_case(f"example:{name}")))
    for language in ("en", "de", "fr"):
        carried(explained.drawing(language=language))


def test_of_a_path_and_of_what_bars_a_verdict_too():
    carried(toy())
    carried(why_not(assess(read_case("example:tay")), "experimentation_acceptable").drawing())


def test_boxes_of_a_path_that_carry_no_word_have_none_in_the_legend():
    (holds,) = [line for line in toy().legend if line.look == "true"]
    assert holds.sign == ""
    assert holds.says == "holds"
