"""The few values of an attribute that can make a difference to the rules on a day: its domain.

Enumerations and yes-or-no attributes have few values anyway. A number or a day matters only by the side of each bound
it lies on, so its domain holds every bound, its neighbours, and a value between each two bounds. Where two attributes
are compared with each other (a start and an end), each gets the bounds that follow from the other's, so that every way in
which all tests can come out together is there; more than enough for monotone comparisons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute
from knowledge.evaluation import decider, value_of
from knowledge.expression import Attr, Term, Test, terms_of
from knowledge.use_case import EARLIEST, LATEST

DAY = timedelta(days=1)
LONGEST_SPAN = 3_660  # days that a rule may add to a day
LARGEST = 10.0**30  # beyond it no bound of a number is looked for


def domains(base: KnowledgeBase, tests: Iterable[Test], free: Iterable[str], facts: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Attribute → the values that can make a difference to `tests`, for each attribute in `free` that has one value at a time.

    `facts` are the other answers, the day and the parameters in force on it. Set attributes are left out: see `members`.
    """
    names = set(free)
    found = {name: values for name in names if (values := _listed(base.attributes[name])) is not None}
    ordered = [name for name in names if base.attributes[name].type in ("number", "integer", "date")]
    bounds: dict[str, set[Any]] = {name: _given(base.attributes[name], facts) for name in ordered}
    asked = [(test, [name for name in _attributes(test) if name in bounds]) for test in tests]
    for test, own in asked:
        if len(own) == 1:
            bounds[own[0]] |= _bounds(base.attributes[own[0]], own[0], test, facts)
    linked = [(test, own) for test, own in asked if len(own) > 1]
    for _ in linked[:1] and range(max(len(own) for _, own in linked) - 1):
        before = {name: sorted(values) for name, values in bounds.items()}
        for test, own in linked:
            for name in own:
                others = [other for other in own if other != name]
                for value in before[others[0]]:
                    bounds[name] |= _bounds(base.attributes[name], name, test, {**facts, others[0]: value})
    return found | {name: _with_neighbours(base.attributes[name], values) for name, values in bounds.items()}


def members(base: KnowledgeBase, name: str) -> tuple[str, ...]:
    """The members that a set attribute may have."""
    return base.attributes[name].choices


def _attributes(test: Test) -> list[str]:
    return [term.name for term in terms_of(test) if isinstance(term, Attr)]


def _listed(attribute: Attribute) -> tuple[Any, ...] | None:
    match attribute.type:
        case "bool":
            return (True, False)
        case "enum":
            return attribute.choices
        case "text":
            return ("some text",)
    return None


def _given(attribute: Attribute, facts: Mapping[str, Any]) -> set[Any]:
    """Something to start from: what is stated, and the day asked."""
    stated = facts.get(attribute.id)
    start = {stated} if stated is not None else set()
    return start | ({facts["today"]} if attribute.type == "date" else set())


def _bounds(attribute: Attribute, name: str, test: Test, facts: Mapping[str, Any]) -> set[Any]:
    """Where the truth of a test changes as one attribute grows, all others being as in `facts`."""
    if test.right is None or isinstance(test.right, tuple):
        return set(test.right or ())
    for own, other in ((test.left, test.right), (test.right, test.left)):
        if own == Attr(name) and not _reads(other, name):
            bound = value_of(other, facts)
            return set() if bound is None else {bound}
    bound = _searched(attribute, name, test, facts)
    return set() if bound is None else {bound}


def _reads(term: Term, name: str) -> bool:
    return Attr(name) in terms_of(Test("==", term, term))


def _searched(attribute: Attribute, name: str, test: Test, facts: Mapping[str, Any]) -> Any:
    """The first value at which a test comes out otherwise than at the least one, by bisection; None where it never does."""
    decide = decider(test)

    def value(position: int) -> Any:
        return date.fromordinal(position) if attribute.type == "date" else position if attribute.type == "integer" else float(position)

    low, high = (
        (EARLIEST.toordinal(), LATEST.toordinal() - 366) if attribute.type == "date" else (int(attribute.minimum or 0), int(LARGEST))
    )
    at_low = decide({**facts, name: value(low)})
    if at_low is None or decide({**facts, name: value(high)}) == at_low:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if decide({**facts, name: value(middle)}) == at_low else (low, middle)
    return value(high)


def _with_neighbours(attribute: Attribute, bounds: set[Any]) -> tuple[Any, ...]:
    values: set[Any] = set(bounds)
    least = attribute.minimum
    if attribute.type == "date":
        values |= {bound + step for bound in bounds for step in (-DAY, DAY) if EARLIEST <= bound + step <= LATEST}
    elif attribute.type == "integer":
        values |= {int(bound) + step for bound in bounds for step in (-1, 1)} or {1}
    else:
        points = sorted(bounds)
        values |= {(low + high) / 2 for low, high in pairwise(points)}
        values |= (
            {points[0] / 2 if points[0] > 0 else points[0] - 1, points[-1] * 2 if points[-1] > 0 else points[-1] + 1} if points else {1.0}
        )
    return tuple(sorted(value for value in values if least is None or value >= least))
