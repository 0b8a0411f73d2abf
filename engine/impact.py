"""What differs between two knowledge bases: over all cases and days at once, or on one case.

A proposition is looked at only where something behind it differs: its rules, or a figure that they read. All others are
the same function of the case in both.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from engine.days import TODAY, days_that_differ
from engine.formulas import Formula, Values
from engine.proof import Space, Truth
from knowledge.base import KnowledgeBase
from knowledge.entries import Verdict
from knowledge.expression import Param, Test, terms_of
from knowledge.rules import Literal, Rule


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two knowledge bases conclude otherwise, and a case that shows it."""

    proposition: str  # after the change; of a changed verdict, the verdict after it
    instead_of: str  # of a changed verdict, the verdict before it; else the same proposition
    day: date
    witness: dict[str, Any]  # what a case states; the older base does not ask for all of it, perhaps, nor the newer one


def key_of(rule: Rule) -> frozenset[Literal]:
    """What makes two rules for one head the same rule, whatever their numbers."""
    return frozenset(rule.body)


def bodies(base: KnowledgeBase) -> dict[str, dict[frozenset[Literal], Rule]]:
    """Head → its rules by what they ask."""
    found: dict[str, dict[frozenset[Literal], Rule]] = {}
    for rule in base.rules:
        found.setdefault(rule.head, {})[key_of(rule)] = rule
    return found


def parameters_of(rule: Rule) -> set[str]:
    """The figures that a rule reads."""
    tests = (literal.target for literal in rule.body if isinstance(literal.target, Test))
    return {term.name for test in tests for term in terms_of(test) if isinstance(term, Param)}


def moved_parameters(old: KnowledgeBase, new: KnowledgeBase) -> set[str]:
    """The figures whose values, or their days, are not the same in both."""

    def timed(base: KnowledgeBase, name: str) -> Any:
        known = base.parameters.get(name)
        return known and [(value.from_, value.value) for value in known.values]

    return {name for name in {*old.parameters, *new.parameters} if timed(old, name) != timed(new, name)}


def touched(old: KnowledgeBase, new: KnowledgeBase) -> set[str]:
    """The propositions whose own rules, or the figures that these read, are not the same in both."""
    one, other, moved = bodies(old), bodies(new), moved_parameters(old, new)
    found = {head for head in {*one, *other} if one.get(head, {}).keys() != other.get(head, {}).keys()}
    return found | {rule.head for base in (old, new) for rule in base.rules if parameters_of(rule) & moved}


def affected(base: KnowledgeBase, propositions: set[str]) -> set[str]:
    """These propositions, and all whose rules rest on them."""
    above: dict[str, set[str]] = {}
    for rule in base.rules:
        for literal in rule.body:
            if isinstance(literal.target, str):
                above.setdefault(literal.target, set()).add(rule.head)
    found, waiting = set(propositions), list(propositions)
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


class Impact:
    """What a change of the knowledge can do to a case, over all cases, full or partial, and all days."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, on: date | None = None):
        """`on`: the day that is looked at first, by default the current one; then come those on which anything can differ."""
        self.old, self.new = old, new
        self.touched = touched(old, new)
        self._names = affected(old, self.touched) | affected(new, self.touched)
        days = dict.fromkeys((on or date.today(), *days_that_differ(new), *days_that_differ(old)))
        self._days = [_Both(old, new, day, self._names) for day in days]

    @cached_property
    def moved(self) -> frozenset[str]:
        """The touched propositions that some case tells apart; of all others it is proven that none does."""
        return frozenset(name for name in self.touched if any(day.witness(day.apart(name)) is not None for day in self._days))

    def differences(self, shown: Container[tuple[str, str]] = ()) -> Iterator[Difference]:
        """One for each verdict that becomes another, and for each other conclusion that readers know and that can differ.

        `shown` are those, as (proposition before, proposition after), of which a case is known already; it may grow on the way.
        What is neither there nor among the differences is proven to be the same in every case on every day.
        """
        if not self.moved:
            return
        verdicts = {entry.proposition for base in (self.old, self.new) for entry in base.of_kind(Verdict)}
        for one in sorted(verdicts & self._names):
            for other in (name for name in sorted(verdicts & self._names - {one}) if (one, name) not in shown):
                yield from self._first(other, one, partial(_Both.turns, one=one, other=other))
        for name in self._told():
            if name not in verdicts and (name, name) not in shown:
                yield from self._first(name, name, partial(_Both.apart, name=name))

    def _told(self) -> Iterator[str]:
        """What readers know by name, steps between entries left out."""
        known = {**self.old.propositions, **self.new.propositions}
        return (name for name, proposition in known.items() if name in self._names and not (proposition.step or proposition.hidden))

    def _first(self, name: str, before: str, wanted: Callable[[_Both], Truth]) -> Iterator[Difference]:
        for day in self._days:
            witness = day.witness(wanted(day))
            if witness is not None:
                yield Difference(name, before, day.day, witness)
                return


class _Both:
    """All cases on one day, in the eyes of two knowledge bases."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, day: date, names: set[str]):
        self.old, self.new, self.day, self._names = old, new, day, names

    @cached_property
    def _worked_out(self) -> tuple[Space, tuple[Formula, Values[Truth]], tuple[Formula, Values[Truth]]]:
        sides = [
            (Formula(base, self._names, possible=True), {TODAY: self.day, **base.parameters_on(self.day)}) for base in (self.old, self.new)
        ]
        free = {name for formula, _ in sides for name in formula.attributes} - {TODAY}
        space = Space(sides[0][0], free, sides[0][1], unanswered=True, beside=sides[1])
        before, after = ((formula, formula.values(space.algebra, space.choices, facts)) for formula, facts in sides)
        return space, before, after

    def turns(self, one: str, other: str) -> Truth:
        """Where the older base concludes the one and the newer base the other."""
        space, old, new = self._worked_out
        return space.algebra.all_of([self._status(old, one)[0], self._status(new, other)[0]])

    def apart(self, name: str) -> Truth:
        """Where its truth value is not the same in both; of what only one of them can conclude, where that one does."""
        space, one, other = self._worked_out
        both = self.old.draws(name) and self.new.draws(name)
        pairs = list(zip(self._status(one, name), self._status(other, name), strict=True))[: None if both else 1]
        return space.algebra.any_of([space.algebra.differ(before, after) for before, after in pairs])

    def witness(self, condition: Truth) -> dict[str, Any] | None:
        """What a case states in which this holds; None where it is proven that there is none."""
        space = self._worked_out[0]
        model = space.find(space.named(condition))
        if model is None:
            return None
        return {name: value for name in space.free if (value := space.stated(model, name)) is not None}

    @staticmethod
    def _status(side: tuple[Formula, Values[Truth]], name: str) -> tuple[Truth, Truth]:
        formula, values = side
        program = formula.program
        true, possible = (values.atoms.get(atoms.get(name, -1), False) for atoms in (program.truths, program.possibles))
        return true, possible
