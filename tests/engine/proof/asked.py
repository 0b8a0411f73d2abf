"""What a condition of a random pack asks, and what that means for many cases at once.

The meaning is written here anew, over columns of whole numbers, without anything of the library.
Numbers count in thousandths, days from 0001-01-01, texts and the values of enumerations by their
place in `WORDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Mask: TypeAlias = NDArray[np.bool_]
Pair: TypeAlias = tuple[Mask, Mask]  # where it is true, where it is true or unknown

THOUSAND = 1000
DAY = date(2026, 11, 30)
FEW_DAYS = 120
HUGE = 10**19  # beyond 2^63
WORDS = ("red", "green", "blue", "peace", "bread", "salt", "other")
KINDS = {
    "n0": "type: number",
    "n1": "type: number",
    "n2": "type: number, minimum: 0",
    "n3": "type: number, minimum: -1.5",
    "i0": "type: integer",
    "i1": "type: integer, minimum: 0",
    "d0": "type: date",
    "d1": "type: date",
    "d2": "type: date",
    "t0": "type: text",
    "t1": "type: text",
    "e0": "type: enum, values: {red: r, green: g, blue: b}",
    "e1": "type: enum, values: {blue: b, red: r, green: g}",
    "b0": 'type: bool, values: {"true": y, "false": n}',
    "b1": 'type: bool, values: {"true": y, "false": n}',
}
ACTIONABLE = ("n0", "n1", "i0", "d0", "d1", "e0", "b0")
SOURCE = 'source: {work: w, at: "1"}'
OPS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


@dataclass(frozen=True)
class Columns:
    """Cases: of each attribute whether it is answered, and with what."""

    answered: Mapping[str, Mask]
    values: Mapping[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return len(next(iter(self.values.values())))

    def case(self, row: int) -> dict[str, Any]:
        """What one of them states."""
        return {
            name: stated_as(name, int(self.values[name][row]))
            for name in self.values
            if self.answered[name][row]
        }


def stated_as(name: str, number: int) -> Any:
    """A number of a column as a case states it."""
    match name[0]:
        case "n":
            return number / THOUSAND
        case "d":
            return date.fromordinal(number)
        case "t" | "e":
            return WORDS[number]
        case "b":
            return bool(number)
    return number


def number_of(name: str, value: Any) -> int:
    """What stands in a column for a value of a case; a text that is not known is `other`."""
    match name[0]:
        case "n":
            return round(value * THOUSAND)
        case "d":
            return int(value.toordinal())
        case "t" | "e":
            return WORDS.index(value) if value in WORDS else len(WORDS) - 1
    return int(value)


@cache
def months_table(months: int) -> NDArray[np.int64]:
    """The day so many months from each day between 1890 and 2210, by its number."""
    first = date(1890, 1, 1).toordinal()
    found = np.zeros(date(2210, 1, 1).toordinal() - first, dtype=np.int64)
    for place in range(len(found)):
        day = date.fromordinal(first + place)
        index = day.year * 12 + day.month - 1 + months
        year, month = index // 12, index % 12 + 1
        after = date(year + (month == 12), month % 12 + 1, 1).toordinal()
        start = date(year, month, 1).toordinal()
        found[place] = min(start + day.day - 1, after - 1)
    return found


def moved(days: NDArray[np.int64], months: int) -> NDArray[np.int64]:
    return months_table(months)[days - date(1890, 1, 1).toordinal()]


@cache
def period_table(days: int) -> NDArray[np.int64]:
    """The day on which a period of so many days ends that follows each day of `months_table`.

    It ends on no weekend, and one of two days or more holds two working days at least.
    """
    found = np.zeros(date(2210, 1, 1).toordinal() - date(1890, 1, 1).toordinal(), dtype=np.int64)
    for place in range(len(found)):
        start = date(1890, 1, 1).toordinal() + place
        end = start + days
        while date.fromordinal(end).weekday() > 4:
            end += 1
        while days > 1 and sum(_works(day) for day in range(start + 1, end + 1)) < 2:
            end += 1
        found[place] = end
    return found


def _works(day: int) -> bool:
    return date.fromordinal(day).weekday() < 5


class Asked:
    """A condition: its text, and where it is true, and true or unknown."""

    text: str

    def over(self, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        raise NotImplementedError


def is_whole(name: str, value: Any) -> bool:
    """Whether a number stands in a column as it is: columns count in thousandths."""
    return name[0] != "n" or abs(value * THOUSAND - round(value * THOUSAND)) < 1e-6


@dataclass(frozen=True)
class Basic(Asked):
    """A test of some attributes; unknown unless all are answered."""

    text: str
    names: tuple[str, ...]
    holds: Callable[[Mapping[str, NDArray[np.int64]]], Any]

    def over(self, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        answered = np.logical_and.reduce([cases.answered[name] for name in self.names])
        holds = np.asarray(self.holds(cases.values), dtype=bool) & np.ones(len(cases), dtype=bool)
        return answered & holds, ~answered | holds


@dataclass(frozen=True)
class Stated(Asked):
    """Whether an attribute is answered."""

    name: str

    @property
    def text(self) -> str:  # type: ignore[override]
        return f"known({self.name})"

    def over(self, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        return cases.answered[self.name], cases.answered[self.name]


@dataclass(frozen=True)
class Joined(Asked):
    """Conditions under a connective, or a proposition."""

    how: str  # and, or, not, established, is
    items: tuple[Asked, ...]
    proposition: str = ""

    @property
    def text(self) -> str:  # type: ignore[override]
        if self.how == "is":
            return self.proposition
        if self.how in ("not", "established"):
            return f"{self.how}({self.items[0].text})"
        return f" {self.how} ".join(f"({item.text})" for item in self.items)

    def over(self, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        if self.how == "is":
            return known[self.proposition]
        true, possible = zip(*(item.over(cases, known) for item in self.items), strict=True)
        match self.how:
            case "not":
                return ~possible[0], ~true[0]
            case "established":
                return true[0], true[0]
            case "and":
                return np.logical_and.reduce(true), np.logical_and.reduce(possible)
        return np.logical_or.reduce(true), np.logical_or.reduce(possible)


@dataclass(frozen=True)
class Counted(Asked):
    """How many of several conditions hold."""

    how: str  # at_least, at_most, exactly
    number: int
    items: tuple[Asked, ...]

    @property
    def text(self) -> str:  # type: ignore[override]
        return f"{self.how}({self.number}, {', '.join(item.text for item in self.items)})"

    def over(self, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        true, possible = zip(*(item.over(cases, known) for item in self.items), strict=True)
        low, high = np.sum(true, axis=0), np.sum(possible, axis=0)
        match self.how:
            case "at_least":
                return low >= self.number, high >= self.number
            case "at_most":
                return high <= self.number, low <= self.number
        settled = (low == self.number) & (high == self.number)
        return settled, (low <= self.number) & (high >= self.number)


@dataclass(frozen=True)
class Weighed(Asked):
    """How many points the conditions that hold come to; points in tenths."""

    least: int
    points: tuple[int, ...]
    items: tuple[Asked, ...]

    @property
    def text(self) -> str:  # type: ignore[override]
        worth = zip(self.items, self.points, strict=True)
        listed = ", ".join(f"{item.text}: {points / 10}" for item, points in worth)
        return f"points({{{listed}}}) >= {self.least / 10}"

    def over(self, cases: Columns, known: Mapping[str, Pair]) -> Pair:
        true, possible = zip(*(item.over(cases, known) for item in self.items), strict=True)
        low, high = (np.array(self.points) @ np.array(masks) for masks in (true, possible))
        return low >= self.least, high >= self.least
