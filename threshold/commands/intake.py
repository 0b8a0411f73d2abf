"""`threshold intake`: the intakes that are shipped, and what an intake makes of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from threshold.commands.options import (
    LANGUAGE,
    LANGUAGE_OF_ALL,
    PACK,
    PLAIN_JSON,
    named_packs,
    words_of,
)
from threshold.commands.printing import command_line, pack_options, print_code, print_json
from threshold.commands.spoken_help import group
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.intake.check import IntakeCheck, UsedColumn
    from knowledge.languages.words import Words

MOST_SHOWN = 30  # new values, or rows; all of them stand in the JSON
SHORT = 60  # characters of a column's name or of a cell


@group()
@LANGUAGE_OF_ALL
def intake() -> None:
    """Intakes: how the columns of somebody's list of use cases become attributes."""


@intake.command("list")
@PLAIN_JSON
@LANGUAGE
def list_intakes(as_json: bool, language: str) -> None:
    """List the intakes that are shipped, for use as --intake NAME."""
    from knowledge.base import load
    from knowledge.intake.loading import intake_names, load_intake
    from knowledge.intake.titles import title_of
    from knowledge.languages.words import Words

    words = Words.of(language)
    base = load()
    found = [load_intake(name, base) for name in intake_names()]
    if as_json:
        print_json(
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
        click.echo(f"{item.intake:<24} {words.mark(title_of(item))}")


@intake.command()
@click.argument("table")
@click.option(
    "--intake",
    "name",
    metavar="NAME",
    required=True,
    help="A shipped intake, or a YAML file of your own.",
)
@PACK
@PLAIN_JSON
@LANGUAGE
def check(table: str, name: str, base: KnowledgeBase, as_json: bool, language: str) -> None:
    """Tell what an intake makes of TABLE: columns used and unused, attributes filled, values that
    are new to it.
    """
    from knowledge.intake.check import check_intake
    from knowledge.intake.loading import read_intake
    from knowledge.intake.rows import open_table

    words = words_of(language, base)
    written = read_intake(name, base)
    result = check_intake(open_table(table, base, written.intake), written, base)
    if as_json:
        print_json(result.model_dump_json(indent=2))
    else:
        click.echo("\n".join(_told(result, words)))


@intake.command()
@click.argument("table")
@click.option(
    "-o",
    "--output",
    type=FileOrFolder(dir_okay=False),
    help="The YAML file to write; without it, the draft is printed.",
)
@PACK
@LANGUAGE
def new(table: str, output: str | None, base: KnowledgeBase, language: str) -> None:
    """Draft an intake for TABLE: proposals for each column and each cell, to be confirmed."""
    from knowledge.intake.draft import draft_intake
    from knowledge.intake.rows import open_table
    from knowledge.outputs import write_text

    words = words_of(language, base)
    text = draft_intake(open_table(table, base), base, words)
    if output is None:
        print_code(text, nl=False)
        return
    _refuse_other_endings(output)
    click.echo(words.say("written", file=write_text(output, text)))
    packs = pack_options(named_packs())
    command = command_line(["intake", "check", table, "--intake", output, *packs], words)
    click.echo(words.say("intake_draft_check", command=command))


def _refuse_other_endings(output: str) -> None:
    """Raises `InvalidCase` where the file could not be named as an intake, or is one already."""
    from pathlib import Path

    from knowledge.faults import BadCase, InvalidCase
    from knowledge.intake.loading import ENDINGS
    from knowledge.sentence import Sentence

    if not output.endswith(ENDINGS):
        expected = Sentence("a file ending in one of {endings}", endings=", ".join(ENDINGS))
        said = Sentence("{file}: this is no name of an intake", file=output)
        raise InvalidCase([BadCase(said, expected=expected)])
    if Path(output).exists():
        message = Sentence("{file}: this file is there already", file=output)
        raise InvalidCase(
            [BadCase(message, expected=Sentence("a new name, or take the old file away"))]
        )


def _told(result: IntakeCheck, words: Words) -> Iterator[str]:
    """The lines of a check."""
    from knowledge.languages.told import Told

    say, number = words.say, words.number
    title = words.mark(result.title)
    yield words.count(
        "intake_read", result.rows, table=result.table, intake=result.intake, title=title
    )
    yield from (f"  {words.mark(note)}" for note in result.notes)
    yield say("intake_used")
    for column in result.used:
        serves = ", ".join(_serves(column, words))
        yield f"  {words.titled(_filled(column.column, column.cells, words), serves)}"
    yield words.count("intake_stated", result.rows)
    for name, count in result.filled.items():
        told = number(count)
        if name in result.always:
            told = say("intake_always", count=told, value=json.dumps(result.always[name]))
        yield f"  {words.titled(name, told)}"
    if result.absent:
        yield say("intake_absent")
        for absent in result.absent:
            # an attribute has one name in all languages
            serves = absent.serves.said(words) if isinstance(absent.serves, Told) else absent.serves
            told = say("table_column_for", column=_short(absent.column), serves=serves)
            yield f"  {absent.place}: {told}{_nearest(absent.nearest, words)}"
    if result.unmapped:
        yield say("intake_unmapped")
        yield from (f"  {_filled(one.column, one.cells, words)}" for one in result.unmapped)
    if result.new:
        yield words.count("intake_new", sum(value.count for value in result.new))
        for value in result.new[:MOST_SHOWN]:
            told = say(
                "intake_new_value",
                count=number(value.count),
                value=repr(_short(value.value)),
                column=_short(value.column),
                attribute=value.attribute,
                row=value.row,
            )
            if value.reason:
                told = words.titled(told, words.mark(value.reason))
            yield f"  {told}{_nearest(value.nearest, words)}"
        yield from _more(len(result.new), words)
    if result.unusable:
        yield words.count("intake_unusable", sum(row.lost for row in result.unusable))
        for row in result.unusable[:MOST_SHOWN]:
            told = say(
                "counted_fault" if row.column else "counted_fault_of_row",
                row=row.row,
                column=_short(row.column),
                value=repr(_short(row.value)),
                reason=words.mark(row.reason),
            )
            if row.expected:
                told += say("counted_expected", expected=words.mark(row.expected))
            yield f"  {told}"
        yield from _more(len(result.unusable), words)


def _serves(column: UsedColumn, words: Words) -> Iterator[str]:
    """The purposes of a column of the table."""
    for name, count in column.fills.items():
        yield words.say("intake_fills", attribute=name, count=words.number(count))
    for key, does in (
        ("intake_tells_apart", column.tells_rows_apart),
        ("intake_exceptions", column.makes_exceptions),
        ("intake_kept", column.kept),
        ("intake_skips", column.skips),
    ):
        if does:
            yield words.say(key)


def _filled(column: str, cells: int, words: Words) -> str:
    return f"{_short(column)} ({words.number(cells)})"


def _more(count: int, words: Words) -> Iterator[str]:
    if count > MOST_SHOWN:
        yield f"  {words.say('intake_more', count=words.number(count - MOST_SHOWN))}"


def _nearest(name: str | None, words: Words) -> str:
    return words.say("intake_nearest", name=_short(name)) if name else ""


def _short(text: str) -> str:
    from knowledge.faults import shorten

    return shorten(text, SHORT)
