"""A legend shows the word of a look where boxes of that look carry it, and nowhere else."""

from __future__ import annotations

import pytest

from engine import assess
from explain import why, why_not
from explain.argue.legal_path import legal_path
from explain.graph.graph import Drawing
from knowledge.cases.files import example_names, read_case
from tests.conftest import DAY, use_case


def toy() -> Drawing:
    assessment = assess(read_case("example:talking_toy"))
    path = legal_path(why(assessment), assessment)
    assert path is not None
    return path.drawing()


def carried(drawing: Drawing) -> None:
    for line in drawing.legend:
        words = {node.word for node in drawing.nodes if node.look == line.look}
        for sign in line.sign.split(" · "):
            assert any(sign in word for word in words), line
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


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_of_exceptions_that_carry_two_words_the_legend_shows_both(language):
    """One is an exception of the engineering rules, by the other the law spares the case."""
    drawn = why(assess(read_case("example:hiring_trial"), DAY)).drawing(language=language)
    (none,) = [line for line in drawn.legend if line.look == "no relief"]
    words = {node.word for node in drawn.nodes if node.look == "no relief"}
    assert len(words) == 2
    signs = none.sign.split(" · ")
    assert len(signs) == 2
    assert all(any(sign in word for sign in signs) for word in words)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_grounds_that_hold_beside_what_is_forbidden_are_not_counted_in_the_legend(language):
    case = use_case(
        output_use="operational",
        exposure="business_users",
        eu_nexus=True,
        ai_system=True,
        role="deployer",
        prohibited_practices={"emotion_at_work_or_school"},
        medical_or_safety_reason=False,
    )
    drawn = why(assess(case, DAY)).drawing(language=language)
    assert [node for node in drawn.nodes if node.look == "beside"]
    carried(drawn)
