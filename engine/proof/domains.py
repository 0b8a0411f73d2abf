"""The few values of an attribute that can make a difference to the rules on a day: its domain.

Enumerations and yes-or-no attributes have few values anyway, and a text matters only by which named
one it is. A number or a day matters only by the side of each bound it lies on, so its domain holds
every bound, its neighbours, and a value between each two bounds. Where attributes are compared with
each other (a start and an end), each gets the bounds that follow from the others', so that every
way in which all tests can come out together is there. That is so for sums of whatever attributes
and for products of one attribute; not where a multiple of one open attribute is compared with
another open one in several ways (`a * 2 > b and a < b + 2`), nor for a product of two open ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import count, islice, pairwise, product
from math import ceil, floor, isfinite
from typing import Any

from engine.proof.algebra import attributes_of
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import EARLIEST, LATEST
from knowledge.conditions.evaluation import decider, value_of
from knowledge.conditions.tree import Attr, Const, Op, Test, terms_of
from knowledge.entries.kinds import Attribute

DAY = timedelta(days=1)
# between them they change where two sides become equal, and where they cease to be
OPS: tuple[Op, ...] = ("<", ">")


def domains(
    base: KnowledgeBase,
    tests: Iterable[Test],
    free: Iterable[str],
    facts: Mapping[str, Any],
    *,
    paired: bool = False,
) -> dict[str, tuple[Any, ...]]:
    """Attribute → the values that can make a difference to `tests`, for each attribute in `free`
    that has one value at a time.

    `facts` are the other answers, the day and the parameters in force on it. Set attributes are
    left out. `paired`: there are two cases, which may differ in one attribute and agree in those
    that it is compared with.
    """
    names, tests = list(dict.fromkeys(free)), list(tests)
    kinds = {name: base.attributes[name].type for name in names}
    found: dict[str, tuple[Any, ...]] = {
        name: (True, False) for name in names if kinds[name] == "bool"
    }
    found |= {name: base.attributes[name].choices for name in names if kinds[name] == "enum"}
    found |= _texts(base, tests, [name for name in names if kinds[name] == "text"], facts)
    ordered = {
        name: base.attributes[name]
        for name in names
        if kinds[name] in ("number", "integer", "date")
    }
    bounds: dict[str, set[Any]] = {
        name: _given(attribute, facts) for name, attribute in ordered.items()
    }
    asked = [(test, [name for name in attributes_of(test) if name in ordered]) for test in tests]
    for test, own in asked:
        if len(own) == 1:
            bounds[own[0]] |= _bounds(ordered[own[0]], test, facts)
    links = [(test, own) for test, own in asked if len(own) > 1]
    for chain in _chains(own for _, own in links):
        for _ in chain[1:]:
            _follow(ordered, links, chain, bounds, facts)
        for place, name in enumerate(chain):  # as if they were answered one after the other
            bounds[name] = set(_with_neighbours(ordered[name], bounds[name]))
            for _ in chain[place + 1 :]:
                _follow(ordered, links, chain[place + 1 :], bounds, facts)
        for name in chain if paired else ():  # a second value, the others staying as they are
            _follow(ordered, links, [name], bounds, facts)
            bounds[name] = set(_with_neighbours(ordered[name], bounds[name]))
    linked = {name for _, own in links for name in own}
    for name, attribute in ordered.items():
        values = bounds[name] if name in linked else _with_neighbours(attribute, bounds[name])
        found[name] = tuple(
            sorted({*values, *([facts[name]] if facts.get(name) is not None else [])})
        )
    return found


def _chains(links: Iterable[list[str]]) -> list[list[str]]:
    """The attributes that are compared with each other, directly or by way of others."""
    chains: list[list[str]] = []
    for link in links:
        touched = [chain for chain in chains if set(chain) & set(link)]
        chains = [chain for chain in chains if chain not in touched]
        chains.append(list(dict.fromkeys(name for chain in (*touched, link) for name in chain)))
    return chains


def _follow(
    ordered: Mapping[str, Attribute],
    links: Iterable[tuple[Test, list[str]]],
    followers: Collection[str],
    bounds: dict[str, set[Any]],
    facts: Mapping[str, Any],
) -> None:
    """Add to the followers' bounds those that follow from the bounds of what they are compared
    with.
    """
    before: dict[str, Collection[Any]] = {}
    # of whole numbers and days the next one counts as well: a < b < c
    for name in {name for _, own in links for name in own}:
        attribute = ordered[name]
        before[name] = (
            sorted(bounds[name])
            if attribute.type == "number"
            else _with_neighbours(attribute, bounds[name])
        )
    for test, own in links:
        for name in own:
            if name in followers:
                others = [other for other in own if other != name]
                for values in product(*(before[other] for other in others)):
                    bounds[name] |= _bounds(
                        ordered[name], test, {**facts, **dict(zip(others, values, strict=True))}
                    )


def _texts(
    base: KnowledgeBase, tests: Iterable[Test], names: list[str], facts: Mapping[str, Any]
) -> dict[str, tuple[str, ...]]:
    """The texts that tests name, and for each attribute one that they do not name."""
    named: dict[str, None] = {}
    for test in tests:
        own = attributes_of(test)
        if not set(own) & set(names):
            continue
        if isinstance(test.right, tuple):
            named |= dict.fromkeys(map(str, test.right))
        named |= {
            str(term.value): None for term in (test.left, test.right) if isinstance(term, Const)
        }
        named |= {
            text: None
            for name in own
            for text in (facts.get(name), *base.attributes[name].choices)
            if text is not None
        }
    others = (
        text
        for number in count()
        if (text := f"text {number}" if number else "some text") not in named
    )
    values = (*named, *islice(others, len(names)))
    return dict.fromkeys(names, values)


def _given(attribute: Attribute, facts: Mapping[str, Any]) -> set[Any]:
    """Something to start from: what is stated, and the day asked."""
    stated = facts.get(attribute.id)
    start = {stated} if stated is not None else set()
    return start | ({facts["today"]} if attribute.type == "date" else set())


def _bounds(attribute: Attribute, test: Test, facts: Mapping[str, Any]) -> set[Any]:
    """Where the truth of a test changes as one attribute grows, all others being as in `facts`."""
    if test.right is None or isinstance(test.right, tuple):
        return set(test.right or ())
    name = attribute.id
    for own, other in ((test.left, test.right), (test.right, test.left)):
        if own == Attr(name) and Attr(name) not in terms_of(Test("==", other, other)):
            bound = value_of(other, facts)
            return set() if bound is None else {bound}
    return _searched(name, test, facts) if attribute.type == "date" else _solved(name, test, facts)


def _searched(name: str, test: Test, facts: Mapping[str, Any]) -> set[Any]:
    """The first day on which the two sides of a test are equal, and the first after those, by
    bisection; none where that never comes.
    """
    assert test.right is not None
    found = set()
    for op in OPS:
        decide = decider(Test(op, test.left, test.right))
        low, high = EARLIEST.toordinal(), LATEST.toordinal()
        at_low, at_high = (decide({**facts, name: date.fromordinal(day)}) for day in (low, high))
        if at_low is None or at_low == at_high:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (
                (middle, high)
                if decide({**facts, name: date.fromordinal(middle)}) == at_low
                else (low, middle)
            )
        found.add(date.fromordinal(high))
    return found


def _solved(name: str, test: Test, facts: Mapping[str, Any]) -> set[Any]:
    """The number at which the two sides of a test are equal.

    They are sums and products, linear in one attribute.
    """
    assert test.right is not None
    assert not isinstance(test.right, tuple)
    sides = [
        [value_of(side, {**facts, name: at}) for side in (test.left, test.right)] for at in (0, 1)
    ]
    if any(value is None for both in sides for value in both):
        return set()
    at_zero, at_one = (left - right for left, right in sides)
    if at_zero == at_one:
        return set()
    bound = at_zero / (at_zero - at_one)
    return {bound, round(bound, 9)} if isfinite(bound) else set()


def _with_neighbours(attribute: Attribute, bounds: set[Any]) -> tuple[Any, ...]:
    least = attribute.minimum
    values: set[Any]
    if attribute.type == "date":
        legal = {min(max(bound, EARLIEST), LATEST) for bound in bounds}
        values = (
            legal
            | {day - DAY for day in legal if day > EARLIEST}
            | {day + DAY for day in legal if day < LATEST}
        )
    elif attribute.type == "integer":
        values = {
            whole + step
            for bound in bounds
            for whole in (floor(bound), ceil(bound))
            for step in (-1, 0, 1)
        }
        values = {value for value in values if least is None or value >= least} or {
            1 if least is None else max(1, ceil(least))
        }
    else:
        points = sorted(float(bound) for bound in bounds if least is None or bound >= least)
        if not points:
            return (1.0 if least is None else max(1.0, least),)
        first, last = points[0], points[-1]
        below = first / 2 if first > 0 else first - 1
        above = last * 2 if last > 0 else last + 1
        values = {*points, *(low / 2 + high / 2 for low, high in pairwise(points))}
        values.add(below if least is None or below >= least else (first + least) / 2)
        values.add(above if isfinite(above) else last)
    return tuple(sorted(values))
