"""Rows of a table that add up others: by their first word, or by what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.numbers import Mark, readings
from knowledge.tables.values import shown

_SUBTOTALS = frozenset(  # how a row begins, or ends, that adds up some others
    (
        *("subtotal", "teilergebnis", "zwischensumme", "sous-total", "subtotaal", "subtotale"),
        *("total", "ergebnis", "totaal", "totale", "delsumma", "mezisoučet", "mellemtotal"),
    )
)
_TOTALS = _SUBTOTALS | frozenset(  # how one may begin that adds up the others
    (
        *("totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "gesamtergebnis"),
        *("insgesamt", "total général", "somme", "eindtotaal", "totale complessivo", "suma"),
        *("total general", "somma", "summa", "totalt", "i alt", "sammenlagt", "yhteensä", "soma"),
        *("razem", "łącznie", "celkem", "součet", "celkom", "spolu", "összesen", "mindösszesen"),
        *("ukupno", "sveukupno", "skupaj", "kokku", "kopā", "iš viso", "σύνολο", "общо", "toplam"),
        *("\u03c3", "\u2211"),  # the sign of a sum
    )
)
_SUMS = frozenset(("total", "sum", "summe", "gesamt", "somme", "suma", "summa", "somma"))
_FIRST = frozenset(text.split()[0] for text in _TOTALS)
_LAST = frozenset(text.split()[-1] for text in _TOTALS)
_AROUND = "*=: "
_LONGEST_UNIT = 4  # letters of one beside a number, or of what is added up, such as HT
_NO_NUMBER = re.compile(r"[^0-9.,'’+\-\s\u2212]")
_FEWEST = 2  # numbers that are added up
_ROUNDING = 1e-9  # of a sum: what adding floats may make of it
_MARKS: tuple[Mark, Mark] = ("point", "comma")


def may_be_total(first: str) -> bool:
    """Whether the first cell of a row begins, or ends, with a word for a total."""
    words = first.strip(_AROUND).casefold().split()
    if not words:
        return False
    begins, ends = words[0].rstrip(":"), words[-1]
    return begins in _FIRST or ends in _LAST or begins.startswith("gesamt")


def is_total(texts: Sequence[tuple[int, str]], columns: Sequence[Sequence[Any]], at: int) -> bool:
    """Whether row `at`, with these (column, text), begins as totals do, or says of what, with
    numbers beside it.
    """
    (_, first), *others = texts
    text = " ".join(first.strip(_AROUND).casefold().split())
    if text in _TOTALS:
        return True
    if not others or not all(_is_number(text) for _, text in others):
        return False
    begins, *words = text.replace(":", " ").split()
    if text.rpartition(" ")[2] in _SUBTOTALS or (begins in _SUBTOTALS and begins != "total"):
        return True
    if begins in _SUMS and all(map(_is_short, words)):  # Total HT, Summe (EUR), of 2026
        return True
    return may_be_total(first) and _adds_up(others, columns, at)


def adds_up(texts: Sequence[tuple[int, str]], columns: Sequence[Sequence[Any]], at: int) -> bool:
    """Whether row `at`, the last one, has a text and numbers alone, one of which is the sum of
    those above it, and nothing where most of them have a text.
    """
    others = texts[1:]
    if not others or not all(_is_number(text) for _, text in others):
        return False
    filled = {place for place, _ in texts}
    lacking = (cells for place, cells in enumerate(columns) if place not in filled)
    return any(2 * _texts(cells[:at]) > at for cells in lacking) and _adds_up(others, columns, at)


def _texts(cells: Sequence[Any]) -> int:
    return sum(bool(text) and not _is_number(text) for text in map(shown, cells))


def _adds_up(numbers: Sequence[tuple[int, str]], columns: Sequence[Sequence[Any]], at: int) -> bool:
    return any(
        any(_is_sum(text, columns[place][:at], mark) for mark in _MARKS) for place, text in numbers
    )


def _is_sum(text: str, above: Sequence[Any], mark: Mark) -> bool:
    total = _number(text, mark)
    numbers = [number for number in _numbers(above, mark) if number]
    if not total or len(numbers) < _FEWEST:
        return False
    return abs(sum(numbers) - total) <= abs(total) * _ROUNDING


def _numbers(cells: Sequence[Any], mark: Mark) -> Iterator[float]:
    for text in filter(None, map(shown, cells)):
        if (number := _number(text, mark)) is not None:
            yield number


def _number(text: str, mark: Mark) -> float | None:
    return readings(_NO_NUMBER.sub("", text)).by(mark)


def _is_number(text: str) -> bool:
    """Whether a text is a number, with a unit at most."""
    letters = sum(character.isalpha() for character in text)
    return letters <= _LONGEST_UNIT and any("0" <= character <= "9" for character in text)


def _is_short(word: str) -> bool:
    """Whether a word is a unit, a year or the like."""
    bare = word.strip("()[].,:")
    return bare.isdigit() or len(bare) <= _LONGEST_UNIT
