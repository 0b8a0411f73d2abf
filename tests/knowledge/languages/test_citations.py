"""Citations in other languages: headings of parts are said, names of works stay."""

from __future__ import annotations

import re

import pytest
import yaml

from knowledge.base import load
from knowledge.languages.citations import PLACE, citations
from knowledge.languages.texts import LANGUAGES
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


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_word_for_a_place_in_a_shipped_work_is_said_in_the_language(language):
    """Names of works, numbers and letters stay; a language that says as English does says so."""
    forms = yaml.safe_load((LANGUAGES / "en.yaml").read_text(encoding="utf-8"))["forms"]
    own = yaml.safe_load((LANGUAGES / f"{language}.yaml").read_text(encoding="utf-8"))["forms"]
    said = sorted((forms[key] for key in forms if key.startswith(PLACE) and key in own), key=len)
    places = re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(said)))})(?!\w)")
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


@pytest.mark.parametrize(
    ("language", "english", "told"),
    [
        ("de", "Machinery Regulation Annex III 1.1.9", "Machinery Regulation Anhang III 1.1.9"),
        ("fr", "Machinery Regulation Annex III 1.1.9", "Machinery Regulation annexe III 1.1.9"),
        ("de", "BetrVG § 87(1) no. 6", "BetrVG § 87(1) Nr.\u00a06"),
        ("fr", "BetrVG § 87(1) no. 6", "BetrVG § 87(1) n°\u00a06"),
        ("fr", "Annex I, part A, nos 5, 6", "Annexe I, partie A, n°\u00a05, 6"),
        ("de", "House rules Nos. 5, 6", "House rules Nr.\u00a05, 6"),
        ("fr", "House rules No 3", "House rules n°\u00a03"),
        ("de", "Part two, no numbers", "Part two, no numbers"),  # a name, in which no number is
        ("fr", "Art. 26(1)", "Art. 26(1)"),  # it begins what is told
        ("fr", "DORA Art. 30", "DORA art. 30"),
        ("en", "BetrVG § 87(1) no. 6", "BetrVG § 87(1) no. 6"),
    ],
)
def test_the_article_of_a_duty_is_said_in_words_of_the_language(language, english, told):
    assert Words.of(language).article(english) == told


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_article_of_a_duty_or_a_fine_keeps_an_english_word(language):
    words, base = Words.of(language), load()
    for entry in base.entries.values():
        article = getattr(entry, "article", "") or ""
        assert not re.search(r"\bAnnex\b|\bnos?\b|\brecital\b", words.article(article)) or (
            language == "fr" and "no." in article
        )
