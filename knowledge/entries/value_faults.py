"""What is wrong with a value of an entry, in plain words: what it is not, what was expected, the nearest right value."""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic_core import ErrorDetails

from knowledge.entries.entry import Entry
from knowledge.faults import nearest

NAME = str(Entry.model_fields["id"].description).partition(": ")[2].rstrip(".")
DAY = "a day, as YYYY-MM-DD"
_FORMS = {  # kind of error → what the value is not, what was expected
    "bool_type": ("this is neither true nor false", "true or false"),
    "dict_type": ("this is no mapping", "{name: …}"),
    "float_type": ("this is no number", "a number"),
    "int_type": ("this is no whole number", "a whole number"),
    "int_from_float": ("this is no whole number", "a whole number"),
    "date_type": ("this is no day", DAY),
    "date_from_datetime_inexact": ("this is no day", DAY),
    "string_pattern_mismatch": ("this is no name", NAME),
    "string_too_short": ("this says nothing", "a text"),
    "too_short": ("this is empty", "at least one"),
}


class Misread(NamedTuple):
    """What to tell of a value."""

    says: str
    expected: str
    nearest: str | None = None


def misread(details: ErrorDetails) -> Misread:
    """What to tell of a value that the form of an entry does not take."""
    kind, value = details["type"], details["input"]
    if kind == "literal_error":
        allowed = re.findall("'([^']*)'", details["msg"])
        return Misread(
            "there is no such value" if len(allowed) > 1 else f"this is not {allowed[0]!r}",
            ", ".join(allowed),
            nearest(str(value), allowed),
        )
    if kind == "string_type":
        return Misread(
            "this is no text",
            "a text"
            if isinstance(value, (list, dict)) or value is None
            else f'a text: "{_written(value)}"',
        )
    if kind == "list_type":
        return Misread(
            "this is no list", f"a list: [{value}]" if isinstance(value, str) else "a list"
        )
    says, expected = _FORMS.get(kind, (details["msg"].removeprefix("Value error, "), ""))
    return Misread(says, expected)


def _written(value: object) -> str:
    """A value as a file has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
