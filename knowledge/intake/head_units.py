"""The unit that stands in the head of a column of numbers, such as `Cost (k€)` or `Umsatz in TEUR`:
the numbers below it do not have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.intake.cells import plain
from knowledge.tables.number_formats import HARMLESS

_LOOSE = {  # what may be a word of its own beside a currency alone
    **dict.fromkeys(("t", "k"), 1_000),
    **dict.fromkeys(("m", "mn"), 1_000_000),
    **dict.fromkeys(("bn", "md"), 1_000_000_000),
}
_TIMES = {
    **dict.fromkeys(("tsd", "tausend", "tausende", "tausenden", "thousand", "thousands"), 1_000),
    **dict.fromkeys(("millier", "milliers", "'000", "000", "000s", "'000s", "x1000"), 1_000),
    **dict.fromkeys(("mio", "mln", "million", "millions", "millionen"), 1_000_000),
    **dict.fromkeys(("mrd", "billion", "billions", "milliarde", "milliarden"), 1_000_000_000),
    **dict.fromkeys(("milliard", "milliards"), 1_000_000_000),
}
_MONEY = frozenset(
    (
        *("eur", "euro", "euros", "€", "usd", "us$", "$", "dollar", "dollars", "gbp", "£", "chf"),
        *("fr", "sfr", "sek", "nok", "dkk", "pln", "czk", "huf", "ron", "bgn", "jpy", "¥", "cny"),
        *("cad", "aud", "inr", "₹"),
    )
)
_PERCENT = frozenset(("%", "percent", "per cent", "prozent", "pour cent", "v. h."))
_BETWEEN = re.compile(r"\b(?:of|in|en|de|von)\b|\bd['’]")
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_MOST_WORDS = 4  # of a unit
_LONGEST = 200  # letters of a head in which one is looked for


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A unit in a head."""

    text: str  # as it stands there
    factor: int | None  # what it multiplies a number by; None of another currency, and of a share

    @property
    def is_share(self) -> bool:
        """Whether the numbers are percentages."""
        return plain(self.text) in _PERCENT


def unit_in(head: str) -> HeadUnit | None:
    """The unit in a head that changes what the numbers below it say; None where there is none.

    >>> unit_in("Umsatz in TEUR"), unit_in("Cost (EUR)"), unit_in("Budget USD").factor
    (HeadUnit(text='TEUR', factor=1000), None, None)
    """
    if len(head) > _LONGEST:
        return None
    ends = [" ".join(end) for _, end in _ends(head)]
    bracketed = (part for text in _BRACKETED.findall(head) for part in re.split("[,;]", text))
    inside = map(str.strip, bracketed)
    for text in (*inside, *ends):
        said = _BETWEEN.sub(" ", plain(text)) if text else ""
        if _means_a_unit(said):
            return _unit(text, said)
    return None


def without_unit(head: str) -> str:
    """A head without the unit at its end, whatever it is, such as `in EUR`, and without brackets.

    >>> without_unit("Umsatz in EUR"), without_unit("Cost (2026, k€)"), without_unit("In use")
    ('Umsatz', 'Cost', 'In use')
    """
    if len(head) > _LONGEST:
        return head
    bare = re.sub(r"\s*[(\[{][^()\[\]{}]*[)\]}]\s*$", "", head)
    for begin, end in _ends(bare):
        if _means_a_unit(_BETWEEN.sub(" ", plain(" ".join(end)))):
            return " ".join(begin)
    return bare


def _ends(head: str) -> Iterator[tuple[list[str], list[str]]]:
    """(what stands before them, the last words) of a head, at first as many as a unit may have."""
    words = head.replace("_", " ").split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        yield words[:-count], words[-count:]


def _unit(text: str, said: str) -> HeadUnit | None:
    text = re.sub(r"^(?:in|en)\s+", "", text, flags=re.IGNORECASE)
    if said.strip() in _PERCENT:
        return HeadUnit(text, None)
    times, money = _parts(said)
    if money and money not in HARMLESS:
        return HeadUnit(text, None)
    return HeadUnit(text, times) if times != 1 else None


def _means_a_unit(said: str) -> bool:
    times, money = _parts(said)
    return said.strip() in _PERCENT or times != 1 or bool(money)


def _parts(said: str) -> tuple[int, str]:
    """(what a unit multiplies by, its currency); (1, "") for what is no unit."""
    words = [word.strip(".,:") or word for word in said.split()]
    times, money, loose = 1, "", False
    for word in words:
        if word in _MONEY and not money:
            money = word
        elif word in _TIMES and times == 1:
            times = _TIMES[word]
        elif word in _LOOSE and times == 1:
            times, loose = _LOOSE[word], True
        elif (split := _glued(word)) and times == 1 and not money:
            times, money = split
        else:
            return 1, ""
    return (1, "") if loose and not money else (times, money)


def _glued(word: str) -> tuple[int, str] | None:
    """TEUR, k€, MEUR: a letter before a currency, or €k behind one."""
    for mark, times in _LOOSE.items():
        for rest in (word.removeprefix(mark), word.removesuffix(mark)):
            if rest != word and rest in _MONEY:
                return times, rest
    return None
