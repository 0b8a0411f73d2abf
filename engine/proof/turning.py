"""The days on which something turns by time alone: dates that parameters hold, changes of
parameters, and days with which rules compare the day asked.

Where rules compare one stated day with a fixed one and with the day asked, the two have to be far
enough apart: a day that is behind a date of next year and three months past cannot be on that date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from engine.proof.meeting_days import between, meetings
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Const, Param, Test
from knowledge.limits import LATEST

TODAY = Attr("today")
DAY = timedelta(days=1)
_TURNS_ON = {  # how many days after the one it is compared with a comparison with the day turns
    ">=": (0,),
    "<": (0,),
    ">": (1,),
    "<=": (1,),
    "==": (0, 1),
    "!=": (0, 1),
}


def days_that_differ(base: KnowledgeBase) -> list[date]:
    """Each date that parameters and rules name, the last day before the first of them, and what is
    needed beside them for days that are stated: between them nothing turns. The latest first.
    """
    values = [value for parameter in base.parameters.values() for value in parameter.values]
    named = {value.value for value in values if isinstance(value.value, date)}
    changed = {value.from_ for value in values if value.from_}
    tests = {
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, Test)
    }
    turned = {day for test in tests for day in _turned(base, test)}
    starts = sorted({day for day in (*named, *changed, *turned) if day <= LATEST})
    found = {*starts, *(start - DAY for start in starts[:1])}
    return sorted({*found, *between(starts, meetings(base, tests))}, reverse=True) or [date.today()]


def _turned(base: KnowledgeBase, test: Test) -> Iterator[date]:
    """The days on which a comparison of the day asked with a day that is fixed may turn."""
    if test.left != TODAY or test.op not in _TURNS_ON:
        return
    for day in _fixed(base, test.right):
        yield from (day + DAY * later for later in _TURNS_ON[test.op])


def _fixed(base: KnowledgeBase, term: object) -> Iterable[date]:
    """The days that a constant or a parameter may be."""
    found: Iterable[object] = ()
    if isinstance(term, Const):
        found = (term.value,)
    elif isinstance(term, Param) and term.name in base.parameters:
        found = (value.value for value in base.parameters[term.name].values)
    return [day for day in found if isinstance(day, date)]
