"""The reason why something is not proven, as data, and in words."""

from __future__ import annotations

from pydantic import Field

from engine.proof.limits import NotProven
from engine.proven import Cause, Doubt
from explain.forms.data import Data
from knowledge.languages.words import Words


class Unproven(Data):
    """Neither a case was found nor a proof that there is none."""

    cause: Cause = Field(
        description="the limit of the solver was reached: by the size of the question, by numbers"
        " that are multiplied, by months that are compared; or only numbers that no decimal writes"
        " would do"
    )
    conditions: tuple[str, ...] = Field(
        default=(), description="the conditions that it hangs on, as the packs write them"
    )

    @classmethod
    def of(cls, gap: NotProven | Doubt) -> Unproven:
        """The reason of a proof that was given up."""
        return cls(cause=gap.cause, conditions=gap.tests)

    def told(self, words: Words) -> str:
        """The reason, as a clause."""
        clause = words.say(f"unproven_{self.cause}")
        return words.titled(clause, words.listed(self.conditions)) if self.conditions else clause
