"""The command `threshold course`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.extras import MissingExtra
from threshold.commands.options import LANGUAGE, PACK, words_of
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FOLDER",
    type=FileOrFolder(file_okay=False, path_type=Path),
    help="The folder to write the course into; it is made.",
)
@PACK
@LANGUAGE
def course(output: Path, base: KnowledgeBase, language: str) -> None:
    """Write a course of 90 minutes: the facilitator's guide with six exercises and their solutions,
    a quiz, handouts, a closing sheet, and slides.

    Solutions are computed from the knowledge base when the course is written.
    """
    from knowledge.languages.told import told_fault
    from threshold.course.pages import Course
    from threshold.course.writing import write_course

    words = words_of(language, base)
    for written in write_course(Course(words.code, base), output):
        if isinstance(written, MissingExtra):
            click.secho(told_fault(written, words), err=True, fg="yellow")
        else:
            click.echo(words.say("written", file=written))
