"""The places of the cells of a delimited text, for exchanging some of them and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.languages.told import Told
from knowledge.tables.delimited import said_separator, separator_of
from knowledge.tables.heads import NoTable, heads_in
from knowledge.tables.table import Form

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: what it says, without its quotation marks, and from where to where in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spans:
    """The heads of a table, and its rows; a row with wrong quotation marks has no cells."""

    heads: list[Span]
    rows: list[list[Span]]


def spans_of(text: str, form: Form) -> Spans:
    """The cells of a text. Raises `NoTable`."""
    lines = list(io.StringIO(text, newline=""))
    if not lines:
        raise NoTable(Told("file_is_empty"))
    said = said_separator(lines[0])
    first = len(lines[0]) if said else 0
    rows = list(_rows(text, said or separator_of(lines, form), first))
    heads = heads_in([[cell.text for cell in row] for row in rows], form)
    return Spans(heads.of(rows, Span("", 0, 0)), rows[heads.last + 1 :])


def _rows(text: str, separator: str, at: int) -> Iterator[list[Span]]:
    plain = re.compile(f"[^{re.escape(separator)}\r\n]*")
    while at < len(text):
        row: list[Span] = []
        begin = at
        while True:
            quoted = _QUOTED.match(text, at)
            found = quoted or plain.match(text, at)
            assert found is not None
            start, end = found.span(1 if quoted else 0)
            row.append(Span(text[start:end], start, end))
            at = found.end()
            if text[at : at + 1] != separator:
                break
            at += 1
        ended = _BREAK.match(text, at)
        misquoted = any(
            cell.text.startswith('"') and text[cell.start - 1 : cell.start] != '"' for cell in row
        )
        if misquoted or not (ended or at == len(text)):  # it costs its first line, and no other
            row, ended = [], _BREAK.search(text, begin)
        yield row
        at = ended.end() if ended else len(text)


def places_of(text: str, offsets: list[int]) -> dict[int, tuple[int, int]]:
    """Offset → (line, column), both from 1."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    found: dict[int, tuple[int, int]] = {}
    line = 0
    for offset in sorted(offsets):
        while line + 1 < len(starts) and starts[line + 1] <= offset:
            line += 1
        found[offset] = (line + 1, offset - starts[line] + 1)
    return found
