"""Advice on text that is not YAML: what whoever wrote it meant to write, as far as a line tells."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.sentence import Sentence

LONGEST_SHOWN = 100  # characters

_KEY = re.compile(r"^[\s\-]*([\w.]+):(?:\s+|$)")
_NO_BLANK = re.compile(r"^[\s\-]*([\w.]+):(\S.*)$")
_QUOTED_START = re.compile(r"""^[\s\-]*([\w.]+):\s+(["'])""")
_NO_COLON = re.compile(r"^[\s\-]*([\w.]+)\s*[,;=]\s*(\S.*)$")
_NO_DASH = re.compile(r"^\s*([–—−•*])\s*\w")
# marks of byte order (where files were put together), blanks and hyphens of no width
_UNSEEN = re.compile("^\\s*([\ufeff\u200b-\u200d\u2060\u00ad])")
_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN_BLANKS = Sentence("plain blanks at the beginning of the line")
_INDENTED = Sentence("as many blanks before a key as before the other keys of its entry")


class Sign(NamedTuple):
    """A sign in a file, and its place, from 1."""

    sign: str
    line: int
    column: int


def forbidden_sign(text: str) -> Sign | None:
    """The first sign that no YAML may have; None where there is none."""
    found = _NOT_IN_YAML.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    return Sign(found.group(), before.count("\n") + 1, len(before) - before.rfind("\n"))


def advice(problem: str, text: str, line: int, column: int) -> str:
    """What was expected where a file stops being YAML; empty where no line tells.

    `problem`: what the reader of YAML says; `line` and `column` count from 1.
    """
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    blanks = here[: len(here) - len(here.lstrip())]
    if "\t" in blanks or here[column - 1 : column] == "\t":
        return Sentence("blanks in place of the tab")
    if blanks.strip(" "):
        return _PLAIN_BLANKS
    if unseen := _UNSEEN.match(here):
        code = f"{ord(unseen[1]):04X}"
        return Sentence("the line without the character U+{code}, which nobody sees", code=code)
    if "mapping values are not allowed" in problem:
        key = _KEY.match(here)
        return _INDENTED if key is None or column <= key.end(1) + 1 else _in_quotes(here, key)
    if "cannot start any token" in problem:
        key = _KEY.match(here)
        return _in_quotes(here, key) if key else Sentence("a text in quotation marks")
    if "expected ':'" in problem:
        return _colon(here)
    if "expected ','" in problem:
        return Sentence(
            "a comma between two parts in brackets, and a closing {bracket}",
            bracket=problem.rstrip()[-2],
        )
    if "another document" in problem:
        return Sentence("one document, without ---")
    if "end of stream" in problem or "end of document" in problem:
        return Sentence("a closing quotation mark")
    if "expected key" in problem and here[column - 1 : column] in ("]", "}"):
        return Sentence("no {bracket}, or one that opens before it", bracket=here[column - 1])
    if "expected key" in problem:
        opened = _unclosed(lines, line)
        if opened is None and (found := _QUOTED_START.match(here)):
            return _in_quotes(here, _KEY.match(here) or found)
        opened = opened or _open_quote(lines[: line - 1])
        if opened is None:
            return _INDENTED
        return Sentence("a closing quotation mark in line {line}", line=str(opened))
    if "'-' indicator" in problem and here.lstrip().startswith("-"):
        return Sentence("a blank behind the -")
    if "'-' indicator" in problem and (sign := _NO_DASH.match(here)):
        return Sentence("- in place of {sign}", sign=sign[1])
    if "'-' indicator" in problem:
        return Sentence("- before the first key of each entry, and {blanks}", blanks=_INDENTED)
    return ""


def _in_quotes(line: str, key: re.Match[str]) -> str:
    said = line[key.end() :].strip().removesuffix("\r")
    if len(said) > 2 and said[0] == said[-1] and said[0] in "\"'" and said[0] in said[1:-1]:
        said = said[1:-1]  # the marks that were to enclose it
    quote = '"' if "'" in said else "'"
    if quote in said or len(said) > LONGEST_SHOWN:
        return Sentence("{key}: >-, and the text on a line of its own, further in", key=key[1])
    return f"{key[1]}: {quote}{said}{quote}"


def _colon(said: str) -> str:
    if found := _NO_BLANK.match(said):
        shown = f"{found[1]}: {found[2][:LONGEST_SHOWN]}"
        return Sentence("a blank behind the colon: {line}", line=shown)
    if found := _NO_COLON.match(said):
        shown = f"{found[1]}: {found[2][:LONGEST_SHOWN]}"
        return Sentence("a colon behind the key: {line}", line=shown)
    return Sentence("a key, a colon and a blank, such as title: …")


def _unclosed(lines: list[str], line: int) -> int | None:
    """The number of the line before with a quotation mark that only one in this line closes."""
    number = _open_quote(lines[: line - 1])
    if number is None or not (found := _QUOTED_START.match(lines[number - 1])):
        return None
    between = lines[number : line - 1]
    closes = found[2] in lines[line - 1] and not any(found[2] in text for text in between)
    return number if closes else None


def _open_quote(lines: list[str]) -> int | None:
    """The number of the last line with a quotation mark that opens a value and is not closed."""
    for number in range(len(lines), 0, -1):
        found = _QUOTED_START.match(lines[number - 1])
        if found and lines[number - 1].count(found[2]) % 2:
            return number
    return None
