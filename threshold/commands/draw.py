"""The command `threshold draw`: the decision graph of a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import FILE, LANGUAGE, ON, OUTPUT, PACK, explained, words_of

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@click.command()
@FILE
@click.argument("proposition", default="verdict")
@OUTPUT
@ON
@PACK
@LANGUAGE
@click.option(
    "--full",
    is_flag=True,
    help="Draw each fact and each step as a box of its own, however many there are.",
)
def draw(
    file: str,
    proposition: str,
    output: str,
    on: datetime | None,
    base: KnowledgeBase,
    language: str,
    full: bool,
) -> None:
    """Draw the decision graph of the case in FILE: as few boxes as a room can read, each with what
    it rests on.
    """
    words = words_of(language, base)
    explanation = explained(file, proposition, on, base, words)
    click.echo(f"drawn: {explanation.draw(output, full=full, language=words)}")
