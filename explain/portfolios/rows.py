"""A portfolio's summary as the rows of tables, for a page, a wiki, a workbook or a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explain.forms.forms import ROWS
from explain.portfolios.summary import CaseSummary, PortfolioSummary

Rows = list[dict[str, Any]]
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins like this is run by a spreadsheet


@ROWS.register(PortfolioSummary)
def case_rows(summary: PortfolioSummary) -> Rows:
    """One row a case, as a table shows it; without the columns that are empty in all rows."""
    rows: Rows = [
        {
            "row": case.row,
            "name": case.name,
            "verdict": _verdict(case, summary.titles),
            "legal tier": summary.tiers[case.tier],
            "reason": case.reason,
            "missing controls": ", ".join(case.missing),
            "unconfirmed controls": len(case.unconfirmed),
            "contradictions": "; ".join(case.contradictions),
            "open questions": ", ".join(case.questions),
        }
        for case in summary.cases
    ]
    filled = {name for row in rows for name, value in row.items() if value not in ("", None)}
    return [{name: value for name, value in row.items() if name in filled} for row in rows]


def _verdict(case: CaseSummary, titles: Mapping[str, str]) -> str:
    open_still = (
        f". Possible: {'; '.join(titles[candidate] for candidate in case.candidates)}"
        if len(case.candidates) > 1
        else ""
    )
    return case.headline + open_still


def gap_rows(summary: PortfolioSummary) -> Rows:
    """One row a case and one column a control that some case requires: missing, unconfirmed, in
    place, or empty: not required.
    """
    states = [(case, _states(case)) for case in summary.cases]
    required = {control for _, found in states for control in found}
    columns = [control for control in summary.controls if control in required]
    return [
        {"row": case.row, "name": case.name, **{name: found.get(name, "") for name in columns}}
        for case, found in states
    ]


def _states(case: CaseSummary) -> dict[str, str]:
    told = {"missing": case.missing, "unconfirmed": case.unconfirmed, "in place": case.in_place}
    return {control: state for state, controls in told.items() for control in controls}


def question_rows(summary: PortfolioSummary) -> Rows:
    """One row an open question, those that settle most cases first."""
    return [
        {
            "question": item.question,
            "attribute": item.attribute,
            "open cases it bears on": item.cases,
            "settled by this answer alone": item.settles,
            "answers that settle": ", ".join(item.answers),
        }
        for item in summary.questions
    ]


def fault_rows(summary: PortfolioSummary) -> Rows:
    """One row for each cell or row that could not be used."""
    return [
        {
            "row": fault.row,
            "column": fault.column,
            "value": fault.value,
            "reason": fault.reason,
            "expected": fault.expected,
        }
        for fault in summary.faults
    ]


def looks_like_formula(value: object) -> bool:
    """Whether a spreadsheet would run this cell."""
    return isinstance(value, str) and value.startswith(FORMULA)


def harmless(row: Mapping[str, object]) -> dict[str, object]:
    """A row of which a spreadsheet runs nothing: an apostrophe stands before what it would take for
    a formula.
    """
    return {key: f"'{value}" if looks_like_formula(value) else value for key, value in row.items()}
