"""The command `threshold compare`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import (
    AS_JSON,
    LANGUAGE,
    MARKDOWN,
    ON,
    PACK,
    day_of,
    show,
    told_case,
)
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@click.argument("a")
@click.argument("b")
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
def compare(
    a: str,
    b: str,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """Tell what differs between the cases in the files A and B: facts, conclusions, reasons."""
    from engine import assess
    from explain.ask.comparison import comparison

    one, other = (
        assess(told_case(file, base, language, as_json), day_of(on), base=base) for file in (a, b)
    )
    show(comparison(one, other), as_json, markdown, language, base)
