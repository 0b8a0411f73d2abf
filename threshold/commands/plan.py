"""The command `threshold plan`, of a case, a table or a register: what to do, by when, for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.languages.told import Told
from threshold.commands.options import LANGUAGE, MARKDOWN, ON, PACK, day_of, words_of
from threshold.commands.progress import with_progress
from threshold.commands.register.options import looked_at, names_register
from threshold.commands.row_faults import tell_unusable
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder, OneOf

if TYPE_CHECKING:
    from engine.portfolio import AssessedRow
    from explain.plans.action import Plan
    from explain.plans.files import Layout
    from knowledge.base import KnowledgeBase
    from knowledge.languages.words import Words
    from threshold.register.looking import Looking


OUTPUT = click.option(
    "-o",
    "--output",
    type=FileOrFolder(dir_okay=False),
    help="Where to write: .xlsx, .csv, .md, .html, .ics or .json. Default: print the plan.",
)
LAYOUT = click.option(
    "--layout",
    type=OneOf(["plan", "jira", "github"]),
    default="plan",
    show_default=True,
    help="The columns of a .csv file: those of the plan, or those that Jira or GitHub import.",
)
NO_QUESTIONS = click.option(
    "--no-questions",
    is_flag=True,
    help="Leave out the questions to answer next, which are proven for each distinct case.",
)


@command()
@click.argument("file", metavar="CASE|TABLE|REGISTER")
@OUTPUT
@LAYOUT
@click.option(
    "--intake",
    metavar="NAME",
    help="How a table's columns become attributes: a shipped intake, or a YAML file of your own.",
)
@NO_QUESTIONS
@ON
@PACK
@MARKDOWN
@LANGUAGE
def plan(
    file: str,
    output: str | None,
    layout: Layout,
    intake: str | None,
    no_questions: bool,
    on: datetime | None,
    base: KnowledgeBase,
    markdown: bool,
    language: str,
) -> None:
    """Tell what to do about the case in CASE, the cases in TABLE, or those of REGISTER (a file, or
    postgresql://USER@HOST/NAME), one action a line: what, why with the articles, until when, for
    whom, its state, and the answers it rests on.

    An action is a control to build, a duty to meet, a decision on the end of a trial, a question to
    answer, an answer of a register that lapses. What several cases need is one action. A day stands
    only where the law or an answer names one.
    """
    from engine.portfolio import open_portfolio
    from explain.plans.plan import plan as planned
    from explain.plans.plan import plan_of
    from knowledge.cases.files import EXAMPLE
    from knowledge.cases.numbered import numbered
    from knowledge.cases.stories import read_case_in

    words = words_of(language, base)
    check_output(output, layout)
    if names_register(file):
        if intake:
            raise click.UsageError(Told("usage_intake_for_a_table"))
        with looked_at(file, base) as register:
            made = plan_of_register(register, day_of(on), None, words, ask=not no_questions)
    elif file.startswith(EXAMPLE) or (
        Path(numbered(file)[0]).suffix.lower() in (".yaml", ".yml") and not intake
    ):
        told = read_case_in(file, words, base) if file.startswith(EXAMPLE) else file
        made = planned(told, day_of(on), base=base, ask=not no_questions)
    else:
        opened = open_portfolio(file, intake, day_of(on), base=base)
        rows = with_progress(opened.rows, opened.size, "planning", words)
        read: list[AssessedRow] = []
        made = plan_of(_noted(rows, read), Path(file).name, base, ask=not no_questions)
        for note in opened.notes:  # no plan has them
            click.echo(words.mark(note), err=True)
        faults = [fault for row in read for fault in row.faults]
        tell_unusable(opened.file, faults, sum(row.assessment is None for row in read), words)
    put_out(made, output, layout, words, markdown=markdown)


def _noted(rows: Iterable[AssessedRow], read: list[AssessedRow]) -> Iterator[AssessedRow]:
    """The rows; those of which something could not be used are kept in `read`."""
    for row in rows:
        if row.faults:
            read.append(row)
        yield row


def check_output(output: str | None, layout: Layout) -> None:
    """Raises where a plan cannot be written so, before anything is assessed."""
    from explain.plans.files import check_plan

    if output:
        check_plan(Path(output), layout)
    elif layout != "plan":
        raise click.UsageError(Told("usage_layout_for_a_file"))


def plan_of_register(
    register: Looking, on: date | None, key: str | None, words: Words, *, ask: bool
) -> Plan:
    """The plan of all cases of a register, or of one, made while the progress is shown."""
    from explain.plans.plan import plan_of

    found, entered = register.to_plan(on, key=key)
    rows = with_progress(found.rows, found.size, "planning", words)
    return plan_of(rows, found.file, register.base, ask=ask, entered=entered)


def put_out(
    made: Plan, output: str | None, layout: Layout, words: Words, *, markdown: bool
) -> None:
    """Write a plan, or print it."""
    from explain.plans.files import write_plan

    if output:
        click.echo(words.say("written", file=write_plan(made, output, words, layout=layout)))
    else:
        click.echo(made.to_markdown(language=words) if markdown else made.to_text(language=words))
