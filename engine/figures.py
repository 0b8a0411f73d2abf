"""Figures: two bounds that a finding calculates from what is stated, and the sentence with them;
and those that own packs give as parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER, value_of
from knowledge.conditions.wording import in_words
from knowledge.pack_paths import SHIPPED


class Bounds(BaseModel):
    """Two bounds that a finding calculates, such as a window of dates or a range of costs."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    low: date | float
    high: date | float
    says: str = Field(description="the bounds in a sentence")


def figures_of(
    base: KnowledgeBase, conclusions: Mapping[str, bool | None], facts: Mapping[str, Any]
) -> dict[str, Bounds]:
    """Finding that holds → its bounds, where both can be calculated."""
    found = {}
    for name, (low_term, high_term) in base.figures.items():
        if not conclusions[name]:
            continue
        low, high = value_of(low_term, facts), value_of(high_term, facts)
        if low is not None and high is not None:
            says = base.derived(figures_in_words)[name]
            found[name] = Bounds(
                low=low, high=high, says=says.format(low=in_words(low), high=in_words(high))
            )
    return found


def figures_in_words(base: KnowledgeBase) -> dict[str, str]:
    """Proposition of a finding → what it says of the bounds that it calculates."""
    findings = ((name, base.entries[name]) for name in base.figures)
    return {
        name: entry.figure.says
        for name, entry in findings
        if isinstance(entry, entries.Finding) and entry.figure is not None
    }


def own_figures(base: KnowledgeBase) -> frozenset[str]:
    """The parameters, as rules read them, that no shipped pack gives."""
    return frozenset(
        PARAMETER + name
        for name in base.parameters
        if base.written[f"parameter:{name}"].pack not in SHIPPED
    )
