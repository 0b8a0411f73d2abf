"""A test in words: what was found, and what it was compared with. Both sides, always.

A sentence is true as it stands: where a test fails, it says how what was stated differs from what
was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.conditions.evaluation import PARAMETER, decider, value_of
from knowledge.conditions.tree import (
    Attr,
    Calculation,
    Const,
    Op,
    Param,
    Span,
    Term,
    Test,
    terms_of,
)

_COMPARED: dict[Op, str] = {
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "==": "equal to",
    "!=": "not",
}
_DATED: dict[Op, str] = {
    "<": "before",
    "<=": "not after",
    ">": "after",
    ">=": "not before",
    "==": "the same day as",
    "!=": "another day than",
}


def sentence(test: Test, facts: Mapping[str, Any], *, presumed: bool = False) -> str:
    """What is stated, and what it was compared with: `volume_multiple is 12, at least 10`."""
    truth, about_answers = decider(test)(facts), test.op in ("known", "unanswered")
    if truth is not None and not about_answers:
        return _stated(test if truth else test.complement, facts)
    missing = [
        term.name
        for term in terms_of(test)
        if isinstance(term, Attr) and facts.get(term.name) is None
    ]
    if about_answers:
        name = _name(test.left, facts)
        return (
            f"{name} is not answered"
            if missing
            else f"{name} is stated: {in_words(facts.get(name))}"
        )
    if presumed:
        return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not answered"
    subject = "" if missing == [_name(test.left, facts)] else f"{_name(test.left, facts)} "
    return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not answered (asked: {subject}{asked(test, facts)})"


def asked(test: Test, facts: Mapping[str, Any]) -> str:
    """What the test asks for, without what was found."""
    match test.op:
        case "yes" | "no":
            return "true" if test.op == "yes" else "false"
        case "empty" | "nonempty":
            return "empty" if test.op == "empty" else "not empty"
        case "includes" | "excludes":
            return f"{'with' if test.op == 'includes' else 'without'} {_side(test.right, facts)}"
        case "in" | "not in":
            assert isinstance(test.right, tuple)
            options = ", ".join(str(value) for value in test.right)
            return f"one of {options}" if test.op == "in" else f"none of {options}"
    if isinstance(test.right, Const) and isinstance(test.right.value, str):
        return f"{'' if test.op == '==' else 'other than '}{test.right.value}"
    words = (
        _DATED
        if test.dated or _is_day(test.left, facts) or _is_day(test.right, facts)
        else _COMPARED
    )
    return f"{words[test.op]} {_side(test.right, facts)}"


def _stated(test: Test, facts: Mapping[str, Any]) -> str:
    name, value = _name(test.left, facts), facts.get(_name(test.left, facts))
    match test.op:
        case "yes" | "no":
            return f"{name} is {in_words(value)}"
        case "empty":
            return f"{name} is empty"
        case "nonempty":
            return f"{name} includes {in_words(value)}"
        case "includes":
            return f"{name} includes {_side(test.right, facts)}"
        case "excludes" if not value:
            return f"{name} is empty"
        case "excludes":
            return f"{name} does not include {_side(test.right, facts)}"
        case "in" | "not in":
            assert isinstance(test.right, tuple)
            if len(test.right) == 1:
                return (
                    f"{name} is {value}"
                    if test.op == "in"
                    else f"{name} is {value}, not {test.right[0]}"
                )
            return f"{name} is {value}, {asked(test, facts)}"
    if isinstance(test.right, Const) and isinstance(test.right.value, str):
        return (
            f"{name} is {value}"
            if test.op == "=="
            else f"{name} is {value}, not {test.right.value}"
        )
    return f"{name} is {in_words(value_of(test.left, facts))}, {asked(test, facts)}"


def in_words(value: Any) -> str:
    """A value as a reader would write it."""
    if value is None:
        return "not answered"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (set, frozenset, list, tuple)):
        return ", ".join(sorted(str(item) for item in value)) or "none"
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, int):
        return f"{value:,}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _side(term: object, facts: Mapping[str, Any]) -> str:
    """The other side of a comparison: its value, and where it comes from."""
    if isinstance(term, Const):
        return in_words(term.value)
    assert isinstance(term, (Attr, Param, Calculation, Span))
    value = in_words(value_of(term, facts))
    if isinstance(term, Param):
        return value
    if isinstance(term, Attr) and term.name == "today":
        return f"today, {value}"
    return f"{_formula(term, facts)}, {value}" if value != "not answered" else _formula(term, facts)


def _formula(term: Term, facts: Mapping[str, Any]) -> str:
    if isinstance(term, Attr):
        return term.name
    if isinstance(term, Param):
        return in_words(facts.get(PARAMETER + term.name))
    if isinstance(term, Const):
        return in_words(term.value)
    if isinstance(term, Span):
        return f"{_formula(term.count, facts)} {term.unit}"
    return f"{_formula(term.left, facts)} {'×' if term.op == '*' else term.op} {_formula(term.right, facts)}"


def _is_day(term: object, facts: Mapping[str, Any]) -> bool:
    return isinstance(term, (Attr, Param, Const, Calculation)) and isinstance(
        value_of(term, facts), date
    )


def _name(term: Term, facts: Mapping[str, Any]) -> str:
    return term.name if isinstance(term, Param) else _formula(term, facts)
