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


MOST_ASKED = 8  # open questions that are named; the rest is counted


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@ON
@PACK
@AS_JSON
@click.option(
    "--verdict",
    "verdict_alone",
    is_flag=True,
    help="Print the verdict and the tier as answered, without what further answers can change.",
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
    """Assess the cases in FILE..., and print the verdict of each.

    It is proven which other verdicts and tiers further answers can lead to, and told what the
    answer only presumes.

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
                assess_case(case, day_of(on), base=base, prove=as_json and not verdict_alone)
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
            if verdict_alone:
                _print_verdict(result, words)
            else:
                _print_answer(result, words)
        if results:
            click.echo(f"{words.say('no_legal_advice')} ({results[0].knowledge})")
    if faults:
        raise InvalidCase(faults)


def _print_answer(result: Assessment, words: Words) -> None:
    """The verdict with how far it holds, the tier, contradictions, and what is presumed."""
    from explain.argue.outlook import outlook
    from explain.argue.outlook_layout import can_change, headline, presumed, tier_outlook
    from knowledge.entries import derived_names

    found = outlook(result)
    verdict = result.base.entries[derived_names.verdict(result.verdict)]
    said = headline(words.statement(verdict.proposition, verdict.title), found, words)
    when = words.say("as_of", day=result.on)
    click.secho(result.name, bold=True)
    click.echo(f"  {result.verdict.value}: {said} ({when}; {result.chainer})")
    click.echo(f"  {can_change(found, words)}")
    asked = result.base.in_order(one.attribute for one in result.turning)
    if asked:
        more = [words.say("and_more", count=len(asked) - MOST_ASKED)]
        named = asked if len(asked) <= MOST_ASKED + 1 else [*asked[:MOST_ASKED], *more]
        click.echo(f"  {words.say('still_open', attributes=', '.join(named))}")
    tier = words.tier(result.tier, found.tier_titles[result.tier])
    click.echo(f"  {words.say('legal_tier', tier=tier)}")
    for line in tier_outlook(found, words):
        click.echo(f"    {line}")
    _print_classifications(result)
    _print_contradictions(result, words)
    if found.presumed:
        click.echo(f"  {words.say('presumed')}:")
    for one in found.presumed:
        click.echo(f"    {presumed(one, words)}")


def _print_classifications(result: Assessment) -> None:
    """What else is classified, beside the legal tier."""
    from engine.legal import further_classifications

    for further in result.base.derived(further_classifications):
        click.echo(f"  {further.title}: {further.titles[result.classifications[further.id]]}")


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
    click.echo(f"  {result.verdict.value}: {title} ({when}; {result.chainer})")
    click.echo(f"  {words.say('legal_tier', tier=result.tier)}")
    _print_classifications(result)
    _print_contradictions(result, words)
    if result.candidates != (result.verdict,):
        from explain.argue.why import open_attributes

        possible = ", ".join(candidate.value for candidate in result.candidates)
        click.echo(f"  {words.say('still_possible', verdicts=possible)}")
        attributes = ", ".join(open_attributes(result))
        click.echo(f"  {words.say('would_settle', attributes=attributes)}")
