"""All cases that a knowledge base admits, day by day: what is proven over them, and random ones
that show most of it at once.

A knowledge base is looked at on each day on which a date of its parameters, or a change of one,
makes a difference.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from engine.proof.algebra import Formula, attributes_of
from engine.proof.choices import Choices
from engine.proof.domains import domains
from engine.proof.masks import Cases
from engine.proof.meeting_days import meetings
from engine.proof.solver import Space, Truth
from engine.proof.truths import Truths
from engine.proof.turning import days_that_differ
from knowledge.conditions.evaluation import PARAMETER, decider
from knowledge.conditions.tree import TODAY, Param, terms_of
from knowledge.entries import Attribute, Work
from knowledge.rules.plain import Rule

M = TypeVar("M")
Row = dict[str, Any]  # attribute → what a case states for it; what is not answered is left out

ROWS = 1024  # random cases


def last_of(days: Sequence[Day]) -> Day:
    """The last of these days, on which nothing merely waits for its time."""
    return max(days, key=attrgetter("day"))


def days_of(formula: Formula) -> list[Day]:
    """The days on which a knowledge base can differ: first that of the law as its works were last
    consulted, on which a case is the plainest; then the others, the latest first.
    """
    dates = days_that_differ(formula.base)
    consulted = [work.consulted for work in formula.base.of_kind(Work) if work.consulted]
    current = next((day for day in dates if consulted and day <= max(consulted)), dates[0])
    found: list[Day] = []
    for day in dict.fromkeys((current, *dates)):
        found.append(Day(formula, day, found[-1] if found else None))
    return found


def differing(days: Sequence[Day]) -> list[Day]:
    """The days without those that give the rules the same truth values as another day."""
    found: dict[object, Day] = {}
    for day in days:
        found.setdefault(day.signature, day)
    return list(found.values())


class World:
    """All cases on a day, or just those in which everything is answered."""

    def __init__(self, day: Day, *, unanswered: bool, paired: bool = False):
        self.day = day
        self.space = Space(day.formula, day.free, day.facts, unanswered=unanswered, paired=paired)
        self.truths: Truths[Truth] = Truths(
            day.formula,
            self.algebra,
            day.formula.values(self.algebra, self.space.choices, day.facts),
        )

    @property
    def algebra(self) -> Any:
        """The algebra of its formulas."""
        return self.space.algebra

    def second(self, choices: Mapping[str, Choices[Truth]]) -> Truths[Truth]:
        """The truth values of the rules in second cases that may state other things under these
        attributes, and else the same.
        """
        formula, facts = self.day.formula, self.day.facts
        values = formula.again(
            self.algebra, {**self.space.choices, **choices}, facts, self.truths.values, choices
        )
        return Truths(formula, self.algebra, values)

    def find(self, *conditions: Truth) -> Any | None:
        """A model of a case in which all of these hold, or None where it is proven that there is
        none.
        """
        return self.space.find(*(self.space.named(condition) for condition in conditions))

    def case(self, *conditions: Truth) -> Row | None:
        """The statements of a case in which all of these hold, or None where it is proven that
        there is none.
        """
        model = self.find(*conditions)
        return None if model is None else self.row(model)

    def row(self, model: Any, choices: Mapping[str, Choices[Truth]] | None = None) -> Row:
        """The statements of a model."""
        stated = {name: self.space.stated(model, name, choices) for name in self.space.free}
        return {name: value for name, value in stated.items() if value is not None}

    def core(self, conditions: Sequence[Truth]) -> list[int]:
        """The places of the conditions that rule each other out; none where they do not."""
        flags = [self.space.named(condition) for condition in conditions]
        if any(flag is False for flag in flags):
            return [index for index, flag in enumerate(flags) if flag is False]
        if self.space.find(*flags) is not None:
            return []
        names = {str(flag) for flag in self.space.solver.unsat_core()}
        return [index for index, flag in enumerate(flags) if str(flag) in names]


class Day:
    """The cases on one day."""

    def __init__(self, formula: Formula, day: date, before: Day | None = None):
        """`before`: another day of the same formula, whose random cases are used again as far as
        they can be.
        """
        self.formula, self.base, self.day, self._before = formula, formula.base, day, before
        self.facts: Row = {TODAY: day, **self.base.parameters_on(day)}
        self.free = [name for name in formula.attributes if name != TODAY]

    @cached_property
    def signature(self) -> object:
        """The day as the rules see it: the outcome of tests on it alone, and the parameters that
        attributes are compared with.
        """
        outcomes, figures = [], set()
        for test in self.formula.tests:
            if set(attributes_of(test)) <= {TODAY}:
                outcomes.append(decider(test)(self.facts))
            else:
                figures |= {
                    PARAMETER + term.name for term in terms_of(test) if isinstance(term, Param)
                }
        values = {name: self.facts[name] for name in figures}
        begun = {
            name: value <= self.day for name, value in values.items() if isinstance(value, date)
        }
        met = bisect_right(self._meetings, self.day)
        return tuple(outcomes), frozenset(values.items()), frozenset(begun.items()), met

    @cached_property
    def _meetings(self) -> list[date]:
        """The days on which fixed days and those told from the day asked change sides."""
        if self._before is not None:
            return self._before._meetings
        return meetings(self.base, self.formula.tests)

    @cached_property
    def full(self) -> World:
        """Cases in which everything is answered."""
        return World(self, unanswered=False)

    @cached_property
    def partial(self) -> World:
        """Cases in which anything may be unanswered."""
        return World(self, unanswered=True)

    @cached_property
    def paired(self) -> World:
        """Pairs of cases in which anything may be unanswered."""
        return World(self, unanswered=True, paired=True)

    @cached_property
    def sample(self) -> Sample:
        """Random cases, which show at once most of what can happen."""
        return Sample(self, self._before.sample if self._before else None)

    def rows(self, rows: Sequence[Mapping[str, Any]]) -> Truths[int]:
        """The truth values of the rules in these cases, as masks."""
        cases = Cases(self.base, self.free, rows)
        return Truths(
            self.formula, cases.masks, self.formula.values(cases.masks, cases.choices, self.facts)
        )

    def lean(self, row: Mapping[str, Any], shows: Callable[[Truths[int]], int]) -> Row:
        """The case with as few answers as still show something, and the day."""
        answers = {name: value for name, value in row.items() if name != TODAY}
        return {TODAY: self.day, **lean(answers, lambda rows: shows(self.rows(rows)))}


class Sample:
    """Random partial cases on a day, and the truth values of the rules in them."""

    def __init__(self, day: Day, before: Sample | None):
        base = day.base
        attributes = {name: base.attributes[name] for name in day.free}
        self.domains = domains(
            base.attributes,
            day.formula.tests,
            [name for name, kind in attributes.items() if kind.type != "set"],
            day.facts,
        )
        fresh = [
            name
            for name in attributes
            if before is None or self.domains.get(name) != before.domains.get(name)
        ]
        dice = random.Random(0)
        columns = {
            name: [_drawn(dice, attributes[name], self.domains.get(name, ())) for _ in range(ROWS)]
            for name in fresh
        }
        # attribute → its answer in each row, or None; days share those that none of them turns
        self._columns: dict[str, list[Any]] = {**(before._columns if before else {}), **columns}
        drawn = Cases.of_columns(base, columns, ROWS)
        self.choices: dict[str, Choices[int]] = {
            **(before.choices if before else {}),
            **drawn.choices,
        }
        self.truths = Truths(
            day.formula, drawn.masks, day.formula.values(drawn.masks, self.choices, day.facts)
        )
        self._fires: dict[str, int] = {}

    def fires(self, rule: Rule) -> int:
        """The rows in which a rule fires, as a mask."""
        if rule.id not in self._fires:
            self._fires[rule.id] = self.truths.fires(rule)
        return self._fires[rule.id]

    def first(self, rows: int) -> Row:
        """The statements of the first of these rows."""
        return self.row((rows & -rows).bit_length() - 1)

    def row(self, number: int, names: Iterable[str] | None = None) -> Row:
        """The statements of a row, about these attributes or about all."""
        asked = self._columns if names is None else [n for n in names if n in self._columns]
        answers = ((name, self._columns[name][number]) for name in asked)
        return {name: value for name, value in answers if value is not None}


def lean(row: Mapping[str, Any], shows: Callable[[Sequence[Row]], int]) -> Row:
    """The case with so few answers, and members of sets, that none can be left out.

    `shows` is a mask of the rows that will do.
    """
    left = dict(row)

    def without(taken: Sequence[tuple[str, str | None]]) -> Row:
        gone = {name for name, member in taken if member is None}
        fewer = {name: value for name, value in left.items() if name not in gone}
        for name, member in taken:
            if member is not None and name in fewer:
                fewer[name] -= {member}
        return fewer

    while True:  # what could not be left out beside an answer may be, once that is gone
        moves: list[tuple[str, str | None]] = [(name, None) for name in left]
        moves += [
            (name, member)
            for name, value in left.items()
            if isinstance(value, frozenset)
            for member in sorted(value)
        ]
        taken = as_many(moves, lambda trials: shows([without(trial) for trial in trials]))
        if not taken:
            return left
        left = without(taken)


def as_many(moves: Iterable[M], still: Callable[[Sequence[Sequence[M]]], int]) -> list[M]:
    """As many of these moves as can be made together, in this order.

    `still` is a mask of the lists of moves after which all is well.
    """
    made: list[M] = []
    left = list(moves)
    while left:
        works = still([[*made, *left[: size + 1]] for size in range(len(left))])
        # the longest run of moves that can be made; the one after it cannot
        size = works.bit_length()
        made += left[:size]
        left = left[size + 1 :]
    return made


def _drawn(dice: random.Random, attribute: Attribute, values: Sequence[Any]) -> Any:
    """An answer, or none: one time in three."""
    if dice.random() < 1 / 3:
        return None
    if attribute.type == "set":
        rare = dice.choice((0.0, 0.05, 0.4))
        return frozenset(member for member in attribute.choices if dice.random() < rare)
    return dice.choice(values)
