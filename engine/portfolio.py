"""Many cases: the rows of a table, assessed one by one; a bad row costs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Day, given_base, given_day
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import rows_as_cases
from knowledge.tables.files import read_table
from knowledge.tables.row_faults import RowFault


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """A row of a portfolio, with what was wrong with it."""

    row: int  # counted from 1, without the header
    assessment: Assessment | None  # None where the row could not be read as a case
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class Portfolio:
    """A table of cases, ready to be assessed."""

    file: str
    size: int  # rows
    rows: Iterator[AssessedRow]  # assessed as they are asked for


def open_portfolio(
    path: str | Path,
    intake: str | None = None,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    chainer: ChainerName | None = None,
) -> Portfolio:
    """The cases in a table (CSV, Parquet, JSON Lines, YAML), whose columns are attributes or are
    mapped by an intake.

    Raises `InvalidCase` where the file, or the intake, cannot be read. Faults of single rows come
    with the rows.
    """
    base, day = given_base(base), given_day(on)
    mapping = load_intake(intake, base) if intake else None
    table = read_table(path, mapping.encoding if mapping else "utf-8")
    cases = rows_as_cases(table, base, mapping)

    def assessed() -> Iterator[AssessedRow]:
        for item in cases:
            result = assess(item.case, day, base=base, chainer=chainer) if item.case else None
            yield AssessedRow(item.row, result, tuple(item.faults))

    return Portfolio(str(path), len(table.rows), assessed())
