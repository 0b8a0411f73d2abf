"""What `threshold portfolio` does: a table in, counts and a report or a table out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engine.assessment import NO_LEGAL_ADVICE, Knowledge
from engine.portfolio import open_portfolio
from explain.portfolios.summary import PortfolioSummary, summarise
from knowledge.base import KnowledgeBase
from knowledge.extras import need
from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.words import Words
from threshold.commands.progress import with_progress

TABLES = (".csv", ".parquet", ".jsonl")
REPORTS = (".html", ".md", ".xlsx")
NEEDED = {  # the ending of the output → modules that write it
    ".html": ("itables", "polars"),
    ".xlsx": ("xlsxwriter",),
    **dict.fromkeys(TABLES, ("polars",)),
}
MOST_FAULTS_PRINTED = 20


def run(
    table: str,
    intake: str | None,
    output: Path | None,
    on: date | None,
    base: KnowledgeBase,
    words: Words,
) -> None:
    """Assess a table, print the counts, write the output."""
    if output:
        _check(output)
    opened = open_portfolio(table, intake, on, base=base)
    rows = with_progress(opened.rows, opened.size, "assessing")
    if output and output.suffix.lower() == ".html":
        from explain.argue.why import why
        from explain.portfolios.argument_store import HeldArguments
        from explain.portfolios.report import MOST_DRAWN, write_report

        held = HeldArguments(words=words)
        kept = list(rows) if opened.size <= MOST_DRAWN else []
        summary = summarise(opened.file, kept or rows, base, held.hold)
        _tell(summary, table)
        write_report(
            summary, output, [why(row.assessment) for row in kept if row.assessment], held, words
        )
    else:
        summary = summarise(opened.file, rows, base)
        _tell(summary, table)
        if output:
            _write(summary, output, words)
    if output:
        click.echo(f"written: {output}")
    click.echo(f"{NO_LEGAL_ADVICE} ({Knowledge.of(base)})")


def _check(output: Path) -> None:
    """Raises `InvalidCase` where nothing can be written there, before anything is assessed."""
    ending = output.suffix.lower()
    if ending not in (*REPORTS, *TABLES):
        expected = ", ".join((*REPORTS, *TABLES))
        raise InvalidCase(
            [
                BadCase(
                    f"{output}: a portfolio cannot be saved as"
                    f" {output.suffix or 'a file without an ending'}",
                    expected=expected,
                )
            ]
        )
    if not output.parent.is_dir():
        raise InvalidCase([BadCase(f"{output}: there is no folder {output.parent}")])
    need("portfolio", *NEEDED.get(ending, ()))


def _write(summary: PortfolioSummary, output: Path, words: Words) -> None:
    ending = output.suffix.lower()
    if ending == ".md":
        from explain.portfolios.markdown import to_markdown

        output.write_text(to_markdown(summary, words), encoding="utf-8")
    elif ending == ".xlsx":
        from explain.portfolios.workbook import write_workbook

        write_workbook(summary, output)
    else:
        write_table(summary, output)


def write_table(summary: PortfolioSummary, output: Path) -> None:
    """One row a case, as CSV, Parquet or JSON Lines.

    Rows with faults beside it as OUTPUT.faults.csv.

    In CSV, a cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    import polars as pl

    from explain.portfolios.rows import fault_rows, harmless

    rows = [case.model_dump(mode="json") for case in summary.cases]
    ending = output.suffix.lower()
    if ending == ".csv":
        flat = [
            {
                key: "; ".join(value) if isinstance(value, list) else value
                for key, value in row.items()
            }
            for row in rows
        ]
        pl.DataFrame([harmless(row) for row in flat], infer_schema_length=None).write_csv(output)
    elif ending == ".parquet":
        pl.DataFrame(rows, infer_schema_length=None).write_parquet(output)
    else:
        pl.DataFrame(rows, infer_schema_length=None).write_ndjson(output)
    if summary.faults:
        beside = output.with_name(output.name + ".faults.csv")
        pl.DataFrame(
            [harmless({"file": summary.file, **row}) for row in fault_rows(summary)],
            infer_schema_length=None,
        ).write_csv(beside)
        click.echo(f"written: {beside}")


def _cases(count: int) -> str:
    return f"{count:,} case{'' if count == 1 else 's'}"


def _tell(summary: PortfolioSummary, table: str) -> None:
    """Print the counts. Raises `InvalidCase` where there are none."""
    _print(summary)
    if not summary.cases:
        raise InvalidCase([BadCase(f"{table}: no row could be assessed")])


def _print(summary: PortfolioSummary) -> None:
    click.secho(f"{_cases(len(summary.cases))} assessed", bold=True)
    for verdict in summary.titles:
        if summary.verdicts[verdict]:
            click.echo(f"  {summary.verdicts[verdict]:>7,}  {verdict}: {summary.titles[verdict]}")
    if summary.questions:
        click.secho("Questions that would settle most open cases", bold=True)
        for item in summary.questions[:8]:
            settled = (
                f"{item.settles:,} settled by one answer ({', '.join(item.answers)})"
                if item.settles
                else "none settled by one answer"
            )
            click.echo(
                f"  {item.question} ({item.attribute}): bears on {_cases(item.cases)}, {settled}"
            )
    if summary.faults:
        counts = (
            f"{len(summary.faults):,} cells or rows could not be used ({summary.lost:,} rows lost)"
        )
        click.secho(f"{summary.file}: {counts}", err=True, fg="yellow")
        for fault in summary.faults[:MOST_FAULTS_PRINTED]:
            expected = f"; expected: {fault.expected[:160]}" if fault.expected else ""
            click.echo(
                f"  row {fault.row}, {fault.column[:60]}: {fault.value[:60]!r}"
                f" {fault.reason}{expected}",
                err=True,
            )
        if len(summary.faults) > MOST_FAULTS_PRINTED:
            click.echo(
                f"  and {len(summary.faults) - MOST_FAULTS_PRINTED:,} more, in the output", err=True
            )
