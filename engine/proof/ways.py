"""Changes of the attributes of a minimal set: the nearest way, and the other values that will do.

The other values are proven over all that make a difference: of a number or a day a range
with its two ends, of anything else the values, together with whatever is told of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from math import inf, nextafter, prod
from typing import Any, TypeAlias

from engine.assessment import Assessment
from engine.proof.algebra import attributes_of
from engine.proof.domains import domains, left_open
from engine.proof.remedies import Remedies, all_sets, near_sets
from knowledge.entries import Attribute

MOST_WAYS = 2_000  # combinations of values that are tried for one set
MOST_TOLD = 8  # values of one attribute that go with those of the others

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers or days next to each other that all will do; None where there is no end."""

    low: Any
    high: Any
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """The values that an attribute may change to, given those told of the others of its set."""

    values: tuple[Any, ...]  # the nearest first; of a range, those that stand for it
    complete: bool  # no other value will do
    range: Range | None = None  # of a number or a day, where more than one value will do


@dataclass(frozen=True, slots=True)
class MinimalSet:
    """Attributes that must all change, and how."""

    ways: tuple[Row, ...]  # combinations of values with which that is enough, the nearest first
    reaches: Mapping[str, Reach]

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that change."""
        return tuple(self.ways[0])


def minimal_set(
    assessment: Assessment, remedies: Remedies, proposition: str, found: Row
) -> MinimalSet:
    """The set of what was found to change, with every way in which it can."""
    tried = _Tried(assessment, remedies, proposition, found)
    ways = tried.ways()
    first = ways[0]
    reaches: dict[str, Reach] = {}
    for name in sorted(first, key=[*assessment.base.attributes].index, reverse=True):
        reaches[name] = tried.reach(name, first, reaches)
    return MinimalSet(tuple(ways), {name: reaches[name] for name in first})


class _Tried:
    """The values that a set's attributes may change to, and which combinations will do."""

    def __init__(self, assessment: Assessment, remedies: Remedies, proposition: str, found: Row):
        self.assessment, self.remedies, self.proposition = assessment, remedies, proposition
        self.base, self.facts, self.day = assessment.base, assessment.facts, assessment.on
        self.found = found
        tests = remedies.formula.tests
        single = [name for name in found if self._of(name).type != "set"]
        free = {name: value for name, value in self.facts.items() if name not in found}
        self.domains = domains(self.base.attributes, tests, single, {**free, "today": self.day})
        self.links = [own for test in tests if len(own := [*{*attributes_of(test)} & {*found}]) > 1]
        # also what no team can bring about: whether that would do as well is told
        self.options = {name: self._options(name) for name in found}

    def ways(self) -> list[Row]:
        """The combinations that a team can bring about and that will do, the nearest first."""
        options = {
            name: [value for value in values if self._changes(name, value)]
            for name, values in self.options.items()
        }
        if prod(map(len, options.values())) <= MOST_WAYS:
            ways = self._enough(_combined(options))
        else:
            ways = [self._nearest(options)]
        return sorted(ways or [self.found], key=self._distance)

    def reach(self, name: str, first: Row, others: Mapping[str, Reach]) -> Reach:
        """The values that an attribute may change to, the others of the first way being as told."""
        told = {other: [first[other]] for other in first} | {
            other: list(reach.values if reach.range else reach.values[:MOST_TOLD])
            for other, reach in others.items()
        }
        every = self.options[name]
        if (
            len(every) * prod(map(len, (told[other] for other in told if other != name)))
            > MOST_WAYS
        ):
            return Reach((first[name],), False)
        rows = _combined({**told, name: every})
        good = self._enough_all(rows)
        by_value: dict[Any, list[bool]] = {value: [] for value in every}
        for row, works in zip(rows, good, strict=True):
            by_value[row[name]].append(works)
        will_do = [value for value in every if all(by_value[value]) and self._changes(name, value)]
        some = [value for value in every if any(by_value[value])]
        if not self._of(name).measured:
            will_do.sort(key=lambda value: self._step(name, value))
            values = will_do or [first[name]]
            left = [value for value in some if self._changes(name, value) and value not in values]
            whole = self._of(name).type != "set" or all_sets(self._of(name), self._now(name))
            return Reach(tuple(values[:MOST_TOLD]), whole and not left and len(values) <= MOST_TOLD)
        if self._has_no_domain(name, first):
            return Reach((first[name],), False)
        ranges = {other for other, reach in others.items() if reach.range}
        linked = any(name in link and ranges & {*link} for link in self.links)
        run = [first[name]] if linked else _run(every, will_do, first[name])
        complete = {*some} <= {*run}
        if len(run) == 1 and not self._open_ended(name, every, run):
            return Reach((first[name],), complete)
        edges = self._edges(name, first, every, run)
        if edges is None:
            return Reach((first[name],), False)
        return Reach((first[name], *(v for v in run if v != first[name])), complete, edges)

    def _of(self, name: str) -> Attribute:
        return self.base.attributes[name]

    def _now(self, name: str) -> Any:
        return self.facts.get(name)

    def _has_no_domain(self, name: str, first: Row) -> bool:
        """Whether a test asks more of it than the side of a bound, such as how much it is when
        multiplied with itself: then its values that were tried show nothing of those between them.
        """
        facts = {**self.facts, **first, "today": self.day}
        del facts[name]
        return bool(left_open(self.base.attributes, self.remedies.formula.tests, [name], facts))

    def _changes(self, name: str, value: Any) -> bool:
        now = self._now(name)
        return bool(value != now) and self._of(name).can_move(now, value, self.day)

    def _options(self, name: str) -> list[Any]:
        """The values that make a difference, of a set those near to what it is now."""
        now = self._now(name)
        if name in self.domains:
            values = dict.fromkeys([*self.domains[name], self.found[name]])
            ordered = self._of(name).measured
            return sorted(values) if ordered else [value for value in values if value != now]
        near = near_sets(self._of(name), now, self.day)
        return [value for value in dict.fromkeys([self.found[name], *near]) if value != now]

    def _enough_all(self, rows: Sequence[Row]) -> list[bool]:
        return self.remedies.enough(self.facts, self.proposition, rows)

    def _enough(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row, works in zip(rows, self._enough_all(rows), strict=True) if works]

    def _nearest(self, options: Mapping[str, Sequence[Any]]) -> Row:
        """From what was found, nearer and nearer, one attribute at a time."""
        way: Row = self.found
        while True:
            before = self._distance(way)
            for name, values in options.items():
                singly = self._enough([{**way, name: value} for value in values])
                way = min(singly, key=self._distance, default=way)
            if self._distance(way) >= before:
                return way

    def _distance(self, way: Row) -> float:
        return sum(self._step(name, value) for name, value in way.items())

    def _step(self, name: str, value: Any) -> float:
        """The distance of a value from the stated one, or of a day from the day asked."""
        now = self._now(name)
        if isinstance(value, frozenset):
            return float(len(value ^ (now or frozenset())))
        if isinstance(value, date):
            return abs((value - self.day).days)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return abs(value - (now or 0))
        return 0.0

    def _open_ended(self, name: str, every: Sequence[Any], run: Sequence[Any]) -> bool:
        """Whether a value stands for all beyond it, or for those beside it."""
        return self._of(name).type == "number" or run[0] in (every[0], every[-1])

    def _edges(
        self,
        name: str,
        first: Row,
        every: Sequence[Any],
        run: Sequence[Any],
    ) -> Range | None:
        """The ends of a run of values; None where they cannot be told."""
        kind = self._of(name).type
        low, high = run[0], run[-1]
        below = every[every.index(low) - 1] if low != every[0] else None
        above = every[every.index(high) + 1] if high != every[-1] else None
        if kind != "number":
            unit: Any = timedelta(days=1) if kind == "date" else 1
            # the past is out of reach
            bounded = below is not None or (kind == "date" and low <= self.day)
            if below is not None and below != low - unit:
                return None
            if above is not None and above != high + unit:
                return None
            return Range(low if bounded else None, high if above is not None else None)
        beside = [
            {**first, name: value}
            for value in (
                *((nextafter(low, -inf), nextafter(below, inf)) if below is not None else ()),
                *((nextafter(high, inf), nextafter(above, -inf)) if above is not None else ()),
            )
        ]
        works = iter(self._enough_all(beside))
        ends: list[tuple[Any, bool]] = []
        for own, other in ((low, below), (high, above)):
            if other is None:
                ends.append((None, True))
                continue
            past, next_to = next(works), next(works)
            if past and not next_to:
                return None
            ends.append((own, True) if not past else (other, False))
        return Range(ends[0][0], ends[1][0], ends[0][1], ends[1][1])


def _combined(options: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [
        dict(zip(options, values, strict=True))
        for values in islice(product(*options.values()), MOST_WAYS)
    ]


def _run(every: Sequence[Any], good: Sequence[Any], start: Any) -> list[Any]:
    """The values next to each other, all of them good, that one of them stands in."""
    low = high = every.index(start)
    while low > 0 and every[low - 1] in good:
        low -= 1
    while high + 1 < len(every) and every[high + 1] in good:
        high += 1
    return list(every[low : high + 1])


def ends_of(attribute: Attribute, within: Range) -> tuple[list[Any], list[Any]]:
    """The values at the two ends of a range that still lie in it, and those just beyond them."""
    inside, beyond = [], []
    for end, included, away in (
        (within.low, within.low_included, -1),
        (within.high, within.high_included, 1),
    ):
        if end is None:
            continue
        if attribute.type == "number":
            inside.append(float(end) if included else nextafter(end, -away * inf))
            beyond.append(nextafter(end, away * inf) if included else float(end))
        else:
            step: Any = timedelta(days=1) if attribute.type == "date" else 1
            inside.append(end)
            beyond.append(end + away * step)
    least = attribute.minimum
    return inside, [value for value in beyond if least is None or value >= least]
