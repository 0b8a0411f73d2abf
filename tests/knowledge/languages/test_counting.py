"""How many things there are, as each language counts them."""

from __future__ import annotations

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
