"""The command `threshold draw`: the decision graph of a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import FILE, LANGUAGE, ON, OUTPUT, PACK, explained, walked, words_of
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
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
@click.option(
    "--path",
    "path_walked",
    is_flag=True,
    help="Draw the path to the legal tier: the questions that were answered on the way, numbered.",
)
def draw(
    file: str,
    proposition: str,
    output: str,
    on: datetime | None,
    base: KnowledgeBase,
    language: str,
    full: bool,
    path_walked: bool,
) -> None:
    """Draw the decision graph of the case in FILE: as few boxes as a room can read, each with what
    it rests on.
    """
    words = words_of(language, base)
    if path_walked:
        drawn = walked(file, on, base, words).draw(output, language=words)
    else:
        explanation = explained(file, proposition, on, base, words)
        drawn = explanation.draw(output, full=full, language=words)
    click.echo(words.say("drawn", file=drawn))
