"""Whether a register is as it was written: the chain of its snapshots, and what they rest on.

What a chain shows: that no snapshot in it, and no answer that one rests on, was changed since the
head was what it is. What it alone does not show: that the end was cut off, or all of it written
anew. A head that was kept elsewhere shows that as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, Row, func, select

from threshold.register.answers import AT_ONCE, digest_of, digest_over, lapsed, latest
from threshold.register.chain import files_of, hash_of
from threshold.register.digests import (
    BEGINNING,
    COMMITTED,
    commitment,
    is_of_key,
    key_of_person,
)
from threshold.register.events import InList, in_lists, kept
from threshold.register.events import hash_of as hash_of_event
from threshold.register.keeping import is_as_kept
from threshold.register.readable import misread, unreadable
from threshold.register.records import Answer, Flaw, Verification
from threshold.register.schema import answer, event, evidence, knowledge, person, snapshot, use_case


def verify(connection: Connection, head: str = "") -> Verification:
    """Check all of it. `head`: the hash of a snapshot that was kept elsewhere."""
    head = head.strip().lower()
    if strange := [Flaw(0, one.row, "unreadable", one.place) for one in unreadable(connection)]:
        return Verification(0, BEGINNING, tuple(strange), head, 0, 0)  # no more of it can be read
    cases = {row.id: row for row in connection.execute(select(use_case))}
    chain = list(connection.execute(select(snapshot).order_by(snapshot.c.number)))
    flaws = [*_chain(connection, chain, cases)]
    known = {row.hash: row.number for row in chain}
    if head and head not in known:
        flaws.append(Flaw(0, "", "head", head))
    erased, bad = _answers(connection, cases)
    flaws += bad
    flaws += _rested_on(connection, chain, cases)
    flaws += _begun(connection, cases)
    events, bad = _events(connection, chain, cases)
    flaws += bad
    flaws += _files(connection)
    flaws += _names(connection, cases)
    beside = misread(connection, (use_case.c.kept, knowledge.c.packs))  # of which there is no hash
    flaws += [Flaw(0, one.row, "misread", one.place) for one in beside]
    covered = {row.case_id: row.revision for row in chain}
    return Verification(
        snapshots=len(chain),
        head=chain[-1].hash if chain else BEGINNING,
        flaws=tuple(flaws),
        compared=head,
        compared_at=known.get(head, 0),
        erased=erased,
        loose=len(events) - 1 - max((events.get(row.events, 0) for row in chain), default=0),
        uncovered=sum(covered.get(id, 0) < case.revision for id, case in cases.items()),
    )


def _chain(
    connection: Connection, chain: list[Row[Any]], cases: dict[int, Row[Any]]
) -> Iterator[Flaw]:
    """Each snapshot follows the one before it, and has the hash of what it holds."""
    files, previous = files_of(connection), BEGINNING
    for place, row in enumerate(chain, start=1):
        case = cases.get(row.case_id)
        key = case.key if case else ""
        if row.number != place:
            yield Flaw(row.number, key, "gap", str(place))
        if row.previous != previous:
            yield Flaw(row.number, key, "previous", row.previous)
        written = hash_of(row._asdict(), case.uid if case else "", files.get(row.fingerprint, ""))
        if row.hash != written:
            yield Flaw(row.number, key, "hash", row.hash)
        previous = row.hash


def _answers(connection: Connection, cases: dict[int, Row[Any]]) -> tuple[int, list[Flaw]]:
    """Each answer has the digest of what it holds; how many are erased, so that it cannot be
    compared.
    """
    persons = {row.id: row.key for row in connection.execute(select(person.c.id, person.c.key))}
    erased, flaws = 0, []
    query = select(answer).execution_options(yield_per=5_000)
    for row in connection.execute(query):
        case = cases.get(row.case_id)
        if row.stated is None and row.salt is None:
            erased += 1
            continue
        if row.stated is None or row.salt is None:  # they are erased together
            flaws.append(Flaw(0, case.key if case else "", "answer", row.attribute))
            continue
        written = digest_of(
            row._asdict(),
            commitment(row.salt, row.stated),
            case.uid if case else "",
            persons.get(row.person_id, ""),
        )
        nobody = row.person_id is not None and row.person_id not in persons
        # a revision of an answer is one that its case has had
        if written != row.digest or case is None or row.revision > case.revision or nobody:
            flaws.append(Flaw(0, case.key if case else "", "answer", row.attribute))
    return erased, flaws


def _rested_on(
    connection: Connection, chain: list[Row[Any]], cases: dict[int, Row[Any]]
) -> Iterator[Flaw]:
    """Each snapshot rests on the answers that are there still."""
    by_case: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in chain:
        by_case[row.case_id].append(row)
    rested = [cases[case_id] for case_id in sorted(by_case) if case_id in cases]
    for case, answers in _as_written(connection, rested):
        for row in by_case[case.id]:
            counting = latest(answers, row.day, row.revision)
            valid = {name: one for name, one in counting.items() if not lapsed(one, row.day)}
            if digest_over(valid) != row.answers:
                yield Flaw(row.number, case.key, "answers", str(row.day))


def _events(
    connection: Connection, chain: list[Row[Any]], cases: dict[int, Row[Any]]
) -> tuple[dict[str | None, int], list[Flaw]]:
    """The number of each event by its hash. Each follows the one before it, each snapshot knows the
    last one, and cases are in the list that their last one tells, with columns kept as it says.
    """
    flaws, previous = list[Flaw](), BEGINNING
    known: dict[str | None, int] = {None: 0}
    for place, row in enumerate(connection.execute(select(event).order_by(event.c.number)), 1):
        case = cases.get(row.case_id)
        written = hash_of_event(row._asdict(), case.uid if case else "")
        if (row.number, row.previous, row.hash) != (place, previous, written):
            flaws.append(Flaw(row.number, case.key if case else "", "event", row.kind))
        previous, known[row.hash] = row.hash, place
    before = 0
    for row in chain:
        if known.get(row.events, -1) < before:
            key = cases[row.case_id].key if row.case_id in cases else ""
            flaws.append(Flaw(row.number, key, "events", str(row.day)))
        before = max(before, known.get(row.events, 0))
    told, said = in_lists(connection), kept(connection)
    for case in cases.values():
        if not is_as_kept(case, said.get(case.id)):
            flaws.append(Flaw(0, case.key, "kept", case.source))
        if InList(case.source, case.vanished_on) != told.get(case.id, InList("", None)):
            flaws.append(Flaw(0, case.key, "list", case.source))
    return known, flaws


def _as_written(
    connection: Connection, cases: list[Row[Any]]
) -> Iterator[tuple[Row[Any], list[Answer]]]:
    """All answers to each case, in the order in which they count, as rows: what they state, which
    may be no JSON any more, is not read.
    """
    for start in range(0, len(cases), AT_ONCE):
        some = {case.id: case for case in cases[start : start + AT_ONCE]}
        query = (
            select(answer)
            .where(answer.c.case_id.in_(some))
            .order_by(answer.c.case_id, answer.c.given_on, answer.c.revision, answer.c.attribute)
        )
        rows = connection.execute(query)
        found = {id: list(given) for id, given in groupby(rows, lambda row: row.case_id)}
        for id, case in some.items():
            yield case, cast("list[Answer]", found.get(id, []))


def _begun(connection: Connection, cases: dict[int, Row[Any]]) -> Iterator[Flaw]:
    """Cases began on the day of their first answer."""
    day = func.min(answer.c.given_on).label("day")
    query = select(answer.c.case_id, day).group_by(answer.c.case_id)
    first = {row.case_id: row.day for row in connection.execute(query)}
    for case in cases.values():
        if first.get(case.id) != case.begun_on:
            yield Flaw(0, case.key, "begun", str(case.begun_on))


def _names(connection: Connection, cases: dict[int, Row[Any]]) -> Iterator[Flaw]:
    """Cases have the keys, and persons the names, that they were begun with."""
    for case in cases.values():
        if not is_of_key(case.uid, case.key):
            yield Flaw(0, case.key, "key", case.uid)
    for row in connection.execute(select(person)):
        if row.name is None:  # it is erased with its salt
            if row.salt is not None:
                yield Flaw(0, "", "name", row.key)
            continue
        random = row.salt is None and not row.key.startswith(COMMITTED)
        if not random and row.key != key_of_person(row.salt or "", row.name):
            yield Flaw(0, "", "name", row.name)


def _files(connection: Connection) -> Iterator[Flaw]:
    """Files of evidence and of the knowledge have their hashes."""
    for row in connection.execute(select(evidence).execution_options(yield_per=20)):
        if (sha256(row.content).hexdigest(), len(row.content)) != (row.sha256, row.size):
            yield Flaw(0, "", "evidence", row.sha256)
    there = set(connection.execute(select(evidence.c.sha256)).scalars())
    query = select(answer.c.sha256).where(answer.c.sha256.is_not(None)).distinct()
    for wanted in connection.execute(query).scalars():
        if wanted not in there:
            yield Flaw(0, "", "evidence", wanted)
    for row in connection.execute(select(knowledge)):
        if sha256(row.files).hexdigest() != row.files_sha256:
            yield Flaw(0, "", "knowledge", row.fingerprint)
