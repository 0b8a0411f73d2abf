"""The reading half of `Register`: `Looking`, which writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from engine import Assessment, assess
from engine.portfolio import Portfolio, assessed_rows
from explain.ask.timeline import Timeline, default_end, timeline
from explain.plans.action import Entered, Plan
from explain.plans.plan import plan_of
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Day, given_day
from knowledge.cases.use_case import CaseModel
from knowledge.faults import nearest, shorten
from knowledge.intake.rows import RowCase
from knowledge.languages.message import Given, Message
from knowledge.languages.told import Told
from knowledge.sentence import Sentence
from threshold.register import dues, planning, replaying, verifying, writing_out
from threshold.register.answers import (
    answers_of,
    case_row,
    in_force,
    lapsed,
    latest,
    values_of,
    with_answers,
)
from threshold.register.archive import Shelf
from threshold.register.chain import head_of, snapshots
from threshold.register.database import Database, RegisterFault
from threshold.register.differing import by_knowledge, difference
from threshold.register.events import away, listings
from threshold.register.given_kinds import refuses_other_kinds
from threshold.register.records import (
    Answer,
    CaseDiff,
    CaseState,
    Diff,
    DueItem,
    Listing,
    Replay,
    Snapshot,
    Verification,
)
from threshold.register.renaming import name_of_today
from threshold.register.schema import evidence as evidence_files
from threshold.register.schema import snapshot as snapshot_table
from threshold.register.schema import use_case
from threshold.register.standing import Assessor, case_rows, ranked, states
from threshold.register.writing_out import ID


@refuses_other_kinds
class Looking:
    """The questions that a register answers."""

    def __init__(self, database: Database, shelf: Shelf):
        self.database, self.shelf = database, shelf
        self._assessor = Assessor(shelf.base)

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge that answers now."""
        return self.shelf.base

    def cases(self, on: Day | None = None) -> list[CaseState]:
        """All cases as they are on a day, in the order in which they came; each with its rank."""
        with self.database.reading() as connection:
            return ranked(states(connection, day_of(on), self._assessor))

    def case(self, key: str, on: Day | None = None) -> CaseState:
        """One case as it is on a day. Raises `RegisterFault` with the nearest key."""
        with self.database.reading() as connection:
            return self._state(connection, key, day_of(on))

    def stated(self, key: str, on: Day | None = None) -> CaseModel:
        """The values stated of a case and in force on a day, as the other functions take them."""
        day = day_of(on)
        values = values_of({one.attribute: one for one in self.answers(key, day)})
        return self._assessor.case(values, key)[0]

    def assessment(self, key: str, on: Day | None = None, *, prove: bool = False) -> Assessment:
        """The assessment of a case on a day, with every derivation, for `why` and its like.

        `prove`: the changes that further answers can make are computed at once, and are in its
        JSON.
        """
        return assess(self.stated(key, on), day_of(on), base=self.base, prove=prove)

    def answers(self, key: str, on: Day | None = None) -> tuple[Answer, ...]:
        """The answers in force on a day."""
        return self._in_order(in_force(self._answers(key), day_of(on)).values())

    def lapsed(self, key: str, on: Day | None = None) -> tuple[Answer, ...]:
        """The answers that would count on a day if they had not lapsed."""
        day = day_of(on)
        counting = latest(self._answers(key), day).values()
        return self._in_order(one for one in counting if lapsed(one, day))

    def history(self, key: str) -> tuple[Answer, ...]:
        """All answers that were ever given about a case, in the order in which they count."""
        return tuple(self._answers(key))

    def listings(self, key: str) -> tuple[Listing, ...]:
        """The lists that a case was in, and was in no more, by day."""
        with self.database.reading() as connection:
            self._row(connection, key)
            return listings(connection, key)

    def snapshots(self, key: str | None = None) -> list[Snapshot]:
        """The assessments that were recorded, of one case or of all, in their order."""
        with self.database.reading() as connection:
            if key is None:
                return snapshots(connection)
            row = self._row(connection, key)
            return snapshots(connection, snapshot_table.c.case_id == row.id)

    def evidence(self, sha256: str) -> bytes:
        """A file of evidence. Raises `RegisterFault` where there is none."""
        with self.database.reading() as connection:
            query = evidence_files.select().where(evidence_files.c.sha256 == sha256)
            row = connection.execute(query).one_or_none()
        if row is None:
            raise RegisterFault(Message("fault_no_file", {"file": shorten(sha256, 80)}))
        return bytes(row.content)

    def diff(self, before: Day, after: Day) -> Diff:
        """The differences on the later day, and their causes."""
        first, last = given_day(before), given_day(after)
        with self.database.reading() as connection:
            old, new = (
                self._assessor_of(connection, self.shelf.adopted(connection, day))
                for day in (first, last)
            )
            return difference(connection, first, last, old, new, self.base.renames)

    def due(
        self, within: int = 90, on: Day | None = None, *, key: str | None = None
    ) -> list[DueItem]:
        """The items whose day is within so many days, and those that bind already and are not met;
        of one case or of all.
        """
        keys = None if key is None else [key]
        with self.database.reading() as connection:
            return dues.due(connection, day_of(on), within, self._assessor, keys)

    def timeline(self, key: str, until: Day | None = None, on: Day | None = None) -> Timeline:
        """The changes day by day if nothing but time passes, lapsing answers counted in."""
        day = day_of(on)
        case = self.stated(key, day)
        ends = {
            name: one.valid_until
            for one in self.answers(key, day)
            if one.valid_until is not None
            and (name := name_of_today(one.attribute, self.base.renames)) in self.base.attributes
        }
        end = given_day(until, "until") or default_end(case, day)
        return timeline(case, end, day, base=self.base, valid_until=ends)

    def verify(self, head: str = "") -> Verification:
        """Whether all is as it was written. `head`: the hash of a snapshot, kept elsewhere."""
        with self.database.reading() as connection:
            return verifying.verify(connection, head)

    def head(self) -> str:
        """The hash of the last snapshot, to be kept elsewhere."""
        with self.database.reading() as connection:
            return head_of(connection)[1]

    def replay(self, number: int) -> Replay:
        """Repeat a snapshot under its own knowledge, and under that of today."""
        with self.database.reading() as connection:
            return replaying.replay(connection, number, self.shelf)

    def portfolio(self, on: Day | None = None) -> Portfolio:
        """All cases on a day as a portfolio, for its report; without those that vanished."""
        return self.to_plan(on)[0]

    def plan(self, on: Day | None = None, *, key: str | None = None, ask: bool = True) -> Plan:
        """The actions for all cases or for one, as of a day: as `plan` of many cases, and answers
        that lapse or lapsed are to be given anew.

        `ask`: the next open questions are actions as well, which are proven to matter. Raises
        `RegisterFault` where there is no such case.
        """
        found, entered = self.to_plan(on, key=key)
        return plan_of(found.rows, found.file, self.base, ask=ask, entered=entered)

    def to_plan(
        self, on: Day | None = None, *, key: str | None = None
    ) -> tuple[Portfolio, dict[int, Entered]]:
        """The data of a plan: the cases, and row → the data on a case beside its stated values.
        Those that vanished are left out, unless one of them is asked for by its `key`.
        """
        day = day_of(on)
        cases, entered = [], {}
        with self.database.reading() as connection:
            if key is not None:
                self._state(connection, key, day)
            gone = away(connection, day) if key is None else {}
            rows = case_rows(connection, day, None if key is None else [key])
            listed = [row for row in rows if row.id not in gone]
            for number, (row, answers) in enumerate(with_answers(connection, listed), start=1):
                case = self._case(row, answers, day)
                cases.append(RowCase(number, case, [], _columns(row)))
                entered[number] = planning.entered(row.key, answers, day, self.base)
        assessed = assessed_rows(cases, day, base=self.base)
        name = self.database.shown if key is None else key
        return Portfolio(name, len(cases), assessed), entered

    def export(self, on: Day | None = None, *, history: bool = False) -> str:
        """The answers in force on a day as CSV, which `import_table` reads again; with `history`,
        all answers and snapshots that there ever were, as lines of JSON.
        """
        with self.database.reading() as connection:
            if history:
                return writing_out.as_lines(connection)
            return writing_out.as_csv(connection, day_of(on), self.base)

    def changed_by_knowledge(self, on: Day | None = None) -> tuple[CaseDiff, ...]:
        """Whom the knowledge changes that came since the last assessments, and how.

        Compares, on a day, what follows under the knowledge adopted last with what follows now.
        """
        with self.database.reading() as connection:
            adopted = self._assessor_of(connection, self.shelf.adopted(connection))
            if adopted is self._assessor:
                return ()
            return by_knowledge(connection, day_of(on), adopted, self._assessor)

    def _case(self, row: Row[Any], answers: Iterable[Answer], day: date) -> CaseModel:
        values = values_of(in_force(answers, day))
        return self._assessor.case(values, row.key)[0]

    def _in_order(self, answers: Iterable[Answer]) -> tuple[Answer, ...]:
        """Answers in the order in which the packs ask."""
        places = {name: place for place, name in enumerate(self.base.attributes)}
        last, renames = len(places), self.base.renames
        return tuple(
            sorted(answers, key=lambda one: places.get(name_of_today(one.attribute, renames), last))
        )

    def _answers(self, key: str) -> list[Answer]:
        with self.database.reading() as connection:
            row = self._row(connection, key)
            return next((given for _, given in answers_of(connection, [row.id])), [])

    def _row(self, connection: Connection, key: str) -> Row[Any]:
        row = case_row(connection, key)
        if row is None:
            raise self._no_case(connection, key)
        return row

    def _state(self, connection: Connection, key: str, day: date) -> CaseState:
        found = states(connection, day, self._assessor, [key])
        if not found:
            if (row := case_row(connection, key)) is not None:
                raise RegisterFault(
                    Message(
                        "fault_began_later",
                        {"key": key, "begun": Given(row.begun_on), "day": Given(day)},
                    )
                )
            raise self._no_case(connection, key)
        return found[0]

    def _no_case(self, connection: Connection, key: str) -> RegisterFault:
        keys = connection.execute(select(use_case.c.key).limit(5_000)).scalars().all()
        return RegisterFault(
            Message("fault_no_case", {"key": shorten(key, 80)}),
            expected=Told("key_listed_by", command="threshold register list"),
            nearest=nearest(key, keys),
        )

    def _assessor_of(self, connection: Connection, fingerprint: str | None) -> Assessor:
        """The assessor under the knowledge of a fingerprint; under that of today where none was
        adopted.
        """
        if fingerprint in (None, self.base.fingerprint):
            return self._assessor
        base = self.shelf.of(connection, str(fingerprint))
        if base is None:
            raise RegisterFault(
                Sentence(
                    "the knowledge with the fingerprint {name} is kept, but this version of the"
                    " program reads it otherwise",
                    name=fingerprint,
                ),
                expected=Sentence("the version that wrote it"),
            )
        return Assessor(base)


def day_of(on: Day | None) -> date:
    """The day that was given, or today."""
    return given_day(on) if on is not None else date.today()


def _columns(row: Row[Any]) -> dict[str, str | None]:
    """The columns that a report has of a case beside its answers."""
    return {ID: row.key, **json.loads(row.kept)}
