"""The command `threshold`: assess a case, see why, draw it, look up rules, assess a portfolio.

Exit codes: 0 when the question was answered, 2 when what was put in cannot be used.
"""

from __future__ import annotations

import errno
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knowledge.faults import Fault, InvalidCase, InvalidKnowledge
from threshold.commands.asking import COMMANDS
from threshold.commands.check import check
from threshold.commands.gallery import gallery
from threshold.commands.impact import command as impact
from threshold.commands.intake import intake
from threshold.commands.new import new
from threshold.commands.options import AS_JSON, FILE, MARKDOWN, ON, PACK, day_of
from threshold.commands.test import test
from threshold.commands.workshop import workshop

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

BAD_INPUT = 2
DIALECTS = ["polars", "duckdb", "spark", "postgres", "bigquery", "snowflake"]
SCHEMAS = {
    "assessment": "engine:Assessment",
    "case": "knowledge.schemas.editor:case_schema",
    "pack": "knowledge.schemas.editor:pack_schema",
    "intake": "knowledge.schemas.editor:intake_schema",
    "explanation": "explain:Explanation",
    "why-not": "explain:WhyNot",
    "comparison": "explain:Comparison",
    "change": "explain:SmallestChange",
    "questions": "explain:Questions",
    "timeline": "explain:Timeline",
    "impact": "explain:Impact",
}


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib import metadata

    from knowledge.pack_paths import VERSION

    try:
        version = metadata.version("threshold-rules")
    except metadata.PackageNotFoundError:
        version = "not installed"
    click.echo(f"threshold, version {version}; knowledge {VERSION}")
    ctx.exit()


