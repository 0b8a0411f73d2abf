"""The gallery and its posters in other languages."""

from __future__ import annotations

import re

import pytest

from explain.posters.knowledge_map import knowledge_map
from explain.posters.legal_chain import legal_chain
from knowledge import load
from knowledge.entries import Classification
from knowledge.languages.words import Words
from tests.conftest import DAY
from threshold.commands.gallery import pages

MAP = {
    "de": (
        "Was eine Ausnahme beendet",
        "Gründe, die nichts aufhebt",
        "Annahmen, die nicht stimmen",
    ),
    "fr": ("ce qui met fin à une exception", "Motifs que rien ne lève", "Des idées fausses"),
}
CHAIN = {
    "de": ("außer wenn eines davon belegt ist", "ANBIETER SCHULDET"),
    "fr": ("sauf si l’un de ces points est établi", "FOURNISSEUR DOIT"),
}
ENGLISH = re.compile(r"\b(the|and|what|unless|owes|needs|from)\b")


def shown(source):
    """The texts of a picture, without markup and what is marked as English."""
    text = " ".join(re.sub(r"<[^>]*>|tooltip=\"[^\"]*\"|TOOLTIP=\"[^\"]*\"", " ", source).split())
    return text.replace("&#160;", " ")


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_map_is_drawn_in_a_language(language):
    text = shown(knowledge_map(load(), DAY, Words.of(language)).source)
    for phrase in MAP[language]:
        assert phrase.lower() in text.lower()


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_chain_is_drawn_in_a_language(language):
    (classification,) = load().of_kind(Classification)
    text = shown(legal_chain(load(), classification, DAY, Words.of(language)).source)
    for phrase in CHAIN[language]:
        assert phrase in text


@pytest.mark.long
@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_pages_of_cases_speak_a_language(language):
    written = pages("../../knowledge/packs", Words.of(language))
    becauses = {getattr(entry, "because", "") for entry in load().entries.values()}
    for name, text in written.items():
        if name == "knowledge.md":
            continue
        for because in becauses:
            text = text.replace(f"{because} (EN)", "") if because else text
        assert "(EN)" not in text, name
        headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
        assert headings
        assert [heading for heading in headings if ENGLISH.search(heading)] == []
