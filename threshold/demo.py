"""`make demo`: the shipped cases assessed, one of them explained in full, and a report with
decision graphs. Without the extra that makes pages, the report is told in Markdown.
"""

from __future__ import annotations

from pathlib import Path

import click

from engine.assessment import Assessment, assess
from engine.portfolio import AssessedRow
from explain.argue.why import why
from explain.portfolios.markdown import to_markdown
from explain.portfolios.report import write_report
from explain.portfolios.summary import PortfolioSummary, summarise
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.extras import MissingExtra

EXPLAINED = "office_assistant_trial"
REPORT = Path("demo") / "report.html"


@click.command()
def main() -> None:
    """Print the verdicts and one explanation, and write the report."""
    results = {name: assess(read_case(f"example:{name}")) for name in example_names()}
    click.secho(
        f"{len(results)} shipped cases, assessed by {next(iter(results.values())).chainer}:",
        bold=True,
    )
    width = max(len(result.name) for result in results.values())
    for name, result in results.items():
        click.echo(
            f"  {result.name:<{width}} {result.verdict.value:<27} {result.tier:<13} threshold why"
            f" example:{name}"
        )
    click.echo(f"\n{why(results[EXPLAINED])}\n")
    rows = (
        AssessedRow(number, result, ()) for number, result in enumerate(results.values(), start=1)
    )
    summary = summarise("the shipped cases", rows, load())
    click.echo(_report(summary, list(results.values())))


def _report(summary: PortfolioSummary, results: list[Assessment]) -> str:
    """Write the report in the form that the installed libraries can make; where it is."""
    REPORT.parent.mkdir(exist_ok=True)
    try:
        write_report(summary, REPORT, [why(result) for result in results])
    except MissingExtra as missing:
        click.secho(str(missing), err=True, fg="red")
        plain = REPORT.with_suffix(".md")
        plain.write_text(to_markdown(summary), encoding="utf-8")
        return f"Report without pictures: {plain}"
    return f"Report with decision graphs: {REPORT}"


if __name__ == "__main__":
    main()
