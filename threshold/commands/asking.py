"""The commands that ask further: why not, what if, what would have to change, what to ask next, when, and what differs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from threshold.commands.options import AS_JSON, FILE, MARKDOWN, ON, PACK, day_of

if TYPE_CHECKING:
    from explain.forms.outline import Outlined
    from knowledge.base import KnowledgeBase


@click.command("why-not")
@FILE
@click.argument("proposition")
@ON
@PACK
@AS_JSON
@MARKDOWN
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Draw it: a file ending in .svg, .png, .pdf, .dot or .mmd.",
)
def why_not(
    file: str,
    proposition: str,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
    output: str | None,
) -> None:
    """Explain what kept PROPOSITION (such as experimentation_acceptable, or exception.time_boxed) from holding on the case in FILE."""
    from engine import assess
    from explain.argue.why_not import why_not as explain
    from knowledge.cases.files import read_case

    explanation = explain(assess(read_case(file, base), day_of(on), base=base), proposition)
    if output:
        click.echo(f"drawn: {explanation.draw(output)}")
        return
    show(explanation, as_json, markdown)


@click.command("what-if")
@FILE
@click.argument("changes", nargs=-1, required=True, metavar="ATTRIBUTE=VALUE...")
@ON
@PACK
@AS_JSON
@MARKDOWN
def what_if(
    file: str,
    changes: tuple[str, ...],
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
) -> None:
    """Tell what would be, were some attributes of the case in FILE otherwise.

    Sets take commas between members, and none; unknown takes an answer back: exposure=data_science
    customer_channels=none controls.monitoring=true stage=unknown. today=2027-12-02 asks about
    another day.
    """
    from explain.ask.comparison import what_if as explain
    from knowledge.cases.files import read_case

    show(
        explain(read_case(file, base), _changes(changes, base), on=day_of(on), base=base),
        as_json,
        markdown,
    )


@click.command()
@FILE
@click.option(
    "--to",
    "verdict",
    required=True,
    metavar="VERDICT",
    help="The verdict wanted, such as experimentation_acceptable.",
)
@click.option(
    "--most",
    default=10,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="How many ways to list at most.",
)
@ON
@PACK
@AS_JSON
@MARKDOWN
def change(
    file: str,
    verdict: str,
    most: int,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
) -> None:
    """List the smallest changes to the case in FILE that lead to VERDICT, all of them proven minimal."""
    from engine import assess
    from explain.ask.smallest_change import smallest_change
    from knowledge.cases.files import read_case

    show(
        smallest_change(assess(read_case(file, base), day_of(on), base=base), verdict, most=most),
        as_json,
        markdown,
    )


@click.command()
@click.argument("file", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Where to save the case. Default: FILE, or the case's name.",
)
@click.option(
    "--list",
    "list_only",
    is_flag=True,
    help="Only list the questions, in their order, with why each is asked.",
)
@ON
@PACK
@AS_JSON
@MARKDOWN
def ask(
    file: str | None,
    output: str | None,
    list_only: bool,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
) -> None:
    """Ask what can still change the verdict on the case in FILE, or on a new one, and nothing else; save the case.

    --json and --markdown list the questions instead of asking them.
    """
    if not (list_only or as_json or markdown):
        from threshold.commands.interview import interview

        interview(file, output, day_of(on), base)
        return
    from engine import assess
    from explain.ask.questions import questions
    from knowledge.cases.files import read_case

    if file is None:
        raise click.UsageError("name the FILE whose questions to list")
    show(questions(assess(read_case(file, base), day_of(on), base=base)), as_json, markdown)


@click.command()
@FILE
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day to look at, as YYYY-MM-DD. Default: five years on.",
)
@ON
@PACK
@AS_JSON
@MARKDOWN
def timeline(
    file: str,
    until: datetime | None,
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    markdown: bool,
) -> None:
    """List the days on which a conclusion on the case in FILE changes with nothing but time passing, and why."""
    from explain.ask.timeline import default_end
    from explain.ask.timeline import timeline as explain
    from knowledge.cases.files import read_case

    case, day = read_case(file, base), day_of(on)
    show(explain(case, day_of(until) or default_end(case, day), day, base=base), as_json, markdown)


@click.command()
@click.argument("a")
@click.argument("b")
@ON
@PACK
@AS_JSON
@MARKDOWN
def compare(
    a: str, b: str, on: datetime | None, base: KnowledgeBase, as_json: bool, markdown: bool
) -> None:
    """Tell what differs between the cases in the files A and B: facts, conclusions, reasons."""
    from engine import assess
    from explain.ask.comparison import comparison
    from knowledge.cases.files import read_case

    one, other = (assess(read_case(file, base), day_of(on), base=base) for file in (a, b))
    show(comparison(one, other), as_json, markdown)


COMMANDS = (why_not, what_if, change, ask, timeline, compare)


def show(explanation: Outlined, as_json: bool, markdown: bool) -> None:
    """Print an explanation in the form that was asked for."""
    click.echo(
        explanation.model_dump_json(indent=2)
        if as_json
        else explanation.to_markdown()
        if markdown
        else str(explanation)
    )


def _changes(texts: tuple[str, ...], base: KnowledgeBase) -> dict[str, Any]:
    """attribute=value as typed.

    Raises `InvalidCase` where it is not of that form; names and values are checked later.
    """
    from knowledge.cases.answers import read_answer
    from knowledge.faults import BadCase, InvalidCase

    attributes = base.attributes
    wrong = [text for text in texts if "=" not in text]
    if wrong:
        raise InvalidCase(
            BadCase(
                "this is no change",
                text=text,
                expected="attribute=value, such as exposure=data_science",
            )
            for text in wrong
        )
    pairs = [
        (name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in texts)
    ]
    return {
        name: read_answer(attributes[name], value)
        if name in attributes and value != "unknown"
        else value
        for name, value in pairs
    }
