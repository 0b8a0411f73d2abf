"""A picture of a case before the Act says so, as every other form does."""

from __future__ import annotations

import pytest

from engine import assess
from explain import why
from explain.compose.verdict_graph import compose
from knowledge.cases.stories import read_case_in
from knowledge.languages.words import Words


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "The AI Act did not apply on this day; it is shown as if it had"),
        ("de", "galt an diesem Tag nicht"),
        ("fr", "ne s’appliquait pas"),
    ],
)
def test_a_picture_of_a_day_before_the_act_says_that_it_did_not_apply(language, says):
    case = read_case_in("example:tay", language)
    drawn = compose(why(assess(case, case.stated()["today"])), Words.of(language))
    assert says in drawn.title


def test_one_of_a_later_day_says_nothing_of_that():
    case = read_case_in("example:tay", "en")
    assert "did not apply" not in compose(why(assess(case, "2026-12-01"))).title
