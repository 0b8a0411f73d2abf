"""The page and its pieces, filled.

A piece that is sent after a step takes the place of the one of the same id.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Any

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from explain.ask.questions import Question
from explain.graph.graphviz import CannotDraw
from knowledge.entries import Attribute
from knowledge.faults import shorten
from threshold.workshop.difference import Difference, Mark, difference
from threshold.workshop.graph import to_svg
from threshold.workshop.room import Room
from threshold.workshop.session import NOT_ASKED, as_text
from threshold.workshop.translation import Speech, box_in_words
from threshold.workshop.votes import VERDICT, Vote

LONGEST_NAME = 120  # characters of a case's name on the page
MOST_NAMED = 2  # boxes that the sentence on what changed names


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The environment in which the page's templates are filled; what people wrote is escaped."""
    return Environment(
        loader=PackageLoader("threshold.workshop"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, room: Room, speech: Speech, **values: Any) -> str:
    """A template, filled for one language."""
    now = room.session.now
    common = {
        "s": speech,
        "say": speech.say,
        "words": speech.words,
        "now": now,
        "vote": now.vote,
        "room": room,
        "session": room.session,
        "name": shorten(str(now.case.stated()["name"]), LONGEST_NAME),
        "as_text": as_text,
        "VERDICT": VERDICT,
        "whole": False,
    }
    return templates().get_template(template).render({**common, **values})


async def page(room: Room, speech: Speech) -> str:
    """The whole page of the trainer."""
    return fill("page.html", room, speech, whole=True, **await answered(room, speech))


async def board(room: Room, speech: Speech) -> str:
    """What a step changes at once: the verdict, the graph, and where to ask for the rest."""
    return fill("board.html", room, speech, **await answered(room, speech))


async def answered(room: Room, speech: Speech) -> dict[str, Any]:
    """The verdict and the graph, with what the last step changed."""
    now = room.session.now
    if now.hidden:
        return {"shown": None, "svg": Markup(""), "differs": None, "was": None, "trouble": None}
    shown = await room.view.picture()
    spoken = speech.drawing(shown.explanation)
    differs, was = None, None
    if now.before is not None:
        earlier = await room.views.of(now.before).picture()
        differs = difference(speech.drawing(earlier.explanation), spoken)
        was = earlier.assessment.verdict.value
    marks = differs.marks if differs else {}
    flags: dict[Mark, str] = {
        "new": speech.words("flag_new"),
        "changed": speech.words("flag_changed"),
    }
    try:
        svg, trouble = await asyncio.to_thread(to_svg, spoken, marks, flags), None
    except CannotDraw as error:
        svg, trouble = Markup(""), str(error)
    return {
        "shown": shown,
        "svg": svg,
        "differs": _named(differs),
        "was": was,
        "trouble": trouble,
    }


def _named(differs: Difference | None) -> dict[str, tuple[int, str]] | None:
    """For each way in which boxes changed: how many, and the first of them by what they say."""
    if differs is None:
        return None
    found = {}
    for way, nodes in (("new", differs.new), ("changed", differs.changed), ("gone", differs.gone)):
        told_above = ("verdict", "presumed")
        named = (box_in_words(node) for node in nodes if not node.look.startswith(told_above))
        told = list(dict.fromkeys(named))
        more = f" + {len(told) - MOST_NAMED}" if len(told) > MOST_NAMED else ""
        found[way] = (len(told), "; ".join(told[:MOST_NAMED]) + more)
    return found


async def questions(room: Room, speech: Speech) -> str:
    """The question that is asked, the vote if there is one, and the list of questions."""
    left = await room.view.questions()
    now, base = room.session.now, room.session.base
    stated = now.case.stated()
    matter = {question.attribute: question for question in left.questions}
    proposed = next((name for name in matter if name not in now.skipped), next(iter(matter), None))
    asked = now.vote.about if now.vote and now.vote.about != VERDICT else now.asked or proposed
    listed = [attribute for attribute in base.attributes.values() if attribute.type != NOT_ASKED]
    return fill(
        "questions.html",
        room,
        speech,
        asked=base.attributes[asked] if asked else None,
        because=matter.get(asked or ""),
        turns=_turns(matter.get(asked or ""), speech),
        chosen=now.asked is not None,
        left=left,
        stated=stated,
        matter=matter,
        rows=[one for one in listed if one.id in stated or one.id in matter],
        others=[one for one in listed if one.id not in stated and one.id not in matter],
        keyed=_keys(base.attributes[asked]) if asked else {},
        qr=qr(room.vote_address) if now.vote else None,
        results=results(now.vote, speech),
    )


def results(vote: Vote | None, speech: Speech) -> list[dict[str, Any]]:
    """The counts of a vote that was revealed: choice, what it says, votes, and their share of the
    most in twentieths.
    """
    if vote is None or not vote.revealed:
        return []
    tally = vote.tally()
    most = max((votes for _, votes in tally), default=1)
    return [
        {
            "choice": choice,
            "says": choice_in_words(vote.about, choice, speech),
            "votes": votes,
            "bar": round(20 * votes / most),
        }
        for choice, votes in tally
    ]


def choice_in_words(about: str, choice: str, speech: Speech) -> Markup:
    """A ballot, in words."""
    if about == VERDICT:
        return speech.verdict(choice)
    if choice == "unknown":
        return speech.say("do_not_know")
    attribute = speech.base.attributes[about]
    value: Any = choice == "true" if attribute.type == "bool" else choice
    if attribute.type == "set":
        value = [] if choice == "none" else choice.split(", ")
    return speech.answer(about, value)


async def changes(room: Room, speech: Speech) -> str:
    """What would change the verdict: first the verdicts that can be reached."""
    found = [] if room.session.now.hidden else await room.view.changes()
    return fill("changes.html", room, speech, found=sorted(found, key=lambda one: not one.sets))


async def dates(room: Room, speech: Speech) -> str:
    """The days on which something changes."""
    return fill(
        "dates.html",
        room,
        speech,
        found=None if room.session.now.hidden else await room.view.timeline(),
    )


def vote_page(room: Room, speech: Speech, voter: str, template: str = "vote.html") -> str:
    """What a participant sees."""
    vote = room.session.now.vote
    asked = room.session.base.attributes[vote.about] if vote and vote.about != VERDICT else None
    mine = vote.ballots.get(voter) if vote else None
    return fill(
        template,
        room,
        speech,
        asked=asked,
        mine=mine,
        current=mine.split(", ") if mine and asked and asked.type == "set" else mine,
        in_words=lambda choice: choice_in_words(vote.about, choice, speech) if vote else "",
        results=results(vote, speech),
        seen=seen(room),
        whole=template == "vote.html",
    )


def seen(room: Room) -> str:
    """What a participant's page shows, in a word: it is asked for again when this differs."""
    vote = room.session.now.vote
    return f"{vote.number}{'r' if vote.revealed else ''}" if vote else "0"


@lru_cache(maxsize=4)
def qr(address: str) -> Markup:
    """An address as a picture for phones."""
    return Markup(
        segno.make(address, micro=False).svg_inline(
            scale=4, border=2, dark="#000", light="#fff", omitsize=True
        )
    )


def _turns(question: Question | None, speech: Speech) -> dict[str, Markup] | None:
    """Which answer turns which verdict into which, as proven."""
    if question is None:
        return None
    return {
        "answer": speech.answer(question.attribute, question.answer),
        "before": speech.verdict(question.before),
        "after": speech.verdict(question.after),
    }


def _keys(attribute: Attribute) -> dict[str, str]:
    """Value → the number key that chooses it."""
    return {
        value: str(number) for number, value in enumerate(attribute.values, start=1) if number < 10
    }
