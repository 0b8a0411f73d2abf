"""The command `threshold plan`: what to do, by when, for whom."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from threshold.commands.options import LANGUAGE, MARKDOWN, ON, PACK, day_of, words_of

if TYPE_CHECKING:
    from explain.plans.files import Layout
    from knowledge.base import KnowledgeBase


@click.command()
@click.argument("file", metavar="CASE|TABLE")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Where to write: .xlsx, .csv, .md, .html, .ics or .json. Default: print the plan.",
)
@click.option(
    "--layout",
    type=click.Choice(["plan", "jira", "github"]),
    default="plan",
    show_default=True,
    help="The columns of a .csv file: those of the plan, or those that Jira or GitHub import.",
)
@click.option(
    "--intake",
    metavar="NAME",
    help="How a table's columns become attributes: a shipped intake, or a YAML file of your own.",
)
@click.option(
    "--no-questions",
    is_flag=True,
    help="Leave out the questions to answer next, which are proven for each distinct case.",
)
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
    """Tell what to do about the case in CASE, or the cases in TABLE, one action a line: what, why
    with the articles, until when, for whom, its state, and the answers it rests on.

    An action is a control to build, a duty to meet, a decision on the end of a trial, a question to
    answer. What several cases need is one action. A day stands only where the law or an
    answer names one.
    """
    from engine.portfolio import open_portfolio
    from explain.plans.files import check_plan, write_plan
    from explain.plans.plan import plan as planned
    from explain.plans.plan import plan_of
    from knowledge.cases.files import EXAMPLE
    from threshold.commands.progress import with_progress

    words = words_of(language, base)
    if output:
        check_plan(Path(output), layout)
    elif layout != "plan":
        raise click.UsageError("--layout is for a file: name it with -o")
    if file.startswith(EXAMPLE) or (Path(file).suffix.lower() in (".yaml", ".yml") and not intake):
        made = planned(file, day_of(on), base=base, ask=not no_questions)
    else:
        opened = open_portfolio(file, intake, day_of(on), base=base)
        rows = with_progress(opened.rows, opened.size, "planning")
        made = plan_of(rows, Path(file).name, base, ask=not no_questions)
    if output:
        click.echo(words.say("written", file=write_plan(made, output, words, layout=layout)))
    else:
        click.echo(made.to_markdown(language=words) if markdown else made.to_text(language=words))
