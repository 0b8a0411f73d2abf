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
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from knowledge.cases.files import case_text
from knowledge.faults import Fault, InvalidCase
from threshold.workshop import minutes, pages
from threshold.workshop.access import LARGEST_BODY, Access, Gate
from threshold.workshop.events import Events
from threshold.workshop.fields import answer, field
from threshold.workshop.room import Room
from threshold.workshop.session import StaleStep
from threshold.workshop.steps import DROP, STEPS, Step
from threshold.workshop.translation import Speech
from threshold.workshop.votes import BallotsAtStake, VoteClosed

LANGUAGE, VOTER = "threshold_language", "threshold_voter"
MOST_FAULTS = 8  # that are told of one file
_YEAR = 365 * 24 * 3600
VIEW = "X-View"  # the header by which a page says which of the views it shows
REVISION = "revision"  # the field that says which state the page showed when a step was chosen


class Workshop:
    """The web application around one room."""

    def __init__(self, room: Room):
        self.running = room
        self.events = Events(room.session, lambda: pages.seen(room))

    @property
    def room(self) -> Room:
        """The room as it is now: a page that is filled while steps are taken shows one state."""
        return self.running.still()

    def speech(self, request: Request) -> Speech:
        """The language that this browser chose."""
        return self.room.speech(request.cookies.get(LANGUAGE))

    def page(self, view: str) -> Callable[[Request], Awaitable[Response]]:
        """The page of a view: the trainer's, the presenter's, the projector's."""

        async def shown(request: Request) -> Response:
            return HTMLResponse(await pages.page(self.room, self.speech(request), view))

        return shown

    async def listen(self, request: Request) -> Response:
        """The stream of changes, as they happen."""
        return StreamingResponse(self.events.stream(), media_type="text/event-stream")

    async def questions(self, request: Request) -> Response:
        """The questions, worked out after the graph."""
        told = await pages.questions(self.room, self.speech(request), _view(request))
        return HTMLResponse(told)

    async def results(self, request: Request) -> Response:
        """The results of the votes so far."""
        return HTMLResponse(await pages.votes_so_far(self.room, self.speech(request)))

    async def path(self, request: Request) -> Response:
        """The questions that led to the legal tier."""
        return HTMLResponse(await pages.path(self.room, self.speech(request)))

    async def about(self, request: Request) -> Response:
        """The story of the case."""
        return HTMLResponse(pages.about_the_case(self.room, self.speech(request)))

    async def sent(self, request: Request) -> Response:
        """The cases that participants sent."""
        return HTMLResponse(pages.sent_cases(self.room, self.speech(request)))

    async def changes(self, request: Request) -> Response:
        """The smallest changes to each other verdict."""
        return HTMLResponse(await pages.changes(self.room, self.speech(request)))

    async def dates(self, request: Request) -> Response:
        """The dates."""
        return HTMLResponse(await pages.dates(self.room, self.speech(request)))

    async def pulse(self, request: Request) -> Response:
        """The state, where it is another one than a browser shows; ballots are told as events."""
        room = self.room
        if request.query_params.get("revision") == str(room.session.now.revision):
            return Response(status_code=204)
        return HTMLResponse(await pages.board(room, self.speech(request), _view(request)))

    def step(self, take: Step) -> Callable[[Request], Awaitable[Response]]:
        """A route that changes the state and answers with what the page shows now."""

        async def run(request: Request) -> Response:
            async with request.form(
                max_files=1, max_fields=300, max_part_size=LARGEST_BODY
            ) as form:
                shown = field(form, REVISION)
                if shown.isdecimal() and len(shown) < 9:
                    self.running.session.fits(int(shown))
                try:
                    await take(self.running, form)
                except BallotsAtStake as stake:
                    return self._asked_to_drop(request, form, stake)
            told = await pages.board(self.room, self.speech(request), _view(request))
            return HTMLResponse(told)

        return run

    def _asked_to_drop(self, request: Request, form: FormData, stake: BallotsAtStake) -> Response:
        """Nothing was done: whether the ballots may be dropped is asked first."""
        sent = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        file = any(isinstance(value, UploadFile) for _, value in form.multi_items())
        told = pages.fill(
            "stake.html",
            self.room,
            self.speech(request),
            ballots=stake.ballots,
            # a file is not sent again by itself: the vote is ended, and it can be opened then
            path="/trainer/close" if file else request.url.path,
            sent=[] if file else [one for one in sent if one[0] not in (DROP, REVISION)],
        )
        return HTMLResponse(told, 409)

    async def stale(self, request: Request, error: Exception) -> Response:
        """A step that was chosen on an older page does nothing; the page shows what is by now."""
        speech = self.speech(request)
        told = await pages.board(self.room, speech, _view(request), str(speech.say("stale_step")))
        return HTMLResponse(told, 409)

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
        """The assessment as a page that works offline; none while the room guesses it."""
        speech, room = self.speech(request), self.room
        if room.session.now.hidden:
            return PlainTextResponse(str(speech.say("hidden_until_reveal")), 409)
        shown = await room.view.picture()
        written = await run_in_threadpool(speech.page, shown.explanation)
        return HTMLResponse(
            written,
            headers=_attached(f"{_file_name(room.session.now.case)}.html"),
        )

    def save_votes(self, form: str) -> Callable[[Request], Awaitable[Response]]:
        """The votes, as CSV or JSON, or with the engine's answers as minutes."""
        make, media = minutes.FORMS[form]

        async def saved(request: Request) -> Response:
            room = self.room
            written = await make(room, self.speech(request))
            name = f"{_file_name(room.session.now.case)}-votes.{form}"
            return Response(written, media_type=media, headers=_attached(name))

        return saved

    async def vote(self, request: Request) -> Response:
        """A participant's page."""
        voter = _voter(request) or token_urlsafe(9)
        answer = HTMLResponse(await pages.vote_page(self.room, self.speech(request), voter))
        answer.set_cookie(VOTER, voter, httponly=True, samesite="lax")
        return answer

    async def vote_pulse(self, request: Request) -> Response:
        """The news for a participant."""
        if request.query_params.get("seen") == pages.seen(self.room):
            return Response(status_code=204)
        return HTMLResponse(await self._ballot(request))

    async def _ballot(self, request: Request) -> str:
        voter = _voter(request)
        return await pages.vote_page(self.room, self.speech(request), voter, "ballot.html")

    async def send_case(self, request: Request) -> Response:
        """Take in a case that a participant thought of."""
        if not _voter(request):
            return RedirectResponse("/vote", 303)
        async with request.form(max_files=0, max_fields=5) as form:
            self.running.session.send(field(form, "name"), field(form, "description"))
        told = pages.fill("thanks.html", self.room, self.speech(request))
        return HTMLResponse(told)

    async def cast(self, request: Request) -> Response:
        """Count a participant's choice."""
        voter = _voter(request)
        if not voter:
            return RedirectResponse("/vote", 303)
        async with request.form(max_files=0, max_fields=60) as form:
            number = field(form, "number")
            self.running.session.cast(
                voter, int(number) if number.isdecimal() and len(number) < 9 else 0, answer(form)
            )
        return HTMLResponse(await self._ballot(request))

    async def refused(self, request: Request, error: Exception) -> Response:
        """The faults of an input, above the page as it is."""
        faults = error.faults if isinstance(error, InvalidCase) else (error,)
        speech = self.speech(request)
        told = [speech.fault(fault) for fault in faults[:MOST_FAULTS]]
        return HTMLResponse(
            pages.fill("message.html", self.room, speech, told=told, more=len(faults) - len(told)),
            422,
        )


