"""What schemas describe is described in each language; what they allow is the same in all."""

from __future__ import annotations

import json

import pytest

from engine import Assessment
from knowledge.base import load
from knowledge.languages.words import Words
from knowledge.schemas.described import DESCRIPTIONS, LISTS, described
from knowledge.schemas.editor import case_schema, intake_schema, pack_schema

BY_PEOPLE = {"case": case_schema, "pack": pack_schema, "intake": intake_schema}


def bare(node):
    """A schema without what it describes."""
    if isinstance(node, list):
        return [bare(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {
        key: bare(value)
        for key, value in node.items()
        if not (key in DESCRIPTIONS and isinstance(value, str))
        and not (key in LISTS and isinstance(value, list))
    }


@pytest.mark.parametrize("code", ["de", "fr"])
def test_all_of_a_case_is_described_in_the_language(code):
    told = json.dumps(described(case_schema(load()), Words.of(code)), ensure_ascii=False)
    assert "(EN)" not in told


def test_a_case_is_described_by_its_questions_their_meanings_and_units():
    case = described(case_schema(load()), Words.of("de"))["$defs"]["case"]["properties"]
    assert case["exposure"]["description"] == (
        "Wer sieht oder nutzt die Ergebnisse? Es zählt der weiteste Kreis."
    )
    assert "alle" in case["exposure"]["enumDescriptions"]
    assert "Einheit: FLOP" in case["training_flops"]["description"]
    assert case["description"]["description"] == "Was tut es, in zwei oder drei Sätzen?"
    listed = case["customer_channels"]["markdownDescription"].splitlines()
    assert "- `chatbot`: ein Gespräch mit Kunden" in listed


@pytest.mark.parametrize("what", BY_PEOPLE)
def test_names_and_values_are_the_same_in_every_language(what):
    english = BY_PEOPLE[what](load())
    assert bare(described(english, Words.of("fr"))) == bare(english)
    assert described(english, Words.of(None)) == english


def test_what_lacks_a_translation_is_english_and_marked():
    english = Assessment.model_json_schema(mode="serialization")
    german = described(english, Words.of("de"))
    assert german["properties"].keys() == english["properties"].keys()
    for name, field in english["properties"].items():
        if "description" in field:
            assert german["properties"][name]["description"] == f"{field['description']} (EN)"
