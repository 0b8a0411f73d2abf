"""How many things there are, as each language counts them."""

from __future__ import annotations

import re

import pytest

from knowledge.languages.counting import counted
from knowledge.languages.said import said
from knowledge.languages.told import Told
from knowledge.languages.words import Words


@pytest.mark.parametrize(
    ("language", "nought", "one", "two"),
    [
        ("en", "0 errors", "1 error", "2 errors"),
        ("de", "0 Fehler", "1 Fehler", "2 Fehler"),
        ("fr", "0 erreur", "1 erreur", "2 erreurs"),
    ],
)
def test_nought_is_singular_in_french_alone(language, nought, one, two):
    words = Words.of(language)
    assert [words.count("counted_error", count) for count in (0, 1, 2)] == [nought, one, two]
    told = [Told.counted("counted_error", count).said(words) for count in (0, 1, 2)]
    assert told == [nought, one, two]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_phrase_without_its_number_speaks_of_one_only(language):
    phrases = said(language).forms()
    without = [key for key in phrases if key.endswith("_one") and "{count}" not in phrases[key]]
    assert without
    for key in without:
        assert counted(phrases, key.removesuffix("_one"), 0).endswith("_many"), key


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_phrase_leaves_the_number_to_the_reader(language):
    """`1 answer(s) were erased` is no sentence."""
    ending = re.compile(r"\w\((?:s|n|en|e|es|ies)\)")
    assert [text for text in said(language).forms().values() if ending.search(text)] == []


@pytest.mark.parametrize(
    ("key", "language", "told"),
    [
        ("register_whole", "de", "1 Stand: Die Kette"),
        ("register_whole", "fr", "1 état\u00a0: la chaîne"),
        ("register_erased_answers", "de", "1 Antwort wurde gelöscht"),
        ("register_erased_answers", "fr", "1 réponse a été effacée"),
        ("intake_new", "de", "neu sind (1 Zelle; sie bleibt unbekannt)"),
        ("intake_stated", "fr", "(sur 1 ligne)"),
        ("desk_history", "de", "Verlauf: 1 Antwort"),
    ],
)
def test_one_is_told_in_the_singular(key, language, told):
    assert told in Words.of(language).count(key, 1)
