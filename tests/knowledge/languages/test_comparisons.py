"""Comparisons and citations in German and French: no ids, days and numbers as the language writes
them, and of a citation only the names of works in English.
"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import load
from knowledge.conditions.evaluation import PARAMETER, decider
from knowledge.conditions.tree import Attr, Calculation, Const, Param, Span
from knowledge.conditions.tree import Test as Comparison
from knowledge.conditions.wording import phrase, spoken
from knowledge.entries import Parameter
from knowledge.languages.words import Words

FACTS = {
    "today": date(2028, 3, 1),
    "trial_started_on": date(2028, 1, 10),
    "stage": "pilot",
    "volume_multiple": 1234.5,
    "affects_people": True,
    "relied_on_for": frozenset(),
    "owner": "a_team",
    f"{PARAMETER}scale_factor": 10,
}
BEGUN = Comparison("<=", Attr("trial_started_on"), Attr("today"), dated=True)
LONG = Comparison(
    ">", Attr("today"), Calculation(Attr("trial_started_on"), "+", Span(Const(2), "months"))
)


def told(test, code, facts=None):
    said = phrase(test, facts or FACTS, decider(test)(facts or FACTS))
    return Words.of(code).phrase(said, spoken(said))


@pytest.mark.parametrize(
    ("test", "german", "french"),
    [
        (
            BEGUN,
            "An welchem Tag beginnt die Erprobung? 10. Januar 2028 – nicht nach heute,"
            " 1. März 2028",
            "Quel jour l’essai commence-t-il\u202f? 10 janvier 2028 – pas après aujourd’hui,"
            " 1er mars 2028",
        ),
        (
            Comparison(">=", Attr("volume_multiple"), Param("scale_factor")),
            "Das Wievielfache der heutigen Menge muss das System bewältigen? 1.234,5"
            " – mindestens 10",
            None,
        ),
        (
            Comparison("nonempty", Attr("relied_on_for")),
            "Für welche dieser Dinge verlässt sich das Unternehmen darauf? nichts davon",
            None,
        ),
        (
            Comparison("==", Attr("owner"), Const("another")),
            "Wer ist dafür verantwortlich? a_team – nicht: another",
            None,
        ),
        (
            Comparison("known", Attr("trial_ends_on")),
            "nicht beantwortet: An welchem Tag soll die Erprobung enden?",
            None,
        ),
        (
            LONG,
            "Der Stichtag: 1. März 2028 – nicht nach „An welchem"
            " Tag beginnt die Erprobung?“ + 2 Monate, 10. März 2028",
            None,
        ),
    ],
)
def test_a_comparison_has_the_question_and_what_the_answer_means(test, german, french):
    assert told(test, "de") == german
    if french is not None:
        assert told(test, "fr").replace("\u00a0", "\u202f") == french


@pytest.mark.parametrize("code", ["de", "fr"])
def test_no_id_and_no_day_in_digits_is_left_in_a_comparison(code):
    base, words = load(), Words.of(code)
    for attribute in base.attributes.values():
        for value in attribute.choices:
            stated = value == "true" if attribute.type == "bool" else value
            facts = {attribute.id: frozenset([value]) if attribute.type == "set" else stated}
            test = {
                "bool": Comparison("yes", Attr(attribute.id)),
                "set": Comparison("includes", Attr(attribute.id), Const(value)),
            }.get(attribute.type, Comparison("==", Attr(attribute.id), Const(value)))
            text = told(test, code, facts)
            assert attribute.id not in text.split()
            assert "(EN)" not in text
            assert text.startswith(words.question(attribute.id, attribute.question))


def test_what_a_language_does_not_know_is_told_as_it_is():
    said = phrase(Comparison("==", Attr("own_mark"), Const("x_y")), {"own_mark": "x_y"}, True)
    assert Words.of("de").phrase(said, spoken(said)) == "own mark x_y"
    assert Words.of("en").phrase(said, spoken(said)) == "own_mark is x_y"


@pytest.mark.parametrize(
    ("code", "amended", "annex"),
    [("de", "geändert durch", "Anhang"), ("fr", "modifié par", "annexe")],
)
def test_of_a_citation_only_names_of_works_are_english(code, amended, annex):
    base = load()
    words = Words.of(code)
    english = {one for entry in base.entries.values() for one in base.citations(entry)}
    for citation in english:
        (said,) = words.cited([citation])
        assert "amended by" not in said
        assert "Annex" not in said
        assert (amended in said) == ("amended by" in citation)
        assert (annex in said) == ("Annex" in citation)
    assert words.cited(["[somewhere 3]"]) == ("[somewhere 3]",)
    assert base.of_kind(Parameter)
    assert Words.of("en").cited(sorted(english)) == tuple(sorted(english))
