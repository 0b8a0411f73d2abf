"""Parameters: the figures and days that conditions compare with, each with its values over time."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from knowledge.conditions.evaluation import in_force
from knowledge.entries.entry import Entry
from knowledge.entries.naming import Id
from knowledge.entries.source import (
    BASIS,
    INTERPRETED,
    READING,
    Basis,
    Sources,
    Strict,
    refuse_unexplained,
)
from knowledge.limits import EARLIEST, LARGEST_NUMBER, LATEST

_LIMITS = Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)
Figures: TypeAlias = (
    Annotated[float, _LIMITS]
    | Annotated[int, _LIMITS]
    | Annotated[date, Field(ge=EARLIEST, le=LATEST)]
)


class DatedValue(Strict):
    """A parameter's value from a day on, with the reference that set it."""

    from_: date | None = Field(
        default=None,
        alias="from",
        description="The first day on which it is in force; omit it if it has always applied.",
    )
    value: Figures = Field(description="The figure: a number, or a day as YYYY-MM-DD.")
    certainty: Literal["certain", "high", "unconfirmed"] = Field(
        default="certain", description="How certain it is that the value stays as it is."
    )
    source: Sources


class Parameter(Entry):
    """A figure, possibly with several values over time.

    The one in force on the day asked is used.
    """

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    kind = "parameter"
    id: Id = Field(alias="parameter")
    unit: str = Field(default="", description="The unit of the figure.")
    values: list[DatedValue] = Field(
        min_length=1,
        description="Its values, in the order of the days from which they are in force.",
    )
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)

    @property
    def type(self) -> str:
        """`date` or `number`, as the condition language calls it."""
        return "date" if isinstance(self.values[0].value, date) else "number"

    def on(self, day: date) -> DatedValue:
        """The value in force on `day`; before the first `from`, the first value."""
        return self.values[in_force([value.from_ for value in self.values], day)]

    @model_validator(mode="after")
    def _values_are_in_order(self) -> Parameter:
        starts = [value.from_ for value in self.values]
        dated = [start for start in starts if start is not None]
        if None in starts[1:] or dated != sorted(set(dated)):
            raise ValueError(
                "values stand in the order of their `from` dates; only the first may have none"
            )
        if len({isinstance(value.value, date) for value in self.values}) > 1:
            raise ValueError("all values of a parameter are of one type")
        refuse_unexplained(self.basis, self.reading)
        return self
