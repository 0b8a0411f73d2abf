"""Serving a workshop: the socket, the addresses to tell people, and the server."""

from __future__ import annotations

import socket
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from threshold.workshop.access import VOTE, Access

ENDS_WITHIN = 1  # seconds that the server waits at its end for browsers that still listen
_ANY = ("0.0.0.0", "::", "")  # listens on all addresses of this computer
# reserved for documentation: nothing is sent there, only the way to it is looked up
_ELSEWHERE = "192.0.2.1"


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; on any free port for 0.

    Raises `OSError` where that cannot be.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()  # whoever comes before the server has started waits
    except OSError:
        made.close()
        raise
    return made


def addresses(access: Access, port: int) -> tuple[str, str]:
    """The addresses that the trainer and participants type."""
    return told_addresses(access, port, VOTE)


def told_addresses(access: Access, port: int, shared: str = "/") -> tuple[str, str]:
    """The addresses for those who have the first token, and for those who have the second one.

    `shared`: the path to which the second one leads.
    """
    host = own_address() if access.host in _ANY else access.host
    start = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if access.trainer is None:
        return f"{start}/", f"{start}{shared}"
    return f"{start}/?token={access.trainer}", f"{start}{shared}?token={access.participant}"


def own_address() -> str:
    """The address under which others on the network reach this computer, as far as it can
    be told.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ELSEWHERE, 9))
            return str(probe.getsockname()[0])
        except OSError:  # no network: only this computer can come
            return "127.0.0.1"


class _Server(uvicorn.Server):
    """A server that ends the streams of browsers that only listen before it closes.

    An application that has streams keeps what ends them as `state.at_end`.
    """

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        if isinstance(app, Starlette) and (end := getattr(app.state, "at_end", None)):
            end()
        await super().shutdown(sockets)


def server(app: ASGIApp) -> uvicorn.Server:
    """A server of a workshop, which ends without waiting for browsers that only listen."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=ENDS_WITHIN,
    )
    return _Server(config)


def serve(app: ASGIApp, on: socket.socket) -> None:
    """Serve until interrupted."""
    with suppress(KeyboardInterrupt):  # how a workshop ends
        server(app).run(sockets=[on])
