"""Words and signs of money that the format of a number shows beside it, such as TEUR: the number
itself does not have them.
"""

from __future__ import annotations

import operator
import re
from functools import lru_cache

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|([$£¥])')
_NO_NUMBER = re.compile(r"[dmyhs@]", re.IGNORECASE)  # of a day, a time, or a text
_ESCAPED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|E[+-]', re.IGNORECASE)
_TOKEN = re.compile(r'"[^"]*"|\\.|.', re.DOTALL)
_CONDITION = re.compile(r"(?:\[[^\]<>=]*\])*\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]*)?)\]")
_COMPARED = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_OF_NUMBERS = 3  # parts of a format; the fourth is of texts
# what leaves no trace in a cell: a colour, a condition, blanks; not hours, and signs of money
_UNSEEN = re.compile(r"\[(?!\$|h+\]|m+\]|s+\])[^\]]*\]|\"\s*\"|\\\s|_.|\*\s|\s", re.IGNORECASE)
_MONEY = frozenset("$£¥₣₹₽₺₩₴฿")
FORMATS = 1_000  # that are remembered: a sheet has few, and many cells
PERCENT = "%"  # what a format shows beside a number, and multiplies it by
_BUILT_IN_PERCENT = ("9", "10")  # formats of Excel that no file writes
HARMLESS = frozenset(("", "€", "eur", "euro", "euros"))  # the currency in which costs are asked


def saying(code: str) -> str:
    """A format, as a spreadsheet writes it, that shows words beside some numbers, percentages,
    noughts before them, or nothing of some cells; empty for another one.
    """
    parts = _sections(code)
    says = any(map(_word_in, parts[:_OF_NUMBERS])) or any(map(_zeros, parts))
    return code if says or (code and not all(map(_shows, parts))) else ""


def padded(code: str, number: float) -> str:
    """A whole number as a format such as `0000` shows it, with noughts before it; empty where it
    has as many digits by itself, or is shown otherwise.
    """
    zeros = _zeros(_section_for(code, number) or "")
    told = f"{number:.0f}" if zeros and number >= 0 and number == number // 1 else ""
    return told.zfill(zeros) if 0 < len(told) < zeros else ""


def hides(code: str, cell: object) -> bool:
    """Whether a format shows nothing of a cell: `;;;` of any, `0;-0;;@` of nought."""
    parts = _sections(code)
    if not code:
        return False
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        part = _section_for(code, cell)
        return part is not None and not _shows(part)
    return len(parts) > _OF_NUMBERS and not _shows(parts[_OF_NUMBERS])


def word_in(code: str, number: float) -> str:
    """The words of a format that a number is shown with; `PERCENT` of percentages; empty for a
    format without any, and for one of days, times and texts.
    """
    return _word_in(_section_for(code, number) or "")


def built_in() -> dict[str, str]:
    """The formats that Excel has by itself and that say something, by their numbers."""
    return dict.fromkeys(_BUILT_IN_PERCENT, "0%")


def quoted(said: str) -> str:
    """A format that shows a text, as Excel writes it."""
    return f'"{said}"' if said else ""


def unit_of(said: str) -> str:
    """A text beside a number, where it has letters or a sign of money that may change the sum."""
    said = " ".join(said.split())
    means = any(character.isalpha() or character in _MONEY for character in said)
    return said if means and said.casefold() not in HARMLESS else ""


@lru_cache(maxsize=FORMATS)
def _word_in(section: str) -> str:
    plain = _ESCAPED.sub("", section)
    if PERCENT in plain:
        return PERCENT
    if _NO_NUMBER.search(plain):
        return ""
    found = ("".join(part or "" for part in match.groups()) for match in _LITERAL.finditer(section))
    return unit_of("".join(found))


@lru_cache(maxsize=FORMATS)
def _zeros(section: str) -> int:
    """The digits that whole numbers have at least, where there are no others; else none."""
    plain = _UNSEEN.sub("", section)
    return len(plain) if len(plain) > 1 and not plain.strip("0") else 0


@lru_cache(maxsize=FORMATS)
def _shows(section: str) -> bool:
    return _UNSEEN.sub("", section) != ""


def _section_for(code: str, number: float) -> str | None:
    """The part of a format by which a number is shown: by the conditions that it says, or of the
    positive, the negative, and nought; None where no condition is met.
    """
    parts = _sections(code)[:_OF_NUMBERS]
    if "[" in code and any(conditions := [_CONDITION.match(part) for part in parts]):
        for part, condition in zip(parts, conditions, strict=True):
            if condition is None or _COMPARED[condition[1]](number, float(condition[2])):
                return part
        return None
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if number == 0 and len(parts) == _OF_NUMBERS else parts[0]


@lru_cache(maxsize=FORMATS)
def _sections(code: str) -> tuple[str, ...]:
    """The formats of positive numbers, of negative ones, of nought, and of texts."""
    parts = [""]
    for token in _TOKEN.findall(code):
        if token == ";":
            parts.append("")
        else:
            parts[-1] += token
    return tuple(parts)
