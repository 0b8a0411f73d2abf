"""A hover tells a name in the language of the editor, whatever kind of entry it is."""

from __future__ import annotations

import pytest

from knowledge.authoring.occurrences import Symbol
from knowledge.base import load
from knowledge.languages.words import Words
from threshold.language_server.hover import of_key, of_symbol
from threshold.language_server.spot import spot

PACK = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: runs_in
  type: enum
  question: Where does it run?
  values: {cloud: in somebody else's cloud, house: in our own house}
  source: {work: policy, at: no. 6}
"""


@pytest.mark.parametrize("language", ["de", "fr"])
def test_nothing_that_shipped_packs_say_is_told_in_english(language):
    base, words = load(), Words.of(language)
    for key, entry in base.entries.items():
        names = [Symbol(key), *(Symbol(key, value) for value in getattr(entry, "values", ()) or ())]
        for name in names if entry.kind == "attribute" else names[:1]:
            told = of_symbol(name, base, (), words)
            assert "(EN)" not in told, told


def test_a_value_a_question_and_a_source_are_told_in_german():
    base, words = load(), Words.of("de")
    told = of_symbol(Symbol("attribute:exposure"), base, (), words)
    assert "Wer sieht oder nutzt die Ergebnisse?" in told
    assert "- `customers`: Kunden des Unternehmens" in told
    assert "Quelle: [A Entscheidungstabelle]" in told
    value = of_symbol(Symbol("attribute:exposure", "customers"), base, (), words)
    assert "**customers** von exposure (" in value
    assert "Kunden des Unternehmens" in value


def test_what_a_pack_of_ones_own_says_is_marked_unless_it_is_translated(tmp_path):
    pack = tmp_path / "ours"
    (pack / "languages").mkdir(parents=True)
    (pack / "ours.yaml").write_text(PACK, encoding="utf-8")
    symbol, words = Symbol("attribute:runs_in"), Words.of("fr")
    told = of_symbol(symbol, load(packs=[pack]), (), words)
    assert "Where does it run? (EN)" in told
    assert "[Policy n°\u00a06]" in told
    manifest = "name: ours\nversion: '1'\ntitle: Ours\nlicence: MIT\nlanguages: [en, fr]\n"
    (pack / "pack.yaml").write_text(manifest, encoding="utf-8")
    translated = "questions:\n  runs_in: Où tourne-t-il ?\n"
    (pack / "languages" / "fr.yaml").write_text(translated, encoding="utf-8")
    assert "Où tourne-t-il ?" in of_symbol(symbol, load(packs=[pack]), (), words)


def test_what_a_key_means_is_told_in_english_and_says_so():
    lines = ["- trigger: x", "  requires: [monitoring]"]
    told = of_key(spot(lines, 1, 10), "requires", Words.of("de"))
    assert told.endswith("(EN)")
    assert of_key(spot(lines, 1, 10), "requires", Words.of(None)) == told.removesuffix(" (EN)")
    assert of_key(spot(lines, 1, 10), "no_such_key", Words.of("de")) == ""
