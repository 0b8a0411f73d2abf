"""The addresses of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode

from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from explain.compose.verdict_graph import compose
from explain.graph.dot import to_dot
from explain.graph.graphviz import render
from knowledge.faults import Fault, InvalidCase, shorten
from knowledge.languages.message import Given, Message
from threshold.register.database import RegisterFault
from threshold.register.decision import as_page, record_of
from threshold.register.document import to_docx
from threshold.register.page import pages
from threshold.register.page.access import RegisterAccess
from threshold.register.page.desk import Desk
from threshold.register.writing import LARGEST_FILE, is_link
from threshold.workshop.access import Gate
from threshold.workshop.fields import answer, field
from threshold.workshop.translation import Speech

LANGUAGE, WHO = "threshold_language", "threshold_who"
MOST_FAULTS = 8  # that are told
LONGEST_TEXT = 2_000  # characters of what is typed
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_YEAR = 365 * 24 * 3600


class Page:
    """The web application around one register."""

    def __init__(self, desk: Desk, access: RegisterAccess):
        self.desk, self.access = desk, access

    def _speech(self, request: Request) -> Speech:
        return self.desk.speech(request.cookies.get(LANGUAGE))

    def _common(self, request: Request) -> tuple[Desk, Speech, bool]:
        """The values that fill every page: the desk, the language, whether one may answer."""
        editor = self.access.may_write(self.access.token(request.headers))
        return self.desk, self._speech(request), editor

    async def list(self, request: Request) -> Response:
        """The list of cases."""
        asked = request.query_params
        filters = pages.Filters(
            text=asked.get("text", "")[:LONGEST_TEXT],
            verdict=asked.get("verdict", ""),
            tier=asked.get("tier", ""),
            owner=asked.get("owner", ""),
            order=asked.get("order", pages.ORDERS[0]),
            vanished="vanished" in asked,
        )
        return HTMLResponse(await pages.list_page(*self._common(request), filters))

    async def due(self, request: Request) -> Response:
        """The items that are due."""
        given = request.query_params.get("within", "")
        within = min(int(given), 3_650) if given.isdecimal() and len(given) < 6 else pages.WITHIN
        return HTMLResponse(await pages.due_page(*self._common(request), within))

    async def case(self, request: Request) -> Response:
        """A case."""
        key, ask = _key(request), request.query_params.get("ask", "")
        return HTMLResponse(
            await pages.case_page(*self._common(request), key, ask=ask, who=_who(request))
        )

    async def dates(self, request: Request) -> Response:
        """The dates of a case."""
        return HTMLResponse(await pages.dates_page(*self._common(request), _key(request)))

    async def plan(self, request: Request) -> Response:
        """The actions for a case, or for all."""
        return HTMLResponse(await pages.plan_page(*self._common(request), _key(request)))

    async def graph(self, request: Request) -> Response:
        """The decision graph of a case, as a picture."""
        case = await run_in_threadpool(self.desk.register.stated, _key(request), self.desk.day)
        explanation = (await self.desk.view(case).picture()).explanation
        words = self._speech(request).spoken
        drawn = await run_in_threadpool(compose, explanation, words)
        svg = await run_in_threadpool(render, to_dot(drawn).source, "svg")
        return Response(svg, media_type="image/svg+xml")

    async def record(self, request: Request) -> Response:
        """The record of a decision, to be printed."""
        page = await run_in_threadpool(self._record, _key(request), self._speech(request))
        return HTMLResponse(page, headers=_attached("record.html"))

    def _record(self, key: str, speech: Speech) -> str:
        found = record_of(self.desk.register, key, self.desk.day, speech.spoken)
        return as_page(found, speech.spoken)

    async def document(self, request: Request) -> Response:
        """The same as a document of Word."""
        content = await run_in_threadpool(self._document, _key(request), self._speech(request))
        return Response(content, media_type=WORD, headers=_attached("record.docx"))

    def _document(self, key: str, speech: Speech) -> bytes:
        day = self.desk.day
        return to_docx(record_of(self.desk.register, key, day, speech.spoken), speech.code, day)

    async def evidence(self, request: Request) -> Response:
        """A file of evidence, to be saved: a browser shows none of it."""
        sha256 = request.path_params["sha256"]
        content = await run_in_threadpool(self.desk.register.evidence, sha256)
        name = request.query_params.get("name", "evidence")
        return Response(content, media_type="application/octet-stream", headers=_attached(name))

    async def answer(self, request: Request) -> Response:
        """Take an answer, and show the case as it is then; or what was wrong with it."""
        async with request.form(max_files=1, max_fields=300, max_part_size=LARGEST_FILE) as form:
            key, who = _shortened(form, "key"), _shortened(form, "who")
            file = form.get("file")
            sent = (
                (await file.read(), file.filename or "") if isinstance(file, UploadFile) else None
            )
            try:
                await run_in_threadpool(self._take, form, sent)
            except (InvalidCase, Fault) as error:
                page = await pages.case_page(
                    *self._common(request),
                    key,
                    ask=_shortened(form, "attribute"),
                    who=who,
                    told=_told(error, self._speech(request)),
                )
                return HTMLResponse(page, 422)
        answered = RedirectResponse(f"/case?{urlencode({'key': key})}", 303)
        answered.set_cookie(WHO, quote(who[:200]), max_age=_YEAR, httponly=True, samesite="lax")
        return answered

    def _take(self, form: FormData, sent: tuple[bytes, str] | None) -> None:
        content, name = sent or (b"", "")
        link = _field(form, "link")
        if link and not is_link(link):  # never the name of a file on this computer
            raise RegisterFault(Message("fault_no_evidence", {"file": shorten(link, 200)}))
        if link and name:
            raise RegisterFault(Message("fault_two_evidences"))
        seen = _field(form, "seen")
        self.desk.register.answer(
            _field(form, "key"),
            _field(form, "attribute"),
            _within(answer(form)),
            who=_field(form, "who"),
            on=self.desk.day,
            evidence=content if name else link or None,
            file_name=shorten(name.replace("\\", "/").rsplit("/", 1)[-1], 120),
            valid_until=_field(form, "valid_until") or None,
            note=_field(form, "note"),
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
        )

    async def language(self, request: Request) -> Response:
        """Choose this browser's language."""
        async with request.form(max_files=0, max_fields=5) as form:
            code, back = _shortened(form, "language"), _shortened(form, "back")
        # back to a page of our own, never to another site
        path = back.lstrip("/\\") if back.startswith("/") else ""
        answer = RedirectResponse(f"/{path}", 303)
        if code in self.desk.speeches:
            answer.set_cookie(LANGUAGE, code, max_age=_YEAR, httponly=True, samesite="lax")
        return answer

    async def refused(self, request: Request, error: Exception) -> Response:
        """A refusal, as a page of its own."""
        page = pages.fill(
            "refused.html", *self._common(request), told=_told(error, self._speech(request))
        )
        return HTMLResponse(page, 422)


