"""The page and its pieces, filled.

A piece that is sent after a step takes the place of the one of the same id.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Any

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from engine.asking import makes_sense
from explain.argue.first_layout import answer_told
from explain.argue.legal_layout import tier_statement
from explain.argue.legal_path import legal_path
from explain.argue.outlook_layout import tier_outlook
from explain.ask.questions import profile_told
from explain.ask.why_asked import why_asked
from explain.graph.graph import Drawing
from knowledge.entries import Attribute
from knowledge.faults import shorten
from knowledge.languages.words import Words
from threshold.workshop.bars import Bar, bars, choice_in_words, choices, right_choice
from threshold.workshop.difference import Difference, Mark, difference
from threshold.workshop.fitting import classes
from threshold.workshop.graph import to_svg
from threshold.workshop.legend import legend
from threshold.workshop.room import Room
from threshold.workshop.session import NOT_ASKED, as_text
from threshold.workshop.skeleton import with_all_grounds
from threshold.workshop.translation import Speech, box_in_words, plain
from threshold.workshop.views import Picture
from threshold.workshop.votes import VERDICT, Result

LONGEST_NAME = 120  # characters of a case's name on the page
STORY = ("description", "sector", "owner")  # what a case tells of itself
LONG_LIST, LONG_TEXT = 12, 1000  # choices, or letters of all choices
# of the card of a vote: letters in a line of a choice and of the question, and lines of choices
CARD_LINE, CARD_TITLE, CARD_LINES = 36, 26, 12
MOST_BARS = 6  # for which the card has room
BAR_LINES, BAR_WIDE = 1, 14  # what a bar takes, in letters: lines, and sizes across
BORDER, TITLE = 0.4, 1.3  # lines that the border of a choice takes, and a line of the question
TRAINER, PRESENTER, PROJECTOR = VIEWS = ("trainer", "presenter", "projector")
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
    stated, attributes = now.case.stated(), room.session.base.attributes
    told = speech.told_of(stated)
    common = {
        "s": speech,
        "say": speech.say,
        "words": speech.words,
        "now": now,
        "stated": stated,
        "vote": now.vote,
        "room": room,
        "session": room.session,
        "name": shorten(told["name"], LONGEST_NAME),
        "story": {name: told[name] for name in STORY if name in told},
        "answer_count": sum(
            known.type != NOT_ASKED for known in map(attributes.get, stated) if known
        ),
        "as_text": as_text,
        "choice_in_words": lambda about, choice: choice_in_words(about, choice, speech),
        "VERDICT": VERDICT,
        "is_long": lambda about: is_long(about, attributes),
        "on_stage": lambda about: on_stage(about, speech, stated),
        "MOST_BARS": MOST_BARS,
        "join": code_of(room.vote_address),
        "view": TRAINER,
        "whole": False,
    }
    return templates().get_template(template).render({**common, **values})


async def page(room: Room, speech: Speech, view: str = TRAINER) -> str:
    """The whole page of the trainer, of the presenter, or of the projector."""
    filled = await answered(room, speech, view)
    return fill("page.html", room, speech, whole=True, view=view, **filled)


async def board(room: Room, speech: Speech, view: str = TRAINER, told: str = "") -> str:
    """The part of the page that a step changes at once: the verdict, the graph, and where to ask
    for the rest.

    `told` is a message of the page, above it all.
    """
    filled = await answered(room, speech, view)
    return fill("board.html", room, speech, view=view, told=told, **filled)


async def answered(room: Room, speech: Speech, view: str = TRAINER) -> dict[str, Any]:
    """The verdict and the graph, with what the last step changed; the presenter sees no graph, and
    the verdict while the room guesses it.
    """
    now = room.session.now
    nothing: dict[str, Any] = {
        "svg": Markup(""),
        "differs": None,
        "was": None,
        "long_ballot": None,
        "long_bars": None,
        "fitted": "",
        "legend": [],
    }
    if view == PRESENTER:
        shown = await room.view.picture()
        return {"shown": shown, "kept": await kept_results(room, speech), **nothing}
    if now.hidden:
        return {"shown": None, **nothing}
    shown = await room.view.picture()
    if now.vote and on_stage(now.vote.about, speech, now.case.stated()):
        listed = await on_the_wall(room, speech)
        if listed:  # what the room chooses from takes the graph's place, and what it chose
            return {"shown": shown, **nothing, **listed}
    room.view.begin_questions(shown)  # while the graph is drawn
    spoken = _drawing(shown, speech)
    differs, was = None, None
    if now.before is not None:
        earlier = await room.views.of(now.before).picture()
        differs = difference(_drawing(earlier, speech), spoken)
        was = earlier.assessment.verdict.value
    marks = differs.marks if differs else {}
    flags: dict[Mark, str] = {
        "new": speech.words("flag_new"),
        "changed": speech.words("flag_changed"),
    }
    grounds = [ground.proposition for ground in shown.assessment.grounds]
    svg = to_svg(spoken, marks, flags, grounds)
    found = {"svg": svg, "differs": _named(differs, speech.spoken), "was": was}
    return {"shown": shown, **nothing, **found, "legend": legend(spoken)}


async def on_the_wall(room: Room, speech: Speech) -> dict[str, Any]:
    """The choices of a vote, or the bars of one that was revealed; none where the card has room
    for the bars.
    """
    vote = room.session.now.vote
    assert vote is not None
    if vote.revealed:
        found = await results(room, speech)
        said = ["", *(plain(one.says) for one in found)]  # how many were right stands above
        fits = len(found) <= MOST_BARS
        return {} if fits else {"long_bars": found, "fitted": classes(said, BAR_LINES, BAR_WIDE)}
    all_of_it = on_ballot(vote.about, speech)
    cut = is_long(vote.about, speech.base.attributes)
    listed = [_begun(one) for one in all_of_it] if cut else all_of_it
    return {"long_ballot": listed, "fitted": classes([plain(Markup(one)) for one in listed])}


def _drawing(shown: Picture, speech: Speech) -> Drawing:
    """The graph in a language, with a box for each possible ground."""
    drawn = speech.drawing(shown.explanation)
    return with_all_grounds(drawn, shown.assessment, speech.spoken)


def _named(differs: Difference | None, words: Words) -> dict[str, tuple[int, str]] | None:
    """For each way in which boxes changed: how many, and the first of them by what they say."""
    if differs is None:
        return None
    found = {}
    for way, nodes in (("new", differs.new), ("changed", differs.changed), ("gone", differs.gone)):
        told_above = ("verdict", "presumed")
        named = (
            box_in_words(node, words) for node in nodes if not node.look.startswith(told_above)
        )
        told = list(dict.fromkeys(named))
        more = f" + {len(told) - MOST_NAMED}" if len(told) > MOST_NAMED else ""
        found[way] = (len(told), words.listed(told[:MOST_NAMED]) + more)
    return found


async def questions(room: Room, speech: Speech, view: str = TRAINER) -> str:
    """The question that is asked, the vote if there is one, and the list of questions."""
    left = await room.view.questions()
    now, base = room.session.now, room.session.base
    stated = now.case.stated()
    matter = {question.attribute: question for question in left.questions}
    proposed = next((name for name in matter if name not in now.skipped), next(iter(matter), None))
    asked = now.vote.about if now.vote and now.vote.about != VERDICT else now.asked or proposed
    sense = makes_sense((await room.view.picture()).assessment)
    listed = [
        attribute
        for attribute in base.attributes.values()
        if attribute.type != NOT_ASKED and (attribute.id in stated or sense.get(attribute.id, True))
    ]
    return fill(
        "questions.html",
        room,
        speech,
        view=view,
        asked=base.attributes[asked] if asked else None,
        because=why_asked(matter[asked], speech.spoken) if asked in matter else None,
        chosen=now.asked is not None,
        left=left,
        asked_with=profile_told(left.profile, left.profile_title, speech.spoken)
        if left.profile
        else None,
        look_first=matter[asked].look_first if asked in matter else (),
        matter=matter,
        rows=[one for one in listed if one.id in stated or one.id in matter],
        others=[one for one in listed if one.id not in stated and one.id not in matter],
        keyed=_keys(base.attributes[asked]) if asked else {},
        qr=qr(room.vote_address) if now.vote else None,
        on_ballot=on_ballot(now.vote.about, speech) if now.vote else [],
        results=await results(room, speech),
    )


def is_long(about: str, attributes: Mapping[str, Attribute]) -> bool:
    """Whether nobody reads all choices at once. A set like that is asked in two short steps:
    whether any member applies, then which.
    """
    if about not in attributes:
        return False
    choices = attributes[about].values.values()
    return len(choices) >= LONG_LIST or sum(map(len, choices)) >= LONG_TEXT


def on_stage(about: str, speech: Speech, stated: Mapping[str, Any]) -> bool:
    """Whether the choices of a vote take the place of the graph, as the card has no room for all.

    Those of a guess of the verdict never do: the story stands there.
    """
    attributes = speech.base.attributes
    if about not in attributes or is_long(about, attributes):
        return about in attributes
    said = [BORDER + ceil(len(plain(one)) / CARD_LINE) for one in on_ballot(about, speech)]
    asked = len(plain(speech.question(about, stated)))
    return sum(said) + TITLE * (ceil(asked / CARD_TITLE) - 1) > CARD_LINES


def on_ballot(about: str, speech: Speech) -> list[Markup]:
    """The choices of the room, for those who have no phone; what a number or a day may be."""
    found = [choice_in_words(about, choice, speech) for choice in choices(about, speech.base)]
    asked = speech.base.attributes.get(about)
    return found if asked is None or asked.values else [speech.takes(asked), *found]


def _begun(choice: Markup) -> Markup | str:
    """A choice of a long list on a wall, as far as a semicolon: phones show the rest."""
    said = choice.unescape()
    return choice if "<" in said or ";" not in said else f"{said.partition(';')[0]}\u00a0…"


async def results(room: Room, speech: Speech) -> list[Bar]:
    """The bars of the vote that was revealed last, while it is shown; else none."""
    vote = room.session.now.vote
    if vote is None or not vote.revealed:
        return []
    case = room.session.voted_on
    verdict = (await room.views.of(case).picture()).assessment.verdict.value
    right = right_choice(vote.about, case, verdict)
    return bars(vote.about, dict(vote.tally()), right, speech)


async def kept_results(room: Room, speech: Speech) -> list[tuple[Result, list[Bar]]]:
    """All votes that were revealed, each with its bars, the latest first."""
    found = []
    for one in reversed(room.session.results):
        verdict = (await room.views.of(one.case).picture()).assessment.verdict.value
        right = right_choice(one.about, one.case, verdict)
        found.append((one, bars(one.about, one.counts, right, speech)))
    return found


async def votes_so_far(room: Room, speech: Speech) -> str:
    """The results of the votes that were revealed."""
    return fill("results.html", room, speech, kept=await kept_results(room, speech))


def about_the_case(room: Room, speech: Speech) -> str:
    """The story of the case."""
    return fill("about.html", room, speech)


async def path(room: Room, speech: Speech) -> str:
    """The questions that led to the legal tier, numbered; hidden while the room guesses."""
    found = None
    if not room.session.now.hidden:
        shown = await room.view.picture()
        found = legal_path(shown.explanation, shown.assessment)
    told = {"told": answer_told, "tier": tier_statement, "ahead": tier_outlook}
    return fill("path.html", room, speech, found=found, **told)


def sent_cases(room: Room, speech: Speech) -> str:
    """The cases that participants sent."""
    return fill("sent.html", room, speech)


async def changes(room: Room, speech: Speech) -> str:
    """The smallest changes to each other verdict: first the verdicts that can be reached."""
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


async def vote_page(room: Room, speech: Speech, voter: str, template: str = "vote.html") -> str:
    """The page of a participant."""
    vote = room.session.now.vote
    asked = room.session.base.attributes[vote.about] if vote and vote.about != VERDICT else None
    mine = vote.ballots.get(voter) if vote else None
    guessed = vote is not None and vote.revealed and vote.about == VERDICT
    return fill(
        template,
        room,
        speech,
        asked=asked,
        mine=mine,
        current=mine.split(", ") if mine and asked and asked.type == "set" else mine,
        in_words=lambda choice: choice_in_words(vote.about, choice, speech) if vote else "",
        results=await results(room, speech),
        shown=await room.views.of(room.session.voted_on).picture() if guessed else None,
        seen=seen(room),
        whole=template == "vote.html",
    )


def seen(room: Room) -> str:
    """The state of a participant's page, in a word: it is asked for again when this differs."""
    vote = room.session.now.vote
    return f"{vote.number}{'r' if vote.revealed else ''}" if vote else "0"


def code_of(address: str) -> tuple[str, str]:
    """The address that participants type, and the code that it asks for; empty where none."""
    plain, _, code = address.partition("?token=")
    return plain.removeprefix("http://"), code


@lru_cache(maxsize=4)
def qr(address: str) -> Markup:
    """An address as a picture for phones."""
    return Markup(
        segno.make(address, micro=False).svg_inline(
            scale=4, border=2, dark="#000", light="#fff", omitsize=True
        )
    )


def _keys(attribute: Attribute) -> dict[str, str]:
    """Value → the number key that chooses it."""
    return {
        value: str(number) for number, value in enumerate(attribute.values, start=1) if number < 10
    }
