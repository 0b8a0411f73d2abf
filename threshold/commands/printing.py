"""What is printed for a program, which no terminal may change: JSON, and text in a language."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterable, Sequence
from shlex import join
from typing import TYPE_CHECKING

import click

from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.codes import ENGLISH
from knowledge.sentence import Sentence

if TYPE_CHECKING:
    from knowledge.languages.words import Words

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_UTF_8 = ("utf-8", "utf-8-sig")


def print_json(text: str) -> None:
    r"""Print JSON. Where standard output is not UTF-8, as JSON has to be, what is not ASCII is
    written as JSON writes it for every encoding: \u00e9.
    """
    click.echo(text if _encoding() in _UTF_8 else _BEYOND_ASCII.sub(_as_number, text))


def print_code(text: str, *, nl: bool = True) -> None:
    """Print a query, a diagram or a file of YAML.

    Raises `InvalidCase` where standard output lacks one of its characters: a number in its place
    would be another text, and nobody would see it.
    """
    encoding = _encoding()
    if encoding not in (*_UTF_8, "ascii"):  # what is said to be ASCII is written as UTF-8
        try:
            text.encode(encoding)
        except UnicodeEncodeError as error:
            lacking = text[error.start]
            told = Sentence(
                "standard output is written as {encoding}, which lacks {character}",
                encoding=encoding,
                character=repr(lacking) if lacking.isprintable() else ascii(lacking),
            )
            utf_8 = Sentence("PYTHONIOENCODING=utf-8 in the environment")
            raise InvalidCase([BadCase(told, expected=utf_8)]) from None
    click.echo(text, nl=nl)


def pack_options(packs: Iterable[str]) -> list[str]:
    """The options by which a command of ours answers by these packs on top of the shipped ones."""
    return [part for pack in packs for part in ("--pack", pack)]


def command_line(arguments: Sequence[str], words: Words) -> str:
    """A command of ours as a shell takes it, which answers in the language of what names it."""
    language = [] if words.code == ENGLISH else ["--language", words.code]
    return join(["threshold", *arguments, *language])


def _encoding() -> str:
    """The name of the encoding of standard output."""
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name


def _as_number(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]
