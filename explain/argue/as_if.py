"""The answer to a case of an earlier day, as if it were used today.

Told of a case to which a banner is shown: its law is shown as if it had applied on the day of the
case. Today is the day on which the law was last consulted, beyond which nobody knows it.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from engine.assessment import Assessment, assess_alike
from engine.legal import tier_titles
from explain.forms.data import Data
from knowledge.cases.use_case import nested
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words


class AsIfToday(Data):
    """The answer to the same case, as if it were used today."""

    on: date = Field(description="the day on which the law was last consulted")
    verdict: str
    headline: str
    tier: str = Field(description="the legal tier, by the last part of its name")
    tier_title: str = Field(description="the same, as lists call it; empty where there is none")
    duties: int = Field(description="how many duties fall on this case's role, or may")
    binding: int = Field(description="how many of them bind on that day")

    def told(self, words: Words) -> str:
        """All of it in one sentence."""
        return words.say(
            "as_if_today",
            day=self.on,
            verdict=words.statement(names.verdict(self.verdict), self.headline),
            tier=words.tier(self.tier, self.tier_title),
            binding=words.number(self.binding),
            duties=words.number(self.duties),
        )


def as_if_today(assessment: Assessment) -> AsIfToday | None:
    """The same case, as if it were used today; None where no banner is shown, or the law was not
    consulted after its day.
    """
    return assessment.once(_as_if_today)


def _as_if_today(assessment: Assessment) -> AsIfToday | None:
    today = assessment.knowledge.consulted
    if not assessment.banners or today is None or today <= assessment.on:
        return None
    base = assessment.base
    again = assess_alike(assessment, nested(assessment.stated), today)
    duties = [duty for duty in again.duties if duty.status in ("owed", "open")]
    return AsIfToday(
        on=today,
        verdict=again.verdict.value,
        headline=again.headline,
        tier=again.tier,
        tier_title=tier_titles(base).get(again.tier, ""),
        duties=len(duties),
        binding=sum(duty.from_ <= today for duty in duties),
    )
