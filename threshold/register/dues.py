"""The items that are due: duties that bind or will, days by which something must be done, and
answers that lapse.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, select

from knowledge.renamed import Renames
from threshold.register.answers import answers_of, in_force
from threshold.register.records import CaseState, DueItem, DueKind, DutyThen
from threshold.register.renaming import name_of_today
from threshold.register.schema import answer, use_case
from threshold.register.standing import Assessor, states

OWED = ("owed", "open")  # what a case owes, or may owe where its role is not known
MET = "met"


def due(
    connection: Connection,
    day: date,
    within: int,
    assessor: Assessor,
    keys: Collection[str] | None = None,
) -> list[DueItem]:
    """The items whose day is up to so many days after `day`, and those that bind already and are
    not met.

    `keys`: of these cases alone. Cases that their list no longer has are left out.
    """
    end = min(day.toordinal() + within, date.max.toordinal())
    return _due(connection, day, date.fromordinal(end), assessor, keys)


def _due(
    connection: Connection,
    day: date,
    end: date,
    assessor: Assessor,
    keys: Collection[str] | None,
) -> list[DueItem]:
    found = [one for one in states(connection, day, assessor, keys) if one.vanished_on is None]
    items = [item for state in found for item in _duties(state, day, end)]
    items += _lapses(connection, found, day, end, assessor.base.renames)
    places = {state.key: place for place, state in enumerate(found)}
    return sorted(items, key=lambda item: (item.day, places[item.key], item.kind, item.id))


def _duties(state: CaseState, day: date, end: date) -> Iterator[DueItem]:
    for duty in state.outcome.duties:
        if duty.status not in OWED or duty.fulfilment == MET:
            continue
        told = state.key, state.name, state.owner
        if duty.due is not None and duty.due <= end:
            days_left = (duty.due - day).days
            yield DueItem(*told, duty.due, "deadline", duty.id, duty.state, days_left)
        for kind, start in _starts(duty, day):
            if start <= end:
                yield DueItem(*told, start, kind, duty.id, duty.state, (start - day).days)


def _starts(duty: DutyThen, day: date) -> Iterator[tuple[DueKind, date]]:
    """The days from which a duty binds, or may; while it is open which, each that may count."""
    others = duty.perhaps_from or ()
    if day < duty.from_:
        yield "duty", duty.from_
    elif duty.binding:
        yield "binding", duty.from_
    elif duty.binding is None or others:  # it may be owed, or its day be this one
        yield "perhaps_binding", duty.from_
    for other in others:
        yield "perhaps" if day < other else "perhaps_binding", other


def _lapses(
    connection: Connection, found: list[CaseState], day: date, end: date, renames: Renames
) -> Iterator[DueItem]:
    ending = (
        select(use_case.c.id, use_case.c.key)
        .join(answer, answer.c.case_id == use_case.c.id)
        .where(answer.c.valid_until.between(day, end))
        .distinct()
    )
    keys = {row.id: row.key for row in connection.execute(ending)}
    by_key = {one.key: one for one in found}
    for case_id, answers in answers_of(connection, keys):
        state = by_key.get(keys[case_id])
        for name, one in in_force(answers, day).items() if state else ():
            if state and one.valid_until is not None and one.valid_until <= end:
                yield DueItem(
                    state.key,
                    state.name,
                    state.owner,
                    one.valid_until,
                    "lapse",
                    name_of_today(name, renames),
                    "",
                    (one.valid_until - day).days,
                )
