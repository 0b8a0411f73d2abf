"""Tests and terms of the condition language as SQL expressions, and the small words of the
query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlglot import exp

from knowledge.base import KnowledgeBase
from knowledge.conditions.arithmetic import needs_care
from knowledge.conditions.calendar_days import days_on
from knowledge.conditions.tree import (
    DAYS_IN,
    Attr,
    Calculation,
    Const,
    Param,
    Span,
    Term,
    Test,
    made_by_a_condition,
)
from knowledge.entries import Attribute

_COMPARISONS: dict[str, type[exp.Binary]] = {
    "==": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
_CALCULATIONS: dict[str, type[exp.Binary]] = {
    "+": exp.Add,
    "-": exp.Sub,
    "*": exp.Mul,
    "/": exp.Div,
}
_PLAIN = re.compile(r"\w{1,50}", re.ASCII)
_NO_LETTERS = re.compile(r"\W+", re.ASCII)
_BEGINNING = 30  # characters of a step's name that its column begins with
_HIDDEN = str.maketrans({"(": "__", ".": "__", "*": "all", ")": ""})


def name_of(name: str, round_: int | None = None) -> str:
    """The column of an attribute or a proposition: two underscores for a dot.

    A step of a condition, which no answer lists, has a short name that any database takes.
    """
    plain = name.translate(_HIDDEN)
    if made_by_a_condition(name) and not _PLAIN.fullmatch(plain):
        digest = blake2b(name.encode(), digest_size=6).hexdigest()
        plain = f"{_NO_LETTERS.sub('_', name)[:_BEGINNING].strip('_')}__{digest}"
    return plain if round_ is None else f"{plain}__round_{round_}"


def column(name: str, round_: int | None = None) -> exp.Column:
    """The column of an attribute or a proposition."""
    return exp.column(name_of(name, round_), quoted=True)


def member_name(attribute: Attribute, member: str) -> str:
    """The column that says whether a set has a member."""
    return f"{name_of(attribute.id)}__{member}"


def text(value: str) -> exp.Expr:
    """A text as SQL writes it."""
    return exp.Literal.string(value)


def constant(value: Any) -> exp.Expr:
    """A value as SQL writes it."""
    if isinstance(value, date):
        return exp.cast(text(value.isoformat()), "date")
    if isinstance(value, float) or needs_care(value):
        # a literal alone may be read as a decimal, or be too long
        return exp.cast(exp.Literal.number(repr(float(value))), "double")
    found: exp.Expr = exp.convert(value)
    return found


def all_of(items: Sequence[exp.Expr]) -> exp.Expr:
    """The conjunction; of nothing, true."""
    found: exp.Expr = exp.and_(*items, copy=False) if items else exp.true()
    return found


def any_of(items: Sequence[exp.Expr]) -> exp.Expr:
    """The disjunction; of nothing, false."""
    found: exp.Expr = exp.or_(*items, copy=False) if items else exp.false()
    return found


def no(item: exp.Expr) -> exp.Expr:
    """The negation."""
    found: exp.Expr = exp.not_(item, copy=False)
    return found


def unanswered(item: exp.Expr) -> exp.Expr:
    """That it is NULL."""
    return exp.Is(
        this=exp.paren(item.copy()) if not isinstance(item, exp.Column) else item.copy(),
        expression=exp.null(),
    )


def test_value(test: Test, base: KnowledgeBase, value: Callable[[Term], exp.Expr]) -> exp.Expr:
    """The outcome of a test; NULL where something it needs was not answered."""
    left, right = test.left, test.right
    attribute = base.attributes.get(left.name) if isinstance(left, Attr) else None
    if attribute and attribute.type == "set":
        return _of_set(test, attribute)
    match test.op:
        case "yes":
            return value(left)
        case "no":
            return no(value(left))
        case "known":
            return no(unanswered(value(left)))
        case "unanswered":
            return unanswered(value(left))
        case "in" | "not in":
            assert isinstance(right, tuple)
            items = [compared(attribute, item) for item in right]
            chosen = exp.In(this=value(left), expressions=items) if items else exp.false()
            return chosen if test.op == "in" else no(chosen)
    assert right is not None
    assert not isinstance(right, tuple)
    if isinstance(right, (Attr, Param)) and _numbered_otherwise(attribute, right, base):
        words = (_in_words(item, base, value(item)) for item in (left, right))
        return _COMPARISONS[test.op](this=next(words), expression=next(words))
    other = compared(attribute, right.value) if isinstance(right, Const) else value(right)
    return _COMPARISONS[test.op](this=value(left), expression=other)


def _numbered_otherwise(left: Attribute | None, right: Attr | Param, base: KnowledgeBase) -> bool:
    """Whether the numbers of two enumerations, or of one beside a text, are no common measure."""
    other = base.attributes[right.name] if isinstance(right, Attr) else None
    enums = [item for item in (left, other) if item and item.type == "enum"]
    return bool(enums) and not (left and other and left.choices == other.choices)


def _in_words(item: Term, base: KnowledgeBase, number: exp.Expr) -> exp.Expr:
    """A term as a text: of an enumeration the value that its number stands for."""
    attribute = base.attributes.get(item.name) if isinstance(item, Attr) else None
    if attribute is None or attribute.type != "enum":
        return number
    found = exp.Case()
    for place, choice in enumerate(attribute.choices):
        stands = exp.EQ(this=number.copy(), expression=exp.Literal.number(place))
        found = found.when(stands, text(choice))
    return found


def compared(attribute: Attribute | None, item: object) -> exp.Expr:
    """A constant beside an attribute; an enumeration's values are numbers."""
    if attribute and attribute.type == "enum":
        return exp.Literal.number(attribute.choices.index(str(item)))
    return constant(item)


