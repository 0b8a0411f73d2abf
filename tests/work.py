"""How much work something is, as a ratio in the same run: any machine, slow or busy, gives the
same.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from time import process_time

from knowledge.base import load
from knowledge.pack_paths import PACKS

TURNS = 3


@lru_cache(maxsize=1)
def yardstick() -> float:
    """The computing that it takes to read the shipped packs once: the least of a few turns."""
    return min(_measured() for _ in range(TURNS))


def _measured() -> float:
    gc.collect()
    begun = process_time()
    load([PACKS])
    return process_time() - begun


@contextmanager
def at_most(times: float) -> Iterator[None]:
    """What stands inside takes at most so many times the computing of reading the shipped packs."""
    limit = times * yardstick()
    gc.collect()  # the garbage of earlier tests is not this one's work
    begun = process_time()
    yield
    spent = process_time() - begun
    assert spent < limit, f"{spent / yardstick():.1f} times the shipped packs, at most {times}"
