"""`threshold register list`, `show`, `history`, `diff`, `due`: what a register holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from knowledge.outputs import on_one_line
from threshold.commands.options import LANGUAGE, MARKDOWN
from threshold.commands.options import show as print_explanation
from threshold.commands.printing import print_json
from threshold.commands.register.options import (
    AS_JSON,
    DAY,
    KEY,
    ON,
    PACKS,
    REGISTER,
    asked_with,
    day,
    echo,
    opened,
    teller,
)
from threshold.commands.spoken_help import command
from threshold.commands.value_types import Whole


@command("list")
@click.option("--verdict", help="Only cases with this verdict, by its id.")
@click.option("--tier", help="Only cases of this legal tier, by the last part of its name.")
@click.option("--owner", help="Only cases of this owner.")
@click.option("--all", "vanished", is_flag=True, help="Those too that their list no longer has.")
@ON
@REGISTER
@PACKS
@AS_JSON
@LANGUAGE
def list_cases(
    verdict: str | None,
    tier: str | None,
    owner: str | None,
    vanished: bool,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    as_json: bool,
    language: str,
) -> None:
    """List the cases with verdict, legal tier and owner, as they are on a day: what presses most
    first, each with its rank and the reason for it.
    """
    from threshold.register.standing import by_rank

    with opened(url, packs) as register:
        found = [
            state
            for state in sorted(register.cases(day(on)), key=by_rank)
            if (verdict is None or state.outcome.verdict == verdict)
            and (tier is None or state.outcome.tier == tier)
            and (owner is None or state.owner == owner)
            and (vanished or state.vanished_on is None)
        ]
        told = teller(register, language)
        if as_json:
            _echo(found)
        elif not found:
            echo(told.words.say("register_empty"))
        for state in () if as_json else found:
            echo(on_one_line(told.line(state)))
        if found and not as_json:
            echo(told.words.say("register_as_far"))


@command()
@KEY
@ON
@REGISTER
@PACKS
@AS_JSON
@LANGUAGE
def show(
    key: str, on: datetime | None, url: str, packs: tuple[str, ...], as_json: bool, language: str
) -> None:
    """Show the case KEY on a day: what follows, what can still change it, and its answers."""
    from explain.argue.first_answer import AskedBy, first_answer
    from explain.forms.forms import SCREEN
    from threshold.register.first import first_outline

    with opened(url, packs) as register:
        state, answers = register.case(key, day(on)), register.answers(key, day(on))
        lapsed, found = register.lapsed(key, day(on)), register.assessment(key, day(on), prove=True)
        if as_json:
            _echo({"case": state, "answers": answers, "lapsed": lapsed, "assessment": found})
            return
        told, answer = teller(register, language), first_answer(found)
        answer.was_asked_by(AskedBy(options=asked_with(url, packs)))
        echo(str(SCREEN(first_outline(answer, key, told.words))))
        if state.vanished_on:
            echo(told.words.say("register_vanished_on", day=state.vanished_on))
        for line in told.answers(answers, lapsed):
            echo(line)


@command()
@KEY
@click.option("--until", type=DAY, help="The last day to look at. Default: five years on.")
@ON
@REGISTER
@PACKS
@AS_JSON
@MARKDOWN
@LANGUAGE
def timeline(
    key: str,
    until: datetime | None,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """List the days on which a conclusion on the case KEY changes with nothing but time passing:
    days of the law, days of the case, and those after which an answer counts no more.
    """
    with opened(url, packs) as register:
        found = register.timeline(key, day(until), day(on))
        print_explanation(found, as_json, markdown, language, register.base)


@command()
@KEY
@REGISTER
@PACKS
@AS_JSON
@LANGUAGE
def history(key: str, url: str, packs: tuple[str, ...], as_json: bool, language: str) -> None:
    """Show all that was ever answered about the case KEY, in which lists it was, and how it was
    assessed.
    """
    with opened(url, packs) as register:
        answers, snapshots = register.history(key), register.snapshots(key)
        listings = register.listings(key)
        if as_json:
            _echo({"answers": answers, "listings": listings, "snapshots": snapshots})
            return
        told = teller(register, language)
        echo(told.heading("answers"))
        for one in answers:
            echo(f"  {told.answer(one)}")
        if listings:
            echo(told.heading("listings"))
        for listing in told.listings(listings):
            echo(f"  {listing}")
        echo(told.heading("snapshots"))
        for snapshot in snapshots:
            echo(f"  {told.snapshot(snapshot)}")


@command()
@click.argument("before", type=DAY, metavar="DAY1")
@click.argument("after", type=DAY, metavar="DAY2")
@REGISTER
@PACKS
@AS_JSON
@LANGUAGE
def diff(
    before: datetime,
    after: datetime,
    url: str,
    packs: tuple[str, ...],
    as_json: bool,
    language: str,
) -> None:
    """Tell what is otherwise on DAY2 than on DAY1 (verdicts, legal tiers, duties, controls), and
    why: an answer, an answer that lapsed, the clock, or the knowledge.
    """
    with opened(url, packs) as register:
        found = register.diff(before.date(), after.date())
        if as_json:
            _echo(found)
            return
        for line in teller(register, language).diff(found):
            echo(line)


@command()
@click.option("--within", default=90, show_default=True, type=Whole(0, 3_650))
@ON
@REGISTER
@PACKS
@AS_JSON
@LANGUAGE
def due(
    within: int,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    as_json: bool,
    language: str,
) -> None:
    """List what is due within so many days, by day: duties that begin to bind, those that bind and
    are not met, last days, answers that lapse.
    """
    with opened(url, packs) as register:
        found = register.due(within, day(on))
        told = teller(register, language)
        if as_json:
            _echo(found)
        elif not found:
            echo(told.words.say("register_nothing_due"))
        for item in () if as_json else found:
            echo(on_one_line(told.due(item)))


def _echo(found: Any) -> None:
    from threshold.register.told import as_json

    print_json(as_json(found))
