"""Conditions on posters: in other languages than English by what their answers mean."""

from __future__ import annotations

import pytest

from explain.posters.plain_condition import plain_condition
from knowledge.base import load
from knowledge.entries import ExceptionEntry
from knowledge.languages.texts import texts
from knowledge.languages.words import MARK, Words
from tests.conftest import DAY


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_condition_of_an_exception_is_in_english(language):
    base, words = load(), Words.of(language)
    for exception in base.of_kind(ExceptionEntry):
        for text in (*exception.requires, exception.ends_when):
            told = plain_condition(text, base, DAY, words)
            assert told != plain_condition(text, base, DAY)
            assert MARK not in told
            assert not {"and", "or", "not", "answered"} & set(told.split()), told


def test_a_comparison_says_figures_and_questions():
    told = plain_condition(
        "ends_on < starts_on + months(parameter.longest_time_box)", load(), DAY, Words.of("de")
    )
    asked = texts("de").question
    assert told == f"{asked('ends_on').text} vor „{asked('starts_on').text}“ + 3 Monate"


def test_alternatives_are_said_with_the_word_of_the_language():
    told = plain_condition('exposure in ("data_science", "analysts")', load(), DAY, Words.of("de"))
    meanings = [texts("de").answer("exposure", one).text for one in ("data_science", "analysts")]
    assert told == " oder ".join(meanings)


@pytest.mark.parametrize(
    ("language", "condition", "says"),
    [
        ("de", "business_units >= 2", "dient das System? mindestens 2"),
        ("fr", "business_units >= 2", "au moins 2"),
        ("de", "starts_on <= today", "beginnt das Experiment? nicht nach heute"),
        ("fr", "starts_on <= today", "pas après aujourd’hui"),
    ],
)
def test_a_comparison_is_an_answer_to_its_question_and_no_formula_of_questions(
    language, condition, says
):
    told = plain_condition(condition, load(), DAY, Words.of(language))
    assert told.replace("\u00a0", " ").endswith(says)
    assert not set("<>≤≥") & set(told)
