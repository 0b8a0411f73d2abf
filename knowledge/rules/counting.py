"""From "at least so many of these hold" to plain rules, few for many conditions.

Halves are counted apart: at least three hold where three of the first half do, or two of them and
one of the second, and so on. The rules grow with the number of conditions times the number asked
for; their alternatives are never listed. Nothing in them is negated, so that a count is true as
soon as enough conditions are, and possible as long as enough of them are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

_MOST_TOGETHER = 8  # conditions that one rule asks for at once


@dataclass(frozen=True, slots=True)
class Counted:
    """What a step counts: it holds where at least so many of its members do."""

    least: int
    members: tuple[Literal, ...]


def counts_in(condition: Expression) -> Iterator[Count]:
    """What a condition counts, what stands in a count before it."""
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


def members(count: Count) -> tuple[Literal, ...]:
    """What is counted, each as one premise."""
    return tuple(bodies(_alone(item))[0][0] for item in count.items)


def count_statements(count: Count) -> Iterator[Statement]:
    """The steps that a count takes, its own the last."""
    for item in count.items:
        if isinstance(named := _alone(item), Prop) and named != item:
            yield Statement(named.name, item, named.name)
    yield from _Halves().steps(count.least, tuple(map(_alone, count.items)), count.name)


def _alone(item: Expression) -> Expression:
    """A condition that is one premise: itself, or a step that says the same."""
    alternatives = bodies(item)
    if len(alternatives) == 1 and len(alternatives[0]) == 1:
        return item
    return Prop(f"({condition_text(item)})")


class _Halves:
    """The steps of one count; each is made once."""

    def __init__(self) -> None:
        self._made: set[str] = set()

    def steps(self, least: int, items: Sequence[Expression], name: str) -> Iterator[Statement]:
        if name in self._made:
            return
        self._made.add(name)
        if least == 1:
            yield Statement(name, Or(tuple(items)), name)
            return
        if least == len(items) <= _MOST_TOGETHER:
            yield Statement(name, And(tuple(items)), name)
            return
        middle = len(items) // 2
        halves = items[:middle], items[middle:]
        alternatives: list[Expression] = []
        for first in range(max(0, least - len(halves[1])), min(least, middle) + 1):
            parts: list[Expression] = []
            for number, half in zip((first, least - first), halves, strict=True):
                if number and len(half) == 1:
                    parts.append(half[0])
                elif number:
                    step = f"at_least({number}, {', '.join(map(condition_text, half))})"
                    yield from self.steps(number, half, step)
                    parts.append(Prop(step))
            alternatives.append(parts[0] if len(parts) == 1 else And(tuple(parts)))
        yield Statement(name, Or(tuple(alternatives)), name)
