"""An answer written as text: a table's cell, a change on the command line, a line typed in an
interview.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from knowledge.faults import nearest
from knowledge.numbers import looks_like_thousands, readings

if TYPE_CHECKING:
    from knowledge.entries import Attribute

SEPARATORS = ";|,"
# true and false, as English, German, French, Dutch, Spanish and Italian write them
YES = frozenset(
    [
        "true",
        "yes",
        "y",
        "on",
        "1",
        "1.0",
        "ja",
        "j",
        "wahr",
        "oui",
        "vrai",
        "waar",
        "sí",
        "si",
        "verdadero",
        "sì",
        "vero",
    ]
)
NO = frozenset(
    [
        "false",
        "no",
        "n",
        "off",
        "0",
        "0.0",
        "nein",
        "falsch",
        "non",
        "faux",
        "nee",
        "onwaar",
        "falso",
    ]
)
NONE_OF_THEM = "none"
# what somebody may mean by it, and is asked about
NONE_WORDS = frozenset(
    [
        *("keine", "keiner", "keines", "keins", "nichts", "keine davon", "nichts davon"),
        *("aucun", "aucune", "rien", "aucun d’eux", "aucun d'eux", "aucune d’elles"),
    ]
)
# what people write into a cell of which nothing is known
NOTHING = frozenset(
    [
        "n/a",
        "n.a.",
        "na",
        "<na>",
        "#n/a",
        "#nv",
        "#n/b",
        "#n/d",
        "null",
        "tbd",
        "t.b.d.",
        "tba",
        "-",
        "--",
        "–",
        "—",
        "?",
        "??",
        "not known",
        "to be determined",
        "to be defined",
        "not available",
        "k. a.",
        "k.a.",
        "keine angabe",
        "unbekannt",
        "n. n.",
        "n.n.",
        "noch offen",
        "unklar",
        "inconnu",
        "n.d.",
        "nd",
        "à définir",
        "onbekend",
        "n.v.t.",
        "desconocido",
        "sconosciuto",
    ]
)
INTEGER = "-?[0-9]{1,18}"
NUMBER = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?"
_QUOTES = "'\"‘’“”„«»"


def read_answer(attribute: Attribute, text: str) -> Any:
    """A text as the attribute's type.

    Where that fails the text stays, and the case model says what is wrong with it.
    """
    text = text.strip()
    match attribute.type:
        case "bool":
            found = truth(text)
            return text if found is None else found
        case "set":
            members = members_in(text)
            return text if members is None else members
        case "number" | "integer":
            return _number(attribute, text)
    return text


def truth(text: str, yes: Collection[str] = YES, no: Collection[str] = NO) -> bool | None:
    """The truth value of a word for yes or no; None for another word."""
    word = text.strip().casefold()
    return True if word in yes else False if word in no else None


def members_in(text: str, separators: str = SEPARATORS) -> list[str] | None:
    """The members that a text lists: `a; b`, `[a, b]`, `["a", 'b']`.

    None where it lists nothing: only `none` and `[]` say that there is none of them.
    """
    text = text.strip()
    if text.casefold() == NONE_OF_THEM or re.fullmatch(r"\[\s*\]", text):
        return []
    if text.startswith("[") and text.endswith("]"):
        try:
            listed = json.loads(text)
        except ValueError:
            text = text[1:-1]
        else:
            return listed if all(isinstance(member, str) for member in listed) else None
    parts = [_unquoted(part.strip()) for part in re.split(f"[{separators}]", text)]
    return [part for part in parts if part] or None


def nearest_answer(attribute: Attribute, text: str) -> str | None:
    """The value of an attribute that a text may mean, where it is none itself."""
    if attribute.type in ("number", "integer"):
        number = readings(text).number  # 2,5 is 2.5 to whoever writes commas
        whole = attribute.type == "integer"
        if number is None or (whole and isinstance(number, float)):
            return None
        least = attribute.minimum
        return str(number) if least is None or number >= least else None
    if attribute.type == "set" and text.strip().casefold() in NONE_WORDS:
        return "[]"
    return nearest(text, attribute.choices) if attribute.choices else None


def _unquoted(part: str) -> str:
    """A part without the one pair of quotation marks around it."""
    if len(part) > 1 and part[0] in _QUOTES and part[-1] in _QUOTES:
        return part[1:-1].strip()
    return part


def _number(attribute: Attribute, text: str) -> Any:
    """A number with a decimal point; for a whole number, digits alone."""
    if attribute.type == "integer":
        return int(text) if re.fullmatch(INTEGER, text) else text
    return float(text) if re.fullmatch(NUMBER, text) and not looks_like_thousands(text) else text
