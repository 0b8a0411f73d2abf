"""A flaw of the rules, and how one is looked for: over random cases, then proven over all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.proof.days import Day, Row
from engine.proof.limits import NotProven, first_found
from engine.proof.progress import tell
from engine.proof.truths import Truths
from knowledge.languages.message import Message, Untranslated


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that the rules say and should not, or do not say and should."""

    kind: str
    proposition: str  # of the entry it concerns
    rule: str | None
    message: Message
    # what a case states that shows it, the day asked among it; None where there is none to show
    witness: dict[str, Any] | None
    shows: tuple[str, ...] = ()  # the propositions in which the case shows it
    against: dict[str, Any] | None = None  # a second case, where it takes two to show it
    about: tuple[str, ...] = ()  # the propositions that it speaks of, if these are more

    @property
    def says(self) -> str:
        """The flaw in a sentence, in English."""
        return str(self.message)


UNPROVEN = "not proven"  # the kind of flaw

Concerns = Callable[[str], bool]  # whether flaws of what has this name are asked for


def everything(name: str) -> bool:
    """Flaws of all there is are asked for."""
    return True


Shows = Callable[[Truths[Any]], Any]  # where, over any algebra, a case shows a flaw


def unless_proven(
    proposition: str, what: str, find: Callable[[], Iterator[Flaw]]
) -> Iterator[Flaw]:
    """The flaws found; where that is not proven, a flaw that says so, of what, and why."""
    tell(what)
    try:
        yield from list(find())
    except NotProven as gap:
        told = {"what": Untranslated(what), "reason": Untranslated(str(gap.reason))}
        yield Flaw(UNPROVEN, proposition, None, Message("flaw_not_proven", told), None)


def fully_answered(days: Sequence[Day], shows: Shows) -> Row | None:
    """A case, as small as it can be, that shows something in whatever way it is answered to the
    end; None where there is none.
    """

    def on(day: Day) -> Row | None:
        found = day.full.case(shows(day.full.truths))
        return None if found is None else day.lean(found, shows)

    return first_found(partial(on, day) for day in days)


def some_case(days: Sequence[Day], shows: Shows) -> bool:
    """Whether some case shows something: a random one, else one that is proven to be there."""
    if any(shows(day.sample.truths) for day in days):
        return True

    def on(day: Day) -> object | None:
        return day.partial.find(shows(day.partial.truths))

    return first_found(partial(on, day) for day in days) is not None


def however_partial(days: Sequence[Day], shows: Shows) -> Row | None:
    """A case, as small as it can be, that shows something: a random one, else one that is proven to
    be there; or None.
    """
    for day in days:
        if rows := shows(day.sample.truths):
            return day.lean(day.sample.first(rows), shows)

    def on(day: Day) -> Row | None:
        found = day.partial.case(shows(day.partial.truths))
        return None if found is None else day.lean(found, shows)

    return first_found(partial(on, day) for day in days)
