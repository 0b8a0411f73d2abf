"""The run of `threshold portfolio`: a table in, counts and a report or a table out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import click

from engine.knowledge_used import Knowledge
from engine.portfolio import AssessedRow, Portfolio, open_portfolio
from explain.forms.footing import known
from explain.portfolios.summary import PortfolioSummary, distinct, summarise, told_in
from knowledge.base import KnowledgeBase
from knowledge.extras import need
from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.words import Words
from knowledge.outputs import faults_beside, write_bytes, write_text
from knowledge.sentence import Sentence
from threshold.commands.progress import with_progress
from threshold.commands.row_faults import tell_unusable

TABLES = (".csv", ".parquet", ".jsonl")
REPORTS = (".html", ".md", ".xlsx")
NEEDED = {  # the ending of the output → modules that write it
    ".html": ("itables", "polars"),
    ".xlsx": ("xlsxwriter",),
    **dict.fromkeys(TABLES, ("polars",)),
}
MOST_DRAWN = 30  # rows of a report of which each is drawn


def run(
    table: str,
    intake: str | None,
    output: Path | None,
    on: date | None,
    base: KnowledgeBase,
    words: Words,
    *,
    prove: bool = False,
) -> None:
    """Assess a table, print the counts, write the output.

    `prove`: what further answers can change is proven, once for each distinct case.
    """
    if output:
        check(output)
    report_on(open_portfolio(table, intake, on, base=base), output, base, words, prove=prove)


def report_on(
    opened: Portfolio,
    output: Path | None,
    base: KnowledgeBase,
    words: Words,
    *,
    prove: bool = False,
) -> None:
    """The same, of a portfolio that was opened."""
    rows = with_progress(opened.rows, opened.size, "assessing", words)
    page = output is not None and output.suffix.lower() == ".html"
    drawn = page and opened.size <= MOST_DRAWN
    prove = prove or drawn  # what is drawn is proven
    if prove:
        rows = _to_prove(list(rows), base, words)
    save: Callable[[], object] | None
    if output and page:
        from explain.argue.why import why
        from explain.portfolios.argument_store import HeldArguments
        from explain.portfolios.report import write_report

        held = HeldArguments(words=words, prove=prove)
        kept = list(rows) if drawn else []
        summary = summarise(opened.file, kept or rows, base, held.hold, opened.notes, prove=prove)
        explained = [why(row.named, prove=prove) for row in kept if row.named]
        save = partial(write_report, summary, output, explained, held, words)
    else:
        summary = summarise(opened.file, rows, base, notes=opened.notes, prove=prove)
        save = partial(_write, summary, output, words) if output else None
    try:
        if save is not None:
            save()
    finally:  # told also where it cannot be written; written also where nobody reads what is told
        _tell(summary, opened.file, words)
    if not prove:
        click.echo(words.say("portfolio_not_proven"))
    if output:
        click.echo(words.say("written", file=output))
    click.echo(f"{words.say('no_legal_advice')} ({known(Knowledge.of(base), words)})")


def _to_prove(rows: list[AssessedRow], base: KnowledgeBase, words: Words) -> Iterator[AssessedRow]:
    """The rows, and first how many distinct cases there are to prove."""
    count = distinct(rows, base)
    click.echo(words.count("proving", count), err=True)
    return with_progress(iter(rows), len(rows), "proving", words)


def check(output: Path) -> None:
    """Raises `InvalidCase` where nothing can be written there, before anything is assessed."""
    ending = output.suffix.lower()
    if ending not in (*REPORTS, *TABLES):
        expected = ", ".join((*REPORTS, *TABLES))
        raise InvalidCase(
            [
                BadCase(
                    Sentence(
                        "{file}: a portfolio cannot be saved as {ending}",
                        file=output,
                        ending=output.suffix or Sentence("a file without an ending"),
                    ),
                    expected=expected,
                )
            ]
        )
    if not output.parent.is_dir():
        raise InvalidCase(
            [
                BadCase(
                    Sentence(
                        "{file}: there is no folder {folder}", file=output, folder=output.parent
                    )
                )
            ]
        )
    need("portfolio", *NEEDED.get(ending, ()))


def _write(summary: PortfolioSummary, output: Path, words: Words) -> None:
    ending = output.suffix.lower()
    if ending == ".md":
        from explain.portfolios.markdown import to_markdown

        write_text(output, to_markdown(summary, words))
    elif ending == ".xlsx":
        from explain.portfolios.workbook import write_workbook

        write_workbook(summary, output, words)
    else:
        write_table(summary, output, words)


def write_table(summary: PortfolioSummary, output: Path, words: Words) -> None:
    """One row a case, as CSV, Parquet or JSON Lines.

    Rows with faults beside it as OUTPUT.faults.csv.

    In CSV, a cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    import polars as pl

    from explain.portfolios.rows import case_records, fault_rows, harmless

    rows = case_records(summary)
    ending = output.suffix.lower()
    if ending == ".csv":
        rows = [
            harmless(
                {
                    key: "; ".join(value) if isinstance(value, list) else value
                    for key, value in row.items()
                }
            )
            for row in rows
        ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    made = BytesIO()
    if ending == ".csv":
        frame.write_csv(made)
    elif ending == ".parquet":
        frame.write_parquet(made)
    else:
        frame.write_ndjson(made)
    write_bytes(output, made.getvalue())
    if summary.faults:
        listed = Path(faults_beside(output))
        faults = [harmless({"file": summary.file, **row}) for row in fault_rows(summary)]
        told = BytesIO()
        pl.DataFrame(faults, infer_schema_length=None).write_csv(told)
        write_bytes(listed, told.getvalue())
        click.echo(words.say("written", file=listed))


def _tell(summary: PortfolioSummary, table: str, words: Words) -> None:
    """Print the counts. Raises `InvalidCase` where there are none."""
    _print(told_in(summary, words), words)
    if not summary.cases:
        raise InvalidCase([BadCase(Sentence("{file}: no row could be assessed", file=table))])


def _print(summary: PortfolioSummary, words: Words) -> None:
    click.secho(words.count("counted_assessed", len(summary.cases)), bold=True)
    for verdict in summary.titles:
        if summary.verdicts[verdict]:
            said = words.titled(verdict, summary.titles[verdict])
            click.echo(f"  {words.number(summary.verdicts[verdict]):>7}  {said}")
    for note in summary.notes:
        click.echo(note)
    if summary.questions:
        click.secho(words.say("chart_question"), bold=True)
        for item in summary.questions[:8]:
            key = "counted_verdicts" if item.settles else "counted_verdicts_none"
            answers = words.listed(item.told(words))
            verdicts = words.say(key, count=words.number(item.settles), answers=answers)
            told = {"question": item.question, "attribute": item.attribute, "verdicts": verdicts}
            cases = words.count("impact_cases", item.cases)
            click.echo(f"  {words.say('counted_question', cases=cases, **told)}")
    tell_unusable(summary.file, summary.faults, summary.lost, words, in_output=True)
