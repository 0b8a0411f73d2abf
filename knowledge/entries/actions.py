"""The changes that a team can make to an attribute: in which directions its answer can move."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from knowledge.entries.naming import ConditionText, OwnValue
from knowledge.entries.source import Strict

# what is done to an answer that has no values of its own to name
MOVES = ("more", "less")  # to a number
DAY = ("day",)  # to a day
NONE = "none"  # to a set of which nothing is known, so that it is empty


class Directions(Strict):
    """In which directions an answer can move; without any of these, in all.

    A day moves to the day asked or a later one, and only while it has not passed: the past is a
    fact.
    """

    forward_only: bool = Field(
        default=False,
        description="Only to a value that stands below the present one in the list; "
        "a number only upwards, a day only to a later one.",
    )
    add_only: bool = Field(default=False, description="Of a set: nothing is taken out of it.")
    remove_only: bool = Field(default=False, description="Of a set: nothing comes into it.")
    to: list[OwnValue | bool] = Field(
        default_factory=list, description="Only to these values, of an enum or a bool."
    )

    when: ConditionText | None = Field(
        default=None,
        description="When a team can change it: a condition on the case as it is. Once that is "
        "known not to hold, the answer is a fact, and no remedy.",
    )

    @property
    def targets(self) -> tuple[str, ...]:
        """The values under `to`, as an attribute names them."""
        return tuple(named(value) for value in self.to)

    def misplaced(self, kind: str) -> str | None:
        """The misfit with an attribute of this type, in words; None where all fits."""
        if (self.add_only or self.remove_only) and kind != "set":
            return "only a set has something added or removed"
        if self.add_only and self.remove_only:
            return "add_only and remove_only leave nothing that can move"
        if self.to and kind not in ("enum", "bool"):
            return "only an enum or a bool moves `to` certain values"
        if self.forward_only and kind not in ("enum", "number", "integer", "date"):
            return "only an enum, a number or a day moves forward"
        return None

    def allow(self, kind: str, choices: tuple[str, ...], now: Any, value: Any, day: date) -> bool:
        """Whether a team can bring an answer from `now` (None for no answer) to `value`, on a day.

        `choices` are the values of an enum, in order. What stays as it is, is always allowed.
        """
        if value == now:
            return True
        if kind == "set":
            before = now or frozenset()
            return not (
                (self.add_only and not before <= value)
                or (self.remove_only and not value <= before)
            )
        if kind == "date" and (value < day or (now is not None and now < day)):
            return False
        if self.to and named(value) not in self.targets:
            return False
        if not self.forward_only:
            return True
        if kind == "enum":  # not answered, it may be any of the others
            others = [now] if now is not None else [one for one in choices if one != value]
            return all(choices.index(value) > choices.index(other) for other in others)
        return bool(now is None or value > now)


def named(value: Any) -> str:
    """A value as an attribute names it: those of a bool are `true` and `false`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
