"""The claim to an exception or another relief that does not hold, and its outcome."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine import Assessment
from engine.answer import claims
from explain.forms.data import Data
from knowledge.entries import ExceptionEntry, Relief
from knowledge.entries import derived_names as names
from knowledge.languages.clauses import clauses
from knowledge.languages.words import Words

Outcome = Literal["blocked", "unclaimed", "denied", "ended", "failed", "not established"]


class Claim(Data):
    """Whether anybody claimed an exception or relief that does not hold, and what became of it."""

    outcome: Outcome
    attributes: tuple[str, ...] = Field(
        default=(),
        description="unclaimed: those by which it could be claimed; denied: those whose answers "
        "speak against it",
    )
    contradictions: dict[str, str] = Field(
        default={}, description="blocked: the contradictions that hold → what they state"
    )

    def told(self, words: Words) -> str:
        """It in a sentence."""
        titles = [words.statement(name, title) for name, title in self.contradictions.items()]
        return words.say(
            f"claim_{self.outcome.replace(' ', '_')}",
            attributes=", ".join(self.attributes),
            titles=clauses(titles, words),
        )


def claim_of(assessment: Assessment, name: str) -> Claim | None:
    """The claim to an exception or a relief that does not hold, and its outcome; else None."""
    base, holds = assessment.base, assessment.conclusions
    entry = base.entries.get(name)
    if not isinstance(entry, (ExceptionEntry, Relief)) or holds[name]:
        return None
    contradictory = [found for found in base.blockers(name) if holds[found]]
    if contradictory:
        titles = {found: base.propositions[found].title for found in contradictory}
        return Claim(outcome="blocked", contradictions=titles)
    if not claims(assessment, entry):
        open_ = tuple(one for one in entry.own_attributes if assessment.facts.get(one) is None)
        if open_:
            return Claim(outcome="unclaimed", attributes=open_)
        return Claim(outcome="denied", attributes=tuple(entry.own_attributes))
    if isinstance(entry, ExceptionEntry) and holds[names.ended(name)]:
        return Claim(outcome="ended")
    if isinstance(entry, ExceptionEntry) and holds[names.failed(name)]:
        return Claim(outcome="failed")
    return Claim(outcome="not established")
