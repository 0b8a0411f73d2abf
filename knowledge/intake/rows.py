"""From the columns of a table to cases: by heads that are attribute names, or by an intake.

What a row has that cannot be used is listed with its place, and stays unknown; the rest of the row
counts. What rows state alike is made one case, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import ValidationError

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NOTHING
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.intake.case_folders import is_folder_of_cases, table_of_folder
from knowledge.intake.cell_notes import CellNotes
from knowledge.intake.cells import plain, says_one_of
from knowledge.intake.columns import AttributeColumn, distinct, readers_of, why_not
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import Plan, known_heads, plan_of
from knowledge.languages.told import Told
from knowledge.tables.files import read_table
from knowledge.tables.row_faults import RowFault
from knowledge.tables.table import Table, same_id
from knowledge.tables.values import plain_value, told

NAME = "name"


# equal for rows of one table that state the same: the number of what they state, but for texts, and
# these by attribute
Alike: TypeAlias = tuple[int, tuple[tuple[str, Any], ...]]


@dataclass(slots=True)
class RowCase:
    """A row, as a case, with what was wrong with it."""

    row: int
    case: CaseModel | None
    faults: list[RowFault] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)  # the columns that every output has as well
    alike: Alike | None = None


@dataclass(slots=True)
class TableCases:
    """All cases of a table, in the order of its rows, and what is to be said of it as a whole."""

    file: str
    rows: list[RowCase]
    plan: Plan
    columns: list[AttributeColumn]
    notes: list[str]
    unusable: list[RowFault] = field(default_factory=list)  # rows, and ids, that are wrong
    skipped: list[int] = field(default_factory=list)  # rows that are no cases


def open_table(path: Any, base: KnowledgeBase, intake: Intake | None = None) -> Table:
    """The table in a file, as the intake says that it lies there, or the cases in the files of a
    folder. Raises `InvalidCase`.
    """
    known = known_heads(base, intake)
    if intake is None and is_folder_of_cases(path):
        return table_of_folder(path, base)
    if intake is None:
        return read_table(path, known=known)
    return read_table(
        path,
        intake.encoding or "",
        header=intake.header,
        sheet=intake.sheet,
        records=intake.records,
        known=known,
    )


def rows_as_cases(
    table: Table, base: KnowledgeBase, intake: Intake | None = None
) -> Iterator[RowCase]:
    """Each row of a table as a case.

    Raises `InvalidCase` where the table has no column that is known, or two for one attribute.
    """
    return iter(cases_of(table, base, intake).rows)


def cases_of(table: Table, base: KnowledgeBase, intake: Intake | None = None) -> TableCases:
    """The cases of a table. Raises `InvalidCase` as `rows_as_cases` does."""
    return _Cases(table, base, plan_of(table.columns, base, intake, table.file)).made()


class _Cases:
    def __init__(self, table: Table, base: KnowledgeBase, plan: Plan):
        self.table, self.base, self.plan = table, base, plan
        self.faults: dict[int, list[RowFault]] = {}  # row → what is wrong with it
        self.skipped = skipped_rows(table, plan)
        self.table = without_skipped(table, plan)
        self.columns = [reader.column(self.table.cells) for reader in readers_of(plan)]

    def made(self) -> TableCases:
        numbers = self.table.numbers
        unusable = [*self.table.faults, *twin_ids(self.table, self.plan)]
        for fault in unusable:
            self.faults.setdefault(fault.row, []).append(fault)
        self._tell_cells()
        rows = [
            RowCase(number, case, self.faults.pop(number, []), kept, alike)
            for number, (case, alike), kept in zip(
                numbers, self._cases(), self._kept(), strict=True
            )
        ]
        rows += [RowCase(number, None, faults) for number, faults in self.faults.items()]
        rows.sort(key=lambda row: row.row)
        self._tell_heads(rows)
        skipped = [self.skipped[row] for row in sorted(self.skipped)]
        notes = [*self.table.notes, *self.plan.notes, *self._notes()]
        return TableCases(self.table.file, rows, self.plan, self.columns, notes, unusable, skipped)

    def _cases(self) -> Iterator[tuple[CaseModel, Alike]]:
        """One case a row, and what rows that state the same have alike; that is validated once."""
        texts = [column for column in self.columns if self._is_text(column.name)]
        others = [column for column in self.columns if not self._is_text(column.name)]
        model = model_of(self.base)
        rows = range(len(self.table.numbers))
        codes, firsts = distinct(
            zip(*(_classes(column) for column in others), strict=True)
            if others
            else [()] * len(rows)
        )
        made = [self._case(model, others, row) for row in firsts]
        for row, code in zip(rows, codes, strict=True):
            stated = {
                column.name: value
                for column in texts
                if (value := column.outcomes[column.codes[row]].value) is not None
            }
            named = {NAME: f"row {self.table.numbers[row]}", **stated}
            yield made[code].model_copy(update=named), (code, tuple(stated.items()))

    def _case(
        self, model: type[CaseModel], columns: Sequence[AttributeColumn], row: int
    ) -> CaseModel:
        values: dict[str, Any] = {NAME: NAME, **self.plan.always}
        for column in columns:
            value = column.outcomes[column.codes[row]].value
            if value is not None:
                values[column.name] = value
        try:
            return model.model_validate(nested(values))
        except ValidationError as error:  # each value was tried by itself
            raise AssertionError(
                f"values that are each taken are not taken together: {error}"
            ) from error

    def _is_text(self, name: str) -> bool:
        return self.base.attributes[name].type == "text"

    def _tell_cells(self) -> None:
        for column in self.columns:
            bad = {
                code: [
                    (source.head, said.text, *why_not(source.reader, said))
                    for source, said in outcome.faults
                ]
                for code, outcome in enumerate(column.outcomes)
            }
            bad = {code: told for code, told in bad.items() if told}
            if bad:
                for number, code in zip(self.table.numbers, column.codes, strict=True):
                    for head, text, reason, expected in bad.get(code, ()):
                        fault = RowFault(number, head, text, reason, expected)
                        self.faults.setdefault(number, []).append(fault)

    def _tell_heads(self, rows: list[RowCase]) -> None:
        """Heads that look like attributes are told with the first row."""
        if rows:
            rows[0].faults[:0] = misspelt_heads(self.plan)

    def _kept(self) -> Iterator[dict[str, Any]]:
        heads = [self.plan.heads[place] for place in self.plan.kept]
        columns = [self.table.cells[place] for place in self.plan.kept]
        if not columns:
            return ({} for _ in self.table.numbers)
        return (
            {head: told(cell) or None for head, cell in zip(heads, cells, strict=True)}
            for cells in zip(*columns, strict=True)
        )

    def _notes(self) -> Iterator[str]:
        yield from told_skipped(self.plan, len(self.skipped))
        notes = CellNotes()
        for column in self.columns:
            counts = Counter(column.codes)
            each = [counts[code] for code in range(len(column.outcomes))]
            notes.take(column.name, column.outcomes, each)
        yield from notes.told()


def told_skipped(plan: Plan, count: int) -> Iterator[str]:
    """The note about so many rows that are no cases."""
    if count:
        columns = tuple(dict.fromkeys(skip.head for skip in plan.skipped))
        yield Told.counted("table_rows_skipped", count, columns=columns)


def misspelt_heads(plan: Plan) -> Iterator[RowFault]:
    """Heads that look like attributes, and are none."""
    for head, meant in plan.misspelt.items():
        told = Told("head_no_attribute"), Told("head_perhaps", meant=meant)
        yield RowFault(0, head, "", *told)


def twin_ids(table: Table, plan: Plan) -> Iterator[RowFault]:
    """The second row with an id is listed, and counts; a row without an id is never a duplicate."""
    if not plan.ids:
        return
    yield from twins_in(table.numbers, [table.cells[place] for place in plan.ids], plan)


def twins_in(
    numbers: Iterable[int], columns: Sequence[Iterable[Any]], plan: Plan
) -> Iterator[RowFault]:
    """The same of the columns that tell rows apart, with the numbers of their rows."""
    head = id_head(plan)
    silent = silent_ids(plan)
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in zip(numbers, zip(*columns, strict=True), strict=True):
        ids = tuple("" if plain_value(cell) is None else told(cell) for cell in cells)
        if any(not text or plain(text) in silent for text in ids):
            continue
        first = seen.setdefault(tuple(map(same_id, ids)), number)
        if first != number:
            reason = Told("row_id_twice", row=str(first))
            yield RowFault(number, head, " ".join(ids), reason, Told("row_id_expected"))


def id_head(plan: Plan) -> str:
    """The heads of the columns that tell rows apart, as faults name them; empty without any."""
    return " + ".join(plan.heads[place] for place in plan.ids)


def silent_ids(plan: Plan) -> frozenset[str]:
    """The cells, as cells are compared, that are no ids."""
    return plan.silent | NOTHING


def _classes(column: AttributeColumn) -> Iterator[Any]:
    """For each row, the number of the value that it states: cells written in two ways state one."""
    values: dict[Any, int] = {}
    numbers = []
    for outcome in column.outcomes:
        value = outcome.value
        key = (type(value), tuple(sorted(value)) if isinstance(value, list) else value)
        numbers.append(values.setdefault(key, len(values)))
    return (numbers[code] for code in column.codes)


def skipped_rows(table: Table, plan: Plan) -> dict[int, int]:
    """Rows that are no cases: their place in the table → their number."""
    return {
        row: table.numbers[row]
        for skip in plan.skipped
        for row, cell in enumerate(table.cells[skip.column])
        if says_one_of(cell, skip.cells)
    }


def without_skipped(table: Table, plan: Plan) -> Table:
    """The table without the rows that are no cases."""
    skipped = skipped_rows(table, plan)
    if not skipped:
        return table
    left = [row for row in range(len(table.numbers)) if row not in skipped]
    return Table(
        table.file,
        table.columns,
        tuple([cells[row] for row in left] for cells in table.cells),
        [table.numbers[row] for row in left],
        table.faults,
        table.notes,
        table.found,
    )
