"""Words and signs of money that the format of a number shows beside it, such as TEUR: the number
itself does not have them.
"""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|([$£¥])')
_NO_NUMBER = re.compile(r"[dmyhs@]", re.IGNORECASE)  # of a day, a time, or a text
_ESCAPED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|E[+-]', re.IGNORECASE)
_MONEY = frozenset("$£¥₣₹₽₺₩₴฿")
HARMLESS = frozenset(("", "€", "eur", "euro", "euros"))  # the currency in which costs are asked


def word_in(code: str) -> str:
    """The words of a format, as a spreadsheet writes it, that a number is shown with; empty for a
    format without any, and for one of days, times and texts.
    """
    code, *_ = _sections(code)
    if _NO_NUMBER.search(_ESCAPED.sub("", code)):
        return ""
    parts = ("".join(part or "" for part in match.groups()) for match in _LITERAL.finditer(code))
    return unit_of("".join(parts))


def unit_of(said: str) -> str:
    """A text beside a number, where it has letters or a sign of money that may change the sum."""
    said = " ".join(said.split())
    means = any(character.isalpha() or character in _MONEY for character in said)
    return said if means and said.casefold() not in HARMLESS else ""


def _sections(code: str) -> list[str]:
    """The formats of positive numbers, of negative ones, of nothing, and of texts."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code) or [""]
