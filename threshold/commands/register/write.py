"""`threshold register export`, `report`, `plan`, `record`: a register written out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.extras import need
from knowledge.faults import BadCase, InvalidCase
from threshold.commands import plan as plans
from threshold.commands.options import LANGUAGE, MARKDOWN, day_of
from threshold.commands.register.options import DAY, KEY, ON, PACKS, REGISTER, day, opened
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from explain.plans.files import Layout

OUTPUT = click.option(
    "-o",
    "--output",
    required=True,
    type=FileOrFolder(dir_okay=False, path_type=Path),
    help="Where to write; the ending says in which form.",
)


@command()
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


@command()
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


@command()
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
        made = plans.plan_of_register(register, day_of(on), key, words, ask=not no_questions)
    plans.put_out(made, output, layout, words, markdown=markdown)


@command()
@KEY
@OUTPUT
@click.option("--decision", default="", help="What was decided, as the record states it.")
@click.option("--reasons", default="", help="For which reasons.")
@click.option("--decided-by", default="", metavar="NAME", help="Who decided.")
@click.option("--decided-on", type=DAY, help="On which day.")
@click.option("--review-on", type=DAY, help="On which day the decision is reviewed.")
@ON
@REGISTER
@PACKS
@LANGUAGE
def record(
    key: str,
    output: Path,
    decision: str,
    reasons: str,
    decided_by: str,
    decided_on: datetime | None,
    review_on: datetime | None,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Write the record of a decision about the case KEY: .docx, .html to be printed, .md, .txt.

    It is filled from what was stated, by whom and on what evidence; the rest is left open. What was
    decided stands in this file alone: the register keeps answers, and no decisions.
    """
    from explain.forms.forms import MARKDOWN, TEXT
    from knowledge.languages.words import Words
    from knowledge.outputs import write_bytes, write_text
    from threshold.register.decision import as_page, record_of
    from threshold.register.document import to_docx

    ending = _ending(output, (".docx", ".html", ".md", ".txt"))
    if ending == ".docx":
        need("a document (.docx)", "docx")
    today = on.date() if on else date.today()
    with opened(url, packs) as register:
        words = Words.of(language, register.base)
        decided = {
            "decision": decision.strip(),
            "reasons": reasons.strip(),
            "decided_by": decided_by.strip(),
            "decided_on": words.day(decided_on.date()) if decided_on else "",
            "review_on": words.day(review_on.date()) if review_on else "",
        }
        found = record_of(register, key, today, words, decided)
    if ending == ".docx":
        write_bytes(output, to_docx(found, words.code, today))
    elif ending == ".html":
        write_text(output, as_page(found, words))
    else:
        write_text(output, str((MARKDOWN if ending == ".md" else TEXT)(found)))
    click.echo(words.say("written", file=output))


def _ending(output: Path, known: tuple[str, ...]) -> str:
    from knowledge.languages.told import Told

    ending = output.suffix.lower()
    if ending not in known:
        given = ending or Told("file_without_ending")
        message = Told("not_written_as", file=str(output), ending=given)
        fault = BadCase(message, expected=", ".join(known))
        raise InvalidCase([fault])
    return ending
