"""A portfolio as one HTML page that works offline: counts, questions, a table to sort and search, decision graphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from engine.assessment import NO_LEGAL_ADVICE
from explain.explanation import Explanation
from explain.render.decision_graph import to_dot
from explain.render.html import to_html
from explain.render.picture import render
from explain.render.templating import fill, source
from explain.summary import CaseSummary, PortfolioSummary

_WIDTHS = {
    "row": "3em",
    "name": "15%",
    "verdict": "14%",
    "reason": "34%",
    "missing controls": "12%",
    "open questions": "15%",
    "column": "30%",
    "value": "20%",
    "expected": "30%",
}
MOST_DRAWN = 30  # a larger portfolio is a table only


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """One case of a report, in full."""

    explanation: Explanation
    svg: Markup
    html: Markup


def write_report(summary: PortfolioSummary, path: str | Path, explanations: Sequence[Explanation] = ()) -> Path:
    """Write the page; `explanations` are drawn below the table. Returns the path."""
    target = Path(path)
    drawn = [
        DrawnCase(item, Markup(inline_svg(item, f"case{n}-")), Markup(to_html(item, notice=False))) for n, item in enumerate(explanations)
    ]
    page = fill(
        "report.html",
        p=summary,
        css=Markup(source("page.css")),
        notice=NO_LEGAL_ADVICE,
        library=Markup(_library()),
        table=Markup(_table(case_rows(summary), "cases")),
        faults=Markup(_table(fault_rows(summary), "faults")) if summary.faults else "",
        explanations=drawn,
    )
    target.write_text(page, encoding="utf-8")
    return target


def inline_svg(explanation: Explanation, prefix: str = "") -> str:
    """The decision graph as an SVG element, without the declarations of a file of its own; ids begin with `prefix`."""
    svg = render(to_dot(explanation.drawing()).source, "svg").decode()
    return svg[svg.index("<svg") :].replace(' id="', f' id="{prefix}')


def case_rows(summary: PortfolioSummary) -> list[dict[str, Any]]:
    """One row a case, as a table shows it; without the columns that are empty in all rows."""
    rows: list[dict[str, Any]] = [
        {
            "row": case.row,
            "name": case.name,
            "verdict": _verdict(case, summary.titles),
            "legal tier": case.tier.replace("_", "-"),
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


def _verdict(case: CaseSummary, titles: dict[str, str]) -> str:
    open_still = f". Possible: {'; '.join(titles[candidate] for candidate in case.candidates)}" if len(case.candidates) > 1 else ""
    return case.headline + open_still


def fault_rows(summary: PortfolioSummary) -> list[dict[str, Any]]:
    """One row for each cell or row that could not be used."""
    return [
        {"row": fault.row, "column": fault.column, "value": fault.value, "reason": fault.reason, "expected": fault.expected}
        for fault in summary.faults
    ]


def _library() -> str:
    """DataTables, whole, so that the page needs no network."""
    from itables.javascript import generate_init_offline_itables_html
    from itables.utils import find_package_file

    whole = str(generate_init_offline_itables_html(Path(find_package_file("html/dt_bundle.js"))))
    return re.sub(r"<noscript>.*?</noscript>", "", whole, flags=re.DOTALL)  # it speaks to readers of notebooks


def _table(rows: list[dict[str, Any]], name: str) -> str:
    import itables
    import polars as pl

    frame = pl.DataFrame(rows, infer_schema_length=None)
    widths = [{"targets": index, "width": _WIDTHS[column]} for index, column in enumerate(frame.columns) if column in _WIDTHS]
    options: Any = {"classes": "display", "pageLength": 25, "autoWidth": False, "style": "width:100%", "columnDefs": widths}
    shown: Any = {"showIndex": False, "show_dtypes": False, "display_logo_when_loading": False, "maxBytes": 0, "allow_html": False}
    return str(itables.to_html_datatable(frame, connected=False, table_id=name, **options, **shown))
