"""A vote: each participant's one choice is counted, and nobody sees who or what leads before the
reveal. What came of it is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.cases.use_case import CaseModel
from knowledge.languages.told import Told

VERDICT = "verdict"  # what a vote is about that asks for the verdict, and not for an attribute
MOST_VOTERS = 2_000  # more than any room holds


class VoteClosed(Exception):
    """A ballot that comes when no vote is open, or a count that is asked for before the reveal."""


class BallotsAtStake(Exception):
    """A step that would drop ballots nobody has seen yet."""

    def __init__(self, ballots: int):
        super().__init__(f"{ballots:,} ballots would be lost")
        self.ballots = ballots


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote, from its opening to its reveal. Immutable."""

    number: int  # tells one vote from the next
    about: str  # an attribute, or `VERDICT`
    ballots: Mapping[str, str] = field(default_factory=dict)  # voter → choice
    revealed: bool = False

    @property
    def count(self) -> int:
        """The number of those who have voted."""
        return len(self.ballots)

    @property
    def at_stake(self) -> int:
        """The number of ballots that nobody has seen yet."""
        return 0 if self.revealed else self.count

    def cast(self, voter: str, choice: str) -> Vote:
        """With a voter's choice, which replaces an earlier one.

        Raises `VoteClosed` after the reveal, or where no more fit.
        """
        if self.revealed:
            raise VoteClosed(Told("vote_is_over"))
        if voter not in self.ballots and len(self.ballots) >= MOST_VOTERS:
            raise VoteClosed(Told("most_have_voted", count=MOST_VOTERS))
        return replace(self, ballots={**self.ballots, voter: choice})

    def reveal(self) -> Vote:
        """With its counts open to all."""
        return replace(self, revealed=True)

    def tally(self) -> list[tuple[str, int]]:
        """Choice and votes, the most voted first. Raises `VoteClosed` before the reveal."""
        if not self.revealed:
            raise VoteClosed(Told("counts_unseen"))
        return sorted(Counter(self.ballots.values()).items(), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True, slots=True)
class Result:
    """A vote that was revealed: what the room said of a case. Immutable."""

    number: int  # of the vote
    about: str  # an attribute, or `VERDICT`
    case: CaseModel  # as it was answered then
    counts: Mapping[str, int]  # choice → votes, the most voted first
    taken: str | None = None  # the choice that was taken over into the case

    @property
    def voters(self) -> int:
        """The number of those who have voted."""
        return sum(self.counts.values())
