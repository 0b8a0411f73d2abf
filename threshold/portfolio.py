"""`threshold portfolio`: a table in, counts and a report or a table out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from engine.portfolio import AssessedRow, Portfolio, open_portfolio
from explain.summary import PortfolioSummary, summarise
from knowledge.base import load
from knowledge.faults import BadCase, InvalidCase

TABLES = (".csv", ".parquet", ".jsonl")
MOST_FAULTS_PRINTED = 20


def run(table: str, intake: str | None, output: Path | None, on: date | None) -> None:
    """Assess a table, print the counts, write the output."""
    if output and output.suffix.lower() not in (".html", *TABLES):
        raise InvalidCase(
            [
                BadCase(
                    f"{output}: nothing is written as {output.suffix or 'a file without an ending'}", expected=", ".join((".html", *TABLES))
                )
            ]
        )
    if output and not output.parent.is_dir():
        raise InvalidCase([BadCase(f"{output}: there is no folder {output.parent}")])
    base = load()
    opened = open_portfolio(table, intake, on, base=base)
    explanations = []
    draw = output is not None and output.suffix.lower() == ".html"
    rows = _with_progress(opened)
    if draw:
        from explain.render.report import MOST_DRAWN
        from explain.why import why

        if opened.size <= MOST_DRAWN:
            kept = list(rows)
            explanations = [why(row.assessment) for row in kept if row.assessment]
            rows = iter(kept)
    summary = summarise(opened.file, rows, base)
    _print(summary)
    if not summary.cases:
        raise InvalidCase([BadCase(f"{table}: no row could be assessed")])
    if output is None:
        return
    if draw:
        from explain.render.report import write_report

        write_report(summary, output, explanations)
    else:
        write_table(summary, output)
    click.echo(f"written: {output}")


def write_table(summary: PortfolioSummary, output: Path) -> None:
    """One row a case, as CSV, Parquet or JSON Lines; rows with faults beside it as OUTPUT.faults.csv."""
    import polars as pl

    from explain.render.report import fault_rows

    rows = [case.model_dump(mode="json") for case in summary.cases]
    ending = output.suffix.lower()
    if ending == ".csv":
        flat = [{key: "; ".join(value) if isinstance(value, list) else value for key, value in row.items()} for row in rows]
        pl.DataFrame([_harmless(row) for row in flat], infer_schema_length=None).write_csv(output)
    elif ending == ".parquet":
        pl.DataFrame(rows, infer_schema_length=None).write_parquet(output)
    else:
        pl.DataFrame(rows, infer_schema_length=None).write_ndjson(output)
    if summary.faults:
        beside = output.with_name(output.name + ".faults.csv")
        pl.DataFrame([_harmless({"file": summary.file, **row}) for row in fault_rows(summary)], infer_schema_length=None).write_csv(beside)
        click.echo(f"written: {beside}")


def _harmless(row: dict[str, object]) -> dict[str, object]:
    """Cells that a spreadsheet would run as a formula get an apostrophe before them."""
    return {
        key: f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
        for key, value in row.items()
    }


def _with_progress(portfolio: Portfolio) -> Iterator[AssessedRow]:
    if not sys.stderr.isatty() or portfolio.size < 200:
        yield from portfolio.rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(portfolio.rows, description="assessing", total=portfolio.size, console=Console(stderr=True))


def _cases(count: int) -> str:
    return f"{count:,} case{'' if count == 1 else 's'}"


def _print(summary: PortfolioSummary) -> None:
    click.secho(f"{_cases(len(summary.cases))} assessed", bold=True)
    for verdict in summary.titles:
        if summary.verdicts[verdict]:
            click.echo(f"  {summary.verdicts[verdict]:>7,}  {verdict}: {summary.titles[verdict]}")
    if summary.questions:
        click.secho("Questions that would settle most open cases", bold=True)
        for item in summary.questions[:8]:
            settled = (
                f"{item.settles:,} settled by one answer ({', '.join(item.answers)})" if item.settles else "none settled by one answer"
            )
            click.echo(f"  {item.question} ({item.attribute}): bears on {_cases(item.cases)}, {settled}")
    if summary.faults:
        counts = f"{len(summary.faults):,} cells or rows could not be used ({summary.lost:,} rows lost)"
        click.secho(f"{summary.file}: {counts}", err=True, fg="yellow")
        for fault in summary.faults[:MOST_FAULTS_PRINTED]:
            expected = f"; expected: {fault.expected[:160]}" if fault.expected else ""
            click.echo(f"  row {fault.row}, {fault.column[:60]}: {fault.value[:60]!r} {fault.reason}{expected}", err=True)
        if len(summary.faults) > MOST_FAULTS_PRINTED:
            click.echo(f"  and {len(summary.faults) - MOST_FAULTS_PRINTED:,} more, in the output", err=True)
