"""What entries cite and what a case may state: works, attributes, controls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from knowledge.conditions.tree import And, Attr, Prop, Test
from knowledge.entries import derived_names as names
from knowledge.entries.actions import DAY, MOVES, NONE, Directions
from knowledge.entries.conclusions import Proposition, Read, Statement
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import ConditionText, Id, PropositionName
from knowledge.entries.source import Sources
from knowledge.limits import LARGEST_NUMBER, LARGEST_STATED, LATEST

Number = Annotated[float, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]


class Work(Entry):
    """A work that entries cite."""

    kind = "work"
    id: Id = Field(alias="work")
    cited_as: str = Field(description="The short form that reports cite it by.")
    note: str = Field(default="", description="Edition, amendments, dates in force.")
    reviewed: date | None = Field(
        default=None, description="The day on which the pack was last compared with it."
    )


ASKED_WHEN = "asked_when"
VALUED: dict[str, Any] = {  # in JSON Schema, what `_values_fit_type` checks
    "allOf": [
        {
            "if": {
                "type": "object",
                "properties": {"type": {"enum": ["enum", "set"]}},
                "required": ["type"],
            },
            "then": {"required": ["values"], "properties": {"values": {"minProperties": 1}}},
        },
        {
            "if": {
                "type": "object",
                "properties": {"type": {"const": "bool"}},
                "required": ["type"],
            },
            "then": {
                "required": ["values"],
                "properties": {
                    "values": {
                        "required": ["true", "false"],
                        "propertyNames": {"enum": ["true", "false"]},
                    }
                },
            },
        },
    ]
}


class Attribute(Entry):
    """Something an analyst may state about a use case."""

    model_config = ConfigDict(json_schema_extra=VALUED)

    kind = "attribute"
    asked_again: ClassVar[bool] = True
    id: Id = Field(alias="attribute")
    title: Sentence = Field(
        default="",
        description="Not used: the question speaks for an attribute.",
        json_schema_extra={"deprecated": True},
    )
    type: Literal["text", "enum", "bool", "set", "number", "integer", "date"] = Field(
        description="What an answer is: a text, one of several values (enum), yes or no (bool), "
        "several values (set), a number, or a day."
    )
    question: Sentence = Field(
        description="The question that an analyst answers, on one line and in plain words."
    )
    meaning: str = Field(
        default="",
        description="What the answer is about, where the question alone does not say it.",
    )
    values: dict[str, str] = Field(
        default_factory=dict,
        description="Each value that an enum or a set may take, with its meaning; "
        "for a bool, those of true and false.",
    )
    alike: dict[Sentence, list[str]] = Field(
        default_factory=dict,
        description="Values that no rule tells apart, on purpose: why people or the source tell "
        "them apart, each with the values.",
    )
    unit: str = Field(default="", description="The unit of a number.")
    minimum: Number | None = Field(default=None, description="The least number that makes sense.")
    required: bool = Field(default=False, description="Whether every case has to state it.")
    asked_when: ConditionText | None = Field(
        default=None,
        description="When the question makes sense: a condition over attributes, parameters and "
        "propositions. Until it holds, the question is neither asked nor proposed as a remedy.",
    )
    actionable: bool | Directions = Field(
        default=False,
        description="Whether a team can change it, so that a smallest change may propose it; "
        "or in which directions it can.",
    )
    doing: dict[str, str] = Field(
        default_factory=dict,
        description="What a team does to bring a value about, as an order: for each value of an "
        "enum or a bool, for each that comes into a set; of a number under `more` and `less`, "
        "of a day under `day`.",
    )
    undoing: dict[str, str] = Field(
        default_factory=dict,
        description="What a team does to take a value out of a set, as an order; "
        "under `none`, what it does so that a set of which nothing is known has none.",
    )
    checked_by: dict[str, list[PropositionName]] = Field(
        default_factory=dict,
        description="Values that are the analyst's own judgement, each with the propositions by "
        "which the rules check it; while one of these is open, reports say that the answer rests "
        "on an own statement.",
    )
    source: Sources

    @property
    def choices(self) -> tuple[str, ...]:
        """The values an enum or set may take; empty for other types."""
        return tuple(self.values) if self.type in ("enum", "set") else ()

    @property
    def numeric(self) -> bool:
        """Whether an answer is a number."""
        return self.type in ("number", "integer")

    @property
    def directions(self) -> Directions | None:
        """In which directions a team can move it; None where a team cannot change it."""
        if isinstance(self.actionable, Directions):
            return self.actionable
        return Directions() if self.actionable else None

    def can_move(self, now: Any, value: Any, day: date) -> bool:
        """Whether a team can bring the answer from `now` to `value`, on a day."""
        directions = self.directions
        if directions is None:
            return bool(now == value)
        return directions.allow(self.type, self.choices, now, value, day)

    def least(self, now: Any, day: date) -> Any:
        """The least number or day to which a team can bring an answer that does not stay as it is.

        None where there is no bound; the day after the last where it cannot move at all.
        """
        if not self.can_move(now, LATEST if self.type == "date" else inf, day):
            return date.max if self.type == "date" else LARGEST_STATED
        bounds = [day] if self.type == "date" else []
        if now is not None and self.directions is not None and self.directions.forward_only:
            bounds.append(now)
        return max(bounds, default=None)

    def conditions(self, read: Read) -> None:
        """Read when it is asked, so that it is checked and kept."""
        if self.asked_when is not None:
            read(self, ASKED_WHEN)

    @model_validator(mode="after")
    def _actions_fit_type(self) -> Attribute:
        directions = self.directions
        if directions and (wrong := directions.misplaced(self.type)):
            raise ValueError(wrong)
        of_set = (*self.values, NONE) if self.type == "set" else ()
        known = {
            "doing": {"number": MOVES, "integer": MOVES, "date": DAY}.get(
                self.type, tuple(self.values)
            ),
            "undoing": of_set,
        }
        named = {"doing": self.doing, "undoing": self.undoing}
        for key, several in named.items():
            if several and directions is None:
                raise ValueError(f"{key} is for what is actionable")
            for name in several:
                if name not in known[key]:
                    expected = ", ".join(known[key]) or "no such key"
                    raise ValueError(f"{key} knows no {name!r}; expected: {expected}")
        for name in directions.targets if directions else ():
            if name not in self.values:
                raise ValueError(f"there is no value {name!r}; expected: {', '.join(self.values)}")
        return self

    @model_validator(mode="after")
    def _values_fit_type(self) -> Attribute:
        if self.type in ("enum", "set") and not self.values:
            raise ValueError(
                f"an attribute of type {self.type} lists its values, each with its meaning"
            )
        if self.type == "bool" and set(self.values) != {"true", "false"}:
            raise ValueError(
                "a yes-or-no attribute says under `values` what true and what false mean"
            )
        if self.type != "enum" and self.checked_by:
            raise ValueError("only an attribute of type enum has values that are `checked_by`")
        if unlisted := next((value for value in self.checked_by if value not in self.values), None):
            raise ValueError(f"`checked_by` names {unlisted}, which is not among the values")
        return self


class Control(Entry):
    """An engineering control: in place or not, required or not."""

    kind = "control"
    id: Id = Field(alias="control")
    question: Sentence = Field(
        description="The question whether it is in place, on one line and in plain words."
    )
    meaning: str = Field(
        default="",
        description="What counts as having it, where the question alone does not say it.",
    )
    source: Sources

    @property
    def attribute(self) -> Attribute:
        """The attribute by which a case states whether the control is in place."""
        values = {"true": f"in place: {self.title}", "false": "not in place"}
        return Attribute(
            id=names.stated(self.id),
            type="bool",
            question=self.question,
            meaning=self.meaning,
            values=values,
            actionable=Directions(to=[True]),
            doing={"true": f"Put in place: {self.title}"},
            source=self.source,
        )

    def propositions(self) -> Iterator[Proposition]:
        """That it is required, and that it is missing."""
        title = self.title
        yield Proposition(
            names.required(self.id),
            f"Required: {title}",
            f"Not required: {title}",
            self.key,
            f"this is required: {title}",
        )
        yield Proposition(
            names.gap(self.id),
            f"Missing: {title}",
            f"No gap: {title}",
            self.key,
            f"this is missing: {title}",
        )

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It is missing where it is required and not in place."""
        absent = Test("no", Attr(names.stated(self.id)))
        yield Statement(names.gap(self.id), And((Prop(names.required(self.id)), absent)), self.key)
