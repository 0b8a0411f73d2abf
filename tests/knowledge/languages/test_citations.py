"""Citations in other languages: headings of parts are said, names of works stay."""

from __future__ import annotations

import re

import pytest
import yaml

from knowledge.base import load
from knowledge.languages.citations import citations
from knowledge.languages.texts import LANGUAGES
from knowledge.languages.words import PLACE, Words


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


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_word_for_a_place_in_a_shipped_work_is_said_in_the_language(language):
    """Names of works, numbers and letters stay; a language that says as English does says so."""
    forms = yaml.safe_load((LANGUAGES / "en.yaml").read_text(encoding="utf-8"))["forms"]
    own = yaml.safe_load((LANGUAGES / f"{language}.yaml").read_text(encoding="utf-8"))["forms"]
    said = sorted((forms[key] for key in forms if key.startswith(PLACE) and key in own), key=len)
    places = re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(said)))})\b")
    left = {
        word
        for citation in citations(load()).values()
        for word in re.findall(r"[^\W\d_]{3,}", places.sub("", citation.at))
    }
    assert {word for word in left if not re.fullmatch("[IVXLC]+", word)} == set()


def test_a_rule_of_an_annex_is_cited_in_words_of_the_language():
    english = "[MDR Art. 2(1), 5(5), Annex VIII, rule 11]"
    assert Words.of("fr").cited([english]) == ("[MDR art. 2(1), 5(5), annexe VIII, règle 11]",)
    assert Words.of("de").cited([english]) == ("[MDR Art. 2(1), 5(5), Anhang VIII, Regel 11]",)
