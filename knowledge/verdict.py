"""Verdict: the possible answers, as the shipped packs declare them."""

from __future__ import annotations

from enum import Enum

from knowledge.base import load
from knowledge.entries import Verdict as VerdictEntry

Verdict = Enum(
    "Verdict", {entry.id.upper(): entry.id for entry in sorted(load().of_kind(VerdictEntry), key=lambda entry: entry.rank)}, type=str
)  # type: ignore[misc]
