"""A portfolio as one HTML page that works offline: charts, a table to search, sort and filter, an
argument behind each row. Its look stands in `templates/report.css`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from explain.argue.explanation import Explanation
from explain.forms.footing import known
from explain.forms.templating import fill, source
from explain.graph.graphviz import svg_element
from explain.portfolios.argument_store import HeldArguments
from explain.portfolios.rows import (
    Rows,
    case_rows,
    fault_rows,
    headed,
    questions_of,
    questions_told,
)
from explain.portfolios.summary import PortfolioSummary, told_in
from explain.portfolios.tallies import charts, choices, facets
from explain.portfolios.tally import Chart
from knowledge.extras import need
from knowledge.languages.words import Words
from knowledge.outputs import write_text

MOST_BARS = 8  # in one chart
MOST_NAMED = 3  # questions in a row of the table; its argument tells all
PAGE_LENGTH = 25
_WIDTHS = {  # in rem; what is wider than the screen together is moved within its frame
    "row": 2.5,
    "name": 10,
    "verdict": 9,
    "can still become": 8,
    "legal tier": 7,
    "presumed": 12,
    "rank": 3,
    "rank reason": 7,
    "reason": 24,
    "missing controls": 8,
    "unconfirmed controls": 7,
    "contradictions": 8,
    "open questions": 14,
    "column": 14,
    "value": 12,
    "expected": 16,
}
_OTHER, _BETWEEN = 6, 1.6  # a column of the table's owner; between two columns
# the columns that a phone shows; a row opens the rest
_NARROW = ("row", "name", "verdict", "column", "value")
_SETTINGS = {  # of the table's library → the end of the key of what it says
    "search": "search",
    "lengthMenu": "length",
    "info": "info",
    "infoEmpty": "none",
    "infoFiltered": "filtered",
    "emptyTable": "none",
    "zeroRecords": "no_match",
}


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """One case of a report, in full."""

    explanation: Explanation
    svg: Markup
    html: Markup


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, ready to be drawn."""

    title: str
    cases: int
    share: float  # of all cases, in percent
    note: str
    picks: str  # facet → value, as JSON


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart, ready to be drawn."""

    chart: Chart
    shown: tuple[Bar, ...]
    rest: int  # bars that are left out


def check_libraries() -> None:
    """Raises `MissingExtra` where what the report is made with is not installed."""
    need("a report (.html)", "itables", "polars")


def write_report(
    summary: PortfolioSummary,
    path: str | Path,
    explanations: Sequence[Explanation] = (),
    held: HeldArguments | None = None,
    words: Words | None = None,
) -> Path:
    """Write the page; `explanations` are drawn below the table, one for each case.

    Else a row opens what is `held`. Returns the path.
    """
    check_libraries()
    target, spoken = Path(path), Words.of(words)
    summary = told_in(summary, spoken)
    drawn = [
        DrawnCase(
            item,
            Markup(inline_svg(item, f"case{n}-", spoken)),
            Markup(item.to_html(language=spoken, notice=False)),
        )
        for n, item in enumerate(explanations)
    ]
    held = held or HeldArguments()
    asked = questions_of(summary)
    rows = [
        _short(row, case.questions, asked, spoken)
        for row, case in zip(case_rows(summary, spoken), summary.cases, strict=True)
    ]
    page = fill(
        "report.html",
        p=summary,
        css=Markup(source("page.css") + source("report.css")),
        script=Markup(source("report.js")),
        words=spoken,
        say=spoken.say,
        known=known,
        library=Markup(_library()),
        charts=[_bars(chart) for chart in charts(summary, spoken)],
        choices=choices(summary, spoken),
        table=Markup(
            _table(rows, "cases", spoken, drawCallback="function () { openReport(this.api()); }")
        ),
        faults=Markup(_table(fault_rows(summary, spoken), "faults", spoken))
        if summary.faults
        else "",
        data=Markup(_embedded(_behind(summary, held) | _told(rows, spoken))),
        holding=sum(case.same_as in held.arguments for case in summary.cases),
        explanations=drawn,
    )
    return write_text(target, page)


def inline_svg(explanation: Explanation, prefix: str = "", words: Words | None = None) -> str:
    """The decision graph as an SVG element; ids begin with `prefix`."""
    return svg_element(explanation.drawing(language=words)).replace(' id="', f' id="{prefix}')


def _bars(chart: Chart) -> Bars:
    """One scale for all charts: a bar that fills its track is all cases."""
    whole = chart.tallies[0].picks.keys() & {"verdict", "tier"}  # nothing of these is left out
    shown = chart.tallies if whole else chart.tallies[:MOST_BARS]
    shares = (round(100 * tally.cases / chart.of, 1) for tally in shown)
    bars = tuple(
        Bar(tally.title, tally.cases, share, tally.note, json.dumps(tally.picks))
        for tally, share in zip(shown, shares, strict=True)
    )
    return Bars(chart, bars, len(chart.tallies) - len(shown))


def _short(
    row: dict[str, Any], open_: Sequence[str], asked: Mapping[str, str], words: Words
) -> dict[str, Any]:
    """A row whose open questions do not push the others off the screen; `asked`: their texts."""
    if len(open_) <= MOST_NAMED:
        return row
    named = questions_told(open_[:MOST_NAMED], asked, words)
    more = words.say("named_and_more", named=named, count=len(open_) - MOST_NAMED)
    return {**row, "open questions": more}


def _behind(summary: PortfolioSummary, held: HeldArguments) -> dict[str, Any]:
    """The data of the page's script: for each case, in the table's order, its group, and for each
    group facets and argument.
    """
    first = {case.same_as: case for case in reversed(summary.cases)}  # the first of each group
    return {
        "rows": [case.same_as for case in summary.cases],
        "facets": {
            row: {facet: values for facet, values in facets(case).items() if values}
            for row, case in first.items()
        },
        "arguments": held.arguments,
        "sections": list(held.sections),
    }


def _told(rows: Rows, words: Words) -> dict[str, Any]:
    """What the page's script has to know of its language: which column has the names, its texts."""
    picked = words.say("report_picked", count="{count}", total="{total}", picked="{picked}")
    return {
        "name": list(rows[0]).index("name") if rows else 0,
        "texts": {"report_picked": picked, "report_not_held": words.say("report_not_held")},
    }


