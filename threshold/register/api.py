"""Register: use cases, answers and assessments in a database, from Python.

Days are dates or texts like 2026-12-01, and today by default. Whatever cannot be done is a `Fault`
of one line, or `InvalidCase` with every fault of a table; nothing is half done then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Row, select

from engine import Assessment, assess
from explain.ask.timeline import Timeline, default_end, timeline
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.given import Day, given_case, given_day
from knowledge.cases.use_case import UNKNOWN, CaseModel, nested
from knowledge.faults import InvalidCase, UnknownName, nearest
from threshold.register import dues, erasing, importing, replaying, verifying
from threshold.register.answers import (
    NAME,
    Given,
    answers_of,
    case_row,
    in_force,
    lapsed,
    latest,
    values_of,
    write_answers,
)
from threshold.register.archive import Shelf
from threshold.register.chain import append, head_of, snapshots
from threshold.register.database import Database, RegisterFault
from threshold.register.differing import by_knowledge, difference
from threshold.register.digests import now
from threshold.register.records import (
    Answer,
    CaseDiff,
    CaseState,
    Diff,
    DueItem,
    Erased,
    Evidence,
    Imported,
    Replay,
    Snapshot,
    Verification,
)
from threshold.register.schema import evidence as evidence_files
from threshold.register.schema import snapshot as snapshot_table
from threshold.register.schema import use_case
from threshold.register.standing import Assessor, assessed, states, to_assess
from threshold.register.writing import kept_evidence, next_revisions, person_of

BATCH = 500  # snapshots that are written in one transaction


class Register:
    """A register of use cases."""

    def __init__(
        self,
        url: str | Path = "register.db",
        packs: Sequence[Path | str] | Path | str | None = None,
        *,
        create: bool = True,
        patience: float | None = None,
    ):
        """Open a register; begin one where there is none, unless `create` is false.

        `url`: a file, or `postgresql://USER@HOST/NAME`. `packs`: packs of your own on top of the
        shipped ones, as `knowledge.load` takes them. `patience`: seconds to wait for another
        writer. Raises `Fault`, and `InvalidKnowledge` where a pack cannot be read.
        """
        waits = {} if patience is None else {"patience": patience}
        self.database = Database(url, create=create, **waits)
        self.shelf = Shelf(packs)
        self._assessor = Assessor(self.base)

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge that answers now."""
        return self.shelf.base

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all connections to the database."""
        self.database.close()

    # --- What is put in ---------------------------------------------------------------------

    def import_table(
        self, table: str | Path, intake: str | None = None, *, who: str = "", on: Day | None = None
    ) -> Imported:
        """Take a list of use cases in, as of a day: add what is new, answer anew what the list says
        otherwise than last time, tell what it no longer has; then assess what changed.

        `intake`: how its columns are read, as `portfolio` takes it; `who` answers for the list.
        Raises `InvalidCase` where the table or the intake cannot be read.
        """
        day, moment = _day(on), now()
        read = importing.read_list(table, intake, self.base)
        with self.database.writing() as connection:
            self.shelf.adopt(connection, day, moment)
            done = importing.take_in(connection, read, who=who, day=day, recorded_at=moment)
        self.assess(day)
        return done

    def add(self, key: str, case: Any, *, who: str, on: Day | None = None) -> Snapshot:
        """Add a case under a key, or answers to one, in the forms that `assess` takes: a UseCase, a
        dict of answers, the path of a case file.

        Raises `InvalidCase`.
        """
        values = importing.plain_values(given_case(case, self.base))
        return self._give(key, [Given(name, value) for name, value in values.items()], who, on)

    def answer(
        self,
        key: str,
        attribute: str,
        value: Any,
        *,
        who: str,
        on: Day | None = None,
        evidence: str | Path | bytes | None = None,
        file_name: str = "",
        valid_until: Day | None = None,
        note: str = "",
        seen: int | None = None,
    ) -> Snapshot:
        """Answer a question about a case, as of a day; returns the snapshot of what follows.

        `value`: as a case states it, or as text like `customers` or `2, 3`; None or "unknown" where
        it is not known any more. `who` answers. `evidence`: a link, or a file that is kept
        (`file_name` names bytes). `valid_until`: the last day on which the answer counts. `seen`:
        the revision of the case that was looked at: where somebody answered since, nothing is
        written. Raises `InvalidCase`, or `RegisterFault` where there is no such case.
        """
        read = self._read(attribute, value)
        until = given_day(valid_until)
        day = _day(on)
        if until is not None and until < day:
            raise RegisterFault(
                f"the answer would be valid until {until} only, before it is given on {day}",
                expected=f"{day} or later",
            )
        if not who.strip():
            raise RegisterFault("nobody is named who answers", expected="--who NAME")
        return self._give(
            key, [Given(attribute, read, Evidence(), until, note)], who, day, evidence, file_name,
            seen,
        )  # fmt: skip

    def assess(self, on: Day | None = None) -> int:
        """Assess each case whose last snapshot does not tell what follows on a day: answered since,
        another day, other knowledge. Returns how many snapshots were added.
        """
        day, added = _day(on), 0
        with self.database.reading() as connection:
            found = list(to_assess(connection, day, self._assessor))
        for start in range(0, len(found), BATCH):
            with self.database.writing() as connection:
                moment = now()
                self.shelf.adopt(connection, day, moment)
                # what was answered meanwhile has been assessed meanwhile
                same = [
                    one
                    for row, one in found[start : start + BATCH]
                    if (now_ := case_row(connection, row.key)) and now_.revision == row.revision
                ]
                added += append(connection, same, moment)
        return added

    def changed_by_knowledge(self, on: Day | None = None) -> tuple[CaseDiff, ...]:
        """Whom the knowledge changes that came since the last assessments, and how.

        Compares, on a day, what follows under the knowledge adopted last with what follows now.
        """
        with self.database.reading() as connection:
            adopted = self._assessor_of(connection, self.shelf.adopted(connection))
            if adopted is self._assessor:
                return ()
            return by_knowledge(connection, _day(on), adopted, self._assessor)

    def erase(self, name: str) -> Erased:
        """Erase the name of a person. The chain stays whole."""
        if not name.strip():
            raise RegisterFault("no name was given", expected="the name to erase")
        with self.database.writing() as connection:
            return erasing.erase(connection, name)

    # --- What is told -----------------------------------------------------------------------

    def cases(self, on: Day | None = None) -> list[CaseState]:
        """All cases as they are on a day, in the order in which they came."""
        with self.database.reading() as connection:
            return states(connection, _day(on), self._assessor)

    def case(self, key: str, on: Day | None = None) -> CaseState:
        """One case as it is on a day. Raises `RegisterFault` with the nearest key."""
        with self.database.reading() as connection:
            return self._state(connection, key, _day(on))

    def stated(self, key: str, on: Day | None = None) -> CaseModel:
        """What is stated of a case and in force on a day, as the other functions take it."""
        day = _day(on)
        values = values_of({one.attribute: one for one in self.answers(key, day)})
        return self._assessor.case(values, key)[0]

    def assessment(self, key: str, on: Day | None = None) -> Assessment:
        """What follows for a case on a day, with every derivation, for `why` and its like."""
        return assess(self.stated(key, on), _day(on), base=self.base)

    def answers(self, key: str, on: Day | None = None) -> tuple[Answer, ...]:
        """The answers in force on a day."""
        return tuple(in_force(self._answers(key), _day(on)).values())

    def lapsed(self, key: str, on: Day | None = None) -> tuple[Answer, ...]:
        """The answers that would count on a day if they had not lapsed."""
        day = _day(on)
        return tuple(one for one in latest(self._answers(key), day).values() if lapsed(one, day))

    def history(self, key: str) -> tuple[Answer, ...]:
        """All answers that were ever given about a case, in the order in which they count."""
        return tuple(self._answers(key))

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
            raise RegisterFault(f"there is no file {sha256[:80]}")
        return bytes(row.content)

    def diff(self, before: Day, after: Day) -> Diff:
        """What is otherwise on the later day, and why."""
        first, last = given_day(before), given_day(after)
        with self.database.reading() as connection:
            old, new = (
                self._assessor_of(connection, self.shelf.adopted(connection, day))
                for day in (first, last)
            )
            return difference(connection, first, last, old, new)

    def due(self, within: int = 90, on: Day | None = None) -> list[DueItem]:
        """What has its day within so many days, and what binds already and is not met."""
        with self.database.reading() as connection:
            return dues.due(connection, _day(on), within, self._assessor)

    def timeline(self, key: str, until: Day | None = None, on: Day | None = None) -> Timeline:
        """What changes on which day if nothing but time passes, lapsing answers counted in."""
        day = _day(on)
        case = self.stated(key, day)
        ends = {
            one.attribute: one.valid_until
            for one in self.answers(key, day)
            if one.valid_until is not None
        }
        end = given_day(until) or default_end(case, day)
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

    # --- Steps ------------------------------------------------------------------------------

    def _give(
        self,
        key: str,
        given: list[Given],
        who: str,
        on: Day | None,
        evidence: str | Path | bytes | None = None,
        file_name: str = "",
        seen: int | None = None,
    ) -> Snapshot:
        """Answers and the snapshot of what follows, in one transaction."""
        day, moment = _day(on), now()
        begins = any(one.attribute == NAME for one in given)
        with self.database.writing() as connection:
            self.shelf.adopt(connection, day, moment)
            if not begins:
                row = self._row(connection, key)
                if seen is not None and row.revision != seen:
                    raise RegisterFault(
                        f"{key} was answered by somebody else meanwhile; nothing was written",
                        expected="a look at it as it is now",
                    )
            if evidence is not None:
                found = kept_evidence(connection, evidence, file_name)
                given = [one._replace(evidence=found) for one in given]
            by = person_of(connection, who)
            row = next_revisions(connection, [key], day)[key]
            write_answers(connection, [(row, given)], by=by, given_on=day, recorded_at=moment)
            (answers,) = (all_ for _, all_ in answers_of(connection, [row.id]))
            append(connection, [assessed(row, answers, day, self._assessor)], moment)
            number, _ = head_of(connection)
            return snapshots(connection, snapshot_table.c.number == number)[0]

    def _read(self, attribute: str, value: Any) -> Any:
        """A value of an attribute as JSON holds it. Raises `InvalidCase`."""
        if attribute not in self.base.attributes:
            near = nearest(attribute, self.base.attributes)
            raise InvalidCase([UnknownName(f"there is no attribute {attribute!r}", nearest=near)])
        if isinstance(value, str):
            if value.strip().lower() in ("", UNKNOWN):
                return None
            value = read_answer(self.base.attributes[attribute], value)
        if value is None:
            return None
        case = given_case(nested({NAME: "case", attribute: value}), self.base)
        return importing.plain_values(case)[attribute]

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
                raise RegisterFault(f"{key} began on {row.begun_on} only, after {day}")
            raise self._no_case(connection, key)
        return found[0]

    def _no_case(self, connection: Connection, key: str) -> RegisterFault:
        keys = connection.execute(select(use_case.c.key).limit(5_000)).scalars().all()
        return RegisterFault(
            f"there is no case {key[:80]!r} in the register",
            expected="a key that `threshold register list` shows",
            nearest=nearest(key, keys),
        )

    def _assessor_of(self, connection: Connection, fingerprint: str | None) -> Assessor:
        """Who assesses under the knowledge of a fingerprint; of today where none was adopted."""
        if fingerprint in (None, self.base.fingerprint):
            return self._assessor
        base = self.shelf.of(connection, str(fingerprint))
        if base is None:
            raise RegisterFault(
                f"the knowledge with the fingerprint {fingerprint} is kept, but this version of the"
                " program reads it otherwise",
                expected="the version that wrote it",
            )
        return Assessor(base)


def _day(on: Day | None) -> date:
    return given_day(on) if on is not None else date.today()
