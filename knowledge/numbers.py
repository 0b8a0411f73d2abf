"""A number as people write it: which numbers a text can mean, by either decimal mark.

`1.200` is one and a fifth where the point is the decimal mark, and twelve hundred where it stands
between thousands; nothing here chooses between the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any, Literal

Mark = Literal["point", "comma"]  # what stands before the decimals
Between = Literal["point", "comma", "blank", "apostrophe"]  # what stands between thousands

_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "’": "'"})
_MARKS: dict[Mark, str] = {"point": ".", "comma": ","}
_BETWEEN: dict[Between, str] = {"point": ".", "comma": ",", "blank": " ", "apostrophe": "'"}
_EXPONENT = r"(?:[eE][-+]?[0-9]{1,4})?"
LONGEST = 60  # characters of a number
_SHORT = ("float32", "float16")
_EXACT = 2**53  # below it a float tells whole numbers apart


def _form(decimal: str, between: str) -> re.Pattern[str]:
    """Numbers with a decimal mark, and with one of some characters between thousands."""
    grouped = rf"[1-9][0-9]{{0,2}}(?:([{re.escape(between)}])[0-9]{{3}})(?:\1[0-9]{{3}})*"
    fraction = rf"{re.escape(decimal)}[0-9]*"
    whole = rf"(?:{grouped}|[0-9]+)(?:{fraction})?"
    return re.compile(rf"[-+]?(?:{whole}|{re.escape(decimal)}[0-9]+){_EXPONENT}")


_FORMS: dict[Mark, re.Pattern[str]] = {
    mark: _form(sign, "".join(other for other in _BETWEEN.values() if other != sign))
    for mark, sign in _MARKS.items()
}


@dataclass(frozen=True, slots=True)
class Readings:
    """The numbers that a text can mean; None where it is no number by that decimal mark."""

    point: float | int | None = None
    comma: float | int | None = None

    @property
    def number(self) -> float | int | None:
        """The one number that it can mean; None where there is none, or two."""
        if self.point is None or self.comma is None:
            return self.comma if self.point is None else self.point
        return self.point if self.point == self.comma else None

    @property
    def two(self) -> bool:
        """Whether it can mean two numbers."""
        return self.point is not None and self.comma is not None and self.point != self.comma

    @property
    def decides(self) -> Mark | None:
        """The decimal mark by which alone it is a number."""
        if (self.point is None) == (self.comma is None):
            return None
        return "comma" if self.point is None else "point"

    def by(self, mark: Mark) -> float | int | None:
        """The number by a decimal mark."""
        return self.point if mark == "point" else self.comma


NO_NUMBER = Readings()


def readings(text: str, between: Between | None = None) -> Readings:
    """The numbers that a text can mean; `between` is the only mark allowed between thousands."""
    plain = text.translate(_BLANKS).strip()
    if len(plain) > LONGEST:
        return NO_NUMBER
    return Readings(_read(plain, "point", between), _read(plain, "comma", between))


def _read(text: str, mark: Mark, between: Between | None) -> float | int | None:
    found = _FORMS[mark].fullmatch(text)
    if found is None:
        return None
    grouped = found.group(1)
    if grouped and (grouped != (_BETWEEN[between] if between else grouped) or "e" in text.lower()):
        return None
    digits = text
    for sign in _BETWEEN.values():
        if sign != _MARKS[mark]:
            digits = digits.replace(sign, "")
    digits = digits.replace(_MARKS[mark], ".")
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def times(number: float | int, factor: float) -> float | int:
    """A number by a factor, each the decimal as it is written.

    >>> times(0.7, 0.01), times(4.35, 100), 4.35 * 100
    (0.007, 435, 434.99999999999994)
    """
    if factor == 1 or not isfinite(number):
        return number
    found = Decimal(repr(number)) * Decimal(repr(factor))
    whole = abs(found) < _EXACT and found == found.to_integral_value()
    return int(found) if whole else float(found)


def as_shown(value: Any) -> Any:
    """A number of numpy of fewer bits than Python's as the decimal that it shows, which is meant;
    any other value as it is.
    """
    return float(str(value)) if type(value).__name__ in _SHORT else value


def looks_like_thousands(text: str) -> bool:
    """Whether a number of YAML ends like thousands do: 120.000, 1.250.

    Nobody writes a fraction of three digits with a zero at its end, and no program does.
    """
    return re.fullmatch(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0", text) is not None
