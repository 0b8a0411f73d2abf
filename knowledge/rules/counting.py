"""From "at least so many of these hold" to plain rules, few for many conditions.

Halves are counted apart: at least three hold where three of the first half do, or two of them and
one of the second, and so on; with points, each sum that the first half can come to takes the place
of a number. The rules grow with the number of conditions times the number asked for; their
alternatives are never listed. Nothing in them is negated, so that a count is true as soon as enough
conditions are, and possible as long as enough of them are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from knowledge.conditions.tree import (
    And,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
)
from knowledge.conditions.writing import condition_text
from knowledge.entries.conclusions import Statement
from knowledge.rules.plain import Literal, bodies
from knowledge.truth import sums_of

_MOST_TOGETHER = 8  # conditions that one rule asks for at once


@dataclass(frozen=True, slots=True)
class Counted:
    """The count of a step: it holds where those of its members that do come to at least so much."""

    least: int
    members: tuple[Literal, ...]
    worth: tuple[int, ...]  # what each of them counts
    parts: int | None = None  # of points: so many are one point as it is written

    @property
    def below(self) -> int:
        """The most that its members can come to which is not enough."""
        sums = sums_of(self.worth)
        assert sums is not None
        return sums[bisect_left(sums, self.least) - 1]

    def number(self, count: int) -> float:
        """A count as it is written."""
        return count if self.parts is None else float(Fraction(count, self.parts))

    def points(self, count: int) -> float | None:
        """The worth of a member; None where each counts one."""
        return None if self.parts is None else self.number(count)


def counts_in(condition: Expression) -> Iterator[Count]:
    """The counts in a condition, those in a count before it."""
    match condition:
        case Count(_, items):
            for item in items:
                yield from counts_in(item)
            yield condition
        case Not(item) | Established(item):
            yield from counts_in(item)
        case And(items) | Or(items):
            for item in items:
                yield from counts_in(item)


def counted_by(count: Count) -> Counted:
    """The count of a step, each of its members as one premise."""
    members = tuple(bodies(_alone(item))[0][0] for item in count.items)
    return Counted(count.least, members, count.worth, count.parts if count.points else None)


def item_statements(count: Count) -> Iterator[Statement]:
    """The statements for items of a count that take a step of their own to be one premise."""
    for item in count.items:
        if isinstance(named := _alone(item), Prop) and named != item:
            yield Statement(named.name, item, named.name)


def count_statements(count: Count) -> Iterator[Statement]:
    """The steps that a count of such items takes, its own the last."""
    items = tuple(zip(map(_alone, count.items), count.worth, strict=True))
    yield from _Halves(count).steps(count.least, items, count.name)


def _alone(item: Expression) -> Expression:
    """A condition that is one premise: itself, or a step that says the same."""
    alternatives = bodies(item)
    if len(alternatives) == 1 and len(alternatives[0]) == 1:
        return item
    return Prop(f"({condition_text(item)})")


_Items: TypeAlias = Sequence[tuple[Expression, int]]  # conditions, and what each counts


class _Halves:
    """The steps of one count; each is made once."""

    def __init__(self, count: Count) -> None:
        self._made: set[str] = set()
        self._parts = count.parts if count.points else None

    def steps(self, least: int, items: _Items, name: str) -> Iterator[Statement]:
        if name in self._made:
            return
        self._made.add(name)
        conditions = tuple(condition for condition, _ in items)
        worth = [count for _, count in items]
        if min(worth) >= least:
            yield Statement(name, Or(conditions), name)
            return
        if sum(worth) - min(worth) < least and len(items) <= _MOST_TOGETHER:
            yield Statement(name, And(conditions), name)
            return
        middle = len(items) // 2
        halves = items[:middle], items[middle:]
        alternatives: list[Expression] = []
        for numbers in _shares(least, worth[:middle], worth[middle:]):
            parts: list[Expression] = []
            for number, half in zip(numbers, halves, strict=True):
                if number and len(half) == 1:
                    parts.append(half[0][0])
                elif number:
                    step = self._name(number, half)
                    yield from self.steps(number, half, step)
                    parts.append(Prop(step))
            alternatives.append(parts[0] if len(parts) == 1 else And(tuple(parts)))
        yield Statement(name, Or(tuple(alternatives)), name)

    def _name(self, least: int, items: _Items) -> str:
        if self._parts is None:
            return f"at_least({least}, {', '.join(condition_text(item) for item, _ in items)})"
        listed = ", ".join(f"{condition_text(item)}: {worth}" for item, worth in items)
        return f"points({{{listed}}}) >= {least}"


def _shares(least: int, first: Sequence[int], second: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The shares that two halves have to come to, each as small as the other allows."""
    sums, others = sums_of(first), sums_of(second)
    assert sums is not None
    assert others is not None
    asked: set[int] = set()
    for own in sums:
        place = bisect_left(others, least - own)
        if place < len(others) and others[place] not in asked:
            asked.add(others[place])
            yield own, others[place]
