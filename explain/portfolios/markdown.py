"""A portfolio as Markdown, for a wiki: counts, cases, and what could not be used."""

from __future__ import annotations

from explain.forms.templating import fill
from explain.portfolios.rows import case_rows, fault_rows
from explain.portfolios.summary import PortfolioSummary, told_in
from explain.portfolios.tallies import charts
from knowledge.languages.words import Words


def to_markdown(summary: PortfolioSummary, words: Words | None = None) -> str:
    """The report as Markdown, in which nothing that stands in a cell is read as Markdown or
    HTML.
    """
    spoken = Words.of(words)
    summary = told_in(summary, spoken)
    tables = (case_rows(summary), fault_rows(summary))
    return fill(
        "report.md",
        p=summary,
        charts=charts(summary, spoken),
        cases=tables[0],
        faults=tables[1],
        words=spoken,
        say=spoken.say,
    )
