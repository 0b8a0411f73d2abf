"""Propositions under names of their own, and questions that one of several propositions answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ConfigDict, Field, model_validator

from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.derived_names import last_of
from knowledge.entries.entry import WHEN, Entry, Sentence
from knowledge.entries.naming import (
    AttributeName,
    ConditionText,
    Id,
    PropositionName,
    ValueName,
    WorkName,
)
from knowledge.entries.period import InForce
from knowledge.entries.source import Sources


class Define(InForce):
    """A proposition of its own name that other entries use."""

    kind = "define"
    id: Id = Field(alias="define")
    when: ConditionText = Field(description=WHEN)
    short: str = Field(
        default="",
        description="What lists of the answers to one question call it, in a word or two.",
    )
    step: bool = Field(
        default=False,
        description="Whether it is a mere step, which arguments and pictures pass over.",
    )
    ground_of: WorkName | None = Field(
        default=None,
        description="The law of which it says that it asks something of how it is built or run; "
        "explanations tell it at the head of that law.",
        examples=[None],
    )
    reported: bool = Field(
        default=False,
        description="Whether it is told to people for its own sake, although no rule reads it.",
    )

    def propositions(self) -> Iterator[Proposition]:
        """Its own, which may be a mere step."""
        name = self.proposition
        yield Proposition(name, self.title, self.otherwise, name, self.asked, step=self.step)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where its condition does."""
        when = self.where_it_counts(read(self, "when"), read)
        yield Statement(self.proposition, when, self.proposition)


OLD_LEGAL_TIER = "tier"  # the id by which packs before `legal_tier` told theirs


ANSWERED: dict[str, Any] = {  # in JSON Schema, what `_has_answers` checks
    "oneOf": [{"required": ["answers"]}, {"required": ["levels"]}]
}


class Classification(Entry):
    """A question with one answer out of several propositions.

    The first of `answers` that holds; or the highest of `levels`, of which several may hold.
    Results name it by its id; one classification of all packs is the legal tier.
    """

    model_config = ConfigDict(json_schema_extra=ANSWERED)

    kind = "classification"
    begins_with = ("answers",)
    id: Id = Field(alias="classification")
    title: Sentence = Field(
        description="What its answer says, such as `Legal tier under the AI Act`."
    )
    answers: list[PropositionName] = Field(
        default_factory=list,
        description="The propositions that answer it, in the order in which they are tried. "
        "One of them holds in each case.",
    )
    levels: list[PropositionName] = Field(
        default_factory=list,
        description="In place of `answers`: the propositions that answer it, from the lowest to "
        "the highest. Several may hold, and the highest counts.",
        examples=[[]],
    )
    legal_tier: bool = Field(
        default=False,
        description="Whether its answer is the legal tier, of which there is one in all packs.",
        examples=[False],
    )
    once_used: dict[AttributeName, dict[ValueName, ValueName]] = Field(
        default_factory=dict,
        description="Attributes that say how far the thing is, each with the values that come "
        "before it is used and the value that then takes their place; reports tell what the "
        "answer would be.",
    )
    source: Sources

    @model_validator(mode="after")
    def _has_answers(self) -> Classification:
        if bool(self.answers) == bool(self.levels):
            raise ValueError("a classification has either `answers` or `levels`")
        if self.levels and self.is_legal_tier:
            raise ValueError("the legal tier is one of `answers`; levels are for what is graded")
        lasts = [last_of(name) for name in self.tried]
        if twice := next((last for last in lasts if lasts.count(last) > 1), None):
            raise ValueError(
                f"two answers are called {twice}, and results could not tell them apart"
            )
        return self

    @property
    def tried(self) -> tuple[str, ...]:
        """The propositions that answer it, in the order in which they are tried."""
        return (*self.answers, *reversed(self.levels))

    @property
    def is_legal_tier(self) -> bool:
        """Whether its answer is the legal tier: it says so, or has the name that was for it."""
        return self.legal_tier or self.id == OLD_LEGAL_TIER
