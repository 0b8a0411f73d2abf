"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def _loaded(ctx: click.Context, _: click.Parameter, packs: tuple[str, ...]) -> KnowledgeBase:
    from knowledge.base import load

    return load(packs)


FILE = click.argument("file")
ON = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day asked, as YYYY-MM-DD. Default: the day that the case states, else today.",
)
PACK = click.option(
    "--pack",
    "base",
    multiple=True,
    metavar="PATH",
    callback=_loaded,
    help="A pack of your own (file or folder) on top of the shipped ones.",
)
AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON; its schema: threshold schema."
)
MARKDOWN = click.option("--markdown", is_flag=True, help="Print Markdown.")


def day_of(moment: datetime | None) -> date | None:
    """The day that was typed."""
    return moment.date() if moment else None
