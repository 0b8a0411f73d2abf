"""Words and signs of money that the format of a number shows beside it, such as TEUR: the number
itself does not have them.
"""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|([$£¥])')
_NO_NUMBER = re.compile(r"[dmyhs@]", re.IGNORECASE)  # of a day, a time, or a text
_ESCAPED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|E[+-]', re.IGNORECASE)
_MONEY = frozenset("$£¥₣₹₽₺₩₴฿")
PERCENT = "%"  # what a format shows beside a number, and multiplies it by
_BUILT_IN_PERCENT = ("9", "10")  # formats of Excel that no file writes
HARMLESS = frozenset(("", "€", "eur", "euro", "euros"))  # the currency in which costs are asked


def word_in(code: str) -> str:
    """The words of a format, as a spreadsheet writes it, that a number is shown with; `PERCENT` of
    percentages; empty for a format without any, and for one of days, times and texts.
    """
    code, *_ = _sections(code)
    if PERCENT in _ESCAPED.sub("", code):
        return PERCENT
    if _NO_NUMBER.search(_ESCAPED.sub("", code)):
        return ""
    parts = ("".join(part or "" for part in match.groups()) for match in _LITERAL.finditer(code))
    return unit_of("".join(parts))


def built_in() -> dict[str, str]:
    """The same of the formats that Excel has by itself, by their numbers."""
    return dict.fromkeys(_BUILT_IN_PERCENT, PERCENT)


def unit_of(said: str) -> str:
    """A text beside a number, where it has letters or a sign of money that may change the sum."""
    said = " ".join(said.split())
    means = any(character.isalpha() or character in _MONEY for character in said)
    return said if means and said.casefold() not in HARMLESS else ""


def _sections(code: str) -> list[str]:
    """The formats of positive numbers, of negative ones, of nothing, and of texts."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code) or [""]
