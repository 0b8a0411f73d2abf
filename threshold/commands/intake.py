"""`threshold intake`: the intakes that are shipped, and what an intake makes of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from threshold.commands.options import AS_JSON

if TYPE_CHECKING:
    from knowledge.intake.check import IntakeCheck

MOST_SHOWN = 30  # new values, or rows; all of them stand in the JSON
SHORT = 60  # characters of a column's name or of a cell


@click.group()
def intake() -> None:
    """Intakes: how the columns of somebody's list of use cases become attributes."""


@intake.command("list")
@AS_JSON
def list_intakes(as_json: bool) -> None:
    """List the intakes that are shipped, for use as --intake NAME."""
    from knowledge.base import load
    from knowledge.intake.loading import intake_names, load_intake

    base = load()
    found = [load_intake(name, base) for name in intake_names()]
    if as_json:
        click.echo(
            json.dumps(
                [
                    {"intake": item.intake, "title": item.title, "source": item.source}
                    for item in found
                ],
                indent=2,
            )
        )
        return
    for item in found:
        click.echo(f"{item.intake:<24} {item.title}")


@intake.command()
@click.argument("table")
@click.option(
    "--intake",
    "name",
    metavar="NAME",
    required=True,
    help="A shipped intake, or a YAML file of your own.",
)
@AS_JSON
def check(table: str, name: str, as_json: bool) -> None:
    """Tell what an intake makes of TABLE: columns used and unused, attributes filled, values that
    are new to it.
    """
    from knowledge.base import load
    from knowledge.intake.check import check_intake
    from knowledge.intake.loading import read_intake
    from knowledge.intake.rows import open_table

    base = load()
    written = read_intake(name, base)
    result = check_intake(open_table(table, base, written.intake), written, base)
    click.echo(result.model_dump_json(indent=2) if as_json else "\n".join(_told(result)))


@intake.command()
@click.argument("table")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="The YAML file to write; without it, the draft is printed.",
)
def new(table: str, output: str | None) -> None:
    """Draft an intake for TABLE: proposals for each column and each cell, to be confirmed."""
    from knowledge.base import load
    from knowledge.intake.draft import draft_intake
    from knowledge.intake.rows import open_table
    from knowledge.outputs import write_text

    base = load()
    text = draft_intake(open_table(table, base), base)
    if output is None:
        click.echo(text, nl=False)
        return
    _refuse_other_endings(output)
    click.echo(f"written: {write_text(output, text)}")
    click.echo(f"what it makes of the table: threshold intake check {table} --intake {output}")


def _refuse_other_endings(output: str) -> None:
    """Raises `InvalidCase` where the file could not be named as an intake, or is one already."""
    from pathlib import Path

    from knowledge.faults import BadCase, InvalidCase
    from knowledge.intake.loading import ENDINGS

    if not output.endswith(ENDINGS):
        expected = f"a file ending in {' or '.join(ENDINGS)}"
        raise InvalidCase([BadCase(f"{output}: this is no name of an intake", expected=expected)])
    if Path(output).exists():
        message = f"{output}: this file is there already"
        raise InvalidCase([BadCase(message, expected="a new name, or take the old file away")])


def _told(result: IntakeCheck) -> Iterator[str]:
    """The lines of a check."""
    yield f"{result.table}: {result.rows:,} rows, read with {result.intake} ({result.title})"
    yield from (f"  {note}" for note in result.notes)
    yield "Columns that are used (cells filled):"
    for column in result.used:
        serves = [f"{name} in {count:,}" for name, count in column.fills.items()]
        serves += ["tells rows apart"] * column.tells_rows_apart + [
            "makes exceptions"
        ] * column.makes_exceptions
        serves += ["every output has it"] * column.kept + ["leaves rows out"] * column.skips
        yield f"  {_short(column.column)} ({column.cells:,}): {', '.join(serves)}"
    yield f"Attributes that are stated (of {result.rows:,} rows):"
    for name, count in result.filled.items():
        held = f", always {json.dumps(result.always[name])}" if name in result.always else ""
        yield f"  {name}: {count:,}{held}"
    if result.absent:
        yield "Columns that the table does not have; what they serve stays unknown:"
        for absent in result.absent:
            yield (
                f"  {absent.place}: {_short(absent.column)} for"
                f" {absent.serves}{_nearest(absent.nearest)}"
            )
    if result.unmapped:
        yield "Columns that are not used (cells filled):"
        yield from (f"  {_short(column.column)} ({column.cells:,})" for column in result.unmapped)
    if result.new:
        total = sum(value.count for value in result.new)
        yield f"Values that are new to the intake ({total:,} cells; each stays unknown):"
        for value in result.new[:MOST_SHOWN]:
            where = f"{_short(value.column)} → {value.attribute}"
            yield (
                f"  {value.count:,} × {_short(value.value)!r} in {where}, first in row"
                f" {value.row}{_why(value.reason)}{_nearest(value.nearest)}"
            )
        yield from _more(len(result.new))
    if result.unusable:
        yield (
            f"Rows with something wrong ({sum(row.lost for row in result.unusable):,} cannot be"
            " read at all):"
        )
        for row in result.unusable[:MOST_SHOWN]:
            expected = f"; expected: {row.expected}" if row.expected else ""
            yield (
                f"  row {row.row}, {_short(row.column)}: {_short(row.value)!r}"
                f" {row.reason}{expected}"
            )
        yield from _more(len(result.unusable))


def _more(count: int) -> Iterator[str]:
    if count > MOST_SHOWN:
        yield f"  and {count - MOST_SHOWN:,} more, in --json"


def _why(reason: str) -> str:
    return f": {reason}" if reason else ""


def _nearest(name: str | None) -> str:
    return f"; nearest: {_short(name)}" if name else ""


def _short(text: str) -> str:
    from knowledge.faults import shorten

    return shorten(text, SHORT)
