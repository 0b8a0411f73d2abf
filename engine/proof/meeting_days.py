"""The days asked on which a fixed day, and one that is so far from the day asked, change sides.

A case that states a day on or after 2027-01-01, three months past, can be there from April 2027 on
only, though no rule names a day of April.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.base import KnowledgeBase
from knowledge.conditions.calendar_days import ADD
from knowledge.conditions.tree import (
    TODAY,
    Attr,
    Calculation,
    Const,
    Param,
    Span,
    Test,
    Unit,
    terms_of,
)
from knowledge.limits import EARLIEST, LATEST

DAY = timedelta(days=1)
_BESIDE = (-2, -1, 0, 1, 2)  # for a day between them, two days have to be two days apart
_FEW = 25  # of such days each is looked at; of more, those before and after them
_LONGEST = 1200  # of a length of time, in each unit


class _Linked(NamedTuple):
    """What the stated days are compared with that are compared with each other."""

    names: set[str]
    fixed: set[date]
    lengths: set[tuple[int, Unit]]


def meetings(base: KnowledgeBase, tests: Iterable[Test]) -> list[date]:
    """Such days of the tests, in their order; none where no stated day is compared with both."""
    found: set[date] = set()
    for one in _linked(base, tests):
        if TODAY not in one.names:
            continue
        for length, unit in {(0, "days"), *one.lengths}:
            for sign in (1, -1) if length else (1,):
                moved = (ADD[unit](day, sign * length) for day in one.fixed)
                found |= {day + DAY * on for day in moved if _within(day) for on in _BESIDE}
    return sorted(filter(_within, found))


def between(starts: Sequence[date], met: Sequence[date]) -> Iterator[date]:
    """The days to look at beside these, in their order, so that what meets has met, and has not:
    each of a few; of many the last before a start that some come before, and those beyond all.
    """
    if len(met) <= _FEW:
        yield from met
        return
    for start, after in pairwise(starts):
        if bisect_right(met, start) < bisect_right(met, after - DAY):
            yield after - DAY
    if not starts or met[-1] > starts[-1]:
        yield met[-1]
    if not starts or met[0] < starts[0]:
        yield met[0]


def _linked(base: KnowledgeBase, tests: Iterable[Test]) -> list[_Linked]:
    """The stated days by what they are compared with, directly or by way of others."""
    found: list[_Linked] = []
    for test in tests:
        names = {term.name for term in terms_of(test) if isinstance(term, Attr)}
        stated = {name for name in names - {TODAY} if base.attributes[name].type == "date"}
        if not stated:
            continue
        terms = [*_parts(test.left), *_parts(test.right)]
        # the day asked links nothing: each is compared with it by itself
        near = [one for one in found if one.names & stated]
        found = [one for one in found if one not in near]
        own = _Linked(names, set(_days(base, terms)), {*_lengths(base, test, terms)})
        for one in near:
            own = _Linked(own.names | one.names, own.fixed | one.fixed, own.lengths | one.lengths)
        found.append(own)
    return found


def _parts(term: Any) -> Iterator[Any]:
    """A term, and all that it is made of; of several constants each."""
    if isinstance(term, tuple):
        for part in term:
            yield from _parts(Const(part))
    elif is_dataclass(term):
        yield term
        for part in fields(term):
            yield from _parts(getattr(term, part.name))


def _days(base: KnowledgeBase, terms: Iterable[Any]) -> Iterator[date]:
    """The days that constants and figures are."""
    for term in terms:
        yield from (value for value in _values(base, term) if isinstance(value, date))


def _lengths(base: KnowledgeBase, test: Test, terms: Iterable[Any]) -> Iterator[tuple[int, Unit]]:
    """The lengths of time that are added to a day, or that two days are apart."""
    for term in terms:
        if isinstance(term, Span):
            yield from ((length, term.unit) for length in _numbers(base, term.count))
    if isinstance(test.left, Calculation) and test.left.op == "-":
        yield from ((length, "days") for length in _numbers(base, test.right))


def _numbers(base: KnowledgeBase, term: Any) -> Iterator[int]:
    for value in _values(base, term):
        if type(value) in (int, float) and 0 < value <= _LONGEST:
            yield int(value)


def _values(base: KnowledgeBase, term: Any) -> Iterator[Any]:
    if isinstance(term, Const):
        yield term.value
    elif isinstance(term, Param) and term.name in base.parameters:
        yield from (value.value for value in base.parameters[term.name].values)


def _within(day: date) -> bool:
    return EARLIEST < day < LATEST
