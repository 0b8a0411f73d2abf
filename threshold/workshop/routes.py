"""The addresses of the workshop: the trainer's page and its steps, and the participants' vote."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from secrets import token_urlsafe
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from knowledge.cases.files import case_text, received_case
from knowledge.faults import Fault, InvalidCase, shorten
from threshold.workshop import pages
from threshold.workshop.access import LARGEST_BODY, Access, Gate
from threshold.workshop.fields import answer, field
from threshold.workshop.room import Room
from threshold.workshop.translation import Speech
from threshold.workshop.votes import VoteClosed

LANGUAGE, VOTER = "threshold_language", "threshold_voter"
MOST_FAULTS = 8  # that are told of one file
_YEAR = 365 * 24 * 3600
Step = Callable[["Workshop", FormData], Awaitable[None]]


class Workshop:
    """The web application around one room."""

    def __init__(self, room: Room):
        self.room = room

    def speech(self, request: Request) -> Speech:
        """The language that this browser chose."""
        return self.room.speech(request.cookies.get(LANGUAGE))

    async def page(self, request: Request) -> Response:
        """The trainer's page."""
        return HTMLResponse(await pages.page(self.room, self.speech(request)))

    async def questions(self, request: Request) -> Response:
        """The questions, worked out after the graph."""
        return HTMLResponse(await pages.questions(self.room, self.speech(request)))

    async def changes(self, request: Request) -> Response:
        """What would change the verdict."""
        return HTMLResponse(await pages.changes(self.room, self.speech(request)))

    async def dates(self, request: Request) -> Response:
        """The dates."""
        return HTMLResponse(await pages.dates(self.room, self.speech(request)))

    async def pulse(self, request: Request) -> Response:
        """What is new since a browser asked last: nothing, one more ballot, or another state."""
        session, seen = self.room.session, request.query_params
        if seen.get("revision") != str(session.now.revision):
            return HTMLResponse(await pages.board(self.room, self.speech(request)))
        if seen.get("votes") != str(session.votes):
            return HTMLResponse(pages.fill("count.html", self.room, self.speech(request)))
        return Response(status_code=204)

    def step(self, take: Step) -> Callable[[Request], Awaitable[Response]]:
        """A route that changes the state and answers with what the page shows now."""

        async def run(request: Request) -> Response:
            async with request.form(
                max_files=1, max_fields=300, max_part_size=LARGEST_BODY
            ) as form:
                await take(self, form)
            return HTMLResponse(await pages.board(self.room, self.speech(request)))

        return run

    async def language(self, request: Request) -> Response:
        """Choose this browser's language."""
        async with request.form(max_files=0, max_fields=5) as form:
            code = field(form, "language")
        answer = Response(status_code=204, headers={"HX-Refresh": "true"})
        if code in self.room.speeches:
            answer.set_cookie(LANGUAGE, code, max_age=_YEAR, httponly=True, samesite="lax")
        return answer

    async def save_case(self, request: Request) -> Response:
        """The case as a file that `threshold assess` reads."""
        case = self.room.session.now.case
        return PlainTextResponse(
            case_text(case),
            media_type="application/yaml",
            headers=_attached(f"{_file_name(case)}.yaml"),
        )

    async def save_page(self, request: Request) -> Response:
        """The assessment as a page that works offline."""
        shown = await self.room.view.picture()
        speech = self.speech(request)
        written = await run_in_threadpool(speech.page, shown.explanation)
        return HTMLResponse(
            written,
            headers=_attached(f"{_file_name(self.room.session.now.case)}.html"),
        )

    async def vote(self, request: Request) -> Response:
        """A participant's page."""
        voter = _voter(request) or token_urlsafe(9)
        answer = HTMLResponse(pages.vote_page(self.room, self.speech(request), voter))
        answer.set_cookie(VOTER, voter, httponly=True, samesite="lax")
        return answer

    async def vote_pulse(self, request: Request) -> Response:
        """What is new for a participant."""
        if request.query_params.get("seen") == pages.seen(self.room):
            return Response(status_code=204)
        return HTMLResponse(
            pages.vote_page(self.room, self.speech(request), _voter(request), "ballot.html")
        )

    async def cast(self, request: Request) -> Response:
        """Count a participant's choice."""
        voter = _voter(request)
        if not voter:
            return RedirectResponse("/vote", 303)
        async with request.form(max_files=0, max_fields=60) as form:
            number = field(form, "number")
            self.room.session.cast(
                voter, int(number) if number.isdecimal() and len(number) < 9 else 0, answer(form)
            )
        return HTMLResponse(pages.vote_page(self.room, self.speech(request), voter, "ballot.html"))

    async def refused(self, request: Request, error: Exception) -> Response:
        """What was wrong with what was put in, above the page as it is."""
        faults = error.faults if isinstance(error, InvalidCase) else (error,)
        told = [shorten(str(fault), 400) for fault in faults[:MOST_FAULTS]]
        speech = self.speech(request)
        return HTMLResponse(
            pages.fill("message.html", self.room, speech, told=told, more=len(faults) - len(told)),
            422,
        )


