"""The command `threshold where`: every place that rests on a name."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from threshold.commands.options import LANGUAGE, PACK, PLAIN_JSON, words_of
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@click.argument("name")
@click.option(
    "--in",
    "folders",
    multiple=True,
    type=FileOrFolder(exists=True),
    help="A folder (or file) of your own to search as well: cases, intakes, pages, tests.",
)
@PACK
@PLAIN_JSON
@LANGUAGE
def where(
    name: str, folders: tuple[str, ...], base: KnowledgeBase, as_json: bool, language: str
) -> None:
    """List every place that rests on NAME, before you change it.

    NAME is an attribute, attribute.value, a parameter, or any entry. Listed are where it is
    declared, what in the packs asks for it or names it, its words in each language, the intakes and
    examples that state it, and whatever names it in the folders given by --in.
    """
    from explain.review.where import ROOMS
    from explain.review.where import where as find

    found = find(base, name, map(Path, folders))
    if as_json:
        print_json(found.model_dump_json(indent=2))
        return
    words = words_of(language, base)
    click.secho(f"{words.say(f'kind_{found.what}')} {found.name}", bold=True)
    for room, places in groupby(found.places, key=lambda place: place.where):
        listed = list(places)
        called = words.say(f"where_{room}") if room in ROOMS else room
        click.secho(f"{called} ({words.number(len(listed))})", bold=True)
        for place in listed:
            entry = f"  [{place.entry}]" if place.entry else ""
            click.echo(f"  {place.file}:{place.line}:{place.column}: {place.text}{entry}")
