"""Numbers as people write them in a pack where YAML has another way of writing them."""

from __future__ import annotations

import re
from fractions import Fraction

from knowledge.conditions.arithmetic import exact, rounded
from knowledge.conditions.wording import in_words
from knowledge.numbers import readings

_NUMBER = re.compile(
    r"(?:[€$£]|[A-Z]{3})?\s*([-+]?\d[\d.,'’\s]*?)\s*(%|percent|Prozent|[€$£]|[A-Za-z]{1,12})?"
)
_PERCENT = ("%", "percent", "prozent")


def number_meant(value: object) -> str | None:
    """The number that a text means, as YAML has it: `10,000`, `10 %` or `3 EUR`.

    Two, where it means one of two; None where it means none.
    """
    found = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    read = readings(found[1])
    numbers = [number for number in (read.point, read.comma) if number is not None]
    if (found[2] or "").lower() in _PERCENT:
        numbers = [rounded(Fraction(exact(number)) / 100) for number in numbers]
    told = dict.fromkeys(in_words(number).replace(",", "") for number in numbers)
    return ", or ".join(told) or None
