"""Sentences in a list begin as their language begins them behind a colon and a semicolon."""

from __future__ import annotations

import re

import pytest

from engine import assess
from explain.argue.first_answer import first_answer
from knowledge.cases.files import example_names, read_case
from knowledge.languages.clauses import begun_small, clauses, written_small
from knowledge.languages.said import said
from knowledge.languages.words import Words
from tests.conftest import DAY


@pytest.mark.parametrize(
    ("language", "sentences", "told"),
    [
        (
            "fr",
            ["Une défaillance perturbe l’entreprise", "Des clients rencontrent ses résultats"],
            "une défaillance perturbe l’entreprise\u00a0; des clients rencontrent ses résultats",
        ),
        ("fr", ["DORA s’applique", "L’usage est …"], "DORA s’applique\u00a0; l’usage est …"),
        ("de", ["Ein Fall stört", "Die Praktik ist es"], "Ein Fall stört; die Praktik ist es"),
        ("de", ["Es ist so", "Kunden begegnen ihm"], "Es ist so; Kunden begegnen ihm"),
        ("de", ["Es ist so", "Sie stellen es bereit"], "Es ist so; Sie stellen es bereit"),
        ("en", ["It is so", "Customers meet it"], "It is so; Customers meet it"),
        ("fr", [], ""),
    ],
)  # fmt: skip
def test_a_sentence_behind_another_begins_as_the_language_does(language, sentences, told):
    assert clauses(sentences, Words.of(language)) == told


@pytest.mark.parametrize(
    ("language", "sentences", "told"),
    [
        ("de", ["Es ist so", "Es bleibt so"], "Es ist so; es bleibt so"),
        ("fr", ["Il en est ainsi", "Il le reste"], "Il en est ainsi\u00a0; il le reste"),
        ("en", ["It is so", "It stays so"], "It is so; It stays so"),
    ],
)
def test_sentences_by_themselves_begin_with_a_capital_once(language, sentences, told):
    """In a cell of a table there is no colon before them."""
    assert clauses(sentences, Words.of(language), behind_colon=False) == told


def test_a_word_that_is_a_name_elsewhere_stays_as_it_is():
    small = written_small(["der Fall", "die Leute von Nice", "ils sont nice", "un cas à Nice"])
    assert begun_small("Nice le veut", small) == "Nice le veut"
    assert begun_small("Der Fall", small) == "der Fall"
    assert begun_small("« Der", small) == "« Der"


@pytest.mark.parametrize("name", example_names())
def test_no_capital_of_an_ordinary_word_stands_behind_why_in_french(name):
    told = first_answer(assess(read_case(f"example:{name}"), DAY)).to_text(language="fr")
    (why,) = re.findall(r"Pourquoi\u00a0: (.*?)\.\n", told, re.S) or [""]
    for word in re.findall(r"(?:^|; ?)(\w+)", why):
        assert word[0].islower() or word.isupper(), why


def test_french_has_one_word_for_what_is_required():
    """It said both exigé and requis, on one page."""
    texts = " ".join(said("fr").forms().values())
    assert not re.search(r"\brequis", texts)
    assert "exigée" in texts
