"""Digests of what a register keeps: one way to write data, SHA-256 over it, and salted commitments.

A commitment to a text stays when the text and its salt are erased: it then shows nothing of it.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from hashlib import sha256
from typing import Any

BEGINNING = "0" * 64  # what the first snapshot has before it
COMMITTED = "k"  # no hexadecimal digit: begins what was made of a name or a key, and not at random
LENGTH, SALT = 32, 8  # characters


def canonical(data: Any) -> str:
    """Data as JSON in the one form that is hashed: sorted keys, no blanks, no escapes."""
    return json.dumps(
        data,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
        default=_plain,
    )


def digest(data: Any) -> str:
    """The SHA-256 of data."""
    return sha256(canonical(data).encode("utf-8", "surrogatepass")).hexdigest()


def commitment(salt: str, stated: str) -> str:
    """The SHA-256 of a text behind its salt."""
    return sha256(f"{salt}\n{stated}".encode("utf-8", "surrogatepass")).hexdigest()


def key_of_person(salt: str, name: str) -> str:
    """By what digests know a person: it says nothing of the name once name and salt are erased."""
    return f"{COMMITTED}{commitment(salt, name)[: LENGTH - len(COMMITTED)]}"


def uid_of(key: str, salt: str) -> str:
    """By what digests know a case: its beginning is the salt, the rest a hash of the case's key."""
    return f"{COMMITTED}{salt}{commitment(salt, key)}"[:LENGTH]


def is_of_key(uid: str, key: str) -> bool:
    """Whether a case is known by this; one of an earlier program is by what is random."""
    if not uid.startswith(COMMITTED):
        return True
    return uid == uid_of(key, uid[len(COMMITTED) :][:SALT])


def now() -> str:
    """The moment, in UTC, as registers write it."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (frozenset, set, tuple)):
        return sorted(value) if not isinstance(value, tuple) else list(value)
    raise TypeError(f"{type(value).__name__} has no form in a register")
