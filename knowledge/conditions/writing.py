"""Conditions written back as text, the way a maintainer would type them.

The text reads as the same tree.
"""

from __future__ import annotations

from datetime import date

from knowledge.conditions.tree import (
    And,
    AnyOf,
    Attr,
    Calculation,
    Const,
    Constant,
    Count,
    Established,
    Expression,
    Not,
    Op,
    Or,
    Param,
    Prop,
    Span,
    Term,
    Test,
)

_ALONE: dict[Op, str] = {
    "yes": "{}",
    "no": "not {}",
    "known": "known({})",
    "unanswered": "not known({})",
    "empty": "empty({})",
}


def condition_text(condition: Expression) -> str:
    """A whole condition."""
    match condition:
        case Test():
            return test_text(condition)
        case Prop() | AnyOf() | Count():
            return condition.name
        case Established(item):
            return f"established({condition_text(item)})"
        case Not(item):
            return f"not {_part(item)}"
        case And(items):
            return " and ".join(map(_part, items))
        case Or(items):
            return " or ".join(map(_part, items))


def _part(condition: Expression) -> str:
    """A part of a condition, in parentheses where it is not one test or name."""
    alone = isinstance(condition, (Prop, AnyOf, Count, Established)) or (
        isinstance(condition, Test) and condition.op in ("yes", "known", "empty")
    )
    text = condition_text(condition)
    return text if alone else f"({text})"


def test_text(test: Test) -> str:
    """A test, as a condition."""
    left, right = _term(test.left), test.right
    if right is None:
        return f"not empty({left})" if test.op == "nonempty" else _ALONE[test.op].format(left)
    if isinstance(right, tuple):
        values = ", ".join(map(_constant, right))
        return f"{left} {test.op} ({values}{',' if len(right) == 1 else ''})"
    if test.op in ("includes", "excludes"):
        return f"{_term(right)} {'in' if test.op == 'includes' else 'not in'} {left}"
    return f"{left} {test.op} {_term(right)}"


def _term(term: Term) -> str:
    match term:
        case Attr(name):
            return name
        case Param(name):
            return f"parameter.{name}"
        case Const(value):
            return _constant(value)
        case Span(length, unit):
            return f"{unit}({_term(length)})"
        case Calculation(Const(0), "-", right) if not isinstance(right, Const):
            return f"-{_factor(right, '*', last=True)}"
        case Calculation(left, op, right):
            return f"{_factor(left, op)} {op} {_factor(right, op, last=True)}"


def _factor(term: Term, op: str, *, last: bool = False) -> str:
    """A part of a calculation, parenthesised where precedence needs it.

    `last`: it stands behind the sign.
    """
    if not isinstance(term, Calculation):
        return _term(term)
    alike = (term.op in "*/") == (op in "*/")
    binds = not last if alike else term.op in "*/"
    return _term(term) if binds else f"({_term(term)})"


def _constant(value: Constant) -> str:
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    return f'"{value}"' if isinstance(value, str) else f"{value!r}"
