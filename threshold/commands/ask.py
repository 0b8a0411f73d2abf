"""The command `threshold ask`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from knowledge.languages.told import Told
from threshold.commands.options import (
    AS_JSON,
    LANGUAGE,
    MARKDOWN,
    ON,
    PACK,
    assessed,
    day_of,
    show,
)
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder, OneOf

if TYPE_CHECKING:
    from explain.ask.questions import Subject
    from knowledge.base import KnowledgeBase


@command()
@click.argument("file", required=False)
@click.option(
    "-o",
    "--output",
    type=FileOrFolder(dir_okay=False),
    help="Where to save the case. Default: FILE, or the case's name.",
)
@click.option(
    "--for",
    "about",
    type=OneOf(["verdict", "tier", "duties", "controls", "all"]),
    default="all",
    show_default=True,
    help="What to settle; all: one after the other, in this order.",
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
    about: Subject,
    list_only: bool,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """Ask what can still change the verdict, the tier, the duties and the controls of the case in
    FILE, or of a new one, and nothing else; save the case after each answer.

    Instead of an answer, type: skip (ask later), back (to the question before), why, stop, or Enter
    for don't know; also in German and French. The interview goes on where it was left.

    --json and --markdown list the questions instead of asking them.
    """
    if not (list_only or as_json or markdown):
        from knowledge.languages.words import Words
        from threshold.commands.interview import interview

        interview(file, output, day_of(on), base, Words.of(language, base), about)
        return
    from explain.ask.questions import questions

    if file is None:
        raise click.UsageError(Told("usage_name_the_file"))
    show(
        questions(assessed(file, on, base, language, as_json), about),
        as_json,
        markdown,
        language,
        base,
    )
