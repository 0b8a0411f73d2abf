"""A day as a reader of a language would write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date


def day_as_written(day: date, say: Callable[[str], str]) -> str:
    """The day in the language whose phrases `say` says by their keys."""
    months = say("months").split()
    parts = {
        "%Y": f"{day.year:04}",
        "%m": f"{day.month:02}",
        "%d": f"{day.day:02}",
        "%e": say("first_of_a_month") if day.day == 1 else f"{day.day}",
        "%B": months[day.month - 1],
    }
    written = say("day_as_written")
    for sign, part in parts.items():
        written = written.replace(sign, part)
    return written
