"""The days that are otherwise in two answers, though what has them is concluded in both: from which
duties bind, by which something must be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from engine.assessment import Assessment
from explain.forms.data import Data
from explain.forms.outline import Line
from explain.forms.spoken import signed
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words


class DayMove(Data):
    """A day that moves, of what is concluded all the same."""

    proposition: str = Field(description="the duty, or what else has a day")
    title: str
    kind: Literal["from", "due"] = Field(
        description="from: the duty binds from it; due: it must be done by it"
    )
    before: tuple[date, ...] = Field(
        description="the days that may count; a start that has come is the day asked"
    )
    after: tuple[date, ...]


def moved_days(before: Assessment, after: Assessment) -> tuple[DayMove, ...]:
    """The days that differ; of starts that have come by the later of the two days asked, it does
    not matter when they did.
    """
    return (*moved_starts(before, after), *_dues(before, after))


def moved_starts(before: Assessment, after: Assessment) -> Iterator[DayMove]:
    """The same of the days from which duties bind alone."""
    known, come = after.base.propositions, max(before.on, after.on)
    was, now = _starts(before, come), _starts(after, come)
    for name in sorted(was.keys() & now.keys()):
        if was[name] != now[name]:
            yield DayMove(
                proposition=name,
                title=known[name].title,
                kind="from",
                before=was[name],
                after=now[name],
            )


def move_lines(
    moves: Iterable[DayMove], words: Words, told_of: Callable[[DayMove], str] = lambda _: ""
) -> Iterator[Line]:
    """The moves, those from one day to another in one line; `told_of`: for whom each is."""
    alike: dict[str, list[DayMove]] = {}
    for move in moves:
        before, after = (
            words.listed(map(words.day, days)) or words.say("impact_field_absent")
            for days in (move.before, move.after)
        )
        told = words.say(f"day_moved_{move.kind}", before=before, after=after)
        whom = told_of(move)
        alike.setdefault(words.titled(told, whom) if whom else told, []).append(move)
    for text, several in alike.items():
        below = tuple(
            Line(text=f"{words.statement(one.proposition, one.title)} ({one.proposition})")
            for one in several
        )
        yield signed("changed", text, words, below=below)


def _dues(before: Assessment, after: Assessment) -> Iterator[DayMove]:
    known = after.base.propositions
    for name in sorted(before.due.keys() | after.due.keys()):
        old, new = before.due.get(name), after.due.get(name)
        if old != new and before.conclusions.get(name) and after.conclusions.get(name):
            yield DayMove(
                proposition=name,
                title=known[name].title,
                kind="due",
                before=() if old is None else (old,),
                after=() if new is None else (new,),
            )


def _starts(assessment: Assessment, come: date) -> dict[str, tuple[date, ...]]:
    """The duties that are owed, or may be → the days from which they bind, or may."""
    return {
        names.duty(duty.id): tuple(
            sorted({max(day, come) for day in (duty.from_, *duty.perhaps_from)})
        )
        for duty in assessment.duties
        if duty.status in ("owed", "open")
    }
