"""Limits of an entry beside its condition: the days of its force, and the exceptions to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from knowledge.conditions.tree import And, Attr, Const, Expression, Op, Param, Test
from knowledge.entries.conclusions import Reading
from knowledge.entries.entry import Entry, RuleEntry
from knowledge.entries.naming import ExceptedName, Id, Names
from knowledge.limits import EARLIEST, LATEST
from knowledge.sentence import Sentence

FROM, UNTIL = "from", "until"
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)] | Annotated[Id, Names("day")]


class InForce(RuleEntry):
    """An entry that may be in force only from a day on, and only until a day.

    On any other day what it concludes does not hold, whatever is stated. That is part of its rules,
    as a comparison with the day asked.
    """

    from_: Day | None = Field(
        default=None,
        alias=FROM,
        description="The first day on which it is in force: a day as YYYY-MM-DD, or the id of a "
        "parameter that holds one. Without it, it always was.",
    )
    until: Day | None = Field(
        default=None,
        description="The last day on which it is in force: a day as YYYY-MM-DD, or the id of a "
        "parameter that holds one. Without it, it stays so.",
    )
    exception_to: list[ExceptedName] = Field(
        default_factory=list,
        description="The entries that do not hold where this one does, each with its whole name "
        "(trigger.scale, duty.keep_logs); while nobody knows whether it holds, nor is it known "
        "whether they do.",
        examples=[[]],
    )

    @property
    def in_force(self) -> tuple[Test, ...]:
        """That its first day has come, and that its last day is not over."""
        return tuple(self._tests())

    def limits(self, read: Reading) -> tuple[Expression, ...]:
        """The further conditions beside its own: it is in force, and no exception to it holds."""
        return (*self.in_force, *read.unless(self.proposition))

    def where_it_counts(self, condition: Expression, read: Reading) -> Expression:
        """A condition within the limits of the entry."""
        limits = self.limits(read)
        return And((condition, *limits)) if limits else condition

    def _tests(self) -> Iterator[Test]:
        bounds: tuple[tuple[Op, date | str | None], ...] = (">=", self.from_), ("<=", self.until)
        for op, day in bounds:
            if day is not None:
                bound = Const(day) if isinstance(day, date) else Param(day)
                yield Test(op, Attr("today"), bound, dated=True)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> InForce:
        first, last = self.from_, self.until
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise ValueError(
                Sentence("it ends on {last}, before it begins on {first}", last=last, first=first)
            )
        return self


def exceptions_among(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Proposition of an entry → those of the entries that are exceptions to it."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if isinstance(entry, InForce):
            for name in dict.fromkeys(entry.exception_to):
                found.setdefault(name, []).append(entry.proposition)
    return found
