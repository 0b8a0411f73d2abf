"""Controls: what has to be in place, of engineering or as a record, one's own or the vendor's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from knowledge.conditions.tree import And, Attr, Prop, Test
from knowledge.entries import derived_names as names
from knowledge.entries.actions import Directions
from knowledge.entries.conclusions import Proposition, Read, Reading, Statement
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.facts import ASKED_WHEN, Attribute
from knowledge.entries.naming import ConditionText, Id
from knowledge.entries.source import Sources, Strict


class Bought(Strict):
    """A control as it reads where the vendor has to show it."""

    title: Sentence = Field(description="The statement, as it reads where it is in place.")
    question: Sentence = Field(description="The question whether it is in place.")


class Control(Entry):
    """An engineering control: in place or not, required or not.

    Of kind `record` it is a file, a notice or a registration that fulfils a duty: it is never
    required as engineering, and never a gap.
    """

    kind = "control"
    asked_again: ClassVar[bool] = True
    id: Id = Field(alias="control")
    question: Sentence = Field(
        description="The question whether it is in place, on one line and in plain words."
    )
    meaning: str = Field(
        default="",
        description="What counts as having it, where the question alone does not say it.",
    )
    nature: Literal["engineering", "record"] = Field(
        default="engineering",
        alias="kind",
        description="`engineering` may be required and missing; a `record` (a file, a notice, a "
        "registration) only fulfils duties.",
    )
    asked_when: ConditionText | None = Field(
        default=None, description="When the question makes sense: a condition."
    )
    bought: Bought | None = Field(
        default=None, description="How it reads where the vendor has to show it."
    )
    source: Sources

    @property
    def is_record(self) -> bool:
        """Whether it is a file, a notice or a registration."""
        return self.nature == "record"

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
            asked_when=self.asked_when,
            source=self.source,
        )

    def conditions(self, read: Read) -> None:
        """Read when it is asked, so that it is checked and kept."""
        if self.asked_when is not None:
            read(self, ASKED_WHEN)

    def propositions(self) -> Iterator[Proposition]:
        """That it is required, and that it is missing; neither of a record."""
        if self.is_record:
            return
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

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It is missing where it is required and not in place."""
        if self.is_record:
            return
        absent = Test("no", Attr(names.stated(self.id)))
        yield Statement(names.gap(self.id), And((Prop(names.required(self.id)), absent)), self.key)
