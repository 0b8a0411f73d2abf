"""Additions of a report to the verdict: findings of several kinds, and misconceptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Formatter
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from knowledge.conditions.tree import Established, Expression, Or, Prop
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.due import Due
from knowledge.entries.due_days import due_propositions, due_statements
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import (
    AttributeName,
    CalculationText,
    ConditionText,
    ControlName,
    Id,
    ReliefName,
)
from knowledge.entries.period import InForce
from knowledge.entries.source import Strict


def _only_bounds(says: str) -> str:
    """Curly brackets can reach into Python's objects: only these two are let through."""
    if unknown := [
        field
        for _, *field in Formatter().parse(says)
        if field not in ([None] * 3, ["low", "", None], ["high", "", None])
    ]:
        raise ValueError(f"{{{unknown[0][0]}}} is neither {{low}} nor {{high}} as it stands")
    return says


class Figure(Strict):
    """Two bounds calculated from what is stated, such as a window of dates or a range of costs."""

    says: Annotated[Sentence, AfterValidator(_only_bounds)] = Field(
        description="A sentence with {low} and {high} in it."
    )
    low: CalculationText = Field(
        description="The lower bound: a calculation, "
        "such as `build_cost * parameter.rebuild_factor_low`."
    )
    high: CalculationText = Field(description="The upper bound: a calculation.")


class Finding(InForce):
    """Something reported with the verdict."""

    two_valued: ClassVar[bool] = False  # while it is unknown it counts as not so

    when: ConditionText = Field(
        description="When it is reported: a condition over attributes, parameters "
        "and other propositions."
    )
    figure: Figure | None = Field(
        default=None, description="Two bounds that it calculates from what is stated."
    )
    asks: list[AttributeName] = Field(
        default_factory=list, description="Attributes to ask for first where it holds."
    )

    due: list[Due] = Field(
        default_factory=list,
        max_length=30,
        description="The day by which something must be done: the first that is established.",
    )

    @property
    def deadlines(self) -> Sequence[Due]:
        """The days by which something must be done."""
        return self.due

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and which day counts."""
        yield from super().propositions()
        yield from due_propositions(self)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It is reported where its condition holds."""
        when = self.where_it_counts(read(self, "when"), read)
        when = Established(when) if self.two_valued else when
        yield Statement(self.proposition, when, self.proposition)
        yield from due_statements(self, read)


class Consequence(Finding):
    """What threatens, as things stand."""

    kind = "consequence"
    namespace = "risk"
    shows_why = True
    id: Id = Field(alias="consequence")


class Transition(Finding):
    """Where the change from prototype to production stands."""

    kind = "transition"
    namespace = "transition"
    shows_why = True
    id: Id = Field(alias="transition")


class Remark(Finding):
    """A finding that is reported only once it is established, and changes no verdict."""

    two_valued = True


class Contradiction(Remark):
    """Two statements that cannot both be true: a finding, never an error.

    While it holds, the reliefs that it blocks are not granted: they rest on one of the two.
    """

    kind = "contradiction"
    namespace = "contradiction"
    asks_whether = "answers contradict each other: {title}"
    asked_again = True
    id: Id = Field(alias="contradiction")
    blocks: list[ReliefName] | None = Field(
        default=None,
        description="The exceptions and reliefs that are not granted while it holds, each with its "
        "whole name (exception.time_boxed); [] for none.",
    )
    blocks_because: str = Field(
        default="",
        max_length=600,
        description="Why it blocks no other relief that requires what it reads, in plain words.",
    )

    @property
    def blocked(self) -> tuple[str, ...]:
        """The propositions of the reliefs that are not granted while it holds."""
        return tuple(self.blocks or ())


class Caution(Remark):
    """Something to look at again, which changes no verdict."""

    kind = "caution"
    namespace = "caution"
    asks_whether = "this is to be heeded: {title}"
    shows_why = True
    id: Id = Field(alias="caution")


class Note(Remark):
    """Something the report says so that the verdict is read rightly."""

    kind = "note"
    namespace = "note"
    asks_whether = "this is to be noted: {title}"
    id: Id = Field(alias="note")
    banner: bool = Field(
        default=False, description="Whether reports say it at their head, before anything else."
    )


class Misconception(InForce):
    """A belief that does not hold: voiced by the team, or acted out."""

    kind = "misconception"
    namespace = "misconception"
    asks_whether = "the team believes: {title}"
    id: Id = Field(alias="misconception")
    title: Sentence = Field(description="The belief, as who has it says it.")
    voiced_when: ConditionText = Field(description="When the team says so: a condition.")
    acted_out_when: ConditionText | None = Field(
        default=None, description="When the team acts on it without saying so: a condition."
    )
    reality: Sentence = Field(description="What is the case instead, in plain words.")
    consequence: Sentence = Field(description="What comes of believing it, in plain words.")
    takes: list[ControlName] = Field(
        default_factory=list,
        description="The controls in which its reality lies: told with it, not required by it.",
    )

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and the two ways in which it shows."""
        name = self.proposition
        yield Proposition(name, self.title, "", name, self.asked)
        yield self.as_step(names.voiced(name), f"The team says: {self.title}")
        yield self.as_step(names.acted_out(name), f"The team acts on it: {self.title}")

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It is there where the team says so or acts on it."""
        name = self.proposition
        voiced = self.where_it_counts(read(self, "voiced_when"), read)
        yield Statement(names.voiced(name), voiced, name)
        ways: list[Expression] = [Prop(names.voiced(name))]
        if self.acted_out_when is not None:
            acted_out = self.where_it_counts(read(self, "acted_out_when"), read)
            yield Statement(names.acted_out(name), acted_out, name)
            ways.append(Prop(names.acted_out(name)))
        yield Statement(name, Or(tuple(ways)), name)
