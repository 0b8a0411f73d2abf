"""Cells and rows that could not be used, told on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from knowledge.languages.words import Words
from knowledge.tables.row_faults import RowFault

MOST_TOLD = 20
_LONGEST, _LONGEST_EXPECTED = 60, 160  # characters that are told of a cell, and of what fits it


def tell_row_faults(faults: Sequence[RowFault], words: Words, *, in_output: bool = False) -> None:
    """The first of them, a line each, and how many more there are; in the output, or nowhere."""
    for line in _lines(faults, words, "counted_more" if in_output else "bulk_more"):
        click.echo(f"  {line}", err=True)


def _lines(faults: Sequence[RowFault], words: Words, more: str) -> Iterator[str]:
    for fault in faults[:MOST_TOLD]:
        line = words.say(
            "counted_fault",
            row=fault.row,
            column=fault.column[:_LONGEST],
            value=repr(fault.value[:_LONGEST]),
            reason=words.mark(fault.reason),
        )
        expected = words.mark(fault.expected)[:_LONGEST_EXPECTED] if fault.expected else ""
        yield line + (words.say("counted_expected", expected=expected) if expected else "")
    if (left := len(faults) - MOST_TOLD) > 0:
        yield words.say(more, count=words.number(left))
