"""A plan as a file: a workbook, a table, a page, Markdown, JSON, a calendar."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from explain.forms.forms import HTML
from explain.forms.of_base import words_for
from explain.forms.templating import fill, source
from explain.plans.action import Action, Plan
from explain.plans.layout import action_row, action_rows, heads
from explain.portfolios.rows import harmless_cell
from knowledge.extras import need
from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from knowledge.outputs import write_text

Layout = Literal["plan", "jira", "github"]
# the columns of a CSV file, by what reads it
JIRA = ("Summary", "Description", "Due Date", "Labels")
GITHUB = ("title", "body", "labels")
LONGEST_SUMMARY = 250  # characters, of the 255 that Jira takes


def write_plan(
    plan: Plan,
    path: str | Path,
    words: Words | str | None = None,
    *,
    layout: Layout = "plan",
) -> Path:
    """Write a plan in the form that the ending names. Returns the path.

    `layout`: the columns of a CSV file. Raises `InvalidCase` where there is no such form, or where
    a calendar would be empty, and `MissingExtra` where a library is not installed.
    """
    target, spoken = Path(path), words_for(plan, words)
    check_plan(target, layout)
    ending = target.suffix.lower()
    if ending == ".xlsx":
        from explain.plans.workbook import write_workbook

        return write_workbook(plan, target, spoken)
    if ending == ".ics":
        from explain.plans.calendar import to_calendar

        return write_text(target, to_calendar(plan, spoken))
    if ending == ".csv":
        return write_text(target, to_csv(plan, spoken, layout))
    return write_text(target, _TEXTS[ending](plan, spoken))


def check_plan(target: Path, layout: Layout = "plan") -> None:
    """Raises the same before anything is assessed."""
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise InvalidCase(
            [
                BadCase(
                    Told(
                        "plan_not_saved_as",
                        file=str(target),
                        ending=target.suffix or Told("file_without_ending"),
                    ),
                    expected=", ".join(ENDINGS),
                )
            ]
        )
    if layout != "plan" and ending != ".csv":
        message = Told("layout_of_csv", file=str(target), layout=layout)
        raise InvalidCase([BadCase(message, expected=Told("csv_or_no_layout"))])
    if not target.parent.is_dir():
        raise InvalidCase(
            [BadCase(Told("no_such_folder", file=str(target), folder=str(target.parent)))]
        )
    if ending == ".xlsx":
        need("a workbook (.xlsx)", "xlsxwriter")
    if ending == ".ics":
        need("a calendar (.ics)", "icalendar")


def to_csv(plan: Plan, words: Words, layout: Layout = "plan") -> str:
    """The plan as CSV, in which no spreadsheet runs a cell.

    For Jira: a line of heads with `Summary`, days as YYYY-MM-DD, labels without spaces. For
    importers of GitHub issues: `title`, `body`, `labels`.
    """
    made = {
        "plan": lambda: [heads(words), *map(tuple, action_rows(plan, words))],
        "jira": lambda: [JIRA, *(_jira(action, words) for action in plan.actions)],
        "github": lambda: [GITHUB, *(_github(action, words) for action in plan.actions)],
    }
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in made[layout]():
        writer.writerow([harmless_cell(cell) for cell in row])
    return text.getvalue()


def _jira(action: Action, words: Words) -> tuple[str, ...]:
    row = action_row(action, words, None)
    return (_cut(row.what), _description(action, words), row.until, _label(action))


def _github(action: Action, words: Words) -> tuple[str, ...]:
    row = action_row(action, words, None)
    due = words.titled(words.say("plan_column_until"), row.until) if row.until else ""
    body = "\n".join(filter(None, (due, _description(action, words))))
    return (_cut(row.what), body, _label(action))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1]}…"


def _label(action: Action) -> str:
    """The label of the action's kind, without a blank, which labels must not have."""
    return f"threshold-{action.kind}"


def _description(action: Action, words: Words) -> str:
    """All that the row tells beside what is to be done and by when, a line each."""
    row = action_row(action, words, None)
    told = zip(heads(words)[2:], row[2:], strict=True)
    return "\n".join(words.titled(head, text) for head, text in told if text)


def to_page(plan: Plan, words: Words) -> str:
    """The plan as a page of HTML that needs no network and runs nothing."""
    outline = plan.outline(words)
    return fill(
        "plan.html",
        lang=words.code,
        heading=outline.heading,
        subject=outline.subject,
        title=outline.title,
        lead=outline.lead,
        notice=outline.notice,
        actions=Markup(HTML(outline, head=False, notice=False)),
        css=Markup(source("page.css")),
    )


_TEXTS: Mapping[str, Callable[[Plan, Words], str]] = {
    ".md": lambda plan, words: plan.to_markdown(language=words),
    ".html": to_page,
    ".json": lambda plan, _: plan.model_dump_json(indent=2),
}
ENDINGS = (".xlsx", ".csv", *_TEXTS, ".ics")
