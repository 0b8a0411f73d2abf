"""A workshop on the disk: written after every step, and gone on with at the next start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from knowledge.base import KnowledgeBase
from knowledge.cases.files import json_text, received_case
from knowledge.cases.use_case import CaseModel
from knowledge.entries.source import Strict
from knowledge.faults import BadCase, InvalidCase, shorten
from knowledge.outputs import write_text
from knowledge.sentence import Sentence
from threshold.workshop.session import Moment, SentCase, Session
from threshold.workshop.votes import Result, Vote

VERSION = 1
MOST_STEPS = 100  # that can be taken back after the next start


class VoteOnDisk(Strict):
    """A vote as it is written."""

    number: int = Field(ge=1)
    about: str
    ballots: dict[str, str]
    revealed: bool


class MomentOnDisk(Strict):
    """The state that was shown at one time."""

    case: dict[str, Any]
    before: dict[str, Any] | None = None
    asked: str | None = None
    skipped: tuple[str, ...] = ()
    vote: VoteOnDisk | None = None


class ResultOnDisk(Strict):
    """The result of a vote."""

    number: int = Field(ge=1)
    about: str
    case: dict[str, Any]
    counts: dict[str, int]
    taken: str | None = None


class SentOnDisk(Strict):
    """A case that a participant sent."""

    name: str
    description: str = ""


class SessionOnDisk(Strict):
    """The whole of a session."""

    threshold_workshop: int = Field(ge=VERSION, le=VERSION, description="version of the form")
    knowledge: str = Field(description="version of the knowledge that answered")
    now: MomentOnDisk
    past: tuple[MomentOnDisk, ...] = ()
    results: tuple[ResultOnDisk, ...] = ()
    sent: tuple[SentOnDisk, ...] = ()
    votes: int = Field(default=0, ge=0)
    numbered: int = Field(default=0, ge=0)


def session_text(session: Session) -> str:
    """A session as JSON, which `restore` reads."""
    written = SessionOnDisk(
        threshold_workshop=VERSION,
        knowledge=session.base.version,
        now=_moment(session.now),
        past=tuple(_moment(one) for one in session.past[-MOST_STEPS:]),
        results=tuple(
            ResultOnDisk(
                number=one.number,
                about=one.about,
                case=_case(one.case),
                counts=dict(one.counts),
                taken=one.taken,
            )
            for one in session.results
        ),
        sent=tuple(SentOnDisk(name=one.name, description=one.description) for one in session.sent),
        votes=session.votes,
        numbered=session.numbered,
    )
    return json.dumps(written.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"


def restore(session: Session, file: Path) -> None:
    """Go on with the session in a file. Raises `InvalidCase` where the file holds none."""
    try:
        found = SessionOnDisk.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = Sentence.borrowed(shorten(f"{place}: {first['msg']}".removeprefix(": "), 200))
        said = Sentence(
            "{file}: this is no session of a workshop: {reason}", file=file, reason=reason
        )
        raise InvalidCase(
            [BadCase(said, expected=Sentence("a file that `--session` wrote, or a new name"))]
        ) from error
    base, name = session.base, str(file)
    past = [_read(one, name, base) for one in found.past]
    results = tuple(
        Result(one.number, one.about, _read_case(one.case, name, base), one.counts, one.taken)
        for one in found.results
    )
    session.now = _read(found.now, name, base)
    session.past, session.results = past, results
    session.sent = tuple(SentCase(one.name, one.description) for one in found.sent)
    session.votes, session.numbered = found.votes, found.numbered


def save_after_each_step(session: Session, file: Path) -> None:
    """Write the session now, and again after every change. Raises `OSError`."""

    def save() -> None:
        write_text(file, session_text(session))

    save()
    session.watch(save)


def _case(case: CaseModel) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(case))
    return found


def _moment(one: Moment) -> MomentOnDisk:
    vote = one.vote
    return MomentOnDisk(
        case=_case(one.case),
        before=None if one.before is None else _case(one.before),
        asked=one.asked,
        skipped=tuple(sorted(one.skipped)),
        vote=None
        if vote is None
        else VoteOnDisk(
            number=vote.number,
            about=vote.about,
            ballots=dict(vote.ballots),
            revealed=vote.revealed,
        ),
    )


def _read_case(case: Mapping[str, Any], file: str, base: KnowledgeBase) -> CaseModel:
    return received_case(json.dumps(case).encode(), file, base)


def _read(one: MomentOnDisk, file: str, base: KnowledgeBase) -> Moment:
    vote = one.vote
    return Moment(
        case=_read_case(one.case, file, base),
        before=None if one.before is None else _read_case(one.before, file, base),
        asked=one.asked if one.asked in base.attributes else None,
        skipped=frozenset(one.skipped),
        vote=None if vote is None else Vote(vote.number, vote.about, vote.ballots, vote.revealed),
    )
