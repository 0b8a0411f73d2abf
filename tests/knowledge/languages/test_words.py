"""Sentences in one language, made of data."""

from __future__ import annotations

import pytest
import yaml

from knowledge.base import load
from knowledge.languages.codes import LANGUAGES
from knowledge.languages.words import Words, cut


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_nothing_is_asked_in_a_sentence_that_is_none(language):
    """Whether whether, whether do, whether stated: a note, a caution, a contradiction is quoted."""
    base = load()
    words = Words.of(language)
    odd = ("whether whether", "whether do ", "whether look ", "whether stated ", "ob gilt: ")
    for name, known in base.propositions.items():
        if not known.step:
            asked = words.whether(name, known.asked).lower()
            assert not asked.startswith(odd), asked


def test_the_english_of_what_kinds_ask_is_that_of_their_entries():
    forms = yaml.safe_load((LANGUAGES / "en.yaml").read_text(encoding="utf-8"))["forms"]
    kinds = {type(entry) for entry in load().entries.values()}
    said = {kind.kind: getattr(kind, "asks_whether", "") for kind in kinds}
    asked = {f"asked_{kind}": text for kind, text in said.items() if text}
    assert asked
    assert asked == {key: forms.get(key) for key in asked}


def test_a_text_too_long_for_a_box_is_cut_behind_a_word():
    """What it ends with is a word of the text, however long that is."""
    text = "where people, stock or money go, such as a pricing model whose failure hurts"
    assert cut(text, len(text)) == text
    for longest in range(12, len(text)):
        found = cut(text, longest)
        assert len(found) <= longest
        assert found.removesuffix("…").split()[-1].strip(",") in text.replace(",", "").split()
    assert cut("w" * 90, 70) == "w" * 69 + "…"
