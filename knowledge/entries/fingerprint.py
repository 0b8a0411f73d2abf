"""The fingerprint of a pack: its content as a short text.

Two packs with one fingerprint say the same, entry by entry. Comments, the order of keys and of
entries, line ends, quotation marks and the names of files are no content and change nothing; the
order of the items of a list is content, and so is that of values that have an order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

LENGTH = 16  # characters; hexadecimal
ORDERED, VALUES = "ordered", "values"


@dataclass(frozen=True, slots=True)
class PackVersion:
    """A pack that was loaded: its name, its version where it has one, and what it says."""

    name: str
    version: str | None
    fingerprint: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.version, self.fingerprint)))


def fingerprint_of(entries: Iterable[Any]) -> str:
    """The fingerprint of entries as they are written: plain data, in any order."""
    return _hash(sorted(map(_as_text, entries)))


def fingerprint_of_all(packs: Iterable[str]) -> str:
    """The fingerprint of several packs, by those of each, in the order in which they are read."""
    return _hash(packs)


def _as_text(entry: Any) -> str:
    if isinstance(entry, Mapping) and entry.get(ORDERED) is True:
        values = entry.get(VALUES)
        if isinstance(values, Mapping):
            entry = {**entry, VALUES: list(values.items())}
    return json.dumps(_content(entry), sort_keys=True, ensure_ascii=False)


def _content(value: Any) -> Any:
    """A value, so that what means the same is the same: 3 and 3.0; a day is no text."""
    if isinstance(value, Mapping):
        return {name: _content(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_content(part) for part in value]
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _hash(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:LENGTH]
