"""Faults of a row, or of one cell of it: listed with their places, and the rest is assessed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell, or one row, that could not be used as it stands."""

    row: int  # as a spreadsheet numbers it; 0 is none of them: a head
    column: str
    value: str
    reason: str
    expected: str = ""
    lost: bool = False  # the row could not be assessed at all
