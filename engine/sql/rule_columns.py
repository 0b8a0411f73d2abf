"""The columns of tests and of propositions, each from the rules that conclude it.

SQL's three-valued logic is Kleene's: a proposition is the OR of its rules, a rule the AND of its
premises, NULL stands for unknown.
"""

from __future__ import annotations

from sqlglot import exp

from engine.sql.expressions import (
    all_of,
    any_of,
    column,
    name_of,
    no,
    term,
    test_value,
    unanswered,
)
from engine.sql.layers import Item
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode

DAY_ASKED = "day_asked"


class RuleColumns:
    """The tests and the rules of a base as columns of a query."""

    def __init__(self, base: KnowledgeBase):
        self.base = base
        self.rules: dict[str, list[Rule]] = {}  # by the proposition that they conclude
        self.tests: dict[Test, str] = {}  # what is compared, and the column that holds the outcome
        for rule in base.rules:
            self.rules.setdefault(rule.head, []).append(rule)
            for premise in rule.body:
                if isinstance(premise.target, Test) and premise.target not in self.tests:
                    self.tests[premise.target] = f"test_{len(self.tests)}"

    def test(self, test: Test) -> exp.Expr:
        """The outcome of a test, from the columns that hold what a case states."""
        today = exp.column(DAY_ASKED, quoted=True)
        return test_value(test, self.base, lambda item: term(item, self.base, today))

    def outcome(self, test: Test) -> exp.Expr:
        """The column that holds the outcome of a test."""
        return exp.column(self.tests[test], quoted=True)

    def proposition(self, item: Item) -> exp.Expr:
        """A proposition, or a round of one in a circle: the disjunction of its rules."""
        return any_of([self.body(rule, item) for rule in self.rules[item.proposition]])

    def body(self, rule: Rule, item: Item) -> exp.Expr:
        """The conjunction of a rule's premises, as `item` reads them."""
        return all_of([self._premise(premise, item) for premise in rule.body])

    def _premise(self, premise: Literal, item: Item) -> exp.Expr:
        """A premise over its target's column.

        NULL stays NULL unless the mode makes two values of three.
        """
        target = premise.target
        value: exp.Expr
        if isinstance(target, Test):
            value = self.outcome(target)
        elif target in item.circle:
            value = exp.false() if item.reads is None else column(target, item.reads)
        else:
            value = self.concluded(target)
        match premise.mode:
            case Mode.IS:
                return value
            case Mode.IS_NOT:
                return no(value)
            case Mode.ESTABLISHED:
                return _or(value, False)
            case Mode.NOT_ESTABLISHED:
                return no(_or(value, False))
            case Mode.REFUTED:
                return _or(no(value), False)
            case Mode.NOT_REFUTED:
                return _or(value, True)

    def concluded(self, name: str) -> exp.Expr:
        """The column of a proposition; false where no rule concludes it."""
        return column(name) if name in self.rules else exp.false()

    def unanswered(self, name: str) -> exp.Expr:
        """The condition that the case does not answer an attribute."""
        attribute = self.base.attributes[name]
        if attribute.type == "set":
            return unanswered(exp.column(f"{name_of(name)}__{attribute.choices[0]}", quoted=True))
        return unanswered(column(name))


def _or(value: exp.Expr, otherwise: bool) -> exp.Expr:
    return exp.Coalesce(this=value, expressions=[exp.Boolean(this=otherwise)])
