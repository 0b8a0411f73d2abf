"""What follows from the answers of a case on a day: from its last snapshot while that stands, else
worked out now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from engine import Assessment, assess
from engine.portfolio import texts_unread
from explain.ask.timeline import default_end, turning_days
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import CaseModel
from threshold.register.answers import (
    NAME,
    OWNER,
    answers_of,
    as_case,
    digest_over,
    in_force,
    lapsed,
    latest,
    values_of,
)
from threshold.register.chain import Assessed, derivation_of, latest_rows
from threshold.register.records import Answer, CaseState, Outcome
from threshold.register.schema import use_case

DAY = timedelta(days=1)


class Found(NamedTuple):
    """What follows from some values on a day."""

    assessment: Assessment
    outcome: Outcome
    derivation: str
    turns_on: date  # the first later day on which the clock may change it
    set_aside: tuple[str, ...]  # attributes that the knowledge cannot read


class Assessor:
    """Assesses values under one knowledge; what states the same is assessed once."""

    def __init__(self, base: KnowledgeBase):
        self.base = base
        self._silent = base.derived(texts_unread)
        self._known: dict[tuple[date, frozenset[Any]], Found] = {}

    def case(self, values: Mapping[str, Any], key: str, day: date) -> CaseModel:
        """The values as a case, whatever day it states itself."""
        told = {name: value for name, value in values.items() if name != "today"}
        return as_case(told, key, self.base)[0]

    def of(self, values: Mapping[str, Any], key: str, day: date) -> Found:
        """What follows. Its assessment may bear the name of another case that states the same."""
        told = {name: value for name, value in values.items() if name != "today"}
        case, set_aside = as_case(told, key, self.base)
        facts = frozenset(
            (name, value) for name, value in case.stated().items() if name not in self._silent
        )
        if (day, facts) not in self._known:
            result = assess(case, day, base=self.base)
            end = default_end(case, day)
            turns = turning_days(result, end)
            self._known[day, facts] = Found(
                result,
                Outcome.of(result),
                derivation_of(result),
                turns[0] if turns else end,
                (),
            )
        return self._known[day, facts]._replace(set_aside=set_aside)


def assessed(
    row: Row[Any], answers: Iterable[Answer], day: date, assessor: Assessor
) -> tuple[Found, Assessed]:
    """What follows from the answers of a case on a day, and what a snapshot of it holds."""
    given = list(answers)
    counting = latest(given, day)
    valid = in_force(given, day)
    found = assessor.of(values_of(valid), row.key, day)
    ends = [one.valid_until + DAY for one in valid.values() if one.valid_until is not None]
    begins = [one.given_on for one in given if one.given_on > day]
    return found, Assessed(
        case_id=row.id,
        uid=row.uid,
        revision=row.revision,
        day=day,
        stands_until=min([found.turns_on, *ends, *begins]),
        outcome=found.outcome,
        fingerprint=assessor.base.fingerprint,
        answers=digest_over({name: one for name, one in counting.items() if not lapsed(one, day)}),
        derivation=found.derivation,
    )


def stands(snapshot: Row[Any] | None, row: Row[Any], day: date, fingerprint: str) -> bool:
    """Whether the last snapshot of a case tells what follows on a day."""
    return (
        snapshot is not None
        and snapshot.revision == row.revision
        and snapshot.fingerprint == fingerprint
        and snapshot.day <= day < snapshot.stands_until
    )


def case_rows(
    connection: Connection, day: date, keys: Collection[str] | None = None
) -> list[Row[Any]]:
    """The cases that have begun by a day, in the order in which they came."""
    query = select(use_case).where(use_case.c.begun_on <= day).order_by(use_case.c.id)
    if keys is not None:
        query = query.where(use_case.c.key.in_(list(keys)))
    return list(connection.execute(query))


def states(
    connection: Connection,
    day: date,
    assessor: Assessor,
    keys: Collection[str] | None = None,
) -> list[CaseState]:
    """Each case with what follows on a day."""
    rows = case_rows(connection, day, keys)
    last = {one.case_id: one for one in latest_rows(connection, _few(rows, keys))}
    fingerprint = assessor.base.fingerprint
    fresh = {row.id for row in rows if stands(last.get(row.id), row, day, fingerprint)}
    names = dict(answers_of(connection, fresh, (NAME, OWNER)))
    stale = dict(answers_of(connection, {row.id for row in rows} - fresh))
    return [
        _state(row, day, assessor, last[row.id], names.get(row.id, []))
        if row.id in fresh
        else _state(row, day, assessor, None, stale.get(row.id, []))
        for row in rows
    ]


def _few(rows: list[Row[Any]], keys: Collection[str] | None) -> list[int] | None:
    return None if keys is None else [row.id for row in rows]


def _state(
    row: Row[Any], day: date, assessor: Assessor, last: Row[Any] | None, answers: list[Answer]
) -> CaseState:
    values = values_of(in_force(answers, day))
    outcome = (
        Outcome.model_validate_json(last.outcome)
        if last is not None
        else assessed(row, answers, day, assessor)[0].outcome
    )
    return CaseState(
        key=row.key,
        name=str(values.get(NAME, row.key)),
        source=row.source,
        day=day,
        revision=row.revision,
        outcome=outcome,
        kept=json.loads(row.kept),
        owner=str(values.get(OWNER, "")),
        vanished_on=row.vanished_on if row.vanished_on and row.vanished_on <= day else None,
        snapshot=None if last is None else last.number,
    )


def to_assess(
    connection: Connection, day: date, assessor: Assessor
) -> Iterator[tuple[Row[Any], Assessed]]:
    """The cases whose last snapshot does not stand on a day, with what a new one holds."""
    rows = {row.id: row for row in case_rows(connection, day)}
    last = {one.case_id: one for one in latest_rows(connection)}
    fingerprint = assessor.base.fingerprint
    stale = {id for id, row in rows.items() if not stands(last.get(id), row, day, fingerprint)}
    for id, answers in answers_of(connection, stale):
        yield rows[id], assessed(rows[id], answers, day, assessor)[1]
