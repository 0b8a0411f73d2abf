"""`threshold register import`, `add`, `answer`, `assess`, `erase`: what is put into a register."""

from __future__ import annotations

from datetime import datetime

import click

from threshold.commands.options import LANGUAGE
from threshold.commands.register.options import (
    DAY,
    KEY,
    ON,
    PACKS,
    REGISTER,
    day,
    echo,
    opened,
    teller,
)
from threshold.commands.spoken_help import command
from threshold.commands.typed import agreed


@command("import")
@click.argument("table")
@click.option("--intake", metavar="NAME", help="How its columns are read: a name, or a YAML file.")
@click.option("--who", default="", metavar="NAME", help="Who answers for the list.")
@ON
@REGISTER
@PACKS
@LANGUAGE
def import_table(
    table: str,
    intake: str | None,
    who: str,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Take TABLE in, again and again: add what is new, answer anew what it says otherwise than last
    time, tell what it no longer has.

    What a person answered stands against a list. Nothing is deleted.
    """
    from threshold.commands.row_faults import tell_row_faults

    with opened(url, packs, create=True) as register:
        done = register.import_table(table, intake, who=who, on=day(on))
        words = (told := teller(register, language)).words
        for line in told.imported(done):
            echo(line)
        tell_row_faults(done.faults, words)


@command()
@KEY
@click.argument("file")
@click.option("--who", required=True, metavar="NAME", help="Who answers.")
@ON
@REGISTER
@PACKS
@LANGUAGE
def add(
    key: str,
    file: str,
    who: str,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Add the case in FILE under KEY, or what it answers to the case that is there."""
    with opened(url, packs, create=True) as register:
        done = register.add(key, file, who=who, on=day(on))
        echo(teller(register, language).answered(done))


@command()
@KEY
@click.argument("attribute")
@click.argument("value")
@click.option("--who", required=True, metavar="NAME", help="Who answers.")
@click.option("--evidence", metavar="LINK|FILE", help="What it rests on; a file is kept.")
@click.option(
    "--valid-until",
    type=DAY,
    help="The last day on which the answer counts. Default: none, it does not lapse.",
)
@click.option("--note", default="", help="What is to be remembered with it.")
@ON
@REGISTER
@PACKS
@LANGUAGE
def answer(
    key: str,
    attribute: str,
    value: str,
    who: str,
    evidence: str | None,
    valid_until: datetime | None,
    note: str,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Answer ATTRIBUTE of the case KEY with VALUE (`unknown`: not known any more).

    An earlier answer stays in the history.
    """
    with opened(url, packs) as register:
        done = register.answer(
            key,
            attribute,
            value,
            who=who,
            on=day(on),
            evidence=evidence,
            valid_until=day(valid_until),
            note=note,
        )
        echo(teller(register, language).answered(done))


@command()
@click.option(
    "--adopted-on",
    type=DAY,
    help="From which day new knowledge answers. Default: today, or --on where that is later.",
)
@ON
@REGISTER
@PACKS
@LANGUAGE
def assess(
    adopted_on: datetime | None,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Assess every case that was answered since, or on which the clock or the knowledge bears.

    Where the knowledge changed, it is told whom that changed, and how.
    """
    with opened(url, packs) as register:
        told = teller(register, language)
        changed = register.changed_by_knowledge(day(on))
        count = register.assess(day(on), adopted_on=day(adopted_on))
        echo(told.words.count("register_assessed", count))
        if changed:
            echo(told.words.say("register_knowledge_changed"))
        for case in changed:
            echo(told.words.titled(case.key, case.name))
            for line in told.changes(case.changes):
                echo(line)


@command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@REGISTER
@LANGUAGE
def erase(name: str, yes: bool, url: str, language: str) -> None:
    """Erase the NAME of a person. It cannot be taken back; the chain stays whole."""
    with opened(url, ()) as register:
        told = teller(register, language)
        if not yes:
            shown = register.database.shown
            asked = told.words.say("erase_asked", name=repr(name), register=shown)
            if not agreed(asked, told.words):
                raise click.Abort
        for line in told.erased(register.erase(name)):
            echo(line)
