"""Propositions under names of their own, and questions that one of several propositions answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from knowledge.entries.conclusions import Proposition, Read, Statement
from knowledge.entries.entry import WHEN, Entry, RuleEntry
from knowledge.entries.naming import ConditionText, Id, PropositionName
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

    def propositions(self) -> Iterator[Proposition]:
        """Its own, which may be a mere step."""
        name = self.proposition
        yield Proposition(name, self.title, self.otherwise, name, step=self.step)

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where its condition does."""
        yield Statement(self.proposition, read(self, "when"), self.proposition)


class Classification(Entry):
    """A question with one answer out of several: the first of these propositions that holds."""

    kind = "classification"
    id: Id = Field(alias="classification")
    answers: list[PropositionName] = Field(
        min_length=1,
        description="The propositions that answer it, in the order in which they are tried.",
    )
    source: Sources
