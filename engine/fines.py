"""The ceilings of fines that a case is exposed to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.conditions.arithmetic import exact, rounded
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names as names

Truths = Mapping[str, "bool | None"]


class PenaltyCeiling(BaseModel):
    """The most that a fine may come to."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    id: str
    article: str
    title: str
    amount: float = Field(description="EUR")
    share: float = Field(description="part of the worldwide annual turnover")
    counts: Literal["higher", "lower", "open"] = Field(
        description="which of the two is the ceiling; open where the size is not known"
    )
    ceiling: float | None = Field(
        description="EUR; null where the turnover, or which of the two counts, is not known"
    )
    says: str


def penalties_of(
    base: KnowledgeBase, truths: Truths, facts: Mapping[str, Any]
) -> tuple[PenaltyCeiling, ...]:
    """The ceilings of fines that the case is exposed to."""
    return tuple(
        _ceiling(penalty, truths, facts)
        for penalty in base.derived(prepared_penalties)
        if truths.get(penalty.proposition, False)
    )


class PreparedPenalty(NamedTuple):
    """A penalty with the names that rules know it by."""

    id: str
    article: str
    title: str
    proposition: str
    amount: str  # parameters
    share: str
    turnover: str  # an attribute
    lower: str | None  # that the lower of the two counts; None where the higher one always does


def prepared_penalties(base: KnowledgeBase) -> tuple[PreparedPenalty, ...]:
    """The penalties of a base, in its order."""
    return tuple(
        PreparedPenalty(
            id=penalty.id,
            article=penalty.article,
            title=penalty.title,
            proposition=penalty.proposition,
            amount=penalty.amount,
            share=penalty.share,
            turnover=penalty.turnover,
            lower=None if penalty.lower_when is None else names.lower(penalty.proposition),
        )
        for penalty in base.of_kind(entries.Penalty)
    )


def exact_product(share: float, money: float) -> float:
    """A share of a sum of money: the product of the decimals as they are written, to the cent.

    >>> exact_product(0.07, 140_000_000.0)
    9800000.0
    """
    return float(round(Fraction(exact(share) * exact(money)), 2))


def percent(share: float) -> float:
    """A share as a number of percent, none of its decimals lost.

    >>> percent(0.015)
    1.5
    """
    return rounded(exact(share) * 100)


def _ceiling(penalty: PreparedPenalty, truths: Truths, facts: Mapping[str, Any]) -> PenaltyCeiling:
    amount, share = facts[PARAMETER + penalty.amount], facts[PARAMETER + penalty.share]
    lower = False if penalty.lower is None else truths.get(penalty.lower, False)
    turnover = facts.get(penalty.turnover)
    counts: Literal["higher", "lower", "open"] = (
        "open" if lower is None else "lower" if lower else "higher"
    )
    ceiling = (
        None
        if turnover is None or lower is None
        else (min if lower else max)(amount, exact_product(share, turnover))
    )
    if not share:  # an amount alone
        counts, ceiling = "higher", amount
    both = f"at most EUR {in_words(amount)} or {in_words(percent(share))}% of turnover"
    rule = (
        "the higher of the two, for small and mid-sized companies the lower"
        if counts == "open"
        else f"the {counts} of the two"
    )
    says = f"{both}, {rule}" + (f": EUR {in_words(ceiling)}" if ceiling is not None else "")
    if not share:
        says = f"at most EUR {in_words(amount)}"
    return PenaltyCeiling(
        id=penalty.id,
        article=penalty.article,
        title=penalty.title,
        amount=float(amount),
        share=float(share),
        counts=counts,
        ceiling=None if ceiling is None else float(ceiling),
        says=says,
    )
