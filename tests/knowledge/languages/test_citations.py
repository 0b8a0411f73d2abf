"""Citations in other languages: headings of parts and short forms of works are said."""

from __future__ import annotations

import re

import pytest
import yaml

from knowledge.base import load
from knowledge.entries import Work
from knowledge.languages.citations import PLACE, citations
from knowledge.languages.lacking import missing
from knowledge.languages.texts import LANGUAGES
from knowledge.languages.words import Words
from tests.pack_of_gdpr import MANIFEST, written


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


@pytest.mark.parametrize(
    ("language", "english", "told"),
    [
        ("de", "[GDPR Art. 35(3), (4)]", "[DSGVO Art. 35(3), (4)]"),
        ("fr", "[GDPR Art. 35(3), (4)]", "[RGPD art. 35(3), (4)]"),
        ("de", "[AI Act Art. 2(6), (8)]", "[KI-VO Art. 2(6), (8)]"),
        ("fr", "[AI Act Art. 2(6), (8)]", "[RIA art. 2(6), (8)]"),
        ("en", "[AI Act Art. 2(6), (8)]", "[AI Act Art. 2(6), (8)]"),
        ("de", "[GDPR]", "[DSGVO]"),  # a work as a whole
        ("de", "[Policy 4]", "[Policy 4]"),  # of no work of the base
    ],
)
def test_a_work_is_cited_by_its_short_form_in_the_language(language, english, told):
    assert english == "[Policy 4]" or english in citations(load())
    assert Words.of(language).cited([english]) == (told,)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_an_amending_work_goes_by_its_short_form_too(language):
    english = next(one for one in citations(load()) if "amended by" in one)
    (told,) = Words.of(language).cited([english])
    assert Words.of(language).place("Digital Omnibus") in told
    assert "Digital Omnibus" not in told


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_short_form_of_a_shipped_work_keeps_an_english_word(language):
    words = Words.of(language)
    english = re.compile(r"\b(Act|Regulation|Directive on|Guidelines|Draft|on|Reg|GDPR)\b")
    for work in load().of_kind(Work):
        assert not english.search(words.place(work.cited_as)), work.cited_as


def test_a_pack_translates_the_short_form_of_its_work_or_leaves_the_name(tmp_path):
    rules = """\
- {work: house_rules, title: The rules of the house, cited_as: House rules}
- {work: guild, title: The guild's book, cited_as: Guild}
- condition: own
  title: It is our own
  when: volume_multiple >= 2
  source: [{work: house_rules, at: rule 3}, {work: guild, at: rule 4}]
  because: We say so.
  basis: stated
"""
    german = 'entries: {"work:house_rules": {cited_as: Hausordnung}}\n'
    manifest = MANIFEST.replace("namespace: gdpr\n", "")
    pack = written(tmp_path / "house", manifest=manifest, rules=rules, german=german)
    base = load([pack])
    words = Words.of("de", base)
    cited = base.citations(base.entries["condition.own"])
    assert words.cited(cited) == (
        "[Hausordnung Regel 3, pack gdpr]",
        "[Guild Regel 4, pack gdpr]",
    )
    lacking = missing("de", base)
    assert "entries.work:guild.title" in lacking
    assert "entries.work:guild.cited_as" not in lacking  # a name, which may stay


def test_a_rule_of_an_annex_is_cited_in_words_of_the_language():
    english = "[MDR Art. 2(1), 5(5), Annex VIII, rule 11]"
    assert Words.of("fr").cited([english]) == ("[RDM art. 2(1), 5(5), annexe VIII, règle 11]",)
    assert Words.of("de").cited([english]) == ("[MDR Art. 2(1), 5(5), Anhang VIII, Regel 11]",)


@pytest.mark.parametrize(
    ("language", "english", "told"),
    [
        ("de", "Machinery Regulation Annex III 1.1.9", "Maschinen-VO Anhang III 1.1.9"),
        ("fr", "Machinery Regulation Annex III 1.1.9", "Règl. machines annexe III 1.1.9"),
        ("de", "BetrVG § 87(1) no. 6", "BetrVG § 87(1) Nr.\u00a06"),
        ("fr", "BetrVG § 87(1) no. 6", "BetrVG § 87(1) n°\u00a06"),
        ("fr", "Annex I, part A, nos 5, 6", "Annexe I, partie A, n°\u00a05, 6"),
        ("de", "House rules Nos. 5, 6", "House rules Nr.\u00a05, 6"),
        ("fr", "House rules No 3", "House rules n°\u00a03"),
        ("de", "Part two, no numbers", "Part two, no numbers"),  # a name, in which no number is
        ("fr", "Art. 26(1)", "Art. 26(1)"),  # it begins what is told
        ("fr", "DORA Art. 30", "DORA art. 30"),
        ("en", "BetrVG § 87(1) no. 6", "BetrVG § 87(1) no. 6"),
        ("de", "GDPR Art. 22(3)", "DSGVO Art. 22(3)"),
        ("fr", "GDPR Art. 22(3)", "RGPD art. 22(3)"),
        ("en", "GDPR Art. 22(3)", "GDPR Art. 22(3)"),
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
