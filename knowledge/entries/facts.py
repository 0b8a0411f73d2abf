"""Works, which entries cite, and attributes, which a case may state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import inf
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from knowledge.conditions.tree import And, Attr, Const, Established, Expression, Or, Test
from knowledge.entries import derived_names as names
from knowledge.entries.actions import DAY, MOVES, NONE, Directions
from knowledge.entries.conclusions import Proposition, Read, Reading, Statement
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import (
    AttributeName,
    ConditionText,
    Id,
    OwnValue,
    PropositionName,
    Reference,
    TableName,
    ValueName,
    own_values,
)
from knowledge.entries.source import VISIBLE, Sources
from knowledge.limits import LARGEST_NUMBER, LARGEST_STATED, LATEST

Number = Annotated[float, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]


class Work(Entry):
    """A work that entries cite."""

    kind = "work"
    id: Id = Field(alias="work")
    title: Sentence = Field(description="What it is called in full.")
    cited_as: str = Field(pattern=VISIBLE, description="The short form that reports cite it by.")
    note: str = Field(default="", description="Edition, amendments, dates in force.")
    url: str = Field(
        default="",
        pattern=r"^(https://\S+)?$",
        examples=["https://example.org/act"],
        description="Where it stands, such as its ELI or CELEX address.",
    )
    consulted: date | None = Field(
        default=None, description="The day on which its text was last consulted, as YYYY-MM-DD."
    )


ASKED_WHEN = "asked_when"
MOVED_WHEN = "actionable.when"
VALUED: dict[str, Any] = {  # in JSON Schema, what `_values_fit_type` checks
    "allOf": [
        {
            "if": {
                "type": "object",
                "properties": {"type": {"enum": ["enum", "set"]}},
                "required": ["type"],
            },
            "then": {
                "anyOf": [{"required": ["values"]}, {"required": ["values_in"]}],
                "properties": {"values": {"minProperties": 1}},
            },
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
        {
            "if": {
                "type": "object",
                "properties": {"ordered": {"const": True}},
                "required": ["ordered"],
            },
            "then": {"properties": {"type": {"const": "enum"}}},
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
    values_in: TableName | None = Field(
        default=None,
        description="A table whose rows are values of an enum or a set, beside those under "
        "`values`; each row then tests its own value.",
        examples=[None],
    )
    former_values: dict[str, OwnValue] = Field(
        default_factory=dict,
        description="Former value → the value of today that takes its place: whatever still states "
        "it is read, and told of the new one.",
    )
    ordered: bool = Field(
        default=False,
        description="Whether the values of an enum stand in their order, from the least to the "
        'greatest, so that conditions may ask for `maturity >= "medium"`.',
        examples=[False],  # of a skeleton, which begins with a yes-or-no attribute
    )
    alike: dict[Sentence, list[OwnValue]] = Field(
        default_factory=dict,
        description="Values that no rule tells apart, on purpose: why people or the source tell "
        "them apart, each with the values.",
    )
    unit: str = Field(default="", description="The unit of a number.")
    minimum: Number | None = Field(default=None, description="The least number that makes sense.")
    required: bool = Field(default=False, description="Whether every case has to state it.")
    from_vendor: list[OwnValue] = Field(
        default_factory=list,
        description="Values that say that controls are the vendor's to show: each control that "
        "has words for that is then asked for, and told, in these.",
    )
    profiles: bool = Field(
        default=False,
        description="Whether its values are profiles, each with an entry of its name: it puts "
        "questions in an order, and no rule may read it.",
    )
    about_people: bool = Field(
        default=False,
        description="Whether a yes says that people are decided about; such cases come before "
        "others in the order of many cases.",
    )
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
    doing: dict[OwnValue, str] = Field(
        default_factory=dict,
        description="What a team does to bring a value about, as an order: for each value of an "
        "enum or a bool, for each that comes into a set; of a number under `more` and `less`, "
        "of a day under `day`.",
    )
    undoing: dict[OwnValue, str] = Field(
        default_factory=dict,
        description="What a team does to take a value out of a set, as an order; "
        "under `none`, what it does so that a set of which nothing is known has none.",
    )
    checked_by: dict[OwnValue, list[PropositionName]] = Field(
        default_factory=dict,
        description="Values that are the analyst's own judgement, each with the propositions by "
        "which the rules check it; while one of these is open, reports say that the answer rests "
        "on an own statement.",
    )
    superseded_by: list[AttributeName] = Field(
        default_factory=list,
        description="Attributes that ask for it now: it is no longer asked or listed, and cases "
        "that state it are still read. One name, and no `entails`: it was only renamed.",
        examples=[[]],
    )
    entails: dict[OwnValue | bool, dict[AttributeName, ValueName]] = Field(
        default_factory=dict,
        description="A value → what it says about other attributes, where those are unanswered: "
        "attribute → value.",
    )
    source: Sources

    @property
    def superseded(self) -> bool:
        """Whether others take its place, so that it is no longer asked."""
        return bool(self.superseded_by)

    @property
    def renamed(self) -> bool:
        """Whether another attribute takes over whatever it states."""
        return len(self.superseded_by) == 1 and not self.entails

    def answer(self, written: str | bool) -> str | bool:
        """A value as cases state it: a yes or no is no text."""
        if self.type != "bool" or isinstance(written, bool):
            return written
        return written == "true"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values an enum or set may take; empty for other types."""
        return tuple(self.values) if self.type in ("enum", "set") else ()

    @property
    def numeric(self) -> bool:
        """Whether an answer is a number."""
        return self.type in ("number", "integer")

    @property
    def measured(self) -> bool:
        """Whether an answer is a number or a day, of which there are more and less than any."""
        return self.numeric or self.type == "date"

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

    def names_used(self) -> Iterator[Reference]:
        """All names in it; what it says of its own values among them."""
        yield from super().names_used()
        known = {*self.choices, *self.former_values}
        for one in own_values(self):  # what is done to a number or a day is none
            if one.name in known:
                yield replace(one, what="value", of=self.id)

    def own_names(self, key: str) -> tuple[str, ...]:
        """What the names under a key that speaks of its own values have to be among."""
        if key == "doing":
            moves = {"number": MOVES, "integer": MOVES, "date": DAY}
            return moves.get(self.type, tuple(self.values))
        return (*self.values, NONE) if key == "undoing" else tuple(self.values)

    def conditions(self, read: Read) -> None:
        """Read when it is asked, and when a team can change it: both are checked and kept."""
        if self.asked_when is not None:
            read(self, ASKED_WHEN)
        if self.directions is not None and self.directions.when is not None:
            read(self, *MOVED_WHEN.split("."))

    @model_validator(mode="after")
    def _values_fit_type(self) -> Attribute:
        if self.type in ("enum", "set") and not self.values and not self.values_in:
            raise ValueError(
                f"an attribute of type {self.type} lists its values, each with its meaning"
            )
        if self.type == "bool" and set(self.values) != {"true", "false"}:
            said = f", and not {', '.join(self.values)}" if self.values else ""
            raise ValueError(
                f"a yes-or-no attribute says under `values` what true and what false mean{said}"
            )
        if self.values_in and self.type not in ("enum", "set"):
            raise ValueError("only an enum or a set has its values in a table (`values_in`)")
        for old, new in self.former_values.items():
            if old in self.choices:
                raise ValueError(f"`former_values` names {old}, which is a value of today")
            if not self.choices:
                expected = "an attribute of type enum or set"
                raise ValueError(f"{old} became {new!r}, which is no value; expected: {expected}")
        if self.type != "enum" and self.ordered:
            raise ValueError("only an attribute of type enum has values in order (`ordered`)")
        if self.type != "enum" and self.checked_by:
            raise ValueError("only an attribute of type enum has values that are `checked_by`")
        return self

    @model_validator(mode="after")
    def _actions_fit_type(self) -> Attribute:
        directions = self.directions
        if directions and (wrong := directions.misplaced(self.type)):
            raise ValueError(wrong)
        for key, several in {"doing": self.doing, "undoing": self.undoing}.items():
            if several and directions is None:
                raise ValueError(f"{key} is for what is actionable")
        if self.undoing and self.type != "set":
            raise ValueError("only a set has values that are taken out of it (`undoing`)")
        return self

    def propositions(self) -> Iterator[Proposition]:
        """That it disagrees with what took its place."""
        if self.superseded:
            title = "An old answer and what took its place disagree"
            name = names.disagrees(self.id)
            yield Proposition(name, title, "", self.key, step=True, made=True)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It disagrees where a new answer is none that its own answer leaves."""
        if not self.superseded:
            return
        known = {entry.id: entry for entry in entries if isinstance(entry, Attribute)}
        ways = [*self._against(known), *self._none_left(known)]
        yield Statement(names.disagrees(self.id), Established(Or(tuple(ways))), self.key)

    def _against(self, known: Mapping[str, Attribute]) -> Iterator[Expression]:
        """A new answer other than the one that the old answer entails."""
        if self.renamed:
            new = known.get(self.superseded_by[0])
            for value in self.values if new and self.type in ("bool", "enum") else ():
                assert new is not None
                same = states(new, value)
                yield And((states(self, value), same.complement))
        for stated, told in self.entails.items():
            for target, entailed in told.items():
                if target not in known:
                    continue  # a fault already
                other = states(known[target], entailed).complement
                yield And((states(self, stated), other))

    def _none_left(self, known: Mapping[str, Attribute]) -> Iterator[Expression]:
        """A yes, where each new answer is the one that the old no entails."""
        told = {**self.entails.get("false", {}), **self.entails.get(False, {})}
        if self.type == "bool" and set(self.superseded_by) <= told.keys() & known.keys():
            denied = (states(known[name], told[name]) for name in self.superseded_by)
            yield And((states(self, True), *denied))


def states(attribute: Attribute, value: str | bool) -> Test:
    """The test that an attribute states this value."""
    answer = attribute.answer(value)
    if isinstance(answer, bool):
        return Test("yes" if answer else "no", Attr(attribute.id))
    return Test("==", Attr(attribute.id), Const(answer))
