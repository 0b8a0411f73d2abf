"""The events of a register beside answers: knowledge that was adopted, lists that were read, cases
that came to be in a list, and that their list no longer had, columns that are kept from it. Each is
chained by its hash to the one before it, and each snapshot to the last of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select

from threshold.register.digests import BEGINNING, digest
from threshold.register.records import Listing
from threshold.register.schema import event, use_case

ADOPTED, LISTED, VANISHED = "adopted", "listed", "vanished"
READ, KEPT = "read", "kept"


class Happened(NamedTuple):
    """An event to be written."""

    kind: str
    day: date
    case: Row[Any] | None = None
    source: str = ""  # the list
    fingerprint: str | None = None  # of the knowledge
    content: str | None = None  # the hash of the list's file, or the commitment to what is kept


def append(connection: Connection, happened: Iterable[Happened], recorded_at: str) -> None:
    """Add events, by the one writer."""
    last = select(event.c.number, event.c.hash).order_by(event.c.number.desc()).limit(1)
    before, previous = connection.execute(last).one_or_none() or (0, BEGINNING)
    rows = []
    for number, one in enumerate(happened, start=before + 1):
        row = {
            "number": number,
            "kind": one.kind,
            "case_id": one.case.id if one.case else None,
            "source": one.source,
            "fingerprint": one.fingerprint,
            "day": one.day,
            "recorded_at": recorded_at,
            "content": one.content,
            "previous": previous,
        }
        previous = hash_of(row, one.case.uid if one.case else "")
        rows.append({**row, "hash": previous})
    if rows:
        connection.execute(insert(event), rows)


def hash_of(row: Mapping[str, Any], uid: str) -> str:
    """The hash of an event: over all of it, and the hash before it."""
    fields = "number", "kind", "source", "fingerprint", "day", "recorded_at", "previous"
    content = row.get("content")  # of earlier programs, no event has any
    told = {} if content is None else {"content": content}
    return digest({"case": uid, **told, **{name: row[name] for name in fields}})


def last_hash(connection: Connection) -> str | None:
    """The hash of the last event."""
    last = select(event.c.hash).order_by(event.c.number.desc()).limit(1)
    return connection.execute(last).scalar()


def adoptions(connection: Connection) -> list[tuple[str, date]]:
    """(fingerprint, the day from which it answers) in the order in which they were adopted."""
    query = select(event.c.fingerprint, event.c.day).where(event.c.kind == ADOPTED)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(event.c.number))]


class InList(NamedTuple):
    """The list that a case is in, or was in last."""

    source: str
    gone: date | None  # since when it is in it no more


def in_lists(connection: Connection, day: date = date.max) -> dict[int, InList]:
    """Case → its list on a day, by default at last; without those that were in none.

    Of two events of one day, the one that was recorded last counts.
    """
    return _in_lists(connection, event.c.case_id.is_not(None), event.c.day <= day)


def away(connection: Connection, day: date) -> dict[int, date]:
    """Case → the day since which its list no longer has it, of those of which that is so then."""
    once = select(event.c.case_id).where(event.c.kind == VANISHED)
    found = _in_lists(connection, event.c.case_id.in_(once), event.c.day <= day)
    return {id: one.gone for id, one in found.items() if one.gone is not None}


def _in_lists(connection: Connection, *where: ColumnElement[bool]) -> dict[int, InList]:
    columns = event.c.case_id, event.c.kind, event.c.source, event.c.day
    of_lists = event.c.kind.in_((LISTED, VANISHED))
    query = select(*columns).where(of_lists, *where).order_by(event.c.day, event.c.number)
    found: dict[int, InList] = {}
    for id, kind, source, day in connection.execute(query):
        before = found.get(id)
        since = (before and before.gone) or day
        found[id] = InList(source, since if kind == VANISHED else None)
    return found


def kept(connection: Connection) -> dict[int, str]:
    """Case → what its last event says of the columns that are kept."""
    query = select(event.c.case_id, event.c.content).where(event.c.kind == KEPT)
    return {row.case_id: row.content for row in connection.execute(query.order_by(event.c.number))}


def listings(connection: Connection, key: str) -> tuple[Listing, ...]:
    """The lists that a case was in, that were read and had it still, and was in no more, by day."""
    of_case = select(use_case.c.id).where(use_case.c.key == key).scalar_subquery()
    query = (
        select(event)
        .where(
            or_(
                and_(event.c.kind.in_((LISTED, VANISHED)), event.c.case_id == of_case),
                event.c.kind == READ,
            )
        )
        .order_by(event.c.day, event.c.number)
    )
    found: list[Listing] = []
    for row in connection.execute(query):
        if row.kind != READ:
            told = Listing(row.day, row.source, row.kind == LISTED, row.recorded_at)
        elif _has_still(row, found[-1] if found else None):
            told = Listing(row.day, row.source, True, row.recorded_at, still=True)
        else:
            continue
        found.append(told)
    return tuple(found)


def _has_still(read: Row[Any], last: Listing | None) -> bool:
    """Whether a list that was read has a case still; what it said of it then stands before it."""
    if last is None or not last.there or last.source != read.source:
        return False
    return (last.day, last.recorded_at) != (read.day, read.recorded_at)
