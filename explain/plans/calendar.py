"""The days of a plan as a calendar (iCalendar, RFC 5545): an event for each dated action."""

from __future__ import annotations

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
    for action in dated:
        calendar.add_component(_event(plan, action, words))
    return str(calendar.to_ical().decode("utf-8"))


def _event(plan: Plan, action: Action, words: Words) -> object:
    from icalendar import Event

    assert action.until is not None
    row = action_row(action, words, None)
    event = Event()
    event.add("uid", _uid(plan, action))
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


def _uid(plan: Plan, action: Action) -> str:
    """An id of what the action is, not of its day. What one case alone needs has its name in it."""
    alone = action.cases[0].name if action.kind == "trial" else ""
    told = "\0".join((plan.name, action.kind, action.id, alone))
    return f"{sha256(told.encode('utf-8')).hexdigest()[:32]}@threshold"
