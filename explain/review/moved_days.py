"""The days of a case that a change of the knowledge moves: from which duties bind, by which
something must be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.assessment import Assessment
from explain.review.changes import DayMove
from knowledge.entries import derived_names as names


def moved_days(before: Assessment, after: Assessment) -> Iterator[DayMove]:
    """The days that both answers to one case name, and that differ; of two from which a duty binds,
    and that have come, neither matters any more.
    """
    known, was, now = after.base.propositions, _starts(before), _starts(after)
    for name in was.keys() & now.keys():
        if was[name] != now[name]:
            yield DayMove(
                proposition=name,
                title=known[name].title,
                kind="from",
                before=was[name],
                after=now[name],
            )
    for name in before.due.keys() | after.due.keys():
        old, new = before.due.get(name), after.due.get(name)
        if old != new and before.conclusions.get(name) and after.conclusions.get(name):
            yield DayMove(
                proposition=name,
                title=known[name].title,
                kind="due",
                before=() if old is None else (old,),
                after=() if new is None else (new,),
            )


def _starts(assessment: Assessment) -> dict[str, tuple[date, ...]]:
    """The duties that are owed, or may be → the days from which they bind, or may; what has come is
    told by the day asked.
    """
    return {
        names.duty(duty.id): tuple(
            sorted({max(day, assessment.on) for day in (duty.from_, *duty.perhaps_from)})
        )
        for duty in assessment.duties
        if duty.status in ("owed", "open")
    }
