"""Proofs over all further answers: which verdicts and tiers they can still lead to, and what the
present ones only presume.

The data; `engine.proof` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.cases.stated import Stated
from knowledge.cases.verdict_id import VerdictId

Answer = Literal["verdict", "tier"]
About = Literal["verdict", "tier", "duties", "controls"]  # what a question can be about
Cause = Literal["effort", "products", "calendar", "decimals"]


class Reached(BaseModel):
    """An answer that complete answers to all open questions can lead to, or the present one."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    witness: dict[str, Stated] | None = Field(
        description="answers to all open questions that lead there; null where none were found: it "
        "is the present answer, or the proof was given up"
    )
    contradictory: bool = Field(
        default=False, description="only answers that contradict each other lead there"
    )
    proven: bool = Field(
        default=True, description="false: neither shown nor ruled out within the solver's limit"
    )


class Presumed(BaseModel):
    """Something that nobody established, that is counted all the same, and that would change the
    answer if it were otherwise.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    name: str = Field(
        description="the proposition that is counted as so or not so; the attribute that was "
        "stated, where the analyst's own statement stands for what rules could check"
    )
    counted: bool = Field(description="whether it counts as so")
    says: str = Field(description="the same in a sentence")
    attributes: tuple[str, ...] = Field(description="the unanswered attributes that it hangs on")
    changes: tuple[Answer, ...] = Field(description="what would change if it were otherwise")
    unchecked: tuple[str, ...] = Field(
        default=(),
        description="of a statement of the analyst's own: the propositions, still open, by which "
        "rules check it",
    )

    @property
    def own_statement(self) -> bool:
        """Whether it was stated, and not merely left unanswered."""
        return bool(self.unchecked)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something is neither shown nor ruled out: see `engine.proof.limits`."""

    cause: Cause
    tests: tuple[str, ...]  # the conditions that it hangs on


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers with which one more answer changes the verdict, or what else is asked about."""

    attribute: str
    given: Mapping[str, Any]  # answers to other open attributes, none of which can be left out
    answer: Any
    before: str  # the verdict, or the tier, with what is given; empty of duties and controls
    after: str  # and with the answer
    # the strictest verdict but the present one that an answer to it can lead to, with others that
    # do not contradict each other; empty where there is none
    towards: str = ""
    # it is not known whether it does; then there is no answer to show
    doubt: Doubt | None = None
    turned: str = ""  # of duties and controls: a conclusion that the answer changes

    @property
    def answered(self) -> dict[str, Any]:
        """The given answers, and this one."""
        return {**self.given, self.attribute: self.answer}


@dataclass(frozen=True)
class Proven:
    """The proofs about one assessment."""

    verdict: VerdictId  # the present one
    reachable: Mapping[VerdictId, Reached]  # by rank, the strictest first; never the last resort
    reachable_tiers: Mapping[str, Reached]  # by their last names, the heaviest first
    presumed: tuple[Presumed, ...]

    @property
    def settled(self) -> bool:
        """Whether what is reachable is the present verdict alone, and that is proven.

        The last resort is never settled: where complete answers lead to one verdict only, they
        still change it to that one.
        """
        return [*self.reachable] == [self.verdict] and self.reachable[self.verdict].proven