def application(desk: Desk, access: RegisterAccess) -> Starlette:
    """The page as an ASGI application."""
    page = Page(desk, access)
    shown: Mapping[str, Any] = {
        "/": page.list,
        "/due": page.due,
        "/case": page.case,
        "/dates": page.dates,
        "/plan": page.plan,
        "/graph.svg": page.graph,
        "/record": page.record,
        "/record.docx": page.document,
        "/evidence/{sha256}": page.evidence,
    }
    static: list[str | tuple[str, str]] = [
        ("threshold.register.page", "static"),
        ("threshold.workshop", "static"),
    ]
    routes: list[Route | Mount] = [Route(path, endpoint) for path, endpoint in shown.items()]
    routes += [
        Route("/answer", page.answer, methods=["POST"]),
        Route("/language", page.language, methods=["POST"]),
        Mount("/static", StaticFiles(packages=static)),
    ]
    handlers: dict[Any, Any] = {InvalidCase: page.refused, Fault: page.refused}
    return Starlette(
        routes=routes,
        exception_handlers=handlers,
        middleware=[Middleware(Gate, access=access, say=desk.say_to)],
    )


def _key(request: Request) -> str:
    return request.query_params.get("key", "")


def _who(request: Request) -> str:
    return unquote(request.cookies.get(WHO, ""))


def _told(error: Exception, speech: Speech) -> list[Markup]:
    """The faults, in the language where they can be told in it, else in English."""
    faults = error.faults if isinstance(error, InvalidCase) else (error,)
    return [
        escape(shorten(fault.said.said(speech.spoken), 400))
        if isinstance(fault, RegisterFault)
        else speech.fault(fault)
        for fault in faults[:MOST_FAULTS]
    ]


def _shortened(form: FormData, name: str) -> str:
    """The beginning of a field's text, to be shown again."""
    return field(form, name).strip()[:LONGEST_TEXT]


def _field(form: FormData, name: str) -> str:
    """A field's text, without blanks around it. Raises `RegisterFault` where it is too long."""
    return _within(field(form, name).strip())


def _within(text: str) -> str:
    """A text, whole: half of a note, or of a link, is another one."""
    if len(text) > LONGEST_TEXT:
        raise RegisterFault(
            Message("fault_too_long", {"text": shorten(text, 40), "most": Given(LONGEST_TEXT)})
        )
    return text


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
