"""The places in works that an entry cites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge import entries

if TYPE_CHECKING:
    from knowledge.entries import Entry, Source


def sources(entry: Entry, on: date | None = None) -> Sequence[Source]:
    """The sources of an entry; of a parameter, of its value on the day `on`, or of its last one."""
    value = (
        (entry.on(on) if on else entry.values[-1])
        if isinstance(entry, entries.Parameter)
        else entry
    )
    found: Sequence[Source] = getattr(value, "source", ())
    return found
