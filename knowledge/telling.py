"""What is told beside a result, as a warning of Python's, or to whoever listens instead.

The filters of warnings are those of the whole process: to set them for one call, and put them back,
would silence other threads meanwhile, and for ever where two do it at once.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Listener: TypeAlias = Callable[[Warning], object]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Within it, this thread tells a listener, and does not warn."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def untold(_: Warning) -> None:
    """A listener that keeps to itself what it hears: the caller tells it otherwise."""


def tell(told: Warning, stacklevel: int) -> None:
    """Tell the listener; where there is none, warn, as of a line so many calls away."""
    if (listener := _LISTENER.get()) is not None:
        listener(told)
    else:
        warnings.warn(told, stacklevel=stacklevel + 1)
