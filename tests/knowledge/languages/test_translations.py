"""The shipped translations: no English left, questions that are questions, texts that fit their
boxes, and answers that can be told apart.
"""

from __future__ import annotations

import re

import pytest

from knowledge.authoring.wording_defects import LONGEST_DRAWN
from knowledge.base import load
from knowledge.entries import (
    Attribute,
    Duty,
    Invariant,
    Relief,
    RuleEntry,
)
from knowledge.languages.texts import texts

TRANSLATED = ("de", "fr")


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_that_counts_as_translated_was_left_in_english(code):
    spoken = texts(code)  # single words of a page may coincide, whole sentences of a pack do not
    assert [
        keys
        for keys, text in spoken.own.items()
        if text == spoken.english[keys]
        and keys[0] not in ("interface", "comparisons")
        and not (keys[-1] == "unit" and text in ("EUR", "FLOP"))
        and not (keys[0] == "forms" and len(re.sub(r"{\w+}", "", text).split()) <= 3)
    ] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translated_question_is_a_question_and_a_statement_is_none(code):
    spoken = texts(code)
    assert [
        name for name in load().attributes if not spoken.question(name).text.endswith("?")
    ] == []
    assert [
        keys
        for keys, text in spoken.own.items()
        if keys[0] == "statements" and re.search(r"[.?!]$", text)
    ] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_title_that_fits_into_the_box_of_a_picture_does_so_in_every_language(code):
    spoken = texts(code)
    titles = [
        entry.proposition
        for entry in load().of_kind(RuleEntry)
        if not isinstance(entry, (Duty, Invariant, Relief))
    ]
    fitting = [
        name for name in titles if len(spoken.base.propositions[name].title) <= LONGEST_DRAWN
    ]
    assert {
        name: spoken.statement(name).text
        for name in fitting
        if len(spoken.statement(name).text) > LONGEST_DRAWN
    } == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_two_answers_to_a_question_read_the_same(code):
    spoken = texts(code)
    for attribute in load().of_kind(Attribute):
        answers = [spoken.answer(attribute.id, value).text for value in attribute.values]
        assert len(set(answers)) == len(answers), attribute.id
