"""Many cases: the rows of a table, what they state alike assessed once; a bad row costs nothing but
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from knowledge.base import KnowledgeBase
from knowledge.cases.attributes_read import attributes_in_tests
from knowledge.cases.given import Case, Day, given_case, given_day
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import CaseModel
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import Alike, RowCase, cases_of, open_table
from knowledge.tables.row_faults import RowFault


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """A row of a portfolio, with what was wrong with it."""

    row: int  # as a spreadsheet numbers it
    # of the first row that states the same; None where the row could not be read as a case
    assessment: Assessment | None
    faults: tuple[RowFault, ...] = ()
    case: CaseModel | None = None
    same_as: int = 0  # the first row that states the same; its own number where it is the first
    kept: Mapping[str, Any] = field(default_factory=dict)  # columns that every output has as well

    @property
    def named(self) -> Assessment | None:
        """The assessment under this row's own name, with its own texts."""
        if self.assessment is None or self.case is None or self.same_as == self.row:
            return self.assessment
        texts = {name: text for name, text in self.case.stated().items() if isinstance(text, str)}
        stated = {**self.assessment.stated, **texts}
        return self.assessment.model_copy(update={"name": texts["name"], "stated": stated})


@dataclass(frozen=True)
class Portfolio:
    """A table of cases, ready to be assessed."""

    file: str
    size: int  # rows
    rows: Iterator[AssessedRow]  # assessed as they are asked for
    notes: tuple[str, ...] = ()  # what is to be said of the table as a whole


def open_portfolio(
    path: str | Path,
    intake: str | None = None,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    chainer: ChainerName | None = None,
) -> Portfolio:
    """The cases in a table, whose columns are attributes or are mapped by an intake.

    Raises `InvalidCase` where the file, or the intake, cannot be read. Faults of single rows come
    with the rows.
    """
    base, day = given_base(base), given_day(on)
    mapping = load_intake(intake, base) if intake else None
    cases = cases_of(open_table(path, base, mapping), base, mapping)
    rows = assessed_rows(cases.rows, day, base=base, chainer=chainer)
    return Portfolio(str(path), len(cases.rows), rows, tuple(cases.notes))


def assessed_cases(
    cases: Iterable[Case],
    on: Day | None = None,
    *,
    base: KnowledgeBase,
    chainer: ChainerName | None = None,
) -> Iterator[AssessedRow]:
    """Cases as the rows of a portfolio, numbered from 1."""
    rows = (RowCase(row, given_case(case, base)) for row, case in enumerate(cases, start=1))
    return assessed_rows(rows, on, base=base, chainer=chainer)


def assessed_rows(
    rows: Iterable[RowCase],
    on: Day | None,
    *,
    base: KnowledgeBase,
    chainer: ChainerName | None = None,
) -> Iterator[AssessedRow]:
    """Rows as they are assessed; one that states what an earlier one stated has its assessment."""
    silent = base.derived(texts_unread)
    known: dict[object, tuple[int, Assessment]] = {}
    for row in rows:
        if row.case is None:
            yield AssessedRow(row.row, None, tuple(row.faults))
            continue
        facts = _facts(row.case, row.alike, silent)
        found = known.get(facts)
        if found is None:
            assessment = assess(row.case, on, base=base, chainer=chainer)
            found = known[facts] = row.row, assessment
        first, assessment = found
        yield AssessedRow(row.row, assessment, tuple(row.faults), row.case, first, row.kept)


def _facts(case: CaseModel, alike: Alike | None, silent: frozenset[str]) -> object:
    """What a row states that a rule may read, to be compared with other rows."""
    if alike is None:
        return frozenset(item for item in case.stated().items() if item[0] not in silent)
    code, texts = alike
    return code, tuple(text for text in texts if text[0] not in silent)


def texts_unread(base: KnowledgeBase) -> frozenset[str]:
    """The attributes that are shown only: texts that no rule reads."""
    read = base.derived(attributes_in_tests)
    return frozenset(
        name
        for name, attribute in base.attributes.items()
        if attribute.type == "text" and name not in read
    )
