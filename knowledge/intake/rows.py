"""From the rows of a table to cases: by column names that are attribute names, or by an intake.

What a row has that cannot be used is listed with its place, and stays unknown; the rest of the row
counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.files import described, explain_details
from knowledge.cases.use_case import UNKNOWN, CaseModel, model_of, nested
from knowledge.faults import BadCase, InvalidCase, Place, nearest
from knowledge.intake.cells import RowReader, plain, shown
from knowledge.intake.mapping import Intake
from knowledge.tables.files import Table
from knowledge.tables.row_faults import RowFault

ID = "id"  # the column that tells rows apart where no intake names one


@dataclass(slots=True)
class RowCase:
    """A row, as a case, with what was wrong with it."""

    row: int
    case: CaseModel | None
    faults: list[RowFault] = field(default_factory=list)


def rows_as_cases(
    table: Table, base: KnowledgeBase, intake: Intake | None = None
) -> Iterator[RowCase]:
    """Each row of a table as a case.

    Raises `InvalidCase` where the table has no column that is known.
    """
    refuse_unknown_table(table, base, intake)
    reader = RowReader(intake, base) if intake else None
    model = model_of(base)
    known = _known_faults(table, base, intake)
    ids = RowIds(table, intake)
    for number, row in table.numbered():
        faults = known.get(number, [])
        if any(fault.lost for fault in faults):
            yield RowCase(number, None, faults)
            continue
        faults += ids.faults(number, row)
        values = _by_intake(number, row, reader, faults) if reader else _by_names(row, base)
        values.setdefault("name", f"row {number}")
        yield RowCase(number, _case(model, number, row, values, base, faults), faults)


def refuse_unknown_table(table: Table, base: KnowledgeBase, intake: Intake | None) -> None:
    """Raises `InvalidCase` where no column of the table is known."""
    known = used_columns(base, intake)
    if known.isdisjoint(table.columns):
        message, place = "the table has no column that is known", Place(table.file, 1, 1)
        raise InvalidCase(
            [
                BadCase(
                    message,
                    place,
                    text=", ".join(table.columns)[:200],
                    expected=", ".join(sorted(known))[:400],
                )
            ]
        )


def table_faults(table: Table, base: KnowledgeBase, intake: Intake | None) -> list[RowFault]:
    """What the reader of the file found wrong, but for the names of columns that nothing uses."""
    used = used_columns(base, intake)
    return [fault for fault in table.faults if fault.row or fault.column in used]


def used_columns(base: KnowledgeBase, intake: Intake | None) -> frozenset[str]:
    """The columns that bear on an attribute."""
    return intake.known_columns if intake else frozenset(base.attributes)


class RowIds:
    """The ids of the rows seen so far; the second row with an id is listed, and counts."""

    def __init__(self, table: Table, intake: Intake | None):
        self.columns = intake.id if intake else [column for column in table.columns if column == ID]
        self.silent = frozenset(plain(cell) for cell in intake.silent) if intake else frozenset()
        self.rows: dict[tuple[str, ...], int] = {}  # id → the first row that has it

    def faults(self, number: int, row: Mapping[str, Any]) -> list[RowFault]:
        """What is wrong with the id of this row. A row without one is no twin of any."""
        cells = tuple(shown(row.get(column)) for column in self.columns)
        if not self.columns or any(not cell or plain(cell) in self.silent for cell in cells):
            return []
        first = self.rows.setdefault(cells, number)
        if first == number:
            return []
        return [
            RowFault(
                number,
                " + ".join(self.columns),
                " ".join(cells),
                f"is the id of row {first} already",
                "an id of its own",
            )
        ]


def _known_faults(
    table: Table, base: KnowledgeBase, intake: Intake | None
) -> dict[int, list[RowFault]]:
    """Row → what is known to be wrong with it beforehand.

    What is wrong with the header is told with the first row.
    """
    found: dict[int, list[RowFault]] = {}
    for fault in (*table_faults(table, base, intake), *(() if intake else _misspelt(table, base))):
        found.setdefault(max(fault.row, 1), []).append(fault)
    return found


def _misspelt(table: Table, base: KnowledgeBase) -> list[RowFault]:
    """Columns that are no attribute but look like one."""
    unknown = [column for column in table.columns if column not in base.attributes]
    near = {column: nearest(column, base.attributes, likeness=0.8) for column in unknown}
    reason = "is no attribute, and was not used"
    return [
        RowFault(0, column, "", reason, f"perhaps {meant}")
        for column, meant in near.items()
        if meant
    ]


def _by_names(row: Mapping[str, Any], base: KnowledgeBase) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, cell in row.items():
        attribute = base.attributes.get(column)
        if (
            attribute is None
            or cell is None
            or (isinstance(cell, str) and cell.strip().lower() in ("", UNKNOWN))
        ):
            continue
        values[column] = read_answer(attribute, cell) if isinstance(cell, str) else cell
    return values


def _by_intake(
    number: int, row: Mapping[str, Any], reader: RowReader, faults: list[RowFault]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for cells, said in reader.read(row, values):
        if said.kind == "new":
            reason = f"says nothing known about {cells.mapping.attribute}, which stays unknown"
            faults.append(RowFault(number, cells.mapping.column, said.text, reason, cells.expected))
    return values


def _case(
    model: type[CaseModel],
    number: int,
    row: Mapping[str, Any],
    values: dict[str, Any],
    base: KnowledgeBase,
    faults: list[RowFault],
) -> CaseModel | None:
    """The case of a row.

    A value that an attribute does not take is listed and left out, so that the rest counts.
    """
    while True:
        try:
            return model.model_validate(nested(values))
        except ValidationError as error:
            before = len(values)
            for name in dict.fromkeys(
                explain_details(details, base)[0] for details in error.errors()
            ):
                attribute = base.attributes.get(name)
                lost = attribute is None or attribute.required
                reason = f"{name} does not take this value" + (
                    "" if lost else ", and stays unknown"
                )
                faults.append(
                    RowFault(
                        number,
                        name,
                        str(row.get(name, values.get(name))),
                        reason,
                        described(attribute) if attribute else "",
                        lost,
                    )
                )
                values.pop(name, None)
                if lost:
                    return None
            if len(values) == before:
                return None
