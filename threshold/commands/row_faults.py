"""Cells and rows that could not be used, told on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from knowledge.languages.words import Words
from knowledge.outputs import on_one_line
from knowledge.tables.row_faults import RowFault

MOST_TOLD = 20
MOST_ALIKE = 3  # of one column and for one reason, while others wait to be told
_LONGEST, _LONGEST_EXPECTED = 60, 160  # characters that are told of a cell, and of what fits it


def tell_unusable(
    file: str, faults: Sequence[RowFault], lost: int, words: Words, *, in_output: bool = False
) -> None:
    """How many cells and rows of a file could not be used, of which so many rows are lost, and some
    of them.
    """
    if faults:
        rows = words.count("counted_lost", lost)
        counts = words.count("counted_unusable", len(faults), lost=rows)
        click.secho(words.titled(file, counts), err=True, fg="yellow")
        tell_row_faults(faults, words, in_output=in_output)


def tell_row_faults(faults: Sequence[RowFault], words: Words, *, in_output: bool = False) -> None:
    """Some of them, a line each, of every kind before many of one; and how many more there are, in
    the output or nowhere.
    """
    for line in _lines(faults, words, "counted_more" if in_output else "bulk_more"):
        click.echo(f"  {line}", err=True)


def _lines(faults: Sequence[RowFault], words: Words, more: str) -> Iterator[str]:
    for fault in told_first(faults):
        line = words.say(
            "counted_fault" if fault.column else "counted_fault_of_row",
            row=fault.row,
            column=on_one_line(fault.column)[:_LONGEST],
            value=repr(fault.value[:_LONGEST]),
            reason=words.mark(fault.reason),
        )
        expected = words.mark(fault.expected)[:_LONGEST_EXPECTED] if fault.expected else ""
        yield line + (words.say("counted_expected", expected=expected) if expected else "")
    if (left := len(faults) - MOST_TOLD) > 0:
        yield words.say(more, count=words.number(left))


def told_first(faults: Sequence[RowFault]) -> list[RowFault]:
    """At most `MOST_TOLD` of them, in their order: the first of each kind, then any."""
    seen: Counter[tuple[str, str]] = Counter()
    first: list[int] = []
    others: list[int] = []
    for place, fault in enumerate(faults):
        kind = (fault.column, fault.reason)
        seen[kind] += 1
        (first if seen[kind] <= MOST_ALIKE else others).append(place)
    return [faults[place] for place in sorted((first + others)[:MOST_TOLD])]
