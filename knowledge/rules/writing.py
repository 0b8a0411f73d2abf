"""Premises and rules written back as conditions, the way a maintainer would type them.

What is written reads as the same premises.
"""

from __future__ import annotations

from datetime import date

from knowledge.conditions.tree import (
    Attr,
    Calculation,
    Const,
    Constant,
    Op,
    Param,
    Span,
    Term,
    Test,
)
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode

_ALONE: dict[Op, str] = {
    "yes": "{}",
    "no": "not {}",
    "known": "known({})",
    "unanswered": "not known({})",
    "empty": "empty({})",
}
_MODES = {
    Mode.IS: "{}",
    Mode.IS_NOT: "not {}",
    Mode.ESTABLISHED: "established({})",
    Mode.NOT_ESTABLISHED: "not established({})",
    Mode.REFUTED: "established(not {})",
    Mode.NOT_REFUTED: "not established(not {})",
}


def body_text(rule: Rule) -> str:
    """What a rule asks for, as a condition."""
    return " and ".join(map(premise_text, rule.body)) or "nothing"


def premise_text(premise: Literal) -> str:
    """One premise, as a condition."""
    target = premise.target
    if isinstance(target, str):
        return _MODES[premise.mode].format(target)
    if premise.mode is Mode.IS_NOT:
        return test_text(target.complement)
    if premise.mode in (Mode.REFUTED, Mode.NOT_REFUTED):
        return (
            "" if premise.mode is Mode.REFUTED else "not "
        ) + f"established({test_text(target.complement)})"
    return _MODES[premise.mode].format(test_text(target))


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
    alike = (term.op == "*") == (op == "*")
    binds = not last if alike else term.op == "*"
    return _term(term) if binds else f"({_term(term)})"


def _constant(value: Constant) -> str:
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    return f'"{value}"' if isinstance(value, str) else f"{value!r}"
