"""The command `threshold why`: the argument for a verdict, or for any proposition."""

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
    explained,
    show,
    words_of,
)
from threshold.commands.printing import print_code, print_json
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@FILE
@click.argument("proposition", default="verdict")
@ON
@PACK
@AS_JSON
@MARKDOWN
@LANGUAGE
@click.option("--mermaid", is_flag=True, help="Print the decision graph as a Mermaid flowchart.")
@click.option("--prov", is_flag=True, help="Print W3C provenance, as PROV-JSON.")
def why(
    file: str,
    proposition: str,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    language: str,
    mermaid: bool,
    prov: bool,
) -> None:
    """Explain the verdict on the case in FILE, its legal tier (tier as PROPOSITION), or any other
    PROPOSITION such as trigger.scale.
    """
    words = words_of(language, base)
    explanation = explained(file, proposition, on, base, None if as_json or prov else words)
    if mermaid:
        print_code(explanation.to_mermaid(language=words), nl=False)
    elif prov:
        print_json(explanation.to_prov())
    else:
        show(explanation, as_json, markdown, language, base)
