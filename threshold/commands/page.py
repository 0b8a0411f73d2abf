"""The command `threshold page`: an assessment as a page that works offline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import AS_JSON, FILE, LANGUAGE, ON, PACK, explained, words_of
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@FILE
@click.option(
    "-o",
    "--output",
    required=True,
    type=FileOrFolder(dir_okay=False),
    help="Where to write the page (.html).",
)
@ON
@PACK
@AS_JSON
@LANGUAGE
def page(
    file: str,
    output: str,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    language: str,
) -> None:
    """Write the assessment of the case in FILE as a page: the decision graph to explore, and all
    that bears on it.

    --json prints what the page tells as JSON as well.
    """
    words = words_of(language, base)
    explanation = explained(file, "verdict", on, base, words)
    written = explanation.save_page(output, language=words)
    told = words.say("written", file=written)
    if as_json:
        print_json(explanation.model_dump_json(indent=2))
    else:
        click.echo(told)
