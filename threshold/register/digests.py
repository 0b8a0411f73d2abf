"""Digests of what a register keeps: one way to write data, SHA-256 over it, and salted commitments.

A commitment to a text stays when the text and its salt are erased: it then shows nothing of it.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from hashlib import sha256
from typing import Any

BEGINNING = "0" * 64  # what the first snapshot has before it


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


def now() -> str:
    """The moment, in UTC, as registers write it."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (frozenset, set, tuple)):
        return sorted(value) if not isinstance(value, tuple) else list(value)
    raise TypeError(f"{type(value).__name__} has no form in a register")
