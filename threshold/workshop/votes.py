"""A vote: each participant's one choice is counted, and nobody sees who or what leads before the
reveal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

VERDICT = "verdict"  # what a vote is about that asks for the verdict, and not for an attribute
MOST_VOTERS = 2_000  # more than any room holds


class VoteClosed(Exception):
    """A ballot that comes when no vote is open, or a count that is asked for before the reveal."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote, from its opening to its reveal. Immutable."""

    number: int  # tells one vote from the next
    about: str  # an attribute, or `VERDICT`
    ballots: Mapping[str, str] = field(default_factory=dict)  # voter → choice
    revealed: bool = False

    @property
    def count(self) -> int:
        """How many have voted."""
        return len(self.ballots)

    def cast(self, voter: str, choice: str) -> Vote:
        """With a voter's choice, which replaces an earlier one.

        Raises `VoteClosed` after the reveal, or where no more fit.
        """
        if self.revealed:
            raise VoteClosed("the vote is over")
        if voter not in self.ballots and len(self.ballots) >= MOST_VOTERS:
            raise VoteClosed(f"{MOST_VOTERS:,} have voted; no more are counted")
        return replace(self, ballots={**self.ballots, voter: choice})

    def reveal(self) -> Vote:
        """With its counts open to all."""
        return replace(self, revealed=True)

    def tally(self) -> list[tuple[str, int]]:
        """Choice and votes, the most voted first. Raises `VoteClosed` before the reveal."""
        if not self.revealed:
            raise VoteClosed("nobody sees the counts before the reveal")
        return sorted(Counter(self.ballots.values()).items(), key=lambda item: (-item[1], item[0]))
