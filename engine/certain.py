"""Conclusions from the answers given, whatever the others are.

A two-valued reading counts what is open as a no: that no exception is established is so while
nobody answered. Here what is open stays open all the way, so that what comes out true or false is
so in every case that states no less; it errs towards open.
"""

from __future__ import annotations

from engine.assessment import Assessment
from knowledge.conditions.evaluation import decider
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
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode, at_least, conjunction, disjunction, negation

_WANT_FALSE = (Mode.IS_NOT, Mode.NOT_ESTABLISHED, Mode.REFUTED)
_OF_ANSWERS = ("known", "unanswered")  # what they say of an open attribute, an answer changes


def certainly(assessment: Assessment, proposition: str) -> bool | None:
    """Whether a proposition is so, or is not so, whatever else is answered; None where what was
    answered does not show it.
    """
    return assessment.once(_Certain).of(proposition)


def certainly_holds(assessment: Assessment, condition: Expression) -> bool | None:
    """The same, of a condition over attributes and propositions."""
    return assessment.once(_Certain).holds(condition)


class _Certain:
    """The propositions of one assessment, each worked out once."""

    def __init__(self, assessment: Assessment):
        self.base, self.assessment = assessment.base, assessment
        self._known: dict[str, bool | None] = {}

    def of(self, proposition: str) -> bool | None:
        if proposition not in self._known:
            self._known[proposition] = None  # rules may support each other in a circle
            self._known[proposition] = self._worked_out(proposition)
        return self._known[proposition]

    def holds(self, condition: Expression) -> bool | None:
        """The same, of a condition."""
        match condition:
            case Test():
                return self._test(condition, decider(condition)(self.assessment.facts))
            case Prop(name):
                return self.of(name)
            case AnyOf():
                members = condition.members(self.assessment.conclusions)
                return disjunction([self.of(name) for name in members])
            case Count(least, items):
                values = [self.holds(item) for item in items]
                return at_least(least, values, condition.worth)
            case Not(item):
                return negation(self.holds(item))
            case Established(item):
                return self.holds(item)
            case And(items):
                return conjunction([self.holds(item) for item in items])
            case Or(items):
                return disjunction([self.holds(item) for item in items])

    def _worked_out(self, proposition: str) -> bool | None:
        if counted := self.base.counts.get(proposition):
            values = [self._literal(member) for member in counted.members]
            return at_least(counted.least, values, counted.worth)
        rules = self.base.rules_for.get(proposition, ())
        return disjunction([self._rule(self.base.rules[number]) for number in rules])

    def _rule(self, rule: Rule) -> bool | None:
        return conjunction([self._literal(literal) for literal in rule.body])

    def _literal(self, literal: Literal) -> bool | None:
        target = literal.target
        value = (
            self._test(target, self.assessment.truth_of(target))
            if isinstance(target, Test)
            else self.of(target)
        )
        return negation(value) if literal.mode in _WANT_FALSE else value

    def _test(self, test: Test, value: bool | None) -> bool | None:
        if test.op in _OF_ANSWERS:
            read = [term for term in terms_of(test) if isinstance(term, Attr)]
            if any(self.assessment.facts.get(term.name) is None for term in read):
                return None
        return value
