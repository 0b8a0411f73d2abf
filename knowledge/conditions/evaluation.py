"""Deciding a test: from what is stated to true, false or unknown.

Facts are one flat mapping: attribute name → value (absent where nobody answered), `today` → the day
asked, `parameter.<name>` → the value in force on that day.
"""

from __future__ import annotations

import operator
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction
from typing import Any, TypeAlias

from knowledge.conditions.arithmetic import Exact, bound, exact, needs_care, rounded
from knowledge.conditions.tree import (
    DAYS_IN,
    Attr,
    Calculation,
    Const,
    Param,
    Span,
    Term,
    Test,
    Unit,
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
    """Which of a parameter's values is in force on `day`, by its place among them.

    `starts` are the days from which they are, in order; before the first day, the first value is.
    """
    begun = (place for place, start in enumerate(starts) if start is None or start <= day)
    return max(begun, default=0)


def add_months(day: date, months: int) -> date:
    """The same day `months` calendar months on, or that month's last day where it has none.

    The calendar ends with its last day, on which everything beyond it falls.
    Source: Regulation (EEC, Euratom) 1182/71, Art. 3(2)(c).

    >>> add_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_weeks(day: date, weeks: Exact | float) -> date:
    """The day so many times 7 days on; the calendar ends as it does for months."""
    try:
        return day + timedelta(weeks=float(weeks))
    except OverflowError:
        return date.max if weeks > 0 else date.min


def days_on(weekday: int, days: int) -> int:
    """How many calendar days a period of `days` takes that follows a day of this weekday.

    Monday is 0. The day of the event does not count; a last day on a weekend moves to Monday, and
    a period of two days or more holds at least two working days. Holidays are not known.
    Source: Regulation (EEC, Euratom) 1182/71, Art. 3(1), (4), (5).

    >>> days_on(4, 2)  # two days after a Friday: Tuesday
    4
    """
    if days < 0:
        return days  # an earlier day, which is no period to keep
    last = days + _TO_MONDAY.get((weekday + days) % 7, 0)
    return max(last, _TWO_WORKING_DAYS[weekday]) if days > 1 else last


_TO_MONDAY = {5: 2, 6: 1}  # a Saturday, a Sunday
_TWO_WORKING_DAYS = (2, 2, 2, 4, 4, 3, 2)  # after each weekday: until the second one is over


def add_days(day: date, days: int) -> date:
    """The last day of a period of so many days after an event: see `days_on`."""
    try:
        return day + timedelta(days=days_on(day.weekday(), days))
    except OverflowError:
        return date.max if days > 0 else date.min


_ADD: dict[Unit, Callable[[date, Any], date]] = {
    "years": lambda day, count: add_months(day, 12 * int(count)),
    "months": lambda day, count: add_months(day, int(count)),
    "weeks": add_weeks,
    "days": lambda day, count: add_days(day, int(count)),
}


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
        return _ADD[span.unit](left, -right if term.op == "-" else right)
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
    """What `exact_value` gives, without looking at the kind of term each time.

    What stands alone is as it was stated.
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
