"""The command `threshold assess`: the verdict on cases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import AS_JSON, LANGUAGE, ON, PACK, asked_by, day_of, words_of
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from explain.argue.first_answer import AskedBy
    from knowledge.base import KnowledgeBase
    from knowledge.faults import Fault
    from knowledge.languages.words import Words


@command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@ON
@PACK
@AS_JSON
@click.option(
    "--verdict",
    "verdict_alone",
    is_flag=True,
    help="Print the verdict, the tier, further classifications and contradictions alone, as"
    " answered, and prove nothing.",
)
@LANGUAGE
def assess(
    files: tuple[str, ...],
    on: datetime | None,
    base: KnowledgeBase,
    as_json: bool,
    verdict_alone: bool,
    language: str,
) -> None:
    """Assess the cases in FILE..., and print the first answer of each, on one screen.

    It tells the verdict and the legal tier with what further answers can lead to (proven), your
    duties by day, the most urgent gaps, what contradicts, what is presumed, what to ask next.

    FILE is a YAML or JSON file of one case, or of a list of cases; FILE#2 is the second of a list;
    or example:NAME.
    """
    from engine.assessment import assess as assess_case
    from knowledge.cases.stories import read_cases_in
    from knowledge.faults import InvalidCase

    faults: list[Fault] = []
    results: list[Assessment] = []
    asked: list[AskedBy] = []
    for file in files:
        try:
            cases = read_cases_in(file, None if as_json else words_of(language, base), base)
            results += [
                assess_case(case, day_of(on), base=base, prove=as_json and not verdict_alone)
                for case in cases
            ]
            if not (verdict_alone or as_json):
                numbers = range(1, len(cases) + 1) if len(cases) > 1 else (None,)
                asked += [asked_by(file, on, number) for number in numbers]
        except InvalidCase as error:
            faults += error.faults
    if as_json:
        texts = [result.model_dump_json(indent=2) for result in results]
        print_json(texts[0] if len(texts) == 1 and len(files) == 1 else f"[{', '.join(texts)}]")
    elif verdict_alone and results:
        from explain.forms.footing import noticed
        from explain.forms.lines import broken

        words = words_of(language, base)
        for result in results:
            _print_verdict(result, words)
        click.echo("\n".join(broken(noticed(results[0].knowledge, words), "", "  ")))
    elif results:
        words = words_of(language, base)
        for number, (result, by) in enumerate(zip(results, asked, strict=True), start=1):
            click.echo("" if number == 1 else "\n", nl=False)
            _print_first_answer(result, by, words, last=number == len(results))
    if faults:
        raise InvalidCase(faults)


def _print_first_answer(result: Assessment, asked: AskedBy, words: Words, *, last: bool) -> None:
    """One screen; the notice is said once, in the last of them."""
    from explain.argue.first_answer import first_answer

    answer = first_answer(result)
    answer.was_asked_by(asked)
    said, _, rest = answer.to_text(language=words, notice=last).partition("\n")
    click.secho(said, bold=True)
    click.echo(rest)


def _print_classifications(result: Assessment, words: Words) -> None:
    """Print the further classifications, beside the legal tier."""
    from engine.legal import further_classifications

    for further in result.base.derived(further_classifications):
        answer = result.classifications[further.id]
        title = words.statement(f"classification.{further.id}", further.title)
        click.echo(f"  {words.titled(title, words.tier(answer, further.titles[answer]))}")


def _print_contradictions(result: Assessment, words: Words) -> None:
    for name in result.contradictions:
        statement = words.statement(name, result.base.propositions[name].title)
        click.echo(f"  {words.say('contradictory', statement=statement)}")


def _print_verdict(result: Assessment, words: Words) -> None:
    """The verdict and the tier as answered."""
    from knowledge.entries import derived_names

    title = words.statement(derived_names.verdict(result.verdict), result.headline)
    when = words.say("as_of", day=result.on)
    click.secho(result.name, bold=True)
    told = words.titled(result.verdict.value, title)
    click.echo(f"  {told} ({words.listed((when, result.chainer))})")
    click.echo(f"  {words.say('legal_tier', tier=result.tier)}")
    _print_classifications(result, words)
    _print_contradictions(result, words)
    if result.candidates != (result.verdict,):
        from explain.argue.why import open_attributes

        possible = ", ".join(candidate.value for candidate in result.candidates)
        click.echo(f"  {words.say('still_possible', verdicts=possible)}")
        attributes = ", ".join(open_attributes(result))
        click.echo(f"  {words.say('would_settle', attributes=attributes)}")
