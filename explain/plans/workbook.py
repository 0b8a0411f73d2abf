"""A plan as a workbook (XLSX): one sheet with an action a line, in which nothing is run."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from explain.plans.action import Plan
from explain.plans.layout import action_rows, heads
from explain.portfolios.row_heights import row_height
from explain.portfolios.rows import looks_like_formula
from explain.portfolios.workbook import BLUE, LONGEST
from knowledge.extras import need
from knowledge.languages.words import Words
from knowledge.outputs import shown_plainly, write_bytes

_WIDTHS = (12, 60, 50, 30, 24, 16, 36, 40)
_ABOUT_WIDTH = 100
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def write_workbook(plan: Plan, path: Path, words: Words) -> Path:
    """Write it. Returns the path. Raises `MissingExtra`."""
    need("a workbook (.xlsx)", "xlsxwriter")
    from xlsxwriter import Workbook

    outline = plan.outline(words)
    made = BytesIO()
    with Workbook(made, _OPTIONS) as book:
        wrapped = {"text_wrap": True, "valign": "top"}
        plain, text = book.add_format(wrapped), book.add_format({**wrapped, "quote_prefix": True})
        day = book.add_format({**wrapped, "num_format": "yyyy-mm-dd"})
        header = book.add_format(
            {**wrapped, "bold": True, "bg_color": BLUE, "font_color": "#FFFFFF"}
        )

        def put(sheet: Any, row: int, column: int, value: str, look: Any = None) -> None:
            shown = shown_plainly(value)
            shown = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
            given = text if looks_like_formula(shown) else look or plain
            sheet.write_string(row, column, shown, given)

        sheet = book.add_worksheet(words.say("plan_actions"))
        for column, (head, width) in enumerate(zip(heads(words), _WIDTHS, strict=True)):
            put(sheet, 0, column, head, header)
            sheet.set_column(column, column, width)
        rows = action_rows(plan, words)
        for number, row in enumerate(rows, start=1):
            if height := row_height(zip(row, _WIDTHS, strict=True)):
                sheet.set_row(number, height)
            if row.until:
                sheet.write_datetime(number, 0, date.fromisoformat(row.until), day)
            for column, value in enumerate(row[1:], start=1):
                put(sheet, number, column, value)
        sheet.autofilter(0, 0, max(len(rows), 1), len(_WIDTHS) - 1)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        about = book.add_worksheet(words.say("sheet_sources"))
        about.set_column(0, 0, _ABOUT_WIDTH)
        for number, line in enumerate((outline.heading, *outline.lead, outline.notice)):
            if height := row_height([(line, _ABOUT_WIDTH)]):
                about.set_row(number, height)
            put(about, number, 0, line)
    return write_bytes(path, made.getvalue())
