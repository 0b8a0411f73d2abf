"""The command `threshold why-not`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from knowledge.languages.words import Words
from threshold.commands.options import (
    AS_JSON,
    FILE,
    LANGUAGE,
    MARKDOWN,
    ON,
    PACK,
    assessed,
    show,
)
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command("why-not")
@FILE
@click.argument("proposition")
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
@click.option(
    "-o",
    "--output",
    type=FileOrFolder(dir_okay=False),
    help="Draw it: a file ending in .svg, .png, .pdf, .dot, .mmd, .graphml, .drawio or .pptx.",
)
def why_not(
    file: str,
    proposition: str,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
    output: str | None,
) -> None:
    """Explain what kept PROPOSITION (such as experimentation_acceptable, or exception.time_boxed)
    from holding on the case in FILE.
    """
    from explain.argue.why_not import why_not as explain

    explanation = explain(assessed(file, on, base, language, as_json), proposition)
    if output:
        words = Words.of(language, base)
        click.echo(words.say("drawn", file=explanation.draw(output, language=words)))
        return
    show(explanation, as_json, markdown, language, base)
