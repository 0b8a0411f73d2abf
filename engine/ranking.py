"""The order of many cases by urgency: an order that can be explained, and no score.

First what its verdict stops; then the duties that bind now and are known not to be met;
the days until the next such duty binds; whether people are decided about; the grounds that stand;
the required controls that are missing, and those that nobody confirmed. A criterion that comes
earlier in this list outweighs all that come later. Within a case, what has its day first is done
first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol, TypeAlias

from engine.assessment import Assessment
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Duty, Schedule
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words

LATEST = 10_000_000  # days; of a case of which no open duty is to bind
Place: TypeAlias = tuple[int, ...]  # the smaller, the earlier in the order
Turn: TypeAlias = "tuple[Place, date, int, str]"  # of something to do


class DatedDuty(Protocol):
    """A duty, as far as the order of cases reads it."""

    @property
    def fulfilment(self) -> str | None:
        """Whether what fulfils it is in place: `open` where it is known not to be."""

    @property
    def binding(self) -> bool | None:
        """Whether it binds on the day asked."""

    @property
    def from_(self) -> date:
        """The day from which it binds."""


@dataclass(frozen=True)
class Pressing:
    """The urgency of one case."""

    stopped: bool  # by its verdict
    open_now: int  # duties that bind on the day asked and are known not to be met
    next_in: int | None  # days until the next of these that does not bind yet does
    open_next: int  # how many bind on that day
    people: bool  # it decides about people
    grounds: int  # grounds that stand
    missing: int  # required controls that are known not to be in place
    unconfirmed: int  # required controls of which nobody knows

    @property
    def place(self) -> Place:
        """Its place in the order, one criterion after the other."""
        return (
            -self.stopped,
            -self.open_now,
            LATEST if self.next_in is None else self.next_in,
            -self.open_next,
            -self.people,
            -self.grounds,
            -self.missing,
            -self.unconfirmed,
        )

    def reason(self, words: Words | None = None) -> str:
        """The first criterion that speaks for its place, in a sentence."""
        words = Words.of(words)
        if self.stopped:
            return words.say("rank_stopped")
        if self.open_now:
            return words.count("rank_open_now", self.open_now)
        if self.next_in is not None:
            days = words.count("rank_days", self.next_in)
            return words.count("rank_open_next", self.open_next, days=days)
        if self.people:
            return words.say("rank_people")
        for key in ("grounds", "missing", "unconfirmed"):
            if count := getattr(self, key):
                return words.count(f"rank_{key}", count)
        return words.say("rank_nothing")


def pressing(assessment: Assessment) -> Pressing:
    """The urgency of a case, as far as it is established."""
    base, controls = assessment.base, assessment.controls
    return pressing_of(
        assessment.duties,
        assessment.on,
        stopped=assessment.verdict.value in base.derived(stopping),
        people=any(assessment.facts.get(name) is True for name in base.derived(about_people)),
        grounds=sum(ground.state == "stands" for ground in assessment.grounds),
        missing=len(controls.missing),
        unconfirmed=len(controls.unconfirmed),
    )


def pressing_of(
    duties: Iterable[DatedDuty],
    on: date,
    *,
    stopped: bool,
    people: bool,
    grounds: int,
    missing: int,
    unconfirmed: int,
) -> Pressing:
    """The urgency on a day, from the duties and what else is known of a case."""
    open_ = [duty for duty in duties if duty.fulfilment == "open"]
    days = [left for duty in open_ if (left := (duty.from_ - on).days) > 0]
    return Pressing(
        stopped=stopped,
        open_now=sum(duty.binding is True for duty in open_),
        next_in=min(days, default=None),
        open_next=days.count(min(days)) if days else 0,
        people=people,
        grounds=grounds,
        missing=missing,
        unconfirmed=unconfirmed,
    )


def turn(place: Place, day: date | None, name: str, number: int = 0) -> Turn:
    """When it is the turn of something to do: that of its case, given by `place`, then its day,
    what no law dates last, then by its number within the case, then by name.
    """
    return place, day or date.max, number, name


def ranks(places: Iterable[Place]) -> list[int]:
    """The rank of each case, from 1; cases that nothing tells apart share one.

    >>> ranks([(0, -2), (0, 0), (0, -2), (-1, 0)])
    [2, 4, 2, 1]
    """
    listed = list(places)
    first: dict[Place, int] = {}
    for rank, place in enumerate(sorted(listed), start=1):
        first.setdefault(place, rank)
    return [first[place] for place in listed]


def stopping(base: KnowledgeBase) -> tuple[str, ...]:
    """The ids of the verdicts by which a project stops: those that say so, a pack's own among
    them; where none says what it tells a team to do, the one tried first if it asks for no
    engineering.
    """
    if any(verdict.signal for verdict in base.verdicts):
        return tuple(verdict.id for verdict in base.verdicts if verdict.signal == "stop")
    first = base.verdicts[0]
    return () if first.enforces_grounds or first.requires else (first.id,)


def about_people(base: KnowledgeBase) -> tuple[str, ...]:
    """The attributes by which a case states that it decides about people."""
    return tuple(entry.id for entry in base.of_kind(Attribute) if entry.about_people)


class OpenDuty(NamedTuple):
    """A duty that something fulfils, by the propositions that tell how it stands."""

    left_open: str
    binds: str
    starts: tuple[tuple[str, str], ...]  # the step 'this start counts' → its parameter


def open_duties(base: KnowledgeBase) -> tuple[OpenDuty, ...]:
    """The duties of which a case can state that they are not met."""
    schedules = {schedule.id: schedule for schedule in base.of_kind(Schedule)}
    return tuple(
        OpenDuty(
            names.left_open(duty.proposition),
            names.binds(duty.proposition),
            tuple(
                (names.start(duty.binding, index), start.from_)
                for index, start in enumerate(schedules[duty.binding].starts)
            ),
        )
        for duty in base.of_kind(Duty)
        if duty.fulfilled_by
    )
