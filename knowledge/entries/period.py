"""From when, and until when, an entry is in force: a condition on the day asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from knowledge.conditions.tree import And, Attr, Const, Expression, Op, Param, Test
from knowledge.entries.entry import RuleEntry
from knowledge.entries.naming import Id, Names
from knowledge.limits import EARLIEST, LATEST

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

    @property
    def in_force(self) -> tuple[Test, ...]:
        """That its first day has come, and that its last day is not over."""
        return tuple(self._tests())

    def while_in_force(self, condition: Expression) -> Expression:
        """A condition that holds only on the days on which the entry is in force."""
        return And((condition, *self.in_force)) if self.in_force else condition

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
            raise ValueError(f"it ends on {last}, before it begins on {first}")
        return self
