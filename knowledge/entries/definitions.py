"""Propositions under names of their own, and questions that one of several propositions answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from knowledge.entries.conclusions import Proposition, Read, Statement
from knowledge.entries.entry import WHEN, Entry, RuleEntry
from knowledge.entries.naming import (
    AttributeName,
    ConditionText,
    Id,
    PropositionName,
    ValueName,
    WorkName,
)
from knowledge.entries.source import Sources


class Define(RuleEntry):
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

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where its condition does."""
        yield Statement(self.proposition, read(self, "when"), self.proposition)


OLD_LEGAL_TIER = "tier"  # the id by which packs before `legal_tier` told theirs


class Classification(Entry):
    """A question with one answer out of several: the first of these propositions that holds.

    Results name it by its id; one classification of all packs is the legal tier.
    """

    kind = "classification"
    id: Id = Field(alias="classification")
    answers: list[PropositionName] = Field(
        min_length=1,
        description="The propositions that answer it, in the order in which they are tried.",
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

    @property
    def is_legal_tier(self) -> bool:
        """Whether its answer is the legal tier: it says so, or has the name that was for it."""
        return self.legal_tier or self.id == OLD_LEGAL_TIER
