"""Ends the wrong way round: an exception that has ended, and is granted on a later day after all.

An end is an event. Of two days on which nothing but the day differs, it cannot have come on the
first and be still to come on the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from engine.assessment import assess
from engine.check.flaw import Concerns, Flaw, everything, however_partial
from engine.proof.days import Day, Row
from engine.proof.limits import NotProven
from engine.proof.truths import Truths
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of, nested
from knowledge.conditions.tree import TODAY
from knowledge.entries import ExceptionEntry
from knowledge.entries import derived_names as names
from knowledge.languages.message import Message
from knowledge.rules.plain import Rule

EARLY = "ends before it can hold"  # the kind of flaw
_LONGEST = 400  # days after the end that are tried


def early_ends(
    base: KnowledgeBase, days: Sequence[Day], concerns: Concerns = everything
) -> Iterator[Flaw]:
    """Each exception that a case shows to have ended on one day and to be granted on a later one.

    A search by the dates that a case states, and no proof: what it finds is so.
    """
    for entry in (entry for entry in base.of_kind(ExceptionEntry) if concerns(entry.key)):
        ended = names.ended(entry.proposition)
        for number in base.rules_for.get(ended, ()):
            try:
                found = however_partial(days, _fires(base.rules[number]))
            except NotProven:  # nothing is claimed of this one
                continue
            later = None if found is None else _granted_later(base, entry, found)
            if found is not None and later is not None:
                told = {"exception": entry.proposition, "day": f"{found[TODAY]}"}
                message = Message("early_end", {**told, "later": f"{later}"})
                yield Flaw(EARLY, entry.key, None, message, found, (ended,))
                break


def _fires(rule: Rule) -> Any:
    def fires(truths: Truths[Any]) -> Any:
        return truths.fires(rule)

    return fires


def _granted_later(base: KnowledgeBase, entry: ExceptionEntry, row: Row) -> date | None:
    """A later day on which the exception holds, though nothing but the day is another one."""
    required = {name: "…" for name, found in base.attributes.items() if found.required}
    stated = {**required, **{name: value for name, value in row.items() if name != TODAY}}
    case = model_of(base).model_validate(nested(stated))
    start: date = row[TODAY]
    dates: list[date] = [value for value in stated.values() if isinstance(value, date)]
    tried = {start + timedelta(days=1), start + timedelta(days=_LONGEST)}
    tried |= {day + timedelta(days=shift) for day in dates for shift in (-1, 0, 1)}
    for day in sorted(day for day in tried if day > start):
        if assess(case, day, base=base, chainer="semi-naive").conclusions[entry.proposition]:
            return day
    return None