async def _ask(self: Workshop, form: FormData) -> None:
    self.room.session.ask(field(form, "attribute"))


async def _skip(self: Workshop, form: FormData) -> None:
    self.room.session.skip(field(form, "attribute"))


async def _take_answer(self: Workshop, form: FormData) -> None:
    self.room.session.answer(field(form, "attribute"), answer(form))


async def _back(self: Workshop, form: FormData) -> None:
    self.room.session.take_back()


async def _begin(self: Workshop, form: FormData) -> None:
    self.room.session.begin(field(form, "name"))


async def _preset(self: Workshop, form: FormData) -> None:
    self.room.session.open(self.room.preset(field(form, "preset")))


async def _upload(self: Workshop, form: FormData) -> None:
    sent = form.get("file")
    raw, name = (
        (await sent.read(), sent.filename or "") if isinstance(sent, UploadFile) else (b"", "")
    )
    shown_as = shorten(re.split(r"[/\\]", name)[-1], 80) or "file"
    self.room.session.open(
        await run_in_threadpool(received_case, raw, shown_as, self.room.session.base)
    )


async def _change(self: Workshop, form: FormData) -> None:
    """Try one of the smallest changes: they are worked out again, so that nothing is taken from the
    page but which one.
    """
    wanted, number = field(form, "to"), field(form, "set")
    for found in await self.room.view.changes():
        if found.to == wanted and number.isdecimal() and int(number[:4]) < len(found.sets):
            self.room.session.change(
                {change.attribute: change.to for change in found.sets[int(number[:4])].changes}
            )
            return


async def _vote(self: Workshop, form: FormData) -> None:
    self.room.session.open_vote(field(form, "about"))


async def _reveal(self: Workshop, form: FormData) -> None:
    self.room.session.reveal()


async def _close(self: Workshop, form: FormData) -> None:
    self.room.session.close_vote()


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


def application(room: Room, access: Access) -> Starlette:
    """The workshop as an ASGI application."""
    workshop = Workshop(room)
    shown: dict[str, Any] = {
        "/": workshop.page,
        "/questions": workshop.questions,
        "/changes": workshop.changes,
        "/dates": workshop.dates,
        "/pulse": workshop.pulse,
        "/save/case": workshop.save_case,
        "/save/page": workshop.save_page,
        "/vote": workshop.vote,
        "/vote/pulse": workshop.vote_pulse,
    }
    routes: list[Route | Mount] = [Route(path, endpoint) for path, endpoint in shown.items()]
    routes += [Route(path, workshop.step(take), methods=["POST"]) for path, take in STEPS.items()]
    routes += [
        Route(path, workshop.language, methods=["POST"]) for path in ("/language", "/vote/language")
    ]
    routes += [
        Route("/vote/cast", workshop.cast, methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("threshold.workshop", "static")])),
    ]
    handlers: dict[Any, Any] = dict.fromkeys((InvalidCase, Fault, VoteClosed), workshop.refused)
    return Starlette(
        routes=routes, exception_handlers=handlers, middleware=[Middleware(Gate, access=access)]
    )


def _voter(request: Request) -> str:
    """Who votes, by the cookie of the vote's page; empty where there is none of its kind."""
    known = request.cookies.get(VOTER, "")
    return known if re.fullmatch(r"[A-Za-z0-9_-]{8,40}", known) else ""


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _file_name(case: Any) -> str:
    """A case's name as a plain file name."""
    return (re.sub(r"[^a-z0-9]+", "-", str(case.stated()["name"]).lower()).strip("-") or "case")[
        :60
    ]
