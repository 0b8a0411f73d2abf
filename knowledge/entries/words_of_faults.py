"""What faults of keys and values are made of: what a value is not, and what was expected."""

from __future__ import annotations

from functools import reduce

from knowledge.entries.entry import Entry
from knowledge.entries.naming import NAME_FORM
from knowledge.entries.source import VISIBLE
from knowledge.sentence import Sentence
from knowledge.written_days import day_meant

DAY = Sentence("a day, as YYYY-MM-DD")
NO_DAY, NO_NAME = Sentence("this is not a day"), Sentence("this is not a valid name")
DAY_OR_NAME = Sentence("a day, as YYYY-MM-DD, or the id of a parameter that holds one")
A_TEXT, NO_TEXT = Sentence("a text"), Sentence("this is not a text")
NO_NUMBER, NO_WHOLE_NUMBER = (
    Sentence("this is not a number"),
    Sentence("this is not a whole number"),
)
NO_MAPPING, EMPTY = Sentence("this is not a mapping"), Sentence("this is empty")
A_NUMBER, A_WHOLE_NUMBER = Sentence("a number"), Sentence("a whole number")

FORMS: dict[str, tuple[str, str]] = {  # kind of error → what the value is not, what was expected
    "bool_type": (Sentence("this is neither true nor false"), Sentence("true or false")),
    "dict_type": (NO_MAPPING, "{name: …}"),
    "float_type": (NO_NUMBER, A_NUMBER),
    "int_type": (NO_WHOLE_NUMBER, A_WHOLE_NUMBER),
    "int_from_float": (NO_WHOLE_NUMBER, A_WHOLE_NUMBER),
    "date_type": (NO_DAY, DAY),
    "date_from_datetime_inexact": (NO_DAY, DAY),
    "string_pattern_mismatch": (NO_NAME, NAME_FORM),
    VISIBLE: (EMPTY, A_TEXT),
    "too_short": (EMPTY, Sentence("at least one")),
}


FORMS_OF_TEXT = {
    "string_type": NO_TEXT,
    "list_type": Sentence("this is not a list"),
    "model_type": NO_MAPPING,
    "model_attributes_type": NO_MAPPING,
}


def an_entry(kind: type[Entry]) -> Sentence:
    """An entry of a kind, with its article."""
    if kind.kind[0] in "aeiou":
        return Sentence("an {kind}", kind=kind.kind)
    return Sentence("a {kind}", kind=kind.kind)


def all_of(several: list[str], *, sentences: bool = False) -> str:
    """All of these, of which each has to be."""

    def join(one: str, other: str) -> str:
        if sentences:
            return Sentence("{one}; and {other}", one=one, other=other)
        return Sentence("{one} and {other}", one=one, other=other)

    return reduce(join, several) if several else ""


def one_of(several: list[str], *, sentences: bool = False) -> str:
    """All of these, of which one has to be."""

    def join(one: str, other: str) -> str:
        if sentences:
            return Sentence("{one}; or {other}", one=one, other=other)
        return Sentence("{one} or {other}", one=one, other=other)

    return reduce(join, several) if several else ""


def a_day(meant: str) -> Sentence:
    """What is expected where a day was meant that is written otherwise."""
    return Sentence("a day: {day}", day=meant)


def unquoted(value: str) -> Sentence:
    """What is expected where a value stands in quotation marks."""
    return Sentence("{value}, without quotation marks", value=value)


def day_or_name(written: object) -> str:
    """What is expected where a day stands, or the id of a parameter that holds one."""
    day = day_meant(written)
    return DAY_OR_NAME if day is None else a_day(day)