def _embedded(data: object) -> str:
    """JSON that can stand inside an element of HTML: nothing in it ends the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _library() -> str:
    """DataTables, whole, so that the page needs no network."""
    from itables.javascript import generate_init_offline_itables_html
    from itables.utils import find_package_file

    whole = str(generate_init_offline_itables_html(Path(find_package_file("html/dt_bundle.js"))))
    # what speaks to readers of notebooks: a box, which has no place in the head of a page
    box = r"(<div[^>]*>\s*)?<noscript>.*?</noscript>(?(1)\s*</div>)"
    return re.sub(box, "", whole, flags=re.DOTALL)


def _table(rows: Rows, name: str, words: Words, **more: Any) -> str:
    import itables
    import polars as pl

    frame = pl.DataFrame(headed(rows, words), infer_schema_length=None)
    names = list(rows[0]) if rows else []
    widths = [_WIDTHS.get(column, _OTHER) for column in names]
    columns: list[dict[str, Any]] = [
        {"targets": index, "width": f"{width}rem"} for index, width in enumerate(widths)
    ]
    columns += [
        {"targets": index, "className": "wide"}
        for index, column in enumerate(names)
        if column not in _NARROW
    ]
    options: Any = {
        "classes": "display",
        "pageLength": PAGE_LENGTH,
        "lengthMenu": [PAGE_LENGTH, 100, 500],
        "autoWidth": False,
        "style": f"width:100%;min-width:{sum(widths) + _BETWEEN * len(names):g}rem",
        "columnDefs": columns,
        "language": {
            setting: words.say(f"report_table_{key}") for setting, key in _SETTINGS.items()
        },
        **{option: itables.JavascriptFunction(code) for option, code in more.items()},
    }
    shown: Any = {
        "showIndex": False,
        "show_dtypes": False,
        "display_logo_when_loading": False,
        "maxBytes": 0,
        "allow_html": False,
    }
    html = str(itables.to_html_datatable(frame, connected=False, table_id=name, **options, **shown))
    # speaks to readers of notebooks as well
    html = re.sub(r"<tbody>.*?</tbody>", "", html, count=1, flags=re.DOTALL)
    return re.sub(
        rf'<div id="{name}_fallback">.*?</div><script>.*?</script>',
        "",
        html,
        count=1,
        flags=re.DOTALL,
    ).replace(' hidden="hidden"', "", 1)
