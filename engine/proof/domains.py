"""The few values of an attribute that can make a difference to the rules on a day: its domain.

Enumerations and yes-or-no attributes have few values anyway, and a text matters only by which named
one it is. A number or a day whose every test compares it alone with bounds matters only by the side
of each bound it lies on, so its domain holds every bound, its neighbours, and a value between each
two bounds: the domain is complete. Numbers and days of which a test asks more than that
(`left_open`) have no complete domain: proofs leave them open (`engine.proof.open_numbers`). What
stands here of them are values worth trying: those at which tests turn, given such values of the
others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import count, islice, pairwise, product
from math import ceil, floor, inf, nextafter
from typing import Any

from engine.proof.choices import attributes_of
from engine.proof.polynomials import (
    Polynomial,
    Unanswered,
    bound_of,
    day_on,
    difference,
    in_wholes,
    monotone,
    variable,
    variables_of,
)
from knowledge.cases.use_case import EARLIEST, LATEST
from knowledge.conditions.arithmetic import exact
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import Const, Param, Test, terms_of
from knowledge.entries import Attribute
from knowledge.limits import LARGEST_INTEGER, LARGEST_STATED

DAY = timedelta(days=1)
MOST_TRIED = 400  # combinations of the others' values from which bounds are made
MOST_LINKED = 8  # attributes of one test whose bounds follow from each other's
MOST_WORTH = 120  # values of an open attribute that are worth trying


def domains(
    attributes: Mapping[str, Attribute],
    tests: Iterable[Test],
    free: Iterable[str],
    facts: Mapping[str, Any],
    *,
    paired: bool = False,
) -> dict[str, tuple[Any, ...]]:
    """Attribute → the values that can make a difference to `tests`, for each attribute in `free`
    that has one value at a time; of an open one, values worth trying.

    `facts` are the other answers, the day and the parameters in force on it. Set attributes are
    left out. `paired`: there are two cases, so that texts may differ in them.
    """
    names, tests = list(dict.fromkeys(free)), list(tests)
    kinds = {name: attributes[name].type for name in names}
    found: dict[str, tuple[Any, ...]] = {
        name: (True, False) for name in names if kinds[name] == "bool"
    }
    found |= {name: attributes[name].choices for name in names if kinds[name] == "enum"}
    texts = [name for name in names if kinds[name] == "text"]
    found |= _texts(attributes, tests, texts, facts, 2 if paired else 1)
    ordered = {name: attributes[name] for name in names if attributes[name].measured}
    bounds = {name: _given(attribute, facts) for name, attribute in ordered.items()}
    asked = [(test, _open_in(test, ordered)) for test in tests]
    for test, own in asked:
        if len(own) == 1:
            bounds[own[0]] |= _bounds(ordered[own[0]], test, facts)
    links = [(test, own) for test, own in asked if 1 < len(own) <= MOST_LINKED]
    for chain in _chains(own for _, own in links):
        for _ in chain[1:]:
            _follow(ordered, links, chain, bounds, facts)
        for place, name in enumerate(chain):  # as if they were answered one after the other
            bounds[name] = set(_worth(_with_neighbours(ordered[name], bounds[name])))
            for _ in chain[place + 1 :]:
                _follow(ordered, links, chain[place + 1 :], bounds, facts)
    linked = {name for _, own in links for name in own}
    for name, attribute in ordered.items():
        values: Iterable[Any] = bounds[name]
        if name not in linked or not bounds[name]:
            values = _with_neighbours(attribute, bounds[name])
        stated = [facts[name]] if facts.get(name) is not None else []
        found[name] = tuple(sorted({*_within(attribute, values), *stated}))
    return found


def left_open(
    attributes: Mapping[str, Attribute],
    tests: Iterable[Test],
    free: Iterable[str],
    facts: Mapping[str, Any],
) -> frozenset[str]:
    """Those of the free numbers and days of which some test asks more than the side of a bound: it
    compares several of them, or multiplies one with itself.
    """
    ordered = {name for name in free if attributes[name].measured}
    found: set[str] = set()
    for test in tests:
        own = _open_in(test, ordered)
        if len(own) > 1 or (own and own[0] not in found and not _simple(test, own[0], facts)):
            found |= set(own)
    return frozenset(found)


def _open_in(test: Test, names: Collection[str]) -> list[str]:
    return [name for name in attributes_of(test) if name in names]


def _simple(test: Test, name: str, facts: Mapping[str, Any]) -> bool:
    if test.right is None or isinstance(test.right, tuple):
        return True
    asked = _asked(test, name, facts)
    return asked is None or not variables_of(asked) or monotone(asked) is not None


def _asked(test: Test, name: str, facts: Mapping[str, Any]) -> Polynomial | None:
    """The two sides of a test as one polynomial of an attribute; None where it is unknown."""
    try:
        return difference(test, {name: name}, facts)
    except Unanswered:
        return None


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
    before: dict[str, Sequence[Any]] = {}
    # of whole numbers and days the next one counts as well: a < b < c
    for name in {name for _, own in links for name in own}:
        attribute = ordered[name]
        before[name] = (
            sorted(bounds[name])
            if attribute.type == "number" and bounds[name]
            else _with_neighbours(attribute, bounds[name])
        )
    for test, own in links:
        for name in own:
            if name in followers:
                others = [other for other in own if other != name]
                combined = product(*(before[other] for other in others))
                for values in islice(combined, MOST_TRIED):
                    bounds[name] |= _bounds(
                        ordered[name], test, {**facts, **dict(zip(others, values, strict=True))}
                    )
                bounds[name] = set(_worth(_within(ordered[name], bounds[name])))


def _worth(values: Iterable[Any]) -> list[Any]:
    """As many values as are worth trying, spread over all of them."""
    known = sorted(values)
    step = -(-len(known) // MOST_WORTH) or 1
    return known[::step]


def _texts(
    attributes: Mapping[str, Attribute],
    tests: Sequence[Test],
    names: list[str],
    facts: Mapping[str, Any],
    cases: int,
) -> dict[str, tuple[str, ...]]:
    """The texts that tests name, and enough that they do not name, for each attribute and those
    that it is compared with.
    """
    asked = [(test, own) for test in tests if (own := _open_in(test, names))]
    found: dict[str, tuple[str, ...]] = {}
    for chain in _chains([*([name] for name in names), *(own for _, own in asked)]):
        named: dict[str, None] = {}
        for test, own in asked:
            if own[0] not in chain:
                continue
            if isinstance(test.right, tuple):
                named |= dict.fromkeys(map(str, test.right))
            named |= {
                str(term.value): None for term in (test.left, test.right) if isinstance(term, Const)
            }
            named |= {
                text: None
                for name in attributes_of(test)
                for text in (facts.get(name), *attributes[name].choices)
                if text is not None
            }
        others = (
            text
            for number in count()
            if (text := f"text {number}" if number else "some text") not in named
        )
        stated = [str(facts[name]) for name in chain if facts.get(name) is not None]
        values = tuple(dict.fromkeys((*named, *stated, *islice(others, cases * len(chain)))))
        found |= dict.fromkeys(chain, values)
    return found


def _given(attribute: Attribute, facts: Mapping[str, Any]) -> set[Any]:
    """Something to start from: what is stated, and the day asked."""
    stated = facts.get(attribute.id)
    start = {stated} if stated is not None else set()
    return start | ({facts["today"]} if attribute.type == "date" else set())


def _bounds(attribute: Attribute, test: Test, facts: Mapping[str, Any]) -> set[Any]:
    """The values at which a test turns as one attribute grows, all others being as in `facts`."""
    if test.right is None or isinstance(test.right, tuple):
        return set(test.right or ())
    read = [
        *attributes_of(test),
        *(PARAMETER + t.name for t in terms_of(test) if isinstance(t, Param)),
    ]
    known = tuple((name, facts[name]) for name in read if name in facts and name != attribute.id)
    return set(_turns(attribute.id, attribute.type == "date", test, known))


@lru_cache(maxsize=100_000)  # the same values of the others come again and again
def _turns(
    name: str, dated: bool, test: Test, known: tuple[tuple[str, Any], ...]
) -> frozenset[Any]:
    asked = _asked(test, name, dict(known))
    if asked is None or monotone(asked) is None:
        return frozenset()
    found = bound_of(asked)
    if found is None:
        return frozenset()
    bound = found[0]
    if not dated:
        return frozenset({bound.at})
    if bound.form != variable(name):
        return _searched(asked)
    ends = EARLIEST.toordinal(), LATEST.toordinal()
    return frozenset({date.fromordinal(min(max(int(bound.at), ends[0]), ends[1]))})


@lru_cache(maxsize=10_000)
def _searched(asked: Polynomial) -> frozenset[date]:
    """The first day on which a monotone polynomial is no longer below 0, or above it, and the first
    after those, by bisection; none where that never comes.
    """
    low, high = EARLIEST.toordinal(), LATEST.toordinal()
    asked = in_wholes(asked)

    def sign(day: int) -> int:
        number = day_on(asked, day)
        return (number > 0) - (number < 0)

    def first(wanted: Collection[int], low: int, high: int) -> int:
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if sign(middle) in wanted else (middle, high)
        return high

    start, end = sign(low), sign(high)
    turns = {0, end} if start != end else set()
    found = set()
    if turns and start:  # it reaches 0, or jumps over it
        found.add(first(turns, low, high))
    if turns and end:
        found.add(first({end}, low, high))
    return frozenset(date.fromordinal(day) for day in found)


def _within(attribute: Attribute, values: Iterable[Any]) -> list[Any]:
    """Those of these bounds that the attribute can state."""
    if attribute.type == "date":
        return [min(max(bound, EARLIEST), LATEST) for bound in values]
    found: list[Any] = []
    for bound in values:
        number = exact(bound)
        if attribute.type == "integer":
            if number == int(number) and _allowed(attribute, number):
                found.append(int(number))
        elif _allowed(attribute, number) and exact(near := float(number)) == number:
            found.append(near)
    return found


def _allowed(attribute: Attribute, number: Fraction | int) -> bool:
    most = LARGEST_INTEGER if attribute.type == "integer" else exact(LARGEST_STATED)
    least = -most if attribute.minimum is None else exact(attribute.minimum)
    return least <= number <= most


def _with_neighbours(attribute: Attribute, bounds: Iterable[Any]) -> tuple[Any, ...]:
    if attribute.type == "date":
        legal = set(_within(attribute, bounds))
        days = (
            legal
            | {day - DAY for day in legal if day > EARLIEST}
            | {day + DAY for day in legal if day < LATEST}
        )
        return tuple(sorted(days))
    least = attribute.minimum
    if attribute.type == "integer":
        wholes = {
            whole + step
            for bound in bounds
            for whole in (floor(exact(bound)), ceil(exact(bound)))
            for step in (-1, 0, 1)
        }
        wholes.add(1 if least is None else max(1, ceil(least)))
        return tuple(sorted(whole for whole in wholes if _allowed(attribute, whole)))
    points = sorted({exact(bound) for bound in bounds if _allowed(attribute, exact(bound))})
    if not points:
        return (1.0 if least is None else max(1.0, least),)
    first, last = float(points[0]), float(points[-1])
    found = {*_within(attribute, points)}
    below = first / 2 if first > 0 else first - 1
    if least is not None and below < least:
        below = (first + least) / 2
    above = last * 2 if last > 0 else last + 1
    low_end = -exact(LARGEST_STATED) if least is None else exact(least)
    found |= set(_inside(below, low_end, points[0], low_too=True))
    found |= set(_inside(above, points[-1], exact(LARGEST_STATED), high_too=True))
    for low, high in pairwise(points):
        found |= set(_inside(float(low) / 2 + float(high) / 2, low, high))
    return tuple(sorted(found))


def _inside(
    near: float,
    low: Fraction | int,
    high: Fraction | int,
    *,
    low_too: bool = False,
    high_too: bool = False,
) -> list[float]:
    """A float between two numbers, the one that is near if it is; none where there is none."""
    tried = (
        near,
        float(low),
        nextafter(float(low), inf),
        nextafter(float(high), -inf),
        float(high),
    )
    for number in tried:
        if abs(number) > LARGEST_STATED:
            continue
        place = exact(number)
        if (low < place or (low_too and low == place)) and (
            place < high or (high_too and place == high)
        ):
            return [number]
    return []
