"""A portfolio as a workbook (XLSX), for a manager: a summary with charts, cases, gaps, questions,
faults, sources.

Nothing in it is run or linked: whatever stands in a cell is written as text, marked as text where a
spreadsheet would take it for a formula when somebody edits the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from explain.forms.footing import known
from explain.forms.spoken import described_work
from explain.portfolios.row_heights import row_height
from explain.portfolios.rows import (
    Rows,
    case_rows,
    fault_rows,
    gap_rows,
    headed,
    looks_like_formula,
    question_rows,
)
from explain.portfolios.summary import PortfolioSummary, told_in
from explain.portfolios.tallies import charts
from explain.portfolios.tally import Chart
from knowledge.extras import need
from knowledge.faults import Fault
from knowledge.languages.words import Words
from knowledge.outputs import shown_plainly, write_bytes
from knowledge.sentence import Sentence

MOST_ROWS = 1_048_575  # below the header of a sheet
LONGEST = 32_767  # characters in a cell
MOST_BARS = 12  # in one chart
BLUE = "#0072B2"
_WIDTHS = {
    "name": 40,
    "verdict": 36,
    "legal tier": 16,
    "reason": 70,
    "missing controls": 30,
    "unconfirmed controls": 30,
    "contradictions": 30,
    "can still become": 30,
    "presumed": 50,
    "rank reason": 30,
    "owner": 24,
    "open questions": 50,
    "question": 70,
    "attribute": 28,
    "answers that give a verdict": 40,
    "column": 40,
    "value": 40,
    "expected": 60,
}
_SUMMARY_WIDTHS, _ABOUT_WIDTHS = (58, 9, 60), (24, 100)


class CannotWrite(Fault):
    """A workbook cannot be written here; says what would help."""


def check_library() -> None:
    """Raises `MissingExtra` where XlsxWriter is not installed."""
    need("a workbook (.xlsx)", "xlsxwriter")


def write_workbook(
    summary: PortfolioSummary, path: str | Path, words: Words | str | None = None
) -> Path:
    """Write the workbook in a language (English). Returns the path.

    Raises `CannotWrite`, `MissingExtra`, and `UnknownName` where there is no such language.
    """
    check_library()
    if max(len(summary.cases), len(summary.faults)) > MOST_ROWS:
        raise CannotWrite(
            Sentence(
                "{file}: a sheet holds {count} rows; write .csv or .parquet",
                file=path,
                count=MOST_ROWS,
            )
        )
    from xlsxwriter import Workbook

    target = Path(path)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    spoken = Words.of(words)
    made = BytesIO()  # a disk that is full is found by the writer of files, and told once
    with Workbook(made, options) as book:
        _Writer(book, spoken).write(told_in(summary, spoken))
    return write_bytes(target, made.getvalue())


class _Writer:
    def __init__(self, book: Any, words: Words):
        self.book, self.words, self.say = book, words, words.say
        self.header = book.add_format(
            {
                "bold": True,
                "bg_color": BLUE,
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "top",
            }
        )
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.heading = book.add_format(
            {
                "bold": True,
                "font_size": 12,
                "bottom": 2,
                "bottom_color": BLUE,
                "text_wrap": True,
                "valign": "top",
            }
        )
        self.states = {
            "missing": book.add_format(
                {"bg_color": "#FBE3D6", "font_color": "#8A3300", "bold": True}
            ),
            "unconfirmed": book.add_format({"bg_color": "#FFF1CC", "font_color": "#6B4700"}),
            "in place": book.add_format({"bg_color": "#D3EFE5", "font_color": "#004D38"}),
        }

    def write(self, summary: PortfolioSummary) -> None:
        self.summary(summary)
        self.table("cases", case_rows(summary, self.words))
        self.gaps(gap_rows(summary, self.words))
        self.table("questions", question_rows(summary, self.words), self.say("no_question_open"))
        self.table("faults", fault_rows(summary, self.words), self.say("every_cell_used"))
        self.about(summary)

    def cell(self, sheet: Any, row: int, column: int, value: Any, look: Any = None) -> None:
        """Text as text, numbers as numbers; nothing else is written."""
        if isinstance(value, (int, float)):
            sheet.write_number(row, column, value, look or self.plain)
            return
        text = shown_plainly(str(value))
        text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        sheet.write_string(
            row, column, text, self.text if looks_like_formula(text) else look or self.plain
        )

    def row(
        self,
        sheet: Any,
        number: int,
        values: Iterable[Any],
        widths: Sequence[float],
        look: Any = None,
    ) -> None:
        """A row of cells, so high that each line of them is seen."""
        given = tuple(values)
        if height := row_height(zip(given, widths, strict=True)):
            sheet.set_row(number, height)
        for column, value in enumerate(given):
            self.cell(sheet, number, column, value, look)

    def summary(self, summary: PortfolioSummary) -> None:
        sheet = self.sheet("summary")
        for column, width in enumerate(_SUMMARY_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        count = len(summary.cases)
        self.cell(sheet, 0, 0, self.words.count("report_title", count), self.title)
        self.cell(sheet, 1, 0, summary.file)
        self.cell(sheet, 2, 0, self.say("no_legal_advice"))
        top = 4
        for chart in charts(summary, self.words):
            top = self.chart(sheet, top, chart, count)

    def chart(self, sheet: Any, top: int, chart: Chart, cases: int) -> int:
        """A table of counts and its chart beside it. Returns the row for the next one."""
        heads = (chart.title, self.say("report_count"), chart.about)
        self.row(sheet, top, heads, _SUMMARY_WIDTHS, self.heading)
        for row, tally in enumerate(chart.tallies, start=top + 1):
            self.row(sheet, row, (tally.title, tally.cases, tally.note), _SUMMARY_WIDTHS)
        shown = min(len(chart.tallies), MOST_BARS)
        drawn = self.book.add_chart({"type": "bar"})
        drawn.add_series(
            {
                "name": chart.about,
                "categories": [sheet.name, top + 1, 0, top + shown, 0],
                "values": [sheet.name, top + 1, 1, top + shown, 1],
                "fill": {"color": BLUE},
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
        drawn.set_legend({"none": True})
        drawn.set_y_axis({"reverse": True})
        drawn.set_x_axis(
            {"min": 0, "max": cases, "visible": False, "major_gridlines": {"visible": False}}
        )
        height = 90 + 30 * shown
        drawn.set_size({"width": 760, "height": height})
        sheet.insert_chart(
            top, 4, drawn, {"description": self.words.titled(chart.title, chart.about)}
        )
        return top + max(len(chart.tallies) + 2, height // 20 + 2)

    def sheet(self, name: str) -> Any:
        """A new sheet, called as the language calls it."""
        return self.book.add_worksheet(self.say(f"sheet_{name}"))

    def table(self, name: str, rows: Rows, otherwise: str = "", frozen: int = 2) -> Any:
        """A sheet with one table: header frozen, filters on."""
        sheet = self.sheet(name)
        if not rows:
            self.cell(sheet, 0, 0, otherwise)
            sheet.set_column(0, 0, 40)
            return sheet
        heads = tuple(headed(rows[:1], self.words)[0])
        widths = [_WIDTHS.get(name, 14) for name in rows[0]]
        self.row(sheet, 0, heads, widths, self.header)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows, start=1):
            self.row(sheet, number, row.values(), widths)
        sheet.autofilter(0, 0, len(rows), len(rows[0]) - 1)
        sheet.freeze_panes(1, min(frozen, len(rows[0]) - 1))
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def gaps(self, rows: Rows) -> None:
        """Case × required control; an empty cell: not required."""
        sheet = self.table("gaps", rows)
        last = len(rows[0]) - 1
        if last < 2:
            return
        for name, look in self.states.items():
            state = self.say(f"state_{name.replace(' ', '_')}")
            sheet.conditional_format(
                1,
                2,
                len(rows),
                last,
                {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": look},
            )

    def about(self, summary: PortfolioSummary) -> None:
        sheet = self.sheet("sources")
        for column, width in enumerate(_ABOUT_WIDTHS):
            sheet.set_column(column, column, width)
        lines = [
            (self.say("about_notice"), self.say("no_legal_advice")),
            *([] if summary.proven else [("", self.say("portfolio_not_proven"))]),
            (self.say("about_knowledge"), known(summary.knowledge, self.words)),
            (self.say("about_chainer"), summary.chainer),
            (self.say("about_table"), summary.file),
            *(("", note) for note in summary.notes),
        ]
        lines += [
            (f"[{self.words.place(source.cited_as)}]", described_work(source, self.words))
            for source in summary.sources
        ]
        for row, line in enumerate(lines):
            self.row(sheet, row, line, _ABOUT_WIDTHS)
