"""The command `threshold timeline`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import (
    AS_JSON,
    DAY,
    FILE,
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
@FILE
@click.option(
    "--until",
    type=DAY,
    help="The last day to look at, as YYYY-MM-DD. Default: five years on.",
)
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
def timeline(
    file: str,
    until: datetime | None,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """List the days on which a conclusion on the case in FILE changes with nothing but time
    passing, and why.
    """
    from explain.ask.timeline import default_end
    from explain.ask.timeline import timeline as explain

    case, day = told_case(file, base, language, as_json), day_of(on)
    show(
        explain(case, day_of(until) or default_end(case, day), day, base=base),
        as_json,
        markdown,
        language,
        base,
    )
