"""Register: use cases, answers and assessments in a database, from Python.

Days are dates or texts like 2026-12-01, and today by default. Whatever cannot be done is a `Fault`
of one line, or `InvalidCase` with every fault of a table; nothing is half done then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from knowledge.cases.answers import read_answer
from knowledge.cases.given import Day, given_case, given_day
from knowledge.cases.use_case import UNKNOWN, nested
from knowledge.faults import InvalidCase, UnknownName, nearest
from knowledge.languages.message import Given as StatedValue
from knowledge.languages.message import Message
from knowledge.languages.told import Told
from knowledge.renamed import of_today
from knowledge.sentence import Sentence
from knowledge.tables.table import seen as seen_text
from threshold.register import erasing, importing
from threshold.register.answers import (
    NAME,
    Given,
    answers_of,
    case_row,
    latest,
    replaced,
    write_answers,
)
from threshold.register.archive import Shelf
from threshold.register.chain import append, head_of, snapshots
from threshold.register.database import Database, RegisterFault
from threshold.register.digests import now
from threshold.register.given_kinds import refuses_other_kinds
from threshold.register.keys import known_as
from threshold.register.looking import Looking, day_of
from threshold.register.records import (
    Erased,
    Evidence,
    Imported,
    Snapshot,
)
from threshold.register.schema import snapshot as snapshot_table
from threshold.register.standing import assessed, to_assess
from threshold.register.writing import kept_evidence, next_revisions, person_of, refuse_no_key

BATCH = 500  # snapshots that are written in one transaction


@refuses_other_kinds
class Register(Looking):
    """A register of use cases."""

    def __init__(
        self,
        url: str | Path = "register.db",
        packs: Sequence[Path | str] | Path | str | None = None,
        *,
        create: bool = True,
        patience: float | None = None,
        check: bool = True,
    ):
        """Open a register. Where there is none, the first that is written begins one, and till then
        it is empty; with `create` false, it is refused.

        `url`: a file, or `postgresql://USER@HOST/NAME`. `packs`: packs of your own on top of the
        shipped ones, as `knowledge.load` takes them. `patience`: seconds to wait for another
        writer. `check`: refuse a register in which a value stands that nobody wrote by this
        program; `verify` tells all of them. Raises `Fault`, and `InvalidKnowledge` where a pack
        cannot be read.
        """
        waits = {} if patience is None else {"patience": patience}
        shelf = Shelf(packs)
        super().__init__(Database(url, create=create, check=check, **waits), shelf)

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all connections to the database."""
        self.database.close()

    def import_table(
        self, table: str | Path, intake: str | None = None, *, who: str = "", on: Day | None = None
    ) -> Imported:
        """Take a list of use cases in, as of a day: add what is new, answer anew what the list says
        otherwise than last time, tell what it no longer has; then assess what changed.

        `intake`: how its columns are read, as `portfolio` takes it; `who` answers for the list.
        Raises `InvalidCase` where the table or the intake cannot be read.
        """
        day, moment = day_of(on), now()
        read = importing.read_list(table, intake, self.base)
        with self.database.writing() as connection:
            self.shelf.adopt(connection, day, moment)
            done = importing.take_in(
                connection,
                read,
                who=who,
                day=day,
                recorded_at=moment,
                renames=self.base.renames,
            )
        try:
            self.assess(day)
        except RegisterFault as fault:  # the list is in it; that nothing was changed would be wrong
            told = Told("list_not_assessed", reason=str(fault))
            return replace(done, notes=(*done.notes, told))
        return done

    def add(self, key: str, case: Any, *, who: str, on: Day | None = None) -> Snapshot:
        """Add a case under a key, or answers to one, in the forms that `assess` takes: a UseCase, a
        dict of answers, the path of a case file.

        Raises `InvalidCase`.
        """
        refuse_no_key(key)
        values = importing.plain_values(given_case(case, self.base))
        given = [Given(name, value) for name, value in values.items()]
        return self._give(key, given, who, on, begins=True)

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
        attribute = of_today(attribute, self.base.attributes, self.base.renames)
        read = self._read(attribute, value)
        until = given_day(valid_until, "valid_until")
        day = day_of(on)
        if until is not None and until < day:
            raise RegisterFault(
                Message(
                    "fault_ends_before", {"until": StatedValue(until), "day": StatedValue(day)}
                ),
                expected=Sentence("{day} or later", day=day),
            )
        if not who.strip():
            raise RegisterFault(Message("fault_nobody_answers"), expected="--who NAME")
        return self._give(
            key, [Given(attribute, read, Evidence(), until, note)], who, day, evidence, file_name,
            seen,
        )  # fmt: skip

    def assess(self, on: Day | None = None, *, adopted_on: Day | None = None) -> int:
        """Assess each case whose last snapshot does not tell what follows on a day: answered since,
        another day, other knowledge. Returns how many snapshots were added.

        Knowledge that is new to the register answers from today on, or from `adopted_on`.
        """
        day, added = day_of(on), 0
        if (since := given_day(adopted_on, "adopted_on")) is not None:
            with self.database.writing() as connection:
                self.shelf.adopt(connection, day, now(), since)
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

    def erase(self, name: str) -> Erased:
        """Erase the name of a person. The chain stays whole."""
        if not seen_text(name).strip():
            raise RegisterFault(
                Sentence("no name was given"), expected=Sentence("the name to erase")
            )
        with self.database.writing() as connection:
            return erasing.erase(connection, name, day_of(None), now())

    def _give(
        self,
        key: str,
        given: list[Given],
        who: str,
        on: Day | None,
        evidence: str | Path | bytes | None = None,
        file_name: str = "",
        seen: int | None = None,
        *,
        begins: bool = False,
    ) -> Snapshot:
        """Answers and the snapshot of what follows, in one transaction.

        `begins`: a case is begun where there is none of this key.
        """
        day, moment = day_of(on), now()
        with self.database.writing() as connection:
            self.shelf.adopt(connection, day, moment)
            if begins:
                key = known_as(connection, [key])[key]
            row = case_row(connection, key) if begins else self._row(connection, key)
            if row is not None:
                if seen is not None and row.revision != seen:
                    raise RegisterFault(
                        Message("fault_answered_meanwhile", {"key": key}),
                        expected=Sentence("a look at it as it is now"),
                    )
                (before,) = (all_ for _, all_ in answers_of(connection, [row.id]))
                given = [*given, *replaced(given, latest(before, day), self.base.renames)]
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
            said = Sentence("there is no attribute {name}", name=repr(attribute))
            raise InvalidCase([UnknownName(said, nearest=near)])
        if isinstance(value, str):
            if value.strip().lower() in ("", UNKNOWN):
                return None
            value = read_answer(self.base.attributes[attribute], value)
        if value is None:
            return None
        case = given_case(nested({NAME: "case", attribute: value}), self.base)
        return importing.plain_values(case)[attribute]
