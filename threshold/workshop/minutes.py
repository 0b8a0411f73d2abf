"""The records of a workshop: the votes as CSV and JSON, and the minutes: the room's votes, the
engine's verdicts, the reasons that decided.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from markupsafe import Markup

from explain.argue.explanation import Explanation
from explain.argue.legal_layout import tier_statement
from explain.ask.comparison import with_changes
from explain.portfolios.rows import harmless_cell
from threshold.workshop.bars import Bar, bars, choice_in_words, right_choice
from threshold.workshop.pages import fill
from threshold.workshop.room import Room
from threshold.workshop.session import as_text
from threshold.workshop.translation import Speech, plain
from threshold.workshop.views import View
from threshold.workshop.votes import VERDICT, Result

MOST_DECIDING = 6  # grounds and exceptions that are named as what decided
HEADS = ("vote", "case", "about", "question", "choice", "says", "votes", "percent", "right")


class Minute(NamedTuple):
    """One vote with what the engine said of the case."""

    result: Result
    case: str  # its name
    question: str
    bars: list[Bar]
    verdict: str  # the headline
    decided: list[str]
    after: str  # the headline with what was taken over; empty where nothing was
    taken: Markup  # what was taken over, in words; empty where nothing was
    on: date  # the day of which the engine spoke


async def minutes_of(room: Room, speech: Speech) -> list[Minute]:
    """All votes that were revealed, in their order."""
    return [await _minute(room, one, speech) for one in room.session.results]


async def _minute(room: Room, one: Result, speech: Speech) -> Minute:
    picture = await room.views.of(one.case).picture()
    right = right_choice(one.about, one.case, picture.assessment.verdict.value)
    after, taken = "", Markup("")
    if one.taken is not None:
        with_it = await _with_taken(room, one).picture()
        after = str(speech.headline(with_it.explanation).unescape())
        taken = choice_in_words(one.about, one.taken, speech)
    question = (
        speech.words("which_verdict")
        if one.about == VERDICT
        else plain(speech.question(one.about, one.case.stated()))
    )
    return Minute(
        one,
        speech.told_of(one.case.stated())["name"],
        question,
        bars(one.about, one.counts, right, speech),
        str(speech.headline(picture.explanation).unescape()),
        deciding(picture.explanation, speech),
        after,
        taken,
        picture.assessment.on,
    )


def _with_taken(room: Room, one: Result) -> View:
    """The view of a case once the room's answer was taken over."""
    value = room.session.read(one.about, one.taken or "")
    return room.views.of(with_changes(one.case, {one.about: value}, room.session.base))


def deciding(explanation: Explanation, speech: Speech) -> list[str]:
    """The reasons for the verdict: the legal tier, the grounds that stand, the exceptions that
    hold.
    """
    words = speech.spoken
    legal = [tier_statement(explanation.legal, words)] if explanation.legal else []
    grounds = [
        words.statement(ground.argument.proposition, ground.argument.statement)
        for ground in explanation.grounds
        if ground.status == "stands"
    ]
    held = [
        words.statement(one.proposition, one.title)
        for one in explanation.exceptions
        if one.outcome == "holds"
    ]
    found = [*held, *grounds]
    more = len(found) - MOST_DECIDING
    rest = [words.say("and_more", count=more)] if more > 0 else []
    return [*legal, *found[:MOST_DECIDING], *rest]


async def results_csv(room: Room, speech: Speech) -> str:
    """A row for each choice of each vote; the heads are the same in every language."""
    written = StringIO()
    sheet = csv.writer(written, lineterminator="\n")
    sheet.writerow(HEADS)
    for row in _rows(await minutes_of(room, speech)):
        sheet.writerow([harmless_cell(row[head]) for head in HEADS])
    return written.getvalue()


async def results_json(room: Room, speech: Speech) -> str:
    """The votes as data."""
    base = room.session.base
    found = [
        {
            "vote": one.result.number,
            "case": one.case,
            "answers": {
                name: as_text(value)
                for name, value in one.result.case.stated().items()
                if name in base.attributes
            },
            "about": one.result.about,
            "question": one.question,
            "on": one.on.isoformat(),
            "counts": {bar.choice: bar.votes for bar in one.bars},
            "right": next((bar.choice for bar in one.bars if bar.right), None),
            "taken": one.result.taken,
            "verdict": one.verdict,
            "verdict_after": one.after or None,
            "decided": one.decided,
        }
        for one in await minutes_of(room, speech)
    ]
    told = {"knowledge": base.version, "language": speech.code, "votes": found}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


async def minutes_page(room: Room, speech: Speech) -> str:
    """The minutes as a page that works offline and prints; without the verdict that the room still
    guesses.
    """
    shown = None if room.session.now.hidden else await room.view.picture()
    return fill(
        "minutes.html",
        room,
        speech,
        minutes=await minutes_of(room, speech),
        shown=shown,
        decided=deciding(shown.explanation, speech) if shown else [],
    )


FORMS = {  # ending → what makes it, and its media type
    "csv": (results_csv, "text/csv"),
    "json": (results_json, "application/json"),
    "html": (minutes_page, "text/html"),
}


def _rows(minutes: Iterable[Minute]) -> Iterable[dict[str, Any]]:
    for one in minutes:
        for bar in one.bars:
            yield {
                "vote": one.result.number,
                "case": one.case,
                "about": one.result.about,
                "question": one.question,
                "choice": bar.choice,
                "says": plain(bar.says),
                "votes": bar.votes,
                "percent": bar.percent,
                "right": "yes" if bar.right else "",
            }
