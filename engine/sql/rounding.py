"""Comparisons of calculated numbers, in a language that calculates in doubles.

Conditions mean exact arithmetic on decimals: 3 * 0.1 is 0.3, which in doubles it exceeds. What
differs by less than calculating in doubles may be off by is therefore taken for equal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from sqlglot import exp

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Calculation, Const, Param, Span, Term

OFF_BY = "1e-12"  # of the numbers that are added: some thousand roundings of a double
Value: TypeAlias = Callable[[Term], exp.Expr]


def is_day(item: Term, base: KnowledgeBase) -> bool:
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


def is_calculated(item: Term, base: KnowledgeBase) -> bool:
    """Whether a term is a calculated number; one of days is counted, which rounds nothing."""
    return (
        isinstance(item, Calculation)
        and not isinstance(item.right, Span)
        and not is_day(item.left, base)
    )


def calculated(op: str, left: Term, right: Term, base: KnowledgeBase, value: Value) -> exp.Expr:
    """A comparison of two numbers of which one at least is calculated."""
    difference = exp.paren(exp.Sub(this=value(left), expression=value(right)))
    size = exp.paren(exp.Add(this=_size(left, base, value), expression=_size(right, base, value)))
    slack = exp.paren(exp.Mul(this=_double(OFF_BY), expression=size))
    match op:
        case "==":
            return exp.LTE(this=exp.Abs(this=difference), expression=slack)
        case "!=":
            return exp.GT(this=exp.Abs(this=difference), expression=slack)
        case ">":
            return exp.GT(this=difference, expression=slack)
        case ">=":
            return exp.GTE(this=difference, expression=exp.Neg(this=slack))
        case "<":
            return exp.LT(this=difference, expression=exp.Neg(this=slack))
    return exp.LTE(this=difference, expression=slack)


def _size(item: Term, base: KnowledgeBase, value: Value) -> exp.Expr:
    """The size of the numbers that a term is made of, by which roundings are measured."""
    if not isinstance(item, Calculation) or not is_calculated(item, base):
        return exp.Abs(this=value(item))
    left, right = _size(item.left, base, value), _size(item.right, base, value)
    if item.op == "*":
        return exp.paren(exp.Mul(this=left, expression=right))
    if item.op == "/":  # by constants and parameters, never 0
        divisor = value(item.right) if isinstance(item.right, Const) else right
        return exp.paren(exp.Div(this=left, expression=exp.Abs(this=divisor)))
    return exp.paren(exp.Add(this=left, expression=right))


def _double(number: str) -> exp.Expr:
    return exp.cast(exp.Literal.number(number), "double")
