"""Access to the workshop: from this computer alone, or with a token.

From the workshop's own page, with no more than it takes.

Every request passes here first. A page of another site can neither read the workshop (its name is
not in `Host`) nor act in it (its address is in `Origin`), and what the workshop sends may load,
frame and run nothing that is not its own.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from functools import partial
from hmac import compare_digest
from secrets import choice, token_urlsafe
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 128_000  # bytes; a case with every attribute answered has a twentieth of it
VOTE = "/vote"  # participants may go here, and to what is below
STATIC = "/static/"
STYLE = f"{STATIC}code.css"  # of the page that asks for the code
COOKIE = "threshold_token"
# the code to vote: letters and digits that nobody takes for each other, in either case
CODE_LETTERS = "23456789CDFGHJKMPQRTVWX"
CODE_LENGTH = 6
_SAFE = ("GET", "HEAD")
_LOOPBACK_NAMES = ("localhost",)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
        " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_ASKS = """<!doctype html><html lang="{code}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Threshold</title><link rel="stylesheet" href="/static/code.css">
<main><h1>{says}</h1>
<form method="get" class="row"><label>{label} <input name="token" autocomplete="off"
 autocapitalize="characters" autofocus></label> <button class="main">{open}</button></form></main>
</html>"""


class Say(Protocol):
    """Says a text of the page."""

    def __call__(self, key: str, accepted: str, **values: float) -> tuple[str, str]:
        """The code of the first language that a browser accepts, and the text in it."""


@dataclass(frozen=True, slots=True)
class Access:
    """The host names that the workshop answers to, and the tokens for all of it or for the vote
    alone.
    """

    host: str  # the address it listens on
    trainer: str | None = None  # None on loopback: whoever can reach it sits at this computer
    participant: str | None = None
    largest_body: int = LARGEST_BODY
    cookie: str = COOKIE
    what: str = "workshop"  # what is served, in the messages of the door

    def names(self, host: str) -> bool:
        """Whether a request may call the workshop by this name.

        A name of another site that leads here is refused.
        """
        address = _address(host)
        if self.trainer is None:
            return host in _LOOPBACK_NAMES or (address is not None and address.is_loopback)
        machine = socket.gethostname().lower()
        return address is not None or host in (
            *_LOOPBACK_NAMES,
            self.host.lower(),
            machine,
            f"{machine}.local",
        )

    def admits(self, token: str, path: str, method: str = "GET") -> bool | None:
        """Whether a token opens a path for a method: None where it is no token at all.

        Takes the same time for each wrong token.
        """
        if self.trainer is None or self.participant is None:
            return True
        trainer = compare_digest(token.encode(), self.trainer.encode())
        typed = token.strip().upper().encode()
        participant = compare_digest(typed, self.participant.upper().encode())
        if not (trainer or participant):
            return None
        return trainer or self.shared(path, method)

    def shared(self, path: str, method: str) -> bool:
        """Whether the second token opens a path."""
        return path == VOTE or path.startswith((f"{VOTE}/", STATIC))

    def token(self, headers: Headers) -> str:
        """The token in a request's cookie."""
        return cookie_parser(headers.get("cookie", "")).get(self.cookie, "")


def access_for(host: str) -> Access:
    """Open on loopback; with fresh tokens on any other address."""
    address = _address(host)
    if host in _LOOPBACK_NAMES or (address is not None and address.is_loopback):
        return Access(host)
    code = "".join(choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return Access(host, token_urlsafe(18), code)


class Gate:
    """Refuses, before anything is read or done, what may not come in.

    Adds to every answer what it may not do.
    """

    def __init__(self, app: ASGIApp, access: Access, say: Say):
        """`say` speaks the language that a browser wants; English, where there is none."""
        self.app, self.access, self.say = app, access, say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope) or self._token(scope)
        if refused is None and scope["method"] not in _SAFE:
            largest = self.access.largest_body
            body = await _body(scope, receive, largest)
            if body is None:
                accepted = Headers(scope=scope).get("accept-language", "")
                _, told = self.say("too_large", accepted, most=largest)
                refused = PlainTextResponse(told, 413)
            else:
                receive = _again(body, receive)
        await (refused or self.app)(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.access.names(_name(host)):
            what = self.access.what
            return PlainTextResponse(f"The {what} does not answer under this name.", 403)
        if scope["method"] not in _SAFE and urlsplit(headers.get("origin", "")).netloc != host:
            what = self.access.what
            return PlainTextResponse(f"This did not come from the {what}'s own page.", 403)
        return None

    def _token(self, scope: Scope) -> Response | None:
        if self.access.trainer is None or scope["path"] == STYLE:
            return None
        path, query = scope["path"], parse_qsl(scope["query_string"].decode("latin-1"))
        asked = dict(query).get("token")
        given = asked if asked is not None else self.access.token(Headers(scope=scope))
        admitted = self.access.admits(given, path, scope["method"])
        if not admitted:
            accepted = Headers(scope=scope).get("accept-language", "")
            return self._asks(accepted, wrong=bool(given))
        if asked is None:
            return None
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        path = f"/{path.lstrip('/')}"  # never another site's
        # a projector shows the address: without the token
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        answer.set_cookie(self.access.cookie, given, httponly=True, samesite="lax")
        return answer

    def _asks(self, accepted: str, wrong: bool) -> Response:
        """The page that asks for the code, in the language that a browser accepts."""
        say = partial(self.say, accepted=accepted)
        code, says = say("wrong_code") if wrong else say("asks_for_code")
        label, open_it = say("code_label")[1], say("open_it")[1]
        page = _ASKS.format(code=code, says=says, label=label, open=open_it)
        return HTMLResponse(page, 403 if wrong else 401)


async def _body(scope: Scope, receive: Receive, largest: int) -> bytes | None:
    """All that is sent; None where it is more than is taken."""
    announced = Headers(scope=scope).get("content-length", "0")
    if not announced.isdigit() or int(announced[:20]) > largest:
        return None
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > largest:
            return None
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, to be read once more."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
