"""A person's name, erased: from the persons, from answers and columns that are just this name.

Digests hold a salted hash of an answer; with the text its salt goes, and the chain stays whole.
"""

from __future__ import annotations

import json
from datetime import date
from unicodedata import normalize
from urllib.parse import unquote_plus

from sqlalchemy import Connection, Table, select, update

from knowledge.tables.table import seen
from threshold.register.answers import AT_ONCE
from threshold.register.events import append
from threshold.register.keeping import Columns, keep
from threshold.register.records import Erased
from threshold.register.schema import answer, event, person, use_case


def erase(connection: Connection, name: str, day: date, recorded_at: str) -> Erased:
    """Erase a name, however its capitals, blanks and accents are written. Longer texts that hold it
    are told, and stay as they are. That columns which are kept are others since a day is an event.
    """
    told = _folded(name)
    named = [
        id
        for id, known in connection.execute(
            select(person.c.id, person.c.name).where(person.c.name.is_not(None))
        )
        if _folded(known) == told
    ]
    _update(connection, person, named, name=None, salt=None)
    query = (
        select(answer.c.id, answer.c.attribute, answer.c.stated, use_case.c.key)
        .join(use_case, use_case.c.id == answer.c.case_id)
        .where(answer.c.stated.is_not(None))
    )
    gone, left = [], []
    for row in connection.execute(query.execution_options(yield_per=5_000)):
        said = json.loads(row.stated)
        if _is(told, said["value"]):
            gone.append(row.id)
            continue
        for part, text in said.items():
            if _holds(told, text):
                left.append((row.key, row.attribute if part == "value" else part))
    _update(connection, answer, gone, stated=None, salt=None)
    columns, beside = _columns(connection, told, day, recorded_at)
    lists = select(use_case.c.key, event.c.source).join(event, event.c.case_id == use_case.c.id)
    beside += [(key, "source") for key, list_ in connection.execute(lists) if _holds(told, list_)]
    return Erased(len(named), len(gone), columns, tuple(dict.fromkeys([*left, *beside])))


def _columns(
    connection: Connection, name: str, day: date, recorded_at: str
) -> tuple[int, list[tuple[str, str]]]:
    """The number of kept columns that were this name, and its other places beside the answers."""
    count, left, without = 0, [], []
    for row in connection.execute(select(use_case)).all():
        kept = json.loads(row.kept)
        named = [head for head, cell in kept.items() if _is(name, cell)]
        texts = {**kept, "key": row.key, "source": row.source}
        left += [
            (row.key, head)
            for head, text in texts.items()
            if head not in named and _holds(name, text)
        ]
        if named:
            count += len(named)
            cells = {head: None if head in named else cell for head, cell in kept.items()}
            without.append(Columns(row, cells))
    append(connection, keep(connection, without, day), recorded_at)
    return count, left


def _update(connection: Connection, table: Table, ids: list[int], **values: str | None) -> None:
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        connection.execute(update(table).where(table.c.id.in_(some)).values(**values))


def _folded(text: str) -> str:
    """A text as names are compared: one that is typed otherwise names the same person."""
    return " ".join(normalize("NFC", normalize("NFC", seen(text)).casefold()).split())


def _is(name: str, told: object) -> bool:
    return isinstance(told, str) and _folded(told) == name


def _holds(name: str, told: object) -> bool:
    """Whether a text holds a name; a link may have it encoded."""
    if not isinstance(told, str):
        return False
    return name in _folded(told) or name in _folded(unquote_plus(told))