def application(room: Room, access: Access) -> Starlette:
    """The workshop as an ASGI application."""
    workshop = Workshop(room)
    shown: dict[str, Any] = {
        "/": workshop.page(pages.TRAINER),
        "/presenter": workshop.page(pages.PRESENTER),
        "/projector": workshop.page(pages.PROJECTOR),
        "/events": workshop.listen,
        "/questions": workshop.questions,
        "/results": workshop.results,
        "/about": workshop.about,
        "/path": workshop.path,
        "/sent": workshop.sent,
        "/changes": workshop.changes,
        "/dates": workshop.dates,
        "/pulse": workshop.pulse,
        "/save/case": workshop.save_case,
        "/save/page": workshop.save_page,
        "/vote": workshop.vote,
        "/vote/events": workshop.listen,
        "/vote/pulse": workshop.vote_pulse,
    }
    routes: list[Route | Mount] = [Route(path, endpoint) for path, endpoint in shown.items()]
    routes += [Route(f"/save/votes.{form}", workshop.save_votes(form)) for form in minutes.FORMS]
    routes += [Route(path, workshop.step(take), methods=["POST"]) for path, take in STEPS.items()]
    routes += [
        Route(path, workshop.language, methods=["POST"]) for path in ("/language", "/vote/language")
    ]
    routes += [
        Route("/vote/cast", workshop.cast, methods=["POST"]),
        Route("/vote/case", workshop.send_case, methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("threshold.workshop", "static")])),
    ]
    handlers: dict[Any, Any] = dict.fromkeys((InvalidCase, Fault, VoteClosed), workshop.refused)
    handlers[StaleStep] = workshop.stale
    made = Starlette(
        routes=routes,
        exception_handlers=handlers,
        middleware=[Middleware(Gate, access=access, say=room.say_to)],
    )
    made.state.at_end = workshop.events.end
    return made


def _voter(request: Request) -> str:
    """The voter, by the cookie of the vote's page; empty where there is none of its kind."""
    known = request.cookies.get(VOTER, "")
    return known if re.fullmatch(r"[A-Za-z0-9_-]{8,40}", known) else ""


def _view(request: Request) -> str:
    """The view that a page shows; the trainer's, where it does not say."""
    named = request.headers.get(VIEW, "")
    return named if named in pages.VIEWS else pages.TRAINER


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _file_name(case: Any) -> str:
    """A case's name as a plain file name."""
    return (re.sub(r"[^a-z0-9]+", "-", str(case.stated()["name"]).lower()).strip("-") or "case")[
        :60
    ]
