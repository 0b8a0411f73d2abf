"""Limits of a proof, and the message where they are not enough.

Limits count work, not time, so that the answer is the same on every machine. Who gives up often
gets less and less: rules that are made to be hard cannot hold a process for long. The clock is a
backstop only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TypeVar

from engine.proven import Cause
from knowledge.faults import Fault

T = TypeVar("T")

QUESTION = 10_000_000  # steps of the solver for one question, as Z3 counts them
LEAST = 200_000  # and after it gave up several times
MOST_NODES = 3_000_000  # parts of a formula
MOST_COMBINATIONS = 1_000_000  # of the values of attributes that one test compares
MOST_ROUNDS = 3_000  # ways in which comparisons might come out that are tried for one question
CLOCK = 60.0  # seconds for one question, building the formula included

_SAYS: dict[Cause, str] = {
    "effort": "the limit of the solver was reached",
    "products": "the limit of the solver was reached where open numbers are multiplied",
    "calendar": "the limit of the solver was reached where months are compared",
    "decimals": "the numbers that would show it can be written as no decimals, as far as was found",
}


class NotProven(Fault):
    """Neither a case was found nor a proof that there is none."""

    def __init__(self, cause: Cause, tests: tuple[str, ...] = ()):
        self.cause = cause
        self.tests = tests  # the conditions that it hangs on, as they are written
        super().__init__(f"not proven: {self.reason}")

    @property
    def reason(self) -> str:
        """Why not, as a clause."""
        return _SAYS[self.cause] + (f": {', '.join(self.tests)}" if self.tests else "")


def first_found(questions: Iterable[Callable[[], T | None]]) -> T | None:
    """The finding of the first question that has one; None where it is proven for all of them that
    there is none.

    Raises `NotProven` where nothing was found, and for some of them that is not proven.
    """
    gap: NotProven | None = None
    for question in questions:
        try:
            found = question()
        except NotProven as missed:
            gap = gap or missed
            continue
        if found is not None:
            return found
    if gap is not None:
        raise gap
    return None


class Allowance:
    """The work that questions to one solver may take; it falls with each one that was given up."""

    def __init__(self, steps: int = QUESTION):
        self.steps = steps

    def gave_up(self) -> None:
        """The next question gets half of what this one had."""
        self.steps = max(self.steps // 2, LEAST)


class Clock:
    """The time that one question may take."""

    def __init__(self, seconds: float = CLOCK):
        self._end = monotonic() + seconds

    def check(self) -> None:
        """Raises `NotProven` where the time is over."""
        if monotonic() > self._end:
            raise NotProven("effort")

    @property
    def left(self) -> float:
        """Seconds; raises `NotProven` where there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise NotProven("effort")
        return left
