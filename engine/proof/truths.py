"""Conditions and propositions read over an algebra: where each is true, and where it is true or
unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from engine.proof.algebra import Formula, T, Values, differ
from engine.proof.choices import Algebra
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
)
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import (
    Mode,
    at_least_of_pairs,
    conjunction_of_pairs,
    disjunction_of_pairs,
    negation_of_pair,
)


@dataclass(frozen=True)
class Truths(Generic[T]):
    """The truth values of the rules over some cases."""

    formula: Formula
    algebra: Algebra[T]
    values: Values[T]

    def true(self, proposition: str) -> T:
        """The cases in which a proposition is true."""
        return self.values.atoms.get(
            self.formula.program.truths.get(proposition, -1), self.algebra.bottom
        )

    def possible(self, proposition: str) -> T:
        """The cases in which a proposition is true or unknown."""
        return self.values.atoms.get(
            self.formula.program.possibles.get(proposition, -1), self.algebra.bottom
        )

    def premises(self, rule: Rule) -> list[T]:
        """The cases in which each premise of a rule is true."""
        return [self.formula.premise(literal, self.algebra, self.values) for literal in rule.body]

    def fires(self, rule: Rule) -> T:
        """The cases in which a rule fires."""
        return self.algebra.all_of(self.premises(rule))

    def may_fire(self, rule: Rule) -> T:
        """The cases in which a rule fires, or open answers may make it fire."""
        pairs = [self._pair(literal) for literal in rule.body]
        return self.algebra.all_of([possible for _, possible in pairs])

    def _pair(self, literal: Literal) -> tuple[T, T]:
        """(where a premise is true, where it is true or unknown)."""
        target = literal.target
        pair = (
            (self.true(target), self.possible(target))
            if isinstance(target, str)
            else self.values.tests[target]
        )
        return literal.mode.of_pair(self.algebra, pair)

    def apart_in_truth(self, other: Truths[T], proposition: str) -> T:
        """The cases in which a proposition is true in just one of the two."""
        return differ(self.algebra, self.true(proposition), other.true(proposition))

    def apart(self, other: Truths[T], propositions: Iterable[str]) -> T:
        """The cases in which one of these propositions has another truth value here than there."""
        names = list(propositions)
        pairs = [(self.true(name), other.true(name)) for name in names] + [
            (self.possible(name), other.possible(name)) for name in names
        ]
        return self.algebra.any_of([differ(self.algebra, here, there) for here, there in pairs])

    def holds(self, condition: Expression) -> T:
        """The cases in which a condition is true."""
        return self.read(condition)[0]

    def read(self, condition: Expression) -> tuple[T, T]:
        """(where a condition is true, where it is true or unknown)."""
        algebra = self.algebra
        match condition:
            case Test():
                return self.values.tests[condition]
            case Prop(name):
                return self.true(name), self.possible(name)
            case AnyOf():
                members = condition.members(self.formula.base.propositions)
                pairs = [(self.true(name), self.possible(name)) for name in members]
                return disjunction_of_pairs(algebra, pairs)
            case Count(least, items):
                pairs = [self.read(item) for item in items]
                return at_least_of_pairs(algebra, least, pairs, condition.worth)
            case Not(item):
                return negation_of_pair(algebra, self.read(item))
            case Established(item):
                return Mode.ESTABLISHED.of_pair(algebra, self.read(item))
            case And(items):
                return conjunction_of_pairs(algebra, [self.read(item) for item in items])
            case Or(items):
                return disjunction_of_pairs(algebra, [self.read(item) for item in items])


def every_test(condition: Expression) -> Iterable[Test]:
    """The tests of a condition."""
    match condition:
        case Test():
            yield condition
        case Not(item) | Established(item):
            yield from every_test(item)
        case And(items) | Or(items) | Count(_, items):
            for item in items:
                yield from every_test(item)


def every_proposition(condition: Expression, known: Iterable[str]) -> Iterable[str]:
    """The propositions of a condition, a family's members in its place."""
    match condition:
        case Prop(name):
            yield name
        case AnyOf():
            yield from condition.members(known)
        case Not(item) | Established(item):
            yield from every_proposition(item, known)
        case And(items) | Or(items) | Count(_, items):
            for item in items:
                yield from every_proposition(item, known)
