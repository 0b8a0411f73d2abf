"""The progress of a proof, told to whoever listens while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell a listener of each question in here, in a clause: "whether scale/1 can ever fire"."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def tell(question: str) -> None:
    """Say which question is looked into from now on."""
    if (listener := _LISTENER.get()) is not None:
        listener(question)
