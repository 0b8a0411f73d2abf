"""Parameters: the figures and days that conditions compare with, each with its values over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from pydantic import ConfigDict, Field, PrivateAttr, model_validator

from knowledge.conditions.evaluation import in_force
from knowledge.conditions.tree import keyed_name
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import Id, KeyingAttribute, KeyingValue, Reference
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


class KeyOf(NamedTuple):
    """Of which parameter with keys another one holds the values, and for which key."""

    parameter: str
    attribute: str
    value: str


class Parameter(Entry):
    """A figure, possibly with several values over time.

    The one in force on the day asked is used.
    """

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    kind = "parameter"
    begins_with = ("values",)
    id: Id = Field(alias="parameter")
    title: Sentence = Field(
        description="What the figure says, such as `Growth in volume that is a trigger`."
    )
    unit: str = Field(default="", description="The unit of the figure.")
    values: list[DatedValue] = Field(
        default_factory=list,
        description="Its values, in the order of the days from which they are in force.",
    )
    values_for: dict[KeyingAttribute, dict[KeyingValue, Figures | list[DatedValue]]] = Field(
        default_factory=dict,
        max_length=1,
        description="In their place, an enumeration, and for each of its values a figure, or its "
        "values over time. Conditions write parameter.<name>[<enumeration>].",
    )
    source: Sources | None = Field(
        default=None, description="The source of the figures under values_for that name none."
    )
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)

    _key_of: KeyOf | None = PrivateAttr(default=None)

    @property
    def declared(self) -> str:
        """The id that the pack declares: that of the parameter with keys of which it is one."""
        return self._key_of.parameter if self._key_of else self.id

    @property
    def in_conditions(self) -> str:
        """The name by which conditions call what the pack declares."""
        return f"parameter.{self.declared}"

    @property
    def key_of(self) -> KeyOf | None:
        """The parameter with keys of which it is one, and its key."""
        return self._key_of

    def by_key(self) -> Iterator[Parameter]:
        """One parameter for each key: `cap["micro"]`."""
        for attribute, keys in self.values_for.items():
            for value, figures in keys.items():
                own = figures if isinstance(figures, list) else [self._always(figures)]
                update: dict[str, object] = {
                    "id": keyed_name(self.id, value),
                    "title": f"{self.title} ({value})",
                    "values": own,
                    "values_for": {},
                    "source": None,
                }
                parameter = self.model_copy(update=update)
                parameter._key_of = KeyOf(self.id, attribute, value)
                yield parameter

    def names_used(self) -> Iterator[Reference]:
        """All names in it; the enumeration under `values_for`, and its values, among them."""
        yield from super().names_used()
        of = self.key_of
        keyed = self.values_for if of is None else {of.attribute: (of.value,)}
        for attribute, values in keyed.items():
            keys = ("values_for", attribute)
            yield Reference(keys, "attribute", attribute, is_key=True)
            for value in values:
                yield Reference((*keys, value), "value", value, attribute, is_key=True)

    def _always(self, figure: Any) -> DatedValue:
        assert self.source is not None
        return DatedValue(value=figure, source=self.source)

    @property
    def type(self) -> str:
        """`date` or `number`, as the condition language calls it."""
        return "date" if isinstance(self.values[0].value, date) else "number"

    def on(self, day: date) -> DatedValue:
        """The value in force on `day`; before the first `from`, the first value."""
        return self.values[in_force([value.from_ for value in self.values], day)]

    @model_validator(mode="after")
    def _values_are_in_order(self) -> Parameter:
        if bool(self.values) == bool(self.values_for):
            raise ValueError("a parameter has `values`, or `values_for` an enumeration")
        lists = [self.values] if self.values else []
        figures: list[object] = []
        for keys in self.values_for.values():
            if not keys or [] in keys.values():
                raise ValueError("each value of the enumeration has a figure")
            lists += [found for found in keys.values() if isinstance(found, list)]
            figures += [found for found in keys.values() if not isinstance(found, list)]
        if figures and self.source is None:
            raise ValueError("figures under `values_for` have the `source` of the parameter")
        for values in lists:
            starts = [value.from_ for value in values]
            dated = [start for start in starts if start is not None]
            if None in starts[1:] or dated != sorted(set(dated)):
                pairs = pairwise(dated)
                wrong = next((f"; {b} stands behind {a}" for a, b in pairs if b <= a), "")
                raise ValueError(
                    "values stand in the order of their `from` dates; only the first may have none"
                    f"{wrong}"
                )
            figures += [value.value for value in values]
        if len({isinstance(figure, date) for figure in figures}) > 1:
            raise ValueError("all values of a parameter are of one type")
        refuse_unexplained(self.basis, self.reading)
        return self
