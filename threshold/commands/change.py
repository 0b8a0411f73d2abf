"""The command `threshold change`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

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
from threshold.commands.value_types import Whole

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@FILE
@click.option(
    "--to",
    "verdict",
    required=True,
    metavar="VERDICT",
    help="The verdict wanted, such as experimentation_acceptable.",
)
@click.option(
    "--most",
    default=10,
    show_default=True,
    type=Whole(1, 1000),
    help="How many ways to list at most.",
)
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
def change(
    file: str,
    verdict: str,
    most: int,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """List the smallest changes to the case in FILE that lead to VERDICT, all of them proven
    minimal.
    """
    from explain.ask.smallest_change import smallest_change

    show(
        smallest_change(assessed(file, on, base, language, as_json), verdict, most=most),
        as_json,
        markdown,
        language,
        base,
    )
