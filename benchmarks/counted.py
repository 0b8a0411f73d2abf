"""Work counted rather than timed: how often the interpreter calls something and returns.

A clock says how busy a machine is; this count is the same on a slow one. What runs in C within one
call counts as that one call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any


class TooMuchWork(AssertionError):
    """Work that went beyond its limit."""


class Work:
    """Counts calls and returns while it lasts, in this thread, and ends what goes beyond a limit.

    With `lines`, it counts lines too, so that a loop without a call counts for each of its turns;
    that is several times as slow. Python's hook for profilers does the counting, or for lines that
    for debuggers, so none of them may listen meanwhile.
    """

    def __init__(self, limit: int = sys.maxsize, *, lines: bool = False):
        self.limit = limit
        self.done = 0  # calls and returns so far, and lines if they count
        self._get: Callable[[], Any] = sys.gettrace if lines else sys.getprofile
        self._set: Callable[[Any], None] = sys.settrace if lines else sys.setprofile

    def _hear(self, frame: FrameType, event: str, argument: Any) -> Any:
        self.done += 1
        if self.done > self.limit:
            raise TooMuchWork(f"more than {self.limit:,} calls and returns")
        return self._hear  # asks for the lines of this frame, too

    def __enter__(self) -> Work:
        self._before = self._get()
        self._set(self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._set(self._before)
        # what was raised may have been caught on its way
        if self.done > self.limit and kind is not TooMuchWork:
            raise TooMuchWork(f"more than {self.limit:,} calls and returns") from error
