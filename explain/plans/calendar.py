"""The days of a plan as a calendar (iCalendar, RFC 5545): an event for each dated action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta, timezone
from hashlib import sha256

from explain.plans.action import Action, Plan
from explain.plans.layout import action_row, heads
from knowledge.extras import needed_by
from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from knowledge.outputs import shown_plainly

DAY = timedelta(days=1)


def to_calendar(plan: Plan, words: Words) -> str:
    """The calendar as text. The same action has the same id in a later one, so that a calendar that
    is imported again moves its day.

    Raises `InvalidCase` where no action has a day, and `MissingExtra`.
    """
    with needed_by("a calendar (.ics)"):
        from icalendar import Calendar

    dated = [action for action in plan.actions if action.until is not None]
    if not dated:
        message = Told("plan_has_no_day", name=plan.name)
        raise InvalidCase([BadCase(message, expected=Told("another_form", form=".csv"))])
    calendar = Calendar()
    calendar.add("prodid", "-//Threshold//Plan//EN")
    calendar.add("version", "2.0")
    for action, uid in zip(dated, _uids(plan, dated), strict=True):
        calendar.add_component(_event(action, uid, words))
    return str(calendar.to_ical().decode("utf-8"))


def _event(action: Action, uid: str, words: Words) -> object:
    from icalendar import Event

    assert action.until is not None
    row = action_row(action, words, None)
    event = Event()
    event.add("uid", uid)
    first = min(case.on for case in action.cases)
    event.add("dtstamp", datetime.combine(first, time(), tzinfo=timezone.utc))
    event.add("dtstart", action.until)
    event.add("dtend", action.until + DAY)
    event.add("transp", "TRANSPARENT")
    event.add("summary", shown_plainly(row.what))
    told = zip(heads(words)[2:], row[2:], strict=True)
    lines = (words.titled(head, text) for head, text in told if text)
    event.add("description", shown_plainly("\n".join(lines)))
    return event


def _uids(plan: Plan, actions: Iterable[Action]) -> Iterator[str]:
    """An id for each action: of what it is, not of its day. Of cases of one name and without a key,
    those after the first are told apart by their rows.
    """
    known: set[tuple[str, ...]] = set()
    for action in actions:
        told = plan.name, action.kind, action.id, *_alone(action)
        if told in known:
            told = *told, str(action.cases[0].row)
        known.add(told)
        yield f"{sha256(chr(0).join(told).encode('utf-8')).hexdigest()[:32]}@threshold"


def _alone(action: Action) -> Iterator[str]:
    """What tells an action apart from others with its id: the case that alone it serves, and that
    it is another's to do.
    """
    first = action.cases[0]
    yield first.key or first.name if action.kind in ("trial", "renewal") else ""
    if action.from_vendor:
        yield "from_vendor"
