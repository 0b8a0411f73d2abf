"""A workshop for tests: its room, and a client that speaks as its page does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from starlette.testclient import TestClient

from tests.conftest import DAY
from threshold.workshop.access import Access
from threshold.workshop.room import Room, furnish
from threshold.workshop.routes import application
from threshold.workshop.session import Session
from threshold.workshop.views import Views

ADDRESS = "http://localhost"
VOTE_ADDRESS = "http://localhost:8765/vote"


def room(*files: str) -> Room:
    """A room with these files, on the day of the tests."""
    if files:
        return furnish(files, DAY, VOTE_ADDRESS)
    session = _furnished().session
    return replace(
        _furnished(),
        session=Session(session.now.case, session.base),
        views=Views(session.base, DAY),
    )


@cache
def _furnished() -> Room:
    """The presets and languages of a room, which no step changes."""
    return furnish((), DAY, VOTE_ADDRESS)


@contextmanager
def client(shown: Room, access: Access | None = None, address: str = ADDRESS) -> Iterator[Any]:
    """A browser's requests, without the browser."""
    with TestClient(
        application(shown, access or Access("127.0.0.1")),
        base_url=address,
        headers={"Origin": address},
    ) as made:
        yield made