class Guarded(click.Group):
    """A group whose commands say what was wrong with their input in plain words, and exit with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; faults of the input are told without a traceback."""
        try:
            return super().invoke(ctx)
        except (InvalidCase, InvalidKnowledge) as error:
            for fault in error.faults:
                click.secho(str(fault), err=True, fg="red")
        except Fault as error:
            click.secho(str(error), err=True, fg="red")
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader has seen enough; click ends quietly
            click.secho(
                f"{error.filename or 'file'}: {error.strerror or error}", err=True, fg="red"
            )
        sys.exit(BAD_INPUT)


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Knows when an AI project stops being an experiment, and shows why.

    A case is a YAML file of attributes; everything but its name may stay unanswered:

    \b
        name: Demand forecast
        output_use: operational      # research | operational
        exposure: business_users
        controls: {monitoring: true}

    \b
    Start with a shipped example:
        threshold examples
        threshold assess example:tay
        threshold why example:tay
        threshold draw example:tay -o tay.svg
    What may be stated: threshold rules --attributes
    """  # noqa: D301


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@ON
@PACK
@AS_JSON
def assess(files: tuple[str, ...], on: datetime | None, base: KnowledgeBase, as_json: bool) -> None:
    """Assess the cases in FILE..., and print the verdict of each.

    FILE is a YAML or JSON file of one case, or of a list of cases; or example:NAME.
    """
    from engine.assessment import NO_LEGAL_ADVICE
    from engine.assessment import assess as assess_case
    from knowledge.cases.files import read_cases

    faults: list[Fault] = []
    results = []
    for file in files:
        try:
            results += [assess_case(case, day_of(on), base=base) for case in read_cases(file, base)]
        except InvalidCase as error:
            faults += error.faults
    if as_json:
        texts = [result.model_dump_json(indent=2) for result in results]
        click.echo(texts[0] if len(texts) == 1 and len(files) == 1 else f"[{', '.join(texts)}]")
    else:
        for result in results:
            _print_verdict(result)
        if results:
            click.echo(f"{NO_LEGAL_ADVICE} ({results[0].knowledge})")
    if faults:
        raise InvalidCase(faults)


@main.command()
@FILE
@click.argument("proposition", default="verdict")
@ON
@PACK
@AS_JSON
@MARKDOWN
@click.option("--mermaid", is_flag=True, help="Print the decision graph as a Mermaid flowchart.")
@click.option("--prov", is_flag=True, help="Print W3C provenance, as PROV-JSON.")
def why(
    file: str,
    proposition: str,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    mermaid: bool,
    prov: bool,
) -> None:
    """Explain the verdict on the case in FILE, or any PROPOSITION such as trigger.scale."""
    explanation = _explanation(file, proposition, on, base)
    if mermaid or prov:
        click.echo(explanation.to_mermaid() if mermaid else explanation.to_prov(), nl=prov)
        return
    click.echo(
        explanation.model_dump_json(indent=2)
        if as_json
        else explanation.to_markdown()
        if markdown
        else str(explanation)
    )


@main.command()
@FILE
@click.argument("proposition", default="verdict")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False),
    help="Where to draw: a file ending in .svg, .png, .pdf, .dot or .mmd.",
)
@ON
@PACK
@click.option(
    "--full",
    is_flag=True,
    help="Draw each fact and each step as a box of its own, however many there are.",
)
def draw(
    file: str, proposition: str, output: str, on: datetime | None, base: KnowledgeBase, full: bool
) -> None:
    """Draw the decision graph of the case in FILE: as few boxes as a room can read, each with what it rests on."""
    click.echo(f"drawn: {_explanation(file, proposition, on, base).draw(output, full=full)}")


@main.command()
@FILE
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False),
    help="Where to write the page (.html).",
)
@ON
@PACK
@AS_JSON
def page(file: str, output: str, on: datetime | None, base: KnowledgeBase, as_json: bool) -> None:
    """Write the assessment of the case in FILE as a page: the decision graph to explore, and all that bears on it.

    --json prints what the page tells as JSON as well.
    """
    explanation = _explanation(file, "verdict", on, base)
    written = explanation.save_page(output)
    click.echo(explanation.model_dump_json(indent=2) if as_json else f"written: {written}")


@main.command()
def examples() -> None:
    """List the public cases that are shipped, for use as example:NAME."""
    from knowledge.cases.files import example_names, read_case

    for name in example_names():
        click.echo(f"example:{name:<26} {read_case(f'example:{name}').stated()['name']}")


@main.command()
@click.argument("id", required=False)
@click.option("--attributes", is_flag=True, help="List what a case may state, with its values.")
@click.option(
    "--article",
    metavar="NUMBER",
    help="List what rests on an article or annex of a cited law: 26, 26(6), Annex III.",
)
@PACK
@AS_JSON
def rules(
    id: str | None, attributes: bool, article: str | None, base: KnowledgeBase, as_json: bool
) -> None:
    """Show what the knowledge base knows, with sources: all of it in short, or one entry (ID) in full."""
    from explain.review.listing import list_article, list_attributes, list_entries, show_entry

    if id:
        click.echo(show_entry(base, id, as_json))
    elif article:
        click.echo(list_article(base, article, as_json))
    else:
        click.echo(list_attributes(base, as_json) if attributes else list_entries(base, as_json))


@main.command()
@click.argument("what", type=click.Choice([*SCHEMAS]), default="assessment")
@PACK
def schema(what: str, base: KnowledgeBase) -> None:
    """Print the JSON Schema of an assessment or any explanation, or of what people write: a case, a pack, an intake."""
    import json
    from importlib import import_module

    module, _, name = SCHEMAS[what].partition(":")
    found = getattr(import_module(module), name)
    is_model = hasattr(found, "model_json_schema")
    made = found.model_json_schema() if is_model else found(base)
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))


@main.command()
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", show_default=True)
@click.option(
    "--table",
    default="cases",
    show_default=True,
    help="The table, or dbt model, that holds the cases.",
)
@click.option(
    "--columns",
    metavar="A,B,...",
    help="The attributes for which the table has a column. Default: all.",
)
@click.option(
    "--keep",
    metavar="A,B,...",
    default="name",
    show_default=True,
    help="Columns to hand through, such as a key.",
)
@ON
@PACK
def sql(
    dialect: str,
    table: str,
    columns: str | None,
    keep: str,
    on: datetime | None,
    base: KnowledgeBase,
) -> None:
    """Print the rules as one SQL query over a table of cases: docs/sql.md tells how to run it in a warehouse."""
    from threshold.commands.sql import query

    click.echo(query(base, dialect, table, columns, keep, day_of(on)))


@main.command()
@click.argument("table")
@click.option(
    "--intake",
    metavar="NAME",
    help="How the table's columns become attributes: a shipped intake, or a YAML file of your own.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Where to write: .html, .md or .xlsx is a report; .csv, .parquet or .jsonl a table.",
)
@ON
@click.option(
    "--conclusions",
    is_flag=True,
    help="Write every conclusion as a column, by one query: for tables of millions of rows.",
)
@click.option(
    "--on-spark",
    is_flag=True,
    help="The same on Spark: on the cluster that the environment names, or on this machine.",
)
@PACK
def portfolio(
    table: str,
    intake: str | None,
    output: str | None,
    on: datetime | None,
    conclusions: bool,
    on_spark: bool,
    base: KnowledgeBase,
) -> None:
    """Assess every row of TABLE (CSV, Parquet, JSON, JSON Lines, YAML).

    Without an intake, the table's columns are named like attributes (controls.monitoring). A cell
    that cannot be used is listed with its row and stays unknown; the rest is assessed.
    """
    if conclusions or on_spark:
        if intake:
            raise click.UsageError(
                "an intake reads row by row; write its cases with -o first, or name the columns like attributes"
            )
        from threshold.commands.bulk import run as run_in_bulk

        run_in_bulk(table, Path(output) if output else None, day_of(on), on_spark, base)
        return
    from threshold.commands.portfolio import run

    run(table, intake, Path(output) if output else None, day_of(on), base)


def _explanation(file: str, proposition: str, on: datetime | None, base: KnowledgeBase) -> Any:
    from engine.assessment import assess as assess_case
    from explain.argue.why import why as explain
    from knowledge.cases.files import read_case

    return explain(assess_case(read_case(file, base), day_of(on), base=base), proposition)


def _print_verdict(result: Any) -> None:
    base = result.base
    verdict = base.entries[f"verdict.{result.verdict.value}"]
    click.secho(f"{result.name}", bold=True)
    click.echo(f"  {result.verdict.value}: {verdict.title} (as of {result.on}; {result.chainer})")
    click.echo(f"  legal tier: {result.tier}")
    if not result.settled:
        from explain.argue.why import open_attributes

        click.echo(
            f"  still possible: {', '.join(candidate.value for candidate in result.candidates)}"
        )
        click.echo(f"  would settle it: {', '.join(open_attributes(result))}")


for command in (*COMMANDS, check, gallery, impact, intake, new, test, workshop):
    main.add_command(command)


if __name__ == "__main__":
    main()
