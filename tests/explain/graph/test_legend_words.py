"""A legend shows the word of a look where boxes of that look carry it, and nowhere else."""

from __future__ import annotations

import pytest

from engine import assess
from explain import why, why_not
from explain.argue.legal_path import legal_path
from explain.graph.graph import Drawing
from knowledge.cases.files import read_case


def toy() -> Drawing:
    assessment = assess(read_case("example:talking_toy"))
    path = legal_path(why(assessment), assessment)
    assert path is not None
    return path.drawing()


def drawn(name: str) -> Drawing:
    return why(assess(read_case(f"example:{name}"))).drawing()


def barred() -> Drawing:
    return why_not(assess(read_case("example:tay")), "experimentation_acceptable").drawing()


@pytest.mark.parametrize(
    "drawing", [toy(), barred(), drawn("klarna_assistant"), drawn("schufa_score")]
)
def test_a_legend_shows_the_words_that_boxes_carry(drawing):
    for line in drawing.legend:
        words = {node.word for node in drawing.nodes if node.look == line.look}
        assert any(word.startswith(line.sign) for word in words), line


def test_boxes_of_a_path_that_carry_no_word_have_none_in_the_legend():
    (holds,) = [line for line in toy().legend if line.look == "true"]
    assert holds.sign == ""
    assert holds.says == "holds"
