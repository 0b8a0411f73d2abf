"""The language that a command was asked to speak, for what is told beside its own lines: help,
faults, warnings, progress.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from knowledge.languages.codes import ENGLISH, LANGUAGES, codes

if TYPE_CHECKING:
    from knowledge.languages.words import Words

SPOKEN = "threshold.language"  # under which a context keeps the code that was asked for
OPTION = "--language"
TYPED = "threshold.typed"  # under which it keeps what was typed


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
        return Words.of(_code(context) if context else None)
    except (Fault, InvalidKnowledge):
        return Words.of(None)


def in_english() -> bool:
    """Whether English is spoken: no other language was asked for."""
    context = click.get_current_context(silent=True)
    return context is None or _code(context) in (None, ENGLISH)


def _code(context: click.Context) -> str | None:
    """The code that was asked for, also where what was typed was not read as far as that."""
    typed: list[str] = context.meta.get(TYPED, [])
    last = ""
    for one, after in pairwise([*typed, ""]):
        name, equals, value = one.partition("=")
        if name == OPTION:
            last = value if equals else after
    code = last or context.meta.get(SPOKEN)
    return None if code is None else _meant(code)


def _meant(code: str) -> str | None:
    """The language of a code, and of what is nearly one: that there is none is told in it."""
    from knowledge.faults import nearest

    known = codes(LANGUAGES)
    written = code.lower()
    found = written if written in known else nearest(re.split("[-_.]", written)[0], known)
    return found if found in known else None
