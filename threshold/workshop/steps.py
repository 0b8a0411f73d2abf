"""The steps of a trainer: what each does to the room, from the fields of its form."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from knowledge.cases.files import received_case
from knowledge.faults import shorten
from threshold.workshop.fields import answer, field
from threshold.workshop.room import Room

DROP = "drop"  # the field by which a trainer agrees that ballots are dropped
Step = Callable[[Room, FormData], Awaitable[None]]


async def _ask(room: Room, form: FormData) -> None:
    room.session.ask(field(form, "attribute"), drop=DROP in form)


async def _skip(room: Room, form: FormData) -> None:
    room.session.skip(field(form, "attribute"), drop=DROP in form)


async def _take_answer(room: Room, form: FormData) -> None:
    room.session.answer(field(form, "attribute"), answer(form), drop=DROP in form)


async def _back(room: Room, form: FormData) -> None:
    room.session.take_back(drop=DROP in form)


async def _begin(room: Room, form: FormData) -> None:
    name, description = field(form, "name"), field(form, "description")
    room.session.begin(name, description, drop=DROP in form)


async def _preset(room: Room, form: FormData) -> None:
    room.session.open(room.preset(field(form, "preset")), drop=DROP in form)


async def _upload(room: Room, form: FormData) -> None:
    sent = form.get("file")
    raw, name = (
        (await sent.read(), sent.filename or "") if isinstance(sent, UploadFile) else (b"", "")
    )
    shown_as = shorten(re.split(r"[/\\]", name)[-1], 80) or "file"
    room.session.open(
        await run_in_threadpool(received_case, raw, shown_as, room.session.base),
        drop=DROP in form,
    )


async def _change(room: Room, form: FormData) -> None:
    """Try one of the smallest changes: they are worked out again, so that nothing is taken from the
    page but which one.
    """
    wanted, number = field(form, "to"), field(form, "set")
    for found in await room.view.changes():
        if found.to == wanted and number.isdecimal() and int(number[:4]) < len(found.sets):
            room.session.change(
                {change.attribute: change.to for change in found.sets[int(number[:4])].changes},
                drop=DROP in form,
            )
            return


async def _vote(room: Room, form: FormData) -> None:
    room.session.open_vote(field(form, "about"), drop=DROP in form)


async def _reveal(room: Room, form: FormData) -> None:
    room.session.reveal()


async def _close(room: Room, form: FormData) -> None:
    room.session.close_vote(drop=DROP in form)


STEPS: dict[str, Step] = {
    "/answer": _take_answer,
    "/ask": _ask,
    "/skip": _skip,
    "/back": _back,
    "/begin": _begin,
    "/preset": _preset,
    "/upload": _upload,
    "/change": _change,
    "/trainer/vote": _vote,
    "/trainer/reveal": _reveal,
    "/trainer/close": _close,
}
