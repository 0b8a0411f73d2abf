"""The classifications of one's own packs in a portfolio, beside the legal tier: a column each."""

from __future__ import annotations

from engine.legal import UNKNOWN_TIER, NamedAnswers
from explain.portfolios.summary import CaseSummary, PortfolioSummary
from knowledge.languages.words import Words


def headed_classes(summary: PortfolioSummary, words: Words) -> dict[str, str]:
    """Each classification by its id → the head of its column, which no other column has."""
    titles = [_title(one, words) for one in summary.classifications]
    return {
        one.id: title if titles.count(title) == 1 else f"{title} ({one.id})"
        for one, title in zip(summary.classifications, titles, strict=True)
    }


def classes_told(case: CaseSummary, summary: PortfolioSummary, words: Words) -> dict[str, str]:
    """Each classification by its id → the answer for a case, in words."""
    return {one.id: _answer(one, case, words) for one in summary.classifications}


def _title(one: NamedAnswers, words: Words) -> str:
    return words.statement(f"classification.{one.id}", one.title)


def _answer(one: NamedAnswers, case: CaseSummary, words: Words) -> str:
    answer = case.classified[one.id]
    if answer == UNKNOWN_TIER:
        return words.say("tier_unknown")
    return words.short(one.propositions.get(answer, ""), one.titles[answer])
