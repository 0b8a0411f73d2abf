"""A portfolio as Markdown, for a wiki: counts, cases, and what could not be used."""

from __future__ import annotations

from engine.assessment import NO_LEGAL_ADVICE
from explain.forms.templating import fill
from explain.portfolios.rows import case_rows, fault_rows
from explain.portfolios.summary import PortfolioSummary
from explain.portfolios.tallies import charts


def to_markdown(summary: PortfolioSummary) -> str:
    """The report as Markdown, in which nothing that stands in a cell is read as Markdown or
    HTML.
    """
    tables = (case_rows(summary), fault_rows(summary))
    return fill(
        "report.md",
        p=summary,
        charts=charts(summary),
        cases=tables[0],
        faults=tables[1],
        notice=NO_LEGAL_ADVICE,
    )
