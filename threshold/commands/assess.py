"""The command `threshold assess`: the verdict on cases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from threshold.commands.options import AS_JSON, LANGUAGE, ON, PACK, day_of, words_of

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from knowledge.base import KnowledgeBase
    from knowledge.faults import Fault
    from knowledge.languages.words import Words


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@ON
@PACK
@AS_JSON
@LANGUAGE
def assess(
    files: tuple[str, ...], on: datetime | None, base: KnowledgeBase, as_json: bool, language: str
) -> None:
    """Assess the cases in FILE..., and print the verdict of each.

    FILE is a YAML or JSON file of one case, or of a list of cases; or example:NAME.
    """
    from engine.assessment import assess as assess_case
    from knowledge.cases.files import read_cases
    from knowledge.faults import InvalidCase

    faults: list[Fault] = []
    results = []
    for file in files:
        try:
            results += [
                assess_case(case, day_of(on), base=base, prove=as_json)
                for case in read_cases(file, base)
            ]
        except InvalidCase as error:
            faults += error.faults
    if as_json:
        texts = [result.model_dump_json(indent=2) for result in results]
        click.echo(texts[0] if len(texts) == 1 and len(files) == 1 else f"[{', '.join(texts)}]")
    else:
        words = words_of(language, base)
        for result in results:
            _print_verdict(result, words)
        if results:
            click.echo(f"{words.say('no_legal_advice')} ({results[0].knowledge})")
    if faults:
        raise InvalidCase(faults)


def _print_verdict(result: Assessment, words: Words) -> None:
    from engine.legal import answer_titles
    from knowledge.entries import Classification, derived_names

    verdict = result.base.entries[derived_names.verdict(result.verdict)]
    title = words.statement(verdict.proposition, verdict.title)
    when = words.say("as_of", day=result.on)
    click.secho(result.name, bold=True)
    click.echo(f"  {result.verdict.value}: {title} ({when}; {result.chainer})")
    click.echo(f"  {words.say('legal_tier', tier=result.tier)}")
    for entry in result.base.of_kind(Classification):
        if entry is not result.base.legal_tier:
            titles = answer_titles(result.base, entry)
            click.echo(f"  {entry.title}: {titles[result.classifications[entry.id]]}")
    for name in result.contradictions:
        statement = words.statement(name, result.base.propositions[name].title)
        click.echo(f"  {words.say('contradictory', statement=statement)}")
    if result.candidates != (result.verdict,):
        from explain.argue.why import open_attributes

        possible = ", ".join(candidate.value for candidate in result.candidates)
        click.echo(f"  {words.say('still_possible', verdicts=possible)}")
        attributes = ", ".join(open_attributes(result))
        click.echo(f"  {words.say('would_settle', attributes=attributes)}")
