"""The command `threshold rules`: what the knowledge base knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from threshold.commands.options import LANGUAGE, PACK, PLAIN_JSON, words_of
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@click.argument("id", required=False)
@click.option("--attributes", is_flag=True, help="List what a case may state, with its values.")
@click.option(
    "--article",
    metavar="NUMBER",
    help="List what rests on an article or annex of a cited law: 26, 26(6), Annex III.",
)
@click.option(
    "--law",
    metavar="LAW",
    help="List what rests on a cited law: gdpr, dora, or as reports cite it; with --article, what "
    "rests on that article of it.",
)
@PACK
@PLAIN_JSON
@LANGUAGE
def rules(
    id: str | None,
    attributes: bool,
    article: str | None,
    law: str | None,
    base: KnowledgeBase,
    as_json: bool,
    language: str,
) -> None:
    """Show what the knowledge base knows, with sources: all of it in short, or one entry (ID) in
    full.
    """
    from explain.review.listing import list_attributes, list_entries, list_provisions, show_entry

    words = words_of(language, base)
    if id:
        told = show_entry(base, id, as_json, words)
    elif article or law:
        told = list_provisions(base, article, law, as_json, words)
    else:
        listed = list_attributes if attributes else list_entries
        told = listed(base, as_json, words)
    if as_json:
        print_json(told)
    else:
        click.echo(told)
