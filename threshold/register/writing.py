"""The writing of all but answers and snapshots: cases, persons, files of evidence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from knowledge.faults import shorten
from knowledge.languages.message import Given, Message
from knowledge.sentence import Sentence
from threshold.register.answers import Person, cases_by_key
from threshold.register.database import RegisterFault
from threshold.register.digests import SALT, key_of_person, uid_of
from threshold.register.records import Evidence
from threshold.register.schema import evidence, person, use_case

LARGEST_FILE = 20_000_000  # bytes of one piece of evidence
LONGEST_KEY = 400
LINKS = ("http://", "https://", "file://", "urn:", "doi:")


def person_of(connection: Connection, name: str) -> Person:
    """(id, key) of a person of this name; (None, "") where there is none to name."""
    told = " ".join(name.split())
    if not told:
        return None, ""
    row = connection.execute(select(person.c.id, person.c.key).where(person.c.name == told)).first()
    if row:
        return row.id, row.key
    salt = token_hex(16)
    key = key_of_person(salt, told)
    made = connection.execute(insert(person).values(key=key, name=told, salt=salt))
    assert made.inserted_primary_key is not None  # one row was added
    return int(made.inserted_primary_key[0]), key


def next_revisions(
    connection: Connection, keys: Collection[str], day: date, *, source: str = ""
) -> dict[str, Row[Any]]:
    """The rows of cases with their next revisions; a case is begun where there is none of a key.

    `source`: the list that a case comes from. Raises `RegisterFault` for what is no key.
    """
    known = cases_by_key(connection, keys)
    fresh = [key for key in keys if key not in known]
    for key in fresh:
        refuse_no_key(key)
    if fresh:
        begun = {"source": source, "kept": "{}", "begun_on": day, "revision": 1}
        connection.execute(
            insert(use_case),
            [{"uid": uid_of(key, token_hex(SALT // 2)), "key": key, **begun} for key in fresh],
        )
    if known:
        connection.execute(
            update(use_case)
            .where(use_case.c.id == bindparam("of"))
            .values(revision=use_case.c.revision + 1, begun_on=bindparam("since")),
            [{"of": row.id, "since": min(row.begun_on, day)} for row in known.values()],
        )
    return cases_by_key(connection, keys)


def refuse_no_key(key: str) -> None:
    """Raise `RegisterFault` for what is no key of a case."""
    if not key.strip() or len(key) > LONGEST_KEY:
        raise RegisterFault(
            Sentence("a case needs a key"),
            expected=Sentence("1 to {count} characters", count=LONGEST_KEY),
        )


def kept_evidence(connection: Connection, given: str | Path | bytes, name: str = "") -> Evidence:
    """Evidence: a link as it is; a file, or its bytes, kept by its SHA-256.

    Raises `RegisterFault` where there is no such file, or it is empty or too large.
    """
    if isinstance(given, bytes):
        return _kept(connection, given, name or "file")
    written = str(given)
    if isinstance(given, str) and is_link(written):
        return Evidence(link=written)
    path = Path(given)
    if not _is_file(path):
        raise RegisterFault(
            Message("fault_no_evidence", {"file": shorten(written, 200)}),
            expected=Sentence("a link ({link}), or a file", link="https://…"),
        )
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(path.name)
    return _kept(connection, path.read_bytes(), path.name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long for a name, or no name at all
        return False


def is_link(text: str) -> bool:
    """Whether a text is a link, and no name of a file."""
    return text.lower().startswith(LINKS)


def _kept(connection: Connection, content: bytes, name: str) -> Evidence:
    if len(content) > LARGEST_FILE:
        raise _too_large(name)
    if not content:
        raise RegisterFault(Message("fault_empty_file", {"file": shorten(name, 120)}))
    known = sha256(content).hexdigest()
    query = select(evidence.c.sha256).where(evidence.c.sha256 == known)
    if connection.execute(query).one_or_none() is None:
        connection.execute(
            insert(evidence).values(sha256=known, size=len(content), content=content)
        )
    return Evidence(sha256=known, file_name=name)


def _too_large(name: str) -> RegisterFault:
    return RegisterFault(
        Message("fault_too_large", {"file": shorten(name, 120), "most": Given(LARGEST_FILE)})
    )