def _of_set(test: Test, attribute: Attribute) -> exp.Expr:
    """Of a set, whose members are columns that are all NULL where nobody answered."""
    members = {
        member: exp.column(member_name(attribute, member), quoted=True)
        for member in attribute.choices
    }
    first = next(iter(members.values()))
    match test.op:
        case "known":
            return no(unanswered(first))
        case "unanswered":
            return unanswered(first)
        case "nonempty":
            return any_of(list(members.values()))
        case "empty":
            return no(exp.paren(any_of(list(members.values()))))
    assert isinstance(test.right, Const)
    member = members[str(test.right.value)]
    return member if test.op == "includes" else no(member)


def term(item: Term, base: KnowledgeBase, today: exp.Expr) -> exp.Expr:
    """A term's value in a row."""
    if isinstance(item, Attr):
        return today.copy() if item.name == "today" else column(item.name)
    if isinstance(item, Const):
        return constant(item.value)
    if isinstance(item, Param):
        return _in_force(base, item.name, today)
    if isinstance(item, Span):
        count = term(item.count, base, today)
        return exp.paren(exp.Mul(this=count, expression=constant(DAYS_IN[item.unit])))
    return _calculated(item, base, today)


def _calculated(item: Calculation, base: KnowledgeBase, today: exp.Expr) -> exp.Expr:
    left = term(item.left, base, today)
    if isinstance(item.right, Span):
        return _moved(left, item.right, base, today, earlier=item.op == "-")
    right = term(item.right, base, today)
    if _is_day(item.left, base):
        return exp.DateDiff(this=left, expression=right, unit=exp.var("DAY"))
    if item.op == "/":
        left = exp.cast(left, "double")  # some databases divide whole numbers to whole numbers
    if (
        item.op in "+-"
        and isinstance(left, exp.Paren)
        and isinstance(left.this, (exp.Add, exp.Sub))
    ):
        left = left.this  # a long sum is no deep one
    return exp.paren(_CALCULATIONS[item.op](this=left, expression=right))


def _is_day(item: Term, base: KnowledgeBase) -> bool:
    """Whether a term comes to a day."""
    match item:
        case Attr(name):
            return base.attributes[name].type == "date"
        case Param(name):
            return base.parameters[name].type == "date"
        case Const(value):
            return isinstance(value, date)
        case Calculation():
            return isinstance(item.right, Span)
    return False


def _moved(
    day: exp.Expr, span: Span, base: KnowledgeBase, today: exp.Expr, *, earlier: bool
) -> exp.Expr:
    """A day some months or weeks later, or earlier.

    Where their number is a figure that changes, each of its values has a branch of its own: not all
    dialects take a number that differs from row to row.
    """
    unit = exp.var({"years": "YEAR", "months": "MONTH", "weeks": "WEEK", "days": "DAY"}[span.unit])

    def by(count: object) -> exp.Expr:
        if span.unit == "days":
            days = int(float(str(count)))
            return _on_a_working_day(day, -days if earlier else days)
        moved = exp.DateSub if earlier else exp.DateAdd
        number = exp.Literal.number(int(float(str(count))))
        return exp.cast(moved(this=day.copy(), expression=number, unit=unit.copy()), "date")

    if isinstance(span.count, Param):
        return _in_force(base, span.count.name, today, by)
    assert isinstance(span.count, Const)
    return by(span.count.value)


def _on_a_working_day(day: exp.Expr, days: int) -> exp.Expr:
    """The last day of a period in days, which each weekday on which it may begin tells."""

    def later(count: int) -> exp.Expr:
        moved = exp.DateSub if count < 0 else exp.DateAdd
        number = exp.Literal.number(abs(count))
        return exp.cast(moved(this=day.copy(), expression=number, unit=exp.var("DAY")), "date")

    weekday = exp.DayOfWeekIso(this=day.copy())  # each dialect writes it as it has it
    found = exp.Case()
    for number in range(6):
        found = found.when(
            exp.EQ(this=weekday.copy(), expression=exp.Literal.number(number + 1)),
            later(days_on(number, days)),
        )
    return found.else_(later(days_on(6, days)))


def _in_force(
    base: KnowledgeBase,
    name: str,
    today: exp.Expr,
    written: Callable[[object], exp.Expr] = constant,
) -> exp.Expr:
    """A parameter's value on the day asked, as `written`: the last that has begun.

    Before them all, the first.
    """
    values = base.parameters[name].values
    if len(values) == 1:
        return written(values[0].value)
    chosen = exp.Case()
    for value in reversed(values[1:]):
        chosen = chosen.when(
            exp.GTE(this=today.copy(), expression=constant(value.from_)), written(value.value)
        )
    return chosen.else_(written(values[0].value))
