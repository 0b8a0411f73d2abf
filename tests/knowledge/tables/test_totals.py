"""Rows that add up others, as small businesses in Europe write them."""

from __future__ import annotations

import pytest

from knowledge.tables.totals import adds_up, is_total, may_be_total


def told(first, *others, above=()):
    """Whether a row below others is told as a total by its first cell, and by what it comes to."""
    rows = [*above, (first, *others)]
    columns = list(zip(*rows, strict=True))
    texts = [(place, str(text)) for place, text in enumerate(rows[-1]) if text]
    at = len(rows) - 1
    return may_be_total(first) and is_total(texts, columns, at), adds_up(texts, columns, at)


@pytest.mark.parametrize(
    "word",
    [
        *("Razem", "Celkem:", "I alt", "YHTEENSÄ", "Összesen", "Summa", "Ukupno", "Skupaj"),
        *("Soma", "Σύνολο", "Σ", "∑", "Totaal", "Totale", "*Summe*", "iš viso"),
    ],
)
def test_a_total_is_known_in_the_languages_of_europe(word):
    assert told(word, "", "7")[0]


@pytest.mark.parametrize("word", ["Total HT", "Total 2026", "Summe (EUR)", "Gesamt: 2026"])
def test_a_total_may_say_of_what_if_only_numbers_stand_beside_it(word):
    assert told(word, "", "1.331,50 €")[0]
    assert not told(word, "Live", "1.331,50 €")[0]


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [("1.200,50", "800", "2.000,50 €"), ("1 200", "0.5", "1200.5"), (1200, 0.5, 1200.5)],
)
@pytest.mark.parametrize("word", ["Gesamtkosten", "Total des coûts", "Alle zusammen"])
def test_a_last_row_that_comes_to_the_sum_of_those_above_is_a_total(word, first, second, total):
    above = [("Forecast", "Live", first), ("Chat", "Idea", second)]
    assert told(word, "", total, above=above)[1]
    assert not told(word, "", "77", above=above)[1]
    # a case has what cases have
    assert not told(word, "Live", total, above=above)[1]


def test_three_names_with_numbers_are_no_total():
    assert told("C", "3", above=[("A", "1"), ("B", "2")]) == (False, False)
    assert told("Total recall", "3", above=[("A", "1"), ("B", "1")]) == (False, False)
    assert told("Gesamtplanung", "3", above=[("A", "1"), ("B", "1")]) == (False, False)
