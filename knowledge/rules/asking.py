"""The questions that others wait for: attributes that a condition under `asked_when` rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from knowledge.conditions.tree import (
    And,
    AnyOf,
    Attr,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
    terms_of,
)
from knowledge.rules.plain import Rule


class RestsOn:
    """The dependencies of propositions, direct or by way of others."""

    def __init__(self, rules: Iterable[Rule]):
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.head, []).append(rule)

    def attributes(self, proposition: str) -> Iterator[str]:
        """The attributes that a proposition rests on."""
        seen, waiting = {proposition}, [proposition]
        while waiting:
            for rule in self._rules.get(waiting.pop(), ()):
                for literal in rule.body:
                    if isinstance(literal.target, Test):
                        yield from _attributes(literal.target)
                    elif literal.target not in seen:
                        seen.add(literal.target)
                        waiting.append(literal.target)


def attributes_read(
    condition: Expression, behind: RestsOn, propositions: Iterable[str]
) -> Iterator[str]:
    """The attributes that a condition rests on."""
    match condition:
        case Test():
            yield from _attributes(condition)
        case Prop(name):
            yield from behind.attributes(name)
        case AnyOf():
            for name in condition.members(propositions):
                yield from behind.attributes(name)
        case Not(item) | Established(item):
            yield from attributes_read(item, behind, propositions)
        case And(items) | Or(items) | Count(_, items):
            for item in items:
                yield from attributes_read(item, behind, propositions)


def circle(start: str, waits: Mapping[str, Iterable[str]]) -> list[str]:
    """The shortest way from a question through those that it waits for back to itself.

    Empty where there is none.
    """
    before: dict[str, str] = {}
    waiting = [start]
    for name in waiting:  # grows while it is read
        for other in sorted(waits.get(name, ())):
            if other == start:
                way = [name]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return [*reversed(way), start]
            if other not in before and other in waits:
                before[other] = name
                waiting.append(other)
    return []


def _attributes(test: Test) -> Iterator[str]:
    yield from (term.name for term in terms_of(test) if isinstance(term, Attr))
