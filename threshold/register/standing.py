"""The outcome of the answers of a case on a day: from its last snapshot while that stands, else
computed now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, select

from engine import Assessment, assess
from engine.portfolio import texts_unread
from engine.ranking import ranks
from explain.ask.timeline import YEARS, turning_days
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import LATEST, CaseModel
from knowledge.conditions.calendar_days import add_months
from knowledge.conditions.tree import TODAY
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
    with_answers,
)
from threshold.register.chain import Assessed, derivation_of, latest_rows
from threshold.register.events import away
from threshold.register.records import Answer, CaseState, Outcome
from threshold.register.schema import use_case

DAY = timedelta(days=1)
MOST_KEPT = 5_000  # distinct cases whose assessments stay in memory


class Followed:
    """The assessment of some values on a day; each part is made when it is asked for."""

    def __init__(self, assessment: Assessment):
        self.assessment = assessment  # under the name of the first case that states this

    @cached_property
    def outcome(self) -> Outcome:
        """The outcome, as it is kept."""
        return Outcome.of(self.assessment)

    @cached_property
    def derivation(self) -> str:
        """The digest over how it follows."""
        return derivation_of(self.assessment)

    @cached_property
    def turns_on(self) -> date:
        """The first later day on which the clock may change it."""
        end = min(add_months(self.assessment.on, 12 * YEARS), LATEST)
        return next(iter(turning_days(self.assessment, end)), end)


class Assessor:
    """Assesses values under one knowledge; what states the same is assessed once."""

    def __init__(self, base: KnowledgeBase):
        self.base = base
        self._silent = base.derived(texts_unread)
        self._known: dict[tuple[date, frozenset[Any]], Followed] = {}

    def case(self, values: Mapping[str, Any], key: str) -> tuple[CaseModel, tuple[str, ...]]:
        """The values as a case, and the attributes that the knowledge cannot read.

        A register has a clock of its own: the day that a case states is left out.
        """
        told = {name: value for name, value in values.items() if name != TODAY}
        return as_case(told, key, self.base)

    def of(self, values: Mapping[str, Any], key: str, day: date) -> Followed:
        """The assessment of values on a day."""
        case, _ = self.case(values, key)
        facts = frozenset(
            (name, value) for name, value in case.stated().items() if name not in self._silent
        )
        if (day, facts) not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[day, facts] = Followed(assess(case, day, base=self.base))
        return self._known[day, facts]


def assessed(row: Row[Any], answers: Iterable[Answer], day: date, assessor: Assessor) -> Assessed:
    """The content of a snapshot: the answers of a case on a day, and their outcome."""
    given = list(answers)
    counting = latest(given, day)
    valid = in_force(given, day)
    found = assessor.of(values_of(valid), row.key, day)
    ends = [one.valid_until + DAY for one in valid.values() if one.valid_until is not None]
    begins = [one.given_on for one in given if one.given_on > day]
    return Assessed(
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
    kept = {
        row.id: Outcome.model_validate_json(last[row.id].outcome)
        for row in rows
        if stands(last.get(row.id), row, day, fingerprint)
    }
    fresh = {id for id, outcome in kept.items() if outcome.complete}
    names = dict(answers_of(connection, fresh, (NAME, OWNER)))
    gone = away(connection, day)
    found = {
        row.id: _state(
            row, day, kept[row.id], last[row.id].number, names.get(row.id, []), gone.get(row.id)
        )
        for row in rows
        if row.id in fresh
    }
    stale = [row for row in rows if row.id not in fresh]
    for row, answers in with_answers(connection, stale):
        outcome = assessed(row, answers, day, assessor).outcome
        found[row.id] = _state(row, day, outcome, None, answers, gone.get(row.id))
    return [found[row.id] for row in rows]


def ranked(found: list[CaseState]) -> list[CaseState]:
    """All cases of a register with the rank of each among those that their lists still have."""
    listed = [state for state in found if state.vanished_on is None]
    places = dict(
        zip(
            (state.key for state in listed),
            ranks(state.pressing.place for state in listed),
            strict=True,
        )
    )
    return [
        replace(state, rank=places.get(state.key), rank_reason=state.pressing.reason())
        for state in found
    ]


def by_rank(state: CaseState) -> tuple[bool, int]:
    """The key by which cases are put in the order of their ranks; those without one come last."""
    return state.rank is None, state.rank or 0


def _few(rows: list[Row[Any]], keys: Collection[str] | None) -> list[int] | None:
    return None if keys is None else [row.id for row in rows]


def _state(
    row: Row[Any],
    day: date,
    outcome: Outcome,
    snapshot: int | None,
    answers: list[Answer],
    gone: date | None,
) -> CaseState:
    values = values_of(in_force(answers, day))
    return CaseState(
        key=row.key,
        name=str(values.get(NAME, row.key)),
        source=row.source,
        day=day,
        revision=row.revision,
        outcome=outcome,
        kept=json.loads(row.kept),
        owner=str(values.get(OWNER, "")),
        vanished_on=gone,
        snapshot=snapshot,
    )


def to_assess(
    connection: Connection, day: date, assessor: Assessor
) -> Iterator[tuple[Row[Any], Assessed]]:
    """The cases whose last snapshot does not stand on a day, with what a new one holds."""
    rows = {row.id: row for row in case_rows(connection, day)}
    last = {one.case_id: one for one in latest_rows(connection)}
    fingerprint = assessor.base.fingerprint
    stale = {id for id, row in rows.items() if not stands(last.get(id), row, day, fingerprint)}
    for row, answers in with_answers(connection, [rows[id] for id in sorted(stale)]):
        yield row, assessed(row, answers, day, assessor)
