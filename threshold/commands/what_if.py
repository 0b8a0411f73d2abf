"""The command `threshold what-if`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from threshold.commands.options import (
    AS_JSON,
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


@command("what-if")
@FILE
@click.argument("changes", nargs=-1, required=True, metavar="ATTRIBUTE=VALUE...")
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
def what_if(
    file: str,
    changes: tuple[str, ...],
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """Tell what would be, were some attributes of the case in FILE otherwise.

    Sets take commas between members, and none; unknown takes an answer back: exposure=data_science
    customer_channels=none controls.monitoring=true stage=unknown. today=2027-12-02 asks about
    another day.
    """
    from explain.ask.comparison import what_if as explain

    show(
        explain(
            told_case(file, base, language, as_json),
            _changes(changes, base),
            on=day_of(on),
            base=base,
        ),
        as_json,
        markdown,
        language,
        base,
    )


def _changes(texts: tuple[str, ...], base: KnowledgeBase) -> dict[str, Any]:
    """attribute=value as typed.

    Raises `InvalidCase` where it is not of that form; names and values are checked later.
    """
    from knowledge.cases.answers import read_answer
    from knowledge.faults import BadCase, InvalidCase
    from knowledge.renamed import of_today
    from knowledge.sentence import Sentence

    attributes = base.attributes
    wrong = [text for text in texts if "=" not in text]
    if wrong:
        raise InvalidCase(
            BadCase(
                Sentence("this is not a change"),
                text=text,
                expected=Sentence(
                    "attribute=value, such as {change}", change="exposure=data_science"
                ),
            )
            for text in wrong
        )
    pairs = [
        (name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in texts)
    ]
    pairs = [(of_today(name, attributes, base.renames), value) for name, value in pairs]
    return {
        name: read_answer(attributes[name], value)
        if name in attributes and value != "unknown"
        else value
        for name, value in pairs
    }
