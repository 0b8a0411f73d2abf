"""A portfolio as Markdown, for a wiki: counts, cases, and what could not be used."""

from __future__ import annotations

from explain.forms.footing import known
from explain.forms.spoken import described_work
from explain.forms.templating import fill
from explain.portfolios.rows import case_rows, fault_rows, headed
from explain.portfolios.summary import PortfolioSummary, told_in
from explain.portfolios.tallies import charts
from knowledge.languages.words import Words


def to_markdown(summary: PortfolioSummary, words: Words | None = None) -> str:
    """The report as Markdown, in which nothing that stands in a cell is read as Markdown or
    HTML.
    """
    spoken = Words.of(words)
    summary = told_in(summary, spoken)
    cases, faults = case_rows(summary, spoken), fault_rows(summary, spoken)
    return fill(
        "report.md",
        p=summary,
        charts=charts(summary, spoken),
        cases=headed(cases, spoken),
        faults=headed(faults, spoken),
        words=spoken,
        say=spoken.say,
        known=known,
        described_work=described_work,
    )
