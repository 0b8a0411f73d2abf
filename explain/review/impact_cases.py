"""The cases whose answers two knowledge bases are compared on: a table's rows, or cases as they
are.

A row is read by both, so that each is asked with the names and the answers that it knows; what
neither of the two can read is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explain.review.new_answers import gone_answers
from knowledge.base import KnowledgeBase
from knowledge.cases.former_names import answers_in_names_of
from knowledge.cases.given import Case, given_case, given_cases
from knowledge.cases.use_case import CaseModel
from knowledge.faults import InvalidCase
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import RowCase, open_table, rows_as_cases
from knowledge.languages.told import Told
from knowledge.renamed import ATTRIBUTE
from knowledge.tables.row_faults import RowFault


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case as each of the two knowledge bases reads it: attribute → answer."""

    row: int  # of the table, or its number among the cases, from 1
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    gone: tuple[str, ...] = ()  # answers that only the older one takes: attribute and value


@dataclass(frozen=True, slots=True)
class ReadCases:
    """Cases by their number, and what could not be used."""

    cases: list[ReadCase] = field(default_factory=list)
    unread: tuple[str, ...] = ()  # cells and rows that could not be used, and why

    @property
    def gone(self) -> dict[str, tuple[int, ...]]:
        """Answers that the cases state and only the older base takes, with the rows of each."""
        rows: dict[str, tuple[int, ...]] = {}
        for case in self.cases:
            for answer in case.gone:
                rows[answer] = (*rows.get(answer, ()), case.row)
        return rows


def read_cases(
    cases: Iterable[Case] | str | Path,
    old: KnowledgeBase,
    new: KnowledgeBase,
    intake: str | None,
    older: KnowledgeBase,
) -> ReadCases:
    """Cases numbered from 1, or the rows of a table; their answers by the names of the newer base.

    `old` reads them as they are written; `older` is the same base in the names of the newer one.
    Raises `InvalidCase` where neither base can read the file, or the intake.
    """
    gone = _Gone(older, new)
    if not isinstance(cases, (str, Path)):
        if intake is not None:
            raise TypeError("an intake maps the columns of a table; give the path of one")
        found = []
        for row, case in enumerate(given_cases(cases), start=1):
            stated = _either(case, old, new).stated()
            before, after = (
                answers_in_names_of(stated, base, new.renames) for base in (older, new)
            )
            found.append(ReadCase(row, before, after, (*gone.of(before),)))
        return ReadCases(found)
    newer, fault = _rows(cases, new, intake)
    by_old, _ = _rows(cases, old, intake)
    if newer is None and by_old is None:
        assert fault is not None
        raise fault
    return ReadCases(
        [*_read(by_old or {}, newer or {}, gone, older, new)],
        (*_unread(by_old or {}, newer or {}, fault),),
    )


def _either(case: Case, old: KnowledgeBase, new: KnowledgeBase) -> CaseModel:
    """A case as the newer base knows it, or else as the older one does."""
    try:
        return given_case(case, new)
    except InvalidCase as fault:
        try:
            return given_case(case, old)
        except InvalidCase:
            raise fault from None


def _rows(
    path: str | Path, base: KnowledgeBase, intake: str | None
) -> tuple[dict[int, RowCase] | None, InvalidCase | None]:
    """The rows of a table by their number as a base reads them; or why it cannot."""
    try:
        mapping = load_intake(intake, base) if intake else None
        rows = rows_as_cases(open_table(path, base, mapping), base, mapping)
        return {row.row: row for row in rows}, None
    except InvalidCase as fault:
        return None, fault


def _read(
    by_old: Mapping[int, RowCase],
    by_new: Mapping[int, RowCase],
    gone: _Gone,
    older: KnowledgeBase,
    new: KnowledgeBase,
) -> Iterator[ReadCase]:
    """`older`: in the names of the newer one."""
    for number in sorted({*by_old, *by_new}):
        before, after = (
            {}
            if row is None or row.case is None
            else answers_in_names_of(row.case.stated(), base, new.renames)
            for row, base in ((by_old.get(number), older), (by_new.get(number), new))
        )
        if before or after:
            stated = {**after, **before}
            yield ReadCase(number, stated, {**before, **after}, (*gone.of(stated),))


def _unread(
    older: Mapping[int, RowCase], newer: Mapping[int, RowCase], refused: InvalidCase | None
) -> Iterator[str]:
    """The cells and rows that neither base could use, as the newer one tells of them."""
    if refused is not None:
        yield from map(str, refused.faults)
        return
    for number in sorted(newer):
        before = older.get(number)
        readable = before is not None and before.case is not None
        known = {_cell(fault) for fault in before.faults} if before is not None else set()
        for fault in newer[number].faults:
            if not readable or _cell(fault) in known:
                yield _told(fault)


def _told(fault: RowFault) -> Told:
    said = Told(
        "counted_fault" if fault.column else "counted_fault_of_row",
        row=str(fault.row),
        column=fault.column,
        value=repr(fault.value),
        reason=fault.reason,
    )
    if not fault.expected:
        return said
    return Told("counted_fault_expecting", fault=said, expected=fault.expected)


def _cell(fault: RowFault) -> tuple[int, str, str]:
    return fault.row, fault.column, fault.value


class _Gone:
    """The answers that only the older of two bases takes."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase):
        self.answers = {(one.attribute, one.value) for one in gone_answers(old, new)}
        renames = new.renames
        renamed = {*renames.superseded, *renames.ids.get(ATTRIBUTE, {})}
        self.attributes = old.attributes.keys() - new.attributes.keys() - renamed

    def of(self, stated: Mapping[str, Any]) -> Iterator[str]:
        """Those of a case: attribute and value."""
        for name, answer in stated.items():
            several = isinstance(answer, (frozenset, set, list, tuple))
            for value in sorted(answer) if several else (answer,):
                if name in self.attributes or (name, value) in self.answers:
                    yield f"{name}: {value}"
