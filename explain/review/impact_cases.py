"""The cases whose answers two knowledge bases are compared on: a table's rows, or cases as they
are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import CaseModel
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import open_table, rows_as_cases
from knowledge.tables.row_faults import RowFault


@dataclass(frozen=True, slots=True)
class ReadCases:
    """Cases by their number, and what could not be used."""

    rows: list[tuple[int, CaseModel]]  # row of the table, from 1 → its case
    unread: tuple[str, ...] = ()  # cells and rows that could not be used, and why


def read_cases(
    cases: Iterable[CaseModel] | str | Path, base: KnowledgeBase, intake: str | None = None
) -> ReadCases:
    """Cases numbered from 1, or the rows of a table.

    Raises `InvalidCase` where the file, or the intake, cannot be read.
    """
    if not isinstance(cases, (str, Path)):
        return ReadCases([*enumerate(cases, start=1)])
    mapping = load_intake(intake, base) if intake else None
    rows = list(rows_as_cases(open_table(cases, base, mapping), base, mapping))
    unread = tuple(_unread(row.row, fault) for row in rows for fault in row.faults)
    return ReadCases([(row.row, row.case) for row in rows if row.case is not None], unread)


def _unread(row: int, fault: RowFault) -> str:
    expected = f"; expected: {fault.expected}" if fault.expected else ""
    return f"row {row}, {fault.column}: {fault.value!r} {fault.reason}{expected}"
