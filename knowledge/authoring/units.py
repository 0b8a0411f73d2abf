"""Units that do not fit: weeks taken for months, euros compared with weeks, a fine's amount and
share in each other's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.authoring.slip import Condition, Slip, conditions
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import (
    And,
    Attr,
    Calculation,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Param,
    Span,
    Term,
    Test,
)
from knowledge.entries import Entry, Parameter, Penalty
from knowledge.entries.naming import Keys

KIND = "unit"
_WORD = re.compile(r"[^\W\d_]+|[×÷%€]")
_LARGEST_SHARE = 1.0


def misfits(base: KnowledgeBase) -> Iterator[Slip]:
    """Every unit that does not fit where its figure is used."""
    for condition in conditions(base):
        for test in tests(condition.tree):
            yield from _of_test(base, condition, test)
    for entry, keys, term in _calculated(base):
        yield from _of_terms(base, entry, keys, [term])
    for penalty in base.of_kind(Penalty):
        yield from _of_penalty(base, penalty)


def tests(expression: Expression) -> Iterator[Test]:
    """The tests of a condition."""
    match expression:
        case Test():
            yield expression
        case Not(item) | Established(item):
            yield from tests(item)
        case And(items) | Or(items) | Count(_, items):
            for item in items:
                yield from tests(item)


def _of_test(base: KnowledgeBase, condition: Condition, test: Test) -> Iterator[Slip]:
    terms = [test.left]
    if test.right is not None and not isinstance(test.right, tuple):
        terms.append(test.right)
        if says := _apart(base, test.left, test.right, "compared with"):
            yield Slip(condition.entry, KIND, says, condition.keys)
    yield from _of_terms(base, condition.entry, condition.keys, terms)


def _calculated(base: KnowledgeBase) -> Iterator[tuple[Entry, Keys, Term]]:
    """What entries calculate without comparing it: days by which something is due, figures."""
    for name, days in base.dues.items():
        for index, (_, day) in enumerate(days):
            yield base.entries[name], ("due", index, "day"), day
    for name, (low, high) in base.figures.items():
        yield base.entries[name], ("figure", "low"), low
        if high != low:
            yield base.entries[name], ("figure", "high"), high


def _of_terms(base: KnowledgeBase, entry: Entry, keys: Keys, terms: list[Term]) -> Iterator[Slip]:
    def slip(says: str) -> Slip:
        return Slip(entry, KIND, says, keys)

    while terms:
        term = terms.pop()
        if isinstance(term, Calculation):
            terms += [term.left, term.right]
            if term.op in "+-" and (says := _apart(base, term.left, term.right, "added to")):
                yield slip(says)
        elif isinstance(term, Span):
            unit = unit_of(base, term.count)
            if unit and not any(word.startswith(term.unit[:-1]) for word in _words(unit)):
                yield slip(f"{term.unit}({_name(term.count)}) takes {unit} for {term.unit}")


def _apart(base: KnowledgeBase, one: Term, other: Term, how: str) -> str:
    """The conflict of units between two terms side by side; empty where their units fit."""
    units = unit_of(base, one), unit_of(base, other)
    if not all(units) or fit(*units):
        return ""
    return f"{_name(one)} ({units[0]}) is {how} {_name(other)} ({units[1]})"


def unit_of(base: KnowledgeBase, term: Term) -> str:
    """The unit of an attribute or a parameter; empty where it has none, or is a calculation."""
    match term:
        case Attr(name):
            return base.attributes[name].unit
        case Param(name):
            return base.parameters[name].unit
    return ""


def fit(one: str, other: str) -> bool:
    """Whether two units are one: `units` and `units served` are, EUR and weeks are not."""
    mine, theirs = set(_words(one)), set(_words(other))
    return mine <= theirs or theirs <= mine


def _words(unit: str) -> list[str]:
    return [word.removesuffix("s") for word in _WORD.findall(unit.lower())]


def _name(term: Term) -> str:
    match term:
        case Attr(name):
            return name
        case Param(name):
            return f"parameter.{name}"
    return "a calculation"


def _of_penalty(base: KnowledgeBase, penalty: Penalty) -> Iterator[Slip]:
    """A fine's amount is in the turnover's unit, and its share a part of the turnover."""

    def slip(says: str, key: str) -> Slip:
        return Slip(penalty, KIND, f"{penalty.proposition}: {says}", (key,))

    amount, share = base.parameters.get(penalty.amount), base.parameters.get(penalty.share)
    turnover = base.attributes.get(penalty.turnover)
    if amount is None or share is None or turnover is None:
        return
    beyond = any(_number(value.value) > _LARGEST_SHARE for value in share.values)
    pairs = zip(amount.values, share.values, strict=False)
    if beyond and all(_number(one.value) < _number(other.value) for one, other in pairs):
        yield slip(f"the amount ({_told(amount)}) and the share ({_told(share)}) swapped", "amount")
    elif beyond:
        yield slip(f"the share ({_told(share)}) is more than the whole turnover", "share")
    elif amount.unit and turnover.unit and not fit(amount.unit, turnover.unit):
        money = f"that of {penalty.turnover} ({turnover.unit})"
        yield slip(f"the unit of the amount ({_told(amount)}) is not {money}", "amount")
    units = (amount.unit, share.unit)
    if beyond and turnover.unit and not any(fit(unit, turnover.unit) for unit in units if unit):
        money = f"in the unit of {penalty.turnover} ({turnover.unit})"
        yield slip(f"neither the amount nor the share is {money}", "turnover")


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _told(parameter: Parameter) -> str:
    return f"{parameter.id}: {parameter.values[-1].value} {parameter.unit}".strip()
