"""Which places in works an entry cites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge import entries

if TYPE_CHECKING:
    from knowledge.entries import Entry, Source


def sources(entry: Entry, on: date | None = None) -> Sequence[Source]:
    """Where an entry comes from; of a parameter, its value on the day `on`, or its last one."""
    value = (
        (entry.on(on) if on else entry.values[-1])
        if isinstance(entry, entries.Parameter)
        else entry
    )
    found: Sequence[Source] = getattr(value, "source", ())
    return found
