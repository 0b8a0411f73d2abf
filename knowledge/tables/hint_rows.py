"""Rows right below the heads that say how the columns are filled in, such as units, types, examples
or the letters of the columns; and lines drawn with dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import count
from typing import Any

from knowledge.tables.table import folded_cell
from knowledge.tables.values import shown

LOOKED_AT = 3  # rows below the heads, one after the other
_WEAK_ENOUGH = 3  # words for units and types that are no accident, side by side
_LONGEST_COUNT = 3  # and so many numbers or letters, in their order
_MOST_CELLS = 200  # of a column that are compared


class Hinting(Enum):
    """What a row is."""

    NOTHING = auto()  # a case as far as can be seen
    PERHAPS = auto()  # like one that explains the columns; it may be a case
    SURELY = auto()  # one that explains the columns


_KINDS = (  # words for what a cell holds
    *("text", "texts", "string", "str", "varchar", "char", "free text", "short text", "long text"),
    *("number", "numeric", "integer", "int", "float", "double", "decimal", "currency", "percent"),
    *("percentage", "boolean", "bool", "date", "datetime", "timestamp", "list", "enum", "choice"),
    *("single choice", "multiple choice", "single select", "multi select", "select", "dropdown"),
    *("drop-down", "formula", "checkbox", "person", "url", "email", "id", "key"),
    *("freitext", "zeichenkette", "zahl", "ganzzahl", "dezimalzahl", "datum", "währung", "prozent"),
    *("auswahl", "einfachauswahl", "mehrfachauswahl", "auswahlliste", "liste", "wahrheitswert"),
    *("texte", "texte libre", "chaîne", "nombre", "entier", "décimal", "booléen", "choix"),
    *("choix unique", "choix multiple", "liste déroulante", "devise", "pourcentage"),
)
_UNITS = (
    *("eur", "euro", "euros", "€", "usd", "us$", "$", "gbp", "£", "chf", "fr.", "sfr.", "jpy"),
    *("teur", "t€", "k€", "keur", "kchf", "tchf", "tsd. eur", "mio. eur", "mio. €", "mio. chf"),
    *("m€", "meur", "mio", "mio.", "millions", "thousands", "%", "‰", "#", "no.", "nr.", "n°"),
    *("count", "pieces", "pcs", "fte", "hours", "days", "weeks", "months", "years", "people"),
    *("anzahl", "stück", "stk.", "vzä", "stunden", "tage", "wochen", "monate", "jahre", "personen"),
    *("quantité", "pièces", "etp", "heures", "jours", "semaines", "mois", "ans", "années"),
    *("personnes", "h", "min", "kwh", "gb", "tb", "pt", "pd", "person days"),
)
_ASKED = (  # whether a cell has to be filled in
    *("required", "mandatory", "optional", "auto", "automatic", "if any", "if known"),
    *("pflicht", "pflichtfeld", "pflichtangabe", "erforderlich", "freiwillig", "automatisch"),
    *("falls bekannt", "obligatoire", "requis", "facultatif", "optionnel", "automatique"),
    *("si connu", "must", "should", "muss", "kann"),
)
_WEAK = frozenset((*_KINDS, *_UNITS, *_ASKED))
_EITHER = frozenset(  # what no case says: two answers at once
    (
        *("yes/no", "y/n", "yes/no/unknown", "true/false", "yes/no/partly", "x/-", "0/1"),
        *("ja/nein", "j/n", "ja/nein/unbekannt", "ja/nein/teilweise", "wahr/falsch"),
        *("oui/non", "o/n", "oui/non/inconnu", "oui/non/partiel", "vrai/faux"),
    )
)
_ORS = re.compile(r"\s*(?:[/|]|\bor\b|\boder\b|\bou\b)\s*")
_DAY = re.compile(  # the form of a day, of which it has the letters alone
    r"(?:[dtj]{1,2}|m{1,4}|[yja]{2,4}|h{2}|[ms]{2}|q)"
    r"(?:[-./: t]+(?:[dtj]{1,2}|m{1,4}|[yja]{2,4}|h{2}|[ms]{2}|q)){1,5}\.?"
)
_EXAMPLE = re.compile(
    r"\(?(?:e\.\s?g\.|eg\.|z\.\s?b\.|p\.\s?ex\.|(?:for\s)?example\s?:|(?:zum\s)?beispiel\s?:"
    r"|(?:par\s)?exemple\s?:|ex\.\s?:|bsp\.)\s*\S",
)
LINES = frozenset(":-\u2013\u2014=_~*+")  # signs with which lines are drawn
_LINE = re.compile(r":?[-\u2013\u2014=_~*+]{3,}:?")
_BRACKETED = re.compile(r"[(\[<{]\s*(.+?)\s*[)\]>}]")
_NUMBERED = re.compile(r"[(\[]?(?:column|col\.|spalte|colonne)?\s*([0-9]+|[a-z]{1,2})[)\].]?")


def hinting(cells: Sequence[Any], columns: Sequence[Sequence[Any]], at: int) -> Hinting:
    """What row `at` is, which stands below heads, with the columns that it is of."""
    texts = {place: text for place, cell in enumerate(cells) if (text := folded_cell(shown(cell)))}
    if not texts:
        return Hinting.NOTHING
    if _counts_columns(texts, len(columns)):
        return _by_others(texts, columns, at)
    return _by_words(texts, columns, at)


def is_line(cells: Iterable[Any]) -> bool:
    """Whether all that a row has are lines drawn with dashes and the like."""
    return all(_LINE.fullmatch(text.strip()) for cell in cells if (text := shown(cell)))


def _by_others(texts: Mapping[int, str], columns: Sequence[Sequence[Any]], at: int) -> Hinting:
    """What numbers or letters in their order are, by what stands below them."""
    if not any(map(str.isalnum, texts.values())):  # but for brackets, or the word column
        return Hinting.SURELY
    others = [found for place in texts if (found := _others(columns[place], at))]
    strange = sum(not any(map(_NUMBERED.fullmatch, found)) for found in others)
    if strange > 1 and 2 * strange >= len(others):
        return Hinting.SURELY
    return Hinting.PERHAPS if strange else Hinting.NOTHING


def _by_words(texts: Mapping[int, str], columns: Sequence[Sequence[Any]], at: int) -> Hinting:
    strong = [place for place, text in texts.items() if _is_strong(text)]
    hints = {*strong, *(place for place, text in texts.items() if _is_word(text))}
    if len(hints) < len(texts):  # some of it may be what a case says
        begins = next(iter(texts)) in strong
        likely = begins or (2 * len(hints) > len(texts) > 2 and strong)
        likely = likely or (len(texts) > 1 and all(map(_BRACKETED.fullmatch, texts.values())))
        return Hinting.PERHAPS if likely else Hinting.NOTHING
    if len(texts) == 1 and len(columns) > 1:
        text = next(iter(texts.values()))
        if _BRACKETED.fullmatch(text) and not _EXAMPLE.match(text):
            return Hinting.SURELY
        return Hinting.PERHAPS if strong else Hinting.NOTHING
    enough = strong or (len(texts) >= _WEAK_ENOUGH and len({*texts.values()}) > 1)
    if any(text in _others(columns[place], at) for place, text in texts.items()):
        return Hinting.PERHAPS if strong else Hinting.NOTHING
    return Hinting.SURELY if enough else Hinting.PERHAPS


def _is_strong(text: str) -> bool:
    """Whether no case has such a cell."""
    plain = "/".join(_ORS.split(text.strip("()[]<>{} ")))
    bracketed = _BRACKETED.fullmatch(text)
    return bool(
        plain in _EITHER
        or (_DAY.fullmatch(plain) and len({*plain} & {*"dmyjta"}) > 1)
        or _EXAMPLE.match(text)
        or (bracketed and _is_word(bracketed[1]))
        or _LINE.fullmatch(text)
    )


def _is_word(text: str) -> bool:
    """Whether a text is made of words for units, types, and what has to be filled in."""
    parts = re.split(r"\s*[,;:()\[\]/|]\s*", text.removesuffix("*").strip().removeprefix("in "))
    named = [part for part in parts if part]
    return text == "*" or (bool(named) and all(part in _WEAK for part in named))


def _counts_columns(texts: Mapping[int, str], width: int) -> bool:
    """Whether each column has its number, or its letter, from the first to the last."""
    if len(texts) < max(width, _LONGEST_COUNT):
        return False
    found = [_NUMBERED.fullmatch(text) for text in texts.values()]
    said = [match[1] if match else "" for match in found]
    return any(
        all(one == next_one for one, next_one in zip(said, order, strict=False))
        for order in (map(str, count(1)), map(str, count(0)), _letters())
    )


def _letters() -> Iterator[str]:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)


def _others(column: Sequence[Any], at: int) -> set[str]:
    """The cells of a column below a row, as cells are compared."""
    return {
        text for cell in column[at + 1 : at + 1 + _MOST_CELLS] if (text := folded_cell(shown(cell)))
    }
