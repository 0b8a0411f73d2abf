"""Verdict: the possible answers, as the shipped packs declare them; an own pack may add more."""

from __future__ import annotations

from enum import Enum

from knowledge.base import load, verdict_ids
from knowledge.entries.kinds import Verdict as VerdictEntry


class _Declared(str, Enum):
    """Answers by their ids: beside the members, what the packs that were loaded declare."""

    @classmethod
    def _missing_(cls, value: object) -> _Declared | None:
        if not isinstance(value, str) or value not in verdict_ids():
            return None
        added = str.__new__(cls, value)
        added._name_, added._value_ = value.upper(), value
        return cls._value2member_map_.setdefault(value, added)  # type: ignore[return-value]


Verdict = _Declared(  # type: ignore[call-overload]
    "Verdict",
    {
        entry.id.upper(): entry.id
        for entry in sorted(load().of_kind(VerdictEntry), key=lambda entry: entry.rank)
    },
)
