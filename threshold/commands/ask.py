"""The command `threshold ask`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import AS_JSON, LANGUAGE, MARKDOWN, ON, PACK, day_of, show

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@click.command()
@click.argument("file", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Where to save the case. Default: FILE, or the case's name.",
)
@click.option(
    "--list",
    "list_only",
    is_flag=True,
    help="Only list the questions, in their order, with why each is asked.",
)
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
def ask(
    file: str | None,
    output: str | None,
    list_only: bool,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """Ask what can still change the verdict on the case in FILE, or on a new one, and nothing else;
    save the case.

    --json and --markdown list the questions instead of asking them.
    """
    if not (list_only or as_json or markdown):
        from knowledge.languages.words import Words
        from threshold.commands.interview import interview

        interview(file, output, day_of(on), base, Words.of(language, base))
        return
    from engine import assess
    from explain.ask.questions import questions
    from knowledge.cases.files import read_case

    if file is None:
        raise click.UsageError("name the FILE whose questions to list")
    show(
        questions(assess(read_case(file, base), day_of(on), base=base)),
        as_json,
        markdown,
        language,
        base,
    )
