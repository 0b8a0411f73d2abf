"""Deciding a test: from what is stated to true, false or unknown.

Facts are one flat mapping: attribute name → value (absent where nobody answered), `today` → the day
asked, `parameter.<name>` → the value in force on that day.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from knowledge.conditions.arithmetic import bound, exact, needs_care, rounded
from knowledge.conditions.calendar_days import ADD
from knowledge.conditions.tree import (
    DAYS_IN,
    Attr,
    Calculation,
    Const,
    Param,
    Span,
    Term,
    Test,
)
from knowledge.truth import negation

Facts: TypeAlias = Mapping[str, Any]
Decide: TypeAlias = Callable[[Facts], "bool | None"]

PARAMETER = "parameter."

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def in_force(starts: Sequence[date | None], day: date) -> int:
    """The place, among a parameter's values, of the one in force on `day`.

    `starts` are the days from which they are, in order; before the first day, the first value is.
    """
    begun = (place for place, start in enumerate(starts) if start is None or start <= day)
    return max(begun, default=0)


def value_of(term: Term, facts: Facts) -> Any:
    """The value of a term, or None where an attribute in it was not answered.

    A calculation is made exactly, and its result rounded once.
    """
    if not isinstance(term, Calculation):
        return _plain_value(term, facts)
    found = exact_value(term, facts)
    return found if found is None or isinstance(found, date) else rounded(found)


def exact_value(term: Term, facts: Facts) -> Any:
    """The value of a term, its numbers as decimals: see `knowledge.conditions.arithmetic`."""
    if not isinstance(term, Calculation):
        value = _plain_value(term, facts)
        return exact(value) if isinstance(value, (int, float)) else value
    span = term.right if isinstance(term.right, Span) else None
    left, right = (
        exact_value(term.left, facts),
        exact_value(span.count if span else term.right, facts),
    )
    if left is None or right is None:
        return None
    if span is not None:
        return ADD[span.unit](left, -right if term.op == "-" else right)
    if isinstance(left, date):
        return (left - right).days
    match term.op:
        case "*":
            return left * right
        case "/":
            return Fraction(left) / right
        case "-":
            return left - right
    return left + right


def _plain_value(term: Attr | Param | Const | Span, facts: Facts) -> Any:
    match term:
        case Attr(name):
            return facts.get(name)
        case Param(name):
            return facts.get(PARAMETER + name)
        case Const(value):
            return value
    count = value_of(term.count, facts)
    return None if count is None else DAYS_IN[term.unit] * count


def decider(test: Test) -> Decide:
    """A function from facts to the truth of `test`, made once and called for each case."""
    op, left, right = test.op, test.left, test.right
    if isinstance(left, Attr):
        name = left.name
        match op:
            case "yes":
                return lambda facts: facts.get(name)
            case "no":
                return lambda facts: negation(facts.get(name))
            case "known":
                return lambda facts: facts.get(name) is not None
            case "unanswered":
                return lambda facts: facts.get(name) is None
            case "nonempty":
                return lambda facts: None if (value := facts.get(name)) is None else bool(value)
            case "empty":
                return lambda facts: None if (value := facts.get(name)) is None else not value
    if op in ("in", "not in"):
        assert isinstance(right, tuple)
        # a whole number that no float stands for is stated nowhere
        options = frozenset(
            option
            for choice in right
            if not needs_care(option := bound(choice) if isinstance(choice, int) else choice)
        )
        wanted, choices, value_in = op == "in", options, _getter(left)
        return lambda facts: (
            None if (value := value_in(facts)) is None else (value in choices) is wanted
        )
    if op in ("includes", "excludes"):
        assert isinstance(right, Const)
        wanted, member, members_in = op == "includes", right.value, _getter(left)
        return lambda facts: (
            None if (members := members_in(facts)) is None else (member in members) is wanted
        )
    compare = COMPARISONS[op]
    assert right is not None
    assert not isinstance(right, tuple)
    first_of, second_of = _getter(left), _getter(right)
    if not any(_careful(term) for term in (left, right)):

        def decide(facts: Facts) -> bool | None:
            first, second = first_of(facts), second_of(facts)
            return None if first is None or second is None else compare(first, second)

        return decide

    def decide_exactly(facts: Facts) -> bool | None:
        first, second = first_of(facts), second_of(facts)
        if first is None or second is None:
            return None
        if needs_care(first) or needs_care(second):
            return compare(exact(first), exact(second))
        return compare(first, second)

    return decide_exactly


def _careful(term: Term) -> bool:
    """Whether the value of a term may be a number that is not compared as floats are."""
    if isinstance(term, Const):
        return isinstance(term.value, int) and needs_care(bound(term.value))
    return isinstance(term, (Param, Calculation))


def _getter(term: Term) -> Callable[[Facts], Any]:
    """The function for `exact_value` of a term, which does not look at its kind each time.

    A value that stands alone is as it was stated.
    """
    match term:
        case Const(value):
            asked = bound(value) if isinstance(value, int) else value
            return lambda facts: asked
        case Attr(name):
            return lambda facts: facts.get(name)
        case Param(name):
            name = PARAMETER + name
            return lambda facts: facts.get(name)
    return lambda facts: exact_value(term, facts)
