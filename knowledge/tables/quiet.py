"""Silence of a library that ends what it does not know how to read with pages on standard error."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from threading import RLock

STANDARD_ERROR = 2  # its number, by which libraries that are not Python's write there

# one at a time: the second would keep the file of the first for standard error, and put it back
_taken = RLock()


@contextmanager
def quiet_if_it_fails() -> Iterator[None]:
    """Whatever is written on standard error meanwhile is kept back, and told if all goes well: what
    went wrong, the error says.
    """
    with _taken, _kept_back():
        yield


@contextmanager
def _kept_back() -> Iterator[None]:
    try:
        before = os.dup(STANDARD_ERROR)
    except OSError:  # there is none
        yield
        return
    try:
        with TemporaryFile() as kept:
            os.dup2(kept.fileno(), STANDARD_ERROR)
            try:
                yield
            finally:
                os.dup2(before, STANDARD_ERROR)
            kept.seek(0)
            os.write(STANDARD_ERROR, kept.read())
    finally:
        os.close(before)
