"""The server-sent events for browsers: that there is a new state, or one more ballot. A room that
only looks costs nothing but an open connection.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from threshold.workshop.session import Session

BEAT = 5.0  # seconds after which the state is told again
TOGETHER = 0.05  # seconds in which several changes are told as one


class Events:
    """The changes of a session, for however many browsers listen."""

    def __init__(self, session: Session, seen: Callable[[], str]):
        """`seen` names what a participant's page shows by now."""
        self.session, self.seen = session, seen
        self._listening: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._ended = False
        session.watch(self._changed)

    @property
    def listening(self) -> int:
        """The number of browsers that listen."""
        return len(self._listening)

    def state(self) -> dict[str, object]:
        """The state that a browser compares with the one it shows."""
        now = self.session.now
        return {
            "revision": now.revision,
            "voted": now.vote.count if now.vote else 0,
            "seen": self.seen(),
        }

    def end(self) -> None:
        """End every stream, as the server does before it closes."""
        self._ended = True
        self._changed()

    async def stream(self) -> AsyncIterator[str]:
        """The state, again after every change and every few seconds, until the browser leaves or
        the server ends.
        """
        mine = asyncio.get_running_loop(), asyncio.Event()
        self._listening.add(mine)
        try:
            while not self._ended:
                yield f"data: {json.dumps(self.state())}\n\n"
                if not await _within(BEAT, mine[1]):
                    continue  # told again: who missed a change catches up, and the line lives
                await asyncio.sleep(TOGETHER)
                mine[1].clear()
        finally:
            self._listening.discard(mine)

    def _changed(self) -> None:
        # a session may be changed from another thread than the server's
        for loop, event in tuple(self._listening):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Whether something happens within so many seconds."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except asyncio.TimeoutError:
        return False
    return True
