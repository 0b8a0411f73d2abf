"""Snapshots: each assessment as it was, chained by hashes to the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select

from engine import Assessment
from threshold.register.digests import BEGINNING, digest
from threshold.register.events import last_hash
from threshold.register.records import Outcome, Snapshot
from threshold.register.schema import knowledge, snapshot, use_case


class Assessed(NamedTuple):
    """The data of which a snapshot is made."""

    case_id: int
    uid: str
    revision: int
    day: date
    stands_until: date
    outcome: Outcome
    fingerprint: str
    answers: str  # the digest over them
    derivation: str


def derivation_of(assessment: Assessment) -> str:
    """The digest over the rules that fired, and over all that was concluded."""
    return digest({"derivations": assessment.derivations, "conclusions": assessment.conclusions})


def head_of(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last snapshot."""
    query = select(snapshot.c.number, snapshot.c.hash).order_by(snapshot.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return (row.number, row.hash) if row else (0, BEGINNING)


def append(connection: Connection, found: Iterable[Assessed], recorded_at: str) -> int:
    """Add snapshots to the chain, by its one writer; returns how many."""
    number, previous = head_of(connection)
    first, rows = number, []
    known, events = files_of(connection), last_hash(connection)
    for one in found:
        number += 1
        row = {
            "number": number,
            "case_id": one.case_id,
            "revision": one.revision,
            "day": one.day,
            "stands_until": one.stands_until,
            "recorded_at": recorded_at,
            "fingerprint": one.fingerprint,
            "outcome": one.outcome.model_dump_json(),
            "answers": one.answers,
            "derivation": one.derivation,
            "previous": previous,
            "events": events,
        }
        previous = hash_of(row, one.uid, known[one.fingerprint])
        rows.append({**row, "hash": previous})
    if rows:
        connection.execute(insert(snapshot), rows)
    return number - first


def files_of(connection: Connection) -> dict[str, str]:
    """Fingerprint → the SHA-256 of the files of that knowledge."""
    query = select(knowledge.c.fingerprint, knowledge.c.files_sha256)
    return {row.fingerprint: row.files_sha256 for row in connection.execute(query)}


def hash_of(row: Any, uid: str, files: str) -> str:
    """The hash of a snapshot: over all of it, the hash before it, the last event, and the files of
    its knowledge.

    No name is in it.
    """
    events = {} if row["events"] is None else {"events": row["events"]}  # earlier ones have none
    fields = (
        "number", "revision", "day", "stands_until", "recorded_at", "fingerprint", "outcome",
        "answers", "derivation", "previous",
    )  # fmt: skip
    return digest({"case": uid, "files": files, **events, **{name: row[name] for name in fields}})


def latest_rows(connection: Connection, cases: Iterable[int] | None = None) -> list[Row[Any]]:
    """The last snapshot of each case, or of these."""
    last = select(func.max(snapshot.c.number)).group_by(snapshot.c.case_id)
    if cases is not None:
        last = last.where(snapshot.c.case_id.in_(list(cases)))
    return list(connection.execute(select(snapshot).where(snapshot.c.number.in_(last))))


def snapshots(connection: Connection, *where: Any) -> list[Snapshot]:
    """Snapshots in their order, with the keys of their cases."""
    query = (
        select(snapshot, use_case.c.key)
        .join(use_case, use_case.c.id == snapshot.c.case_id)
        .where(*where)
        .order_by(snapshot.c.number)
    )
    return [as_snapshot(row) for row in connection.execute(query)]


def as_snapshot(row: Row[Any]) -> Snapshot:
    """A row as a snapshot."""
    return Snapshot(
        number=row.number,
        key=row.key,
        revision=row.revision,
        day=row.day,
        stands_until=row.stands_until,
        recorded_at=row.recorded_at,
        fingerprint=row.fingerprint,
        outcome=Outcome.model_validate_json(row.outcome),
        answers=row.answers,
        derivation=row.derivation,
        previous=row.previous,
        hash=row.hash,
    )
