"""The attributes that a remedy may change, and its conditions: it leads to a verdict, ends in no
contradiction, and changes no answer whose question makes no sense then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from engine.acting import out_of_reach
from engine.asking import conditions_of_asking
from engine.assessment import Assessment
from engine.proof.algebra import Formula
from engine.proof.choices import Algebra, Members, Scalar
from engine.proof.masks import Cases
from engine.proof.solver import Space, Truth
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Expression
from knowledge.entries import Attribute, Contradiction, Verdict

T = TypeVar("T")
MOST_MEMBERS = 6  # members of a set that may come or go; their sets are all tried


@dataclass(frozen=True)
class Remedies:
    """The criteria of remedies in one knowledge base."""

    formula: Formula
    contradictions: tuple[str, ...]  # propositions
    asked_when: Mapping[str, Expression]  # of attributes that a team can change

    @classmethod
    def of(cls, base: KnowledgeBase) -> Remedies:
        """Those of a base, made once."""
        return base.derived(_remedies)

    def movable(self, assessment: Assessment) -> tuple[str, ...]:
        """The attributes behind verdicts and contradictions that a team can change in a case."""
        known, fixed = self.formula.base.attributes, out_of_reach(assessment)
        return tuple(
            name
            for name in self.formula.attributes
            if name in known and known[name].directions and name not in fixed
        )

    def good(self, truths: Truths[T], proposition: str) -> T:
        """The cases where a verdict's proposition is true, and no contradiction is established."""
        algebra = truths.algebra
        contrary = [algebra.no(truths.true(name)) for name in self.contradictions]
        return algebra.all_of([truths.true(proposition), *contrary])

    def makes_sense(self, truths: Truths[T], name: str) -> T:
        """The cases in which the question of an attribute makes sense."""
        if name not in self.asked_when:
            return truths.algebra.top
        return truths.holds(self.asked_when[name])

    def enough(
        self, facts: Mapping[str, Any], proposition: str, rows: Sequence[Mapping[str, Any]]
    ) -> list[bool]:
        """Whether each of some changes, all of the same attributes, is a remedy."""
        if not rows:
            return []
        cases = Cases(self.formula.base, rows[0], rows)
        algebra: Algebra[int] = cases.masks
        truths: Truths[int] = Truths(
            self.formula, algebra, self.formula.values(algebra, cases.choices, facts)
        )
        sense = [self.makes_sense(truths, name) for name in rows[0]]
        mask = algebra.all_of([self.good(truths, proposition), *sense])
        return [bool(mask >> place & 1) for place in range(len(rows))]


def _remedies(base: KnowledgeBase) -> Remedies:
    contradictions = tuple(entry.proposition for entry in base.of_kind(Contradiction))
    asked_when = {
        name: condition
        for name, condition in conditions_of_asking(base).items()
        if base.attributes[name].directions
    }
    asked = {
        name
        for condition in asked_when.values()
        for name in every_proposition(condition, base.propositions)
    }
    verdicts = [entry.proposition for entry in base.of_kind(Verdict)]
    tests = [test for condition in asked_when.values() for test in every_test(condition)]
    formula = Formula(base, [*verdicts, *contradictions, *asked], tests, possible=asked)
    return Remedies(formula, contradictions, asked_when)


def stays_possible(space: Space, name: str, now: Any, day: date) -> Iterator[Truth]:
    """That a free attribute states only what a team can bring about on a day: each of these."""
    attribute, algebra = space.formula.base.attributes[name], space.algebra
    choice, directions = space.choices[name], attribute.directions
    if isinstance(choice, Members):
        before: Collection[str] = now or ()
        for member, bit in choice.members.items():
            if directions is None or (directions.remove_only and member not in before):
                yield algebra.no(bit) if member not in before else bit
            elif directions.add_only and member in before:
                yield bit
    elif isinstance(choice, Scalar):
        for value, pick in choice.values.items():
            if value is not None and not attribute.can_move(now, value, day):
                yield algebra.no(pick)
    else:
        least = attribute.least(now, day)
        if least is not None:
            yield algebra.any_of([space.is_stated(name, now), space.at_least(name, least)])


def all_sets(attribute: Attribute, now: Any) -> bool:
    """Whether `near_sets` are all sets that a team can bring about."""
    return len(_free_members(attribute, now)) <= MOST_MEMBERS


def near_sets(attribute: Attribute, now: Any, day: date) -> Iterator[frozenset[str]]:
    """The sets that a team can bring about: all of them, or where its members are too many those
    that differ from what is stated in at most two, and the one without any.
    """
    before: frozenset[str] = now or frozenset()
    members = _free_members(attribute, now)
    most = len(members) if all_sets(attribute, now) else 2
    steps = (frozenset(step) for size in range(most + 1) for step in combinations(members, size))
    near = dict.fromkeys([frozenset[str](), *(before ^ step for step in steps)])
    yield from (value for value in near if attribute.can_move(now, value, day))


def _free_members(attribute: Attribute, now: Any) -> list[str]:
    directions = attribute.directions
    if directions is None:
        return []
    before: Collection[str] = now or ()
    return [
        member
        for member in attribute.choices
        if not (directions.add_only if member in before else directions.remove_only)
    ]
