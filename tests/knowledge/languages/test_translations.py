"""The shipped translations: no English left, questions that are questions, texts that fit their
boxes, and answers that can be told apart.
"""

from __future__ import annotations

import re

import pytest

from knowledge.authoring.wording_defects import LONGEST_DRAWN
from knowledge.base import load
from knowledge.cases.files import described
from knowledge.entries import (
    Attribute,
    Condition,
    Duty,
    Invariant,
    Parameter,
    Relief,
    RuleEntry,
    Trigger,
)
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from knowledge.pack_paths import EXAMPLE, example_packs

TRANSLATED = ("de", "fr")
ALIKE = {"de": {"EUR", "FLOP"}, "fr": {"EUR", "FLOP", "clients"}}  # units that are the same words


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_that_counts_as_translated_was_left_in_english(code):
    spoken = texts(code)  # single words of a page may coincide, whole sentences of a pack do not
    assert [
        keys
        for keys, text in spoken.own.items()
        if text == spoken.english[keys]
        and keys[0] not in ("interface", "comparisons")
        and not (keys[-1] == "unit" and text in ALIKE[code])
        and keys[-1] != "names_as_written"  # short forms, in names that are English everywhere
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


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_unit_of_every_number_is_said_in_every_language(code):
    base = load([f"{EXAMPLE}{name}" for name in example_packs()])
    spoken, words = texts(code, base), Words.of(code, base)
    numbers = (*base.attributes.values(), *base.of_kind(Parameter))
    with_units = [entry for entry in numbers if entry.unit]
    assert len(with_units) > 30
    for entry in with_units:
        assert ("entries", entry.key, "unit") in spoken.own, entry.key
        said = words.unit(entry)
        assert said == entry.unit if entry.unit in ALIKE[code] else said != entry.unit, entry.key
        if isinstance(entry, Attribute):
            assert f"({said})" in words.mark(described(entry))


@pytest.mark.parametrize("code", TRANSLATED)
def test_whether_a_condition_or_trigger_holds_is_asked_in_its_own_words(code):
    spoken, words = texts(code), Words.of(code)
    grounds = [*load().of_kind(Condition), *load().of_kind(Trigger)]
    assert len(grounds) == 12
    for entry in grounds:
        asked = words.asked(entry.proposition, load().propositions[entry.proposition].asked)
        assert spoken.statement(entry.proposition).text not in asked
        assert "(EN)" not in asked
    if code == "fr":  # a French question whether is one only with its "si"
        whether = {keys[1]: text for keys, text in spoken.own.items() if keys[0] == "open"}
        bare = {name for name, text in whether.items() if not text.startswith(("si ", "s’il "))}
        assert bare == set()
