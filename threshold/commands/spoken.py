"""The language that a command was asked to speak, for what is told beside its own lines: faults,
warnings, progress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from knowledge.languages.words import Words

SPOKEN = "threshold.language"  # under which a context keeps the code that was asked for


def keep_language(ctx: click.Context, option: click.Parameter, code: str) -> str:
    """The language of a command, which is kept; where it names none, that of its group."""
    if ctx.get_parameter_source(option.name or "") is ParameterSource.DEFAULT:
        code = ctx.meta.get(SPOKEN, code)
    ctx.meta[SPOKEN] = code
    return code


def spoken() -> Words:
    """The words of the language that was asked for.

    English where none was, or where there is none of that code: that is told elsewhere.
    """
    from knowledge.faults import Fault, InvalidKnowledge
    from knowledge.languages.words import Words

    context = click.get_current_context(silent=True)
    try:
        return Words.of(context.meta.get(SPOKEN) if context else None)
    except (Fault, InvalidKnowledge):
        return Words.of(None)
