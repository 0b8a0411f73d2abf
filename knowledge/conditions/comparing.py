"""Comparisons of operands, in terms of comparisons of plain terms and of counts of points."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from math import prod
from typing import TypeAlias

from knowledge.conditions.evaluation import COMPARISONS
from knowledge.conditions.operands import (
    Extreme,
    Keyed,
    Operand,
    Operands,
    Points,
    Refuse,
    check_width,
    given,
)
from knowledge.conditions.points import points_reach
from knowledge.conditions.tree import (
    DAYS_IN,
    And,
    Calculation,
    Const,
    Expression,
    Not,
    Op,
    Or,
    Span,
    Term,
    Test,
)
from knowledge.faults import BadExpression, WrongType
from knowledge.sentence import Sentence

MIRRORED: dict[Op, Op] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_FEW_ALTERNATIVES = 16
# a condition, or whether it always holds
Decided: TypeAlias = Expression | bool


def compared(
    left: Operand, op: Op, right: Operand, operands: Operands, refuse: Refuse, *, dated: bool
) -> Expression:
    """The condition that a comparison is. Raises what `refuse` makes."""
    check_width(left, right, refuse)

    def one(left: Operand, op: Op, right: Operand) -> Decided:
        return _one(left, op, right, operands, refuse, dated)

    found = _compared(left, op, right, one)
    if isinstance(found, bool):
        raise refuse(
            BadExpression,
            Sentence("this is always true") if found else Sentence("this is always false"),
            Sentence("a comparison that some answers make true, and others false"),
        )
    return found


def _compared(
    left: Operand, op: Op, right: Operand, one: Callable[[Operand, Op, Operand], Decided]
) -> Decided:
    for side in (left, right):
        if isinstance(side, Keyed):  # one alternative for each value of the enumeration
            name = side.attribute
            cases = {
                value: _compared(given(left, name, value), op, given(right, name, value), one)
                for value, _ in side.cases
            }
            found = [_all([Test("in", name, (value,)), case]) for value, case in cases.items()]
            # where all say the same it does not matter that nobody stated the key
            several = prod(map(_alternatives, cases.values()))
            same = [_all(cases.values())] if several <= _FEW_ALTERNATIVES else []
            return _any([*found, *same])
    extremes = [side for side in (left, right) if isinstance(side, Extreme)]
    if not extremes:
        return one(left, op, right)
    if op in ("==", "!="):
        both = _all([_compared(left, ">=", right, one), _compared(left, "<=", right, one)])
        return both if op == "==" else _negated(both)
    # the least is above a number where all are, the greatest where one is; what asks for one of
    # several stands outside, so that alternatives do not multiply
    above = op in (">", ">=")
    if isinstance(left, Extreme) and left.least is not above:
        return _any([_compared(item, op, right, one) for item in left.items])
    if isinstance(right, Extreme) and right.least is above:
        return _any([_compared(left, op, item, one) for item in right.items])
    if isinstance(left, Extreme):
        return _all([_compared(item, op, right, one) for item in left.items])
    assert isinstance(right, Extreme)
    return _all([_compared(left, op, item, one) for item in right.items])


def _one(
    left: Operand, op: Op, right: Operand, operands: Operands, refuse: Refuse, dated: bool
) -> Decided:
    if isinstance(left, Points) or isinstance(right, Points):
        return points_reach(operands, operands.joined(left, "-", right, refuse), op, refuse)
    assert not isinstance(left, (Extreme, Keyed))
    assert not isinstance(right, (Extreme, Keyed))
    if isinstance(right, Span):
        return _against_span(left, op, right, refuse)
    if isinstance(left, Const) and isinstance(right, Const):
        return COMPARISONS[op](left.value, right.value)
    if isinstance(left, Const):
        left, op, right = right, MIRRORED[op], left
    return Test(op, left, right, dated=dated or (isinstance(right, Const) and _is_day(right)))


def _against_span(left: Term, op: Op, span: Span, refuse: Refuse) -> Test:
    """A number of days, compared with a length of time."""
    if span.unit in DAYS_IN:
        return Test(op, left, span)
    if isinstance(left, Calculation) and left.op == "-" and not isinstance(left.right, Span):
        return Test(op, left.left, Calculation(left.right, "+", span), dated=True)
    raise refuse(
        WrongType,
        Sentence("{unit} have no number of days", unit=span.unit),
        Sentence("the difference of two days alone, such as ends_on - starts_on > months(3)"),
    )


def _alternatives(item: Decided) -> int:
    """The number of alternatives of a condition, once `or` is drawn to the outside."""
    match item:
        case Or(items):
            return sum(map(_alternatives, items))
        case And(items):
            return prod(map(_alternatives, items))
    return 1


def _is_day(term: Const) -> bool:
    return isinstance(term.value, date)


def _all(items: Iterable[Decided]) -> Decided:
    return _joined(items, And, decides=False)


def _any(items: Iterable[Decided]) -> Decided:
    return _joined(items, Or, decides=True)


def _joined(items: Iterable[Decided], join: type[And] | type[Or], *, decides: bool) -> Decided:
    """Several as one; one that is `decides` already decides them all, and its opposite nothing."""
    found = list(dict.fromkeys(items))
    if any(item is decides for item in found):
        return decides
    conditions = tuple(item for item in found if not isinstance(item, bool))
    if not conditions:
        return not decides
    return conditions[0] if len(conditions) == 1 else join(conditions)


def _negated(item: Decided) -> Decided:
    return not item if isinstance(item, bool) else Not(item)
