"""`threshold register export`, `report`, `plan`, `record`: a register written out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.faults import BadCase, InvalidCase
from threshold.commands import plan as plans
from threshold.commands.options import LANGUAGE, MARKDOWN, day_of
from threshold.commands.register.options import KEY, ON, PACKS, REGISTER, day, opened

if TYPE_CHECKING:
    from explain.plans.files import Layout

OUTPUT = click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; the ending says in which form.",
)


@click.command()
@OUTPUT
@ON
@REGISTER
@PACKS
@LANGUAGE
def export(
    output: Path, on: datetime | None, url: str, packs: tuple[str, ...], language: str
) -> None:
    """Write the answers in force as a table (.csv) that `import` reads again, or all answers and
    assessments that there ever were (.jsonl).
    """
    from knowledge.languages.words import Words
    from knowledge.outputs import write_text

    ending = _ending(output, (".csv", ".jsonl"))
    with opened(url, packs) as register:
        text = register.export(day(on), history=ending == ".jsonl")
        words = Words.of(language, register.base)
    click.echo(words.say("written", file=write_text(output, text)))


@click.command()
@OUTPUT
@ON
@REGISTER
@PACKS
@LANGUAGE
def report(
    output: Path, on: datetime | None, url: str, packs: tuple[str, ...], language: str
) -> None:
    """Write the report of a portfolio on all cases: .html, .md, .xlsx, .csv, .parquet, .jsonl."""
    from knowledge.languages.words import Words
    from threshold.commands.portfolio_run import check, report_on

    check(output)
    with opened(url, packs) as register:
        words = Words.of(language, register.base)
        report_on(register.portfolio(day(on)), output, register.base, words)


@click.command()
@click.argument("key", required=False)
@plans.OUTPUT
@plans.LAYOUT
@plans.NO_QUESTIONS
@ON
@REGISTER
@PACKS
@MARKDOWN
@LANGUAGE
def plan(
    key: str | None,
    output: str | None,
    layout: Layout,
    no_questions: bool,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    markdown: bool,
    language: str,
) -> None:
    """Tell what to do about all cases, or about the case KEY, one action a line: what, why, until
    when, for whom. Answers that lapse are to be given anew.
    """
    from knowledge.languages.words import Words

    plans.check_output(output, layout)
    with opened(url, packs) as register:
        words = Words.of(language, register.base)
        made = plans.plan_of_register(register, day_of(on), key, ask=not no_questions)
    plans.put_out(made, output, layout, words, markdown=markdown)


@click.command()
@KEY
@OUTPUT
@ON
@REGISTER
@PACKS
@LANGUAGE
def record(
    key: str,
    output: Path,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Write the record of a decision about the case KEY: .html to be printed, .md, .txt.

    It is filled from what was stated, by whom and on what evidence; the rest is left open.
    """
    from explain.forms.forms import MARKDOWN, TEXT
    from knowledge.languages.words import Words
    from knowledge.outputs import write_text
    from threshold.register.decision import as_page, decision_record

    ending = _ending(output, (".html", ".md", ".txt"))
    with opened(url, packs) as register:
        words = Words.of(language, register.base)
        found = decision_record(
            register.case(key, day(on)),
            register.assessment(key, day(on)),
            register.answers(key, day(on)),
            register.lapsed(key, day(on)),
            register.snapshots(key),
            words,
        )
    text = {".html": as_page(found, words), ".md": str(MARKDOWN(found)), ".txt": str(TEXT(found))}
    click.echo(words.say("written", file=write_text(output, text[ending])))


def _ending(output: Path, known: tuple[str, ...]) -> str:
    ending = output.suffix.lower()
    if ending not in known:
        given = ending or "a file without an ending"
        fault = BadCase(f"{output}: nothing is written as {given}", expected=", ".join(known))
        raise InvalidCase([fault])
    return ending
