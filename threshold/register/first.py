"""The first answer to a case of a register, as `threshold assess` tells it, and how to go on."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from explain.argue.first_answer import FirstAnswer
from explain.argue.first_layout import first_sections, outline
from explain.forms.outline import Outline
from knowledge.languages.placeholders import placed
from knowledge.languages.words import Words


def first_outline(answer: FirstAnswer, key: str, words: Words) -> Outline:
    """The first answer, laid out for a terminal.

    A key stands in a command as a shell takes it for one word: a list may hold any.
    """
    case = quote(key)
    go_on: Sequence[str] = (
        f"register answer {case} {placed('ATTRIBUTE VALUE --who NAME', words)}",
        f"register history {case}",
        f"register timeline {case}",
        f"register record {case} -o record.html",
    )
    whole = outline(answer, words)
    sections = tuple(first_sections(answer, words, go_on))
    subject = words.titled(key, answer.name)
    between = words.titled("", "")
    own = {"subject": subject, "between": between, "sections": sections}
    return whole.model_copy(update=own)


def below_verdict(answer: FirstAnswer, words: Words) -> Outline:
    """The first answer below the verdict, laid out for a page that has buttons to go on."""
    sections = tuple(
        part.model_copy(update={"head": False}) for part in first_sections(answer, words, ())
    )
    return Outline(title="", lead=(), sections=sections, notice="")
