"""A portfolio as one output of a notebook's cell: the verdicts counted, and one row a case."""

from __future__ import annotations

from engine.assessment import NO_LEGAL_ADVICE
from explain.forms.forms import CHART, HTML
from explain.portfolios.rows import Rows, case_rows, fault_rows
from explain.portfolios.summary import CaseSummary, PortfolioSummary
from knowledge.languages.words import Words
from knowledge.notebook import heading, listed, paragraph, section, table

MOST_ROWS = 50  # shown in a notebook; `to_frame()` has them all
_COLUMNS = {"reason": "grounds that stand"}


@HTML.register(PortfolioSummary)
def to_html(summary: PortfolioSummary) -> str:
    """The portfolio as a section of HTML; what people wrote in it is escaped."""
    cases, faults = case_rows(summary), fault_rows(summary)
    rows = [
        {
            _COLUMNS.get(name, name): value
            for name, value in {**row, "reason": _grounds(summary, case)}.items()
        }
        for row, case in zip(cases, summary.cases, strict=True)
    ]
    left_out = len(rows) - MOST_ROWS
    return section(
        heading(f"{len(rows):,} use case{'' if len(rows) == 1 else 's'}"),
        listed(f"{tally.cases:,}: {tally.title}" for tally in CHART(summary, "verdict").tallies),
        _table(rows[:MOST_ROWS]),
        paragraph(f"and {left_out:,} more; to_frame() has them all", "source")
        if left_out > 0
        else "",
        *(
            (heading(Words.of(None).say("report_faults")), _table(faults[:MOST_ROWS]))
            if faults
            else ()
        ),
        paragraph(NO_LEGAL_ADVICE, "notice"),
    )


def _grounds(summary: PortfolioSummary, case: CaseSummary) -> str:
    """The grounds that stand, without all that they rest on: many cases are looked at together."""
    return "; ".join(summary.grounds[ground] for ground in case.grounds) or "none"


def _table(rows: Rows) -> str:
    columns = list(rows[0]) if rows else []
    return table(columns, [[row[column] for column in columns] for row in rows])
