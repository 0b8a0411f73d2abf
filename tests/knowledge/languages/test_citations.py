"""Citations in other languages: headings of parts are said, names of works stay."""

from __future__ import annotations

import pytest

from knowledge.languages.words import Words


@pytest.mark.parametrize(
    ("language", "english", "told"),
    [
        ("de", "[A Decision table]", "[A Entscheidungstabelle]"),
        ("de", "[A Why it matters]", "[A Warum es zählt]"),
        ("fr", "[A Quick answer]", "[A Réponse rapide]"),
        ("fr", "[A Trigger 3]", "[A Déclencheur 3]"),
        ("en", "[A Trigger 3]", "[A Trigger 3]"),
    ],
)
def test_headings_of_the_article_are_said_in_the_language(language, english, told):
    assert Words.of(language).cited([english]) == (told,)
