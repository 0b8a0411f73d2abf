"""What an intake makes of a table as a whole: which columns serve, what they fill, and what nobody
foresaw.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pydantic import Field

from knowledge.base import KnowledgeBase
from knowledge.entries.kinds import Strict
from knowledge.faults import Place, nearest
from knowledge.intake.cells import CellReader, RowReader, plain, shown
from knowledge.intake.loading import WrittenIntake
from knowledge.intake.mapping import Intake
from knowledge.intake.rows import RowIds, refuse_unknown_table, table_faults
from knowledge.tables.files import Table
from knowledge.tables.row_faults import RowFault

# characters: what is longer is a text of its own, and no slip of a known value
LONGEST_COMPARED = 100


class UsedColumn(Strict):
    """A column of the table that the intake reads."""

    column: str
    cells: int = Field(description="cells that are not empty")
    fills: dict[str, int] = Field(description="attribute → rows in which this column settles it")
    tells_rows_apart: bool = False
    makes_exceptions: bool = Field(
        default=False, description="some mapping settles nothing for certain values of this column"
    )


class UnmappedColumn(Strict):
    """A column of the table that the intake does not read."""

    column: str
    cells: int = Field(description="cells that are not empty")


class AbsentColumn(Strict):
    """A column that the intake reads and the table does not have; what it serves stays unknown."""

    column: str
    place: str = Field(description="file:line:column of the intake")
    serves: str = Field(description="the attribute, or what else the intake reads it for")
    nearest: str | None = Field(description="the column of the table that may be meant")


class NewValue(Strict):
    """A cell that says nothing the intake knows."""

    column: str
    attribute: str
    value: str
    count: int
    row: int = Field(description="the first row that has it")
    expected: str
    nearest: str | None = Field(description="the nearest value that the intake knows")


class UnusableRow(Strict):
    """A row that is broken, ragged, or has the id of another."""

    row: int
    column: str
    value: str
    reason: str
    expected: str
    lost: bool


class IntakeCheck(Strict):
    """What an intake makes of a table."""

    table: str
    intake: str
    title: str
    rows: int
    used: list[UsedColumn]
    filled: dict[str, int] = Field(description="attribute → rows in which it is stated")
    always: dict[str, object] = Field(
        description="attribute → what holds for every row, by the intake"
    )
    absent: list[AbsentColumn]
    unmapped: list[UnmappedColumn]
    new: list[NewValue] = Field(description="the most frequent first")
    unusable: list[UnusableRow]


@dataclass(slots=True)
class _Counts:
    """What has been counted over the rows so far."""

    cells: Counter[str] = field(default_factory=Counter)  # column → cells that are not empty
    fills: Counter[tuple[str, str]] = field(default_factory=Counter)  # (column, attribute) → rows
    filled: Counter[str] = field(default_factory=Counter)  # attribute → rows
    new: Counter[tuple[CellReader, str]] = field(default_factory=Counter)
    # the first row of what is new
    first: dict[tuple[CellReader, str], int] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)


def check_intake(table: Table, written: WrittenIntake, base: KnowledgeBase) -> IntakeCheck:
    """Read every row of a table by an intake, and count.

    Raises `InvalidCase` where no column of the table is known.
    """
    intake = written.intake
    refuse_unknown_table(table, base, intake)
    counts = _count(table, intake, base)
    serves = _served(intake)
    known = {column for column, _, _ in serves}
    return IntakeCheck(
        table=table.file,
        intake=intake.intake,
        title=intake.title,
        rows=len(table.rows),
        used=[_used(column, intake, counts) for column in table.columns if column in known],
        filled={name: counts.filled[name] for name in base.attributes if counts.filled[name]},
        always={constant.attribute: constant.value for constant in intake.always},
        absent=[
            _absent(column, served, keys, table, written)
            for column, served, keys in serves
            if column not in table.columns
        ],
        unmapped=[
            UnmappedColumn(column=column, cells=counts.cells[column])
            for column in table.columns
            if column not in known
        ],
        new=[
            _new(reader, text, count, counts) for (reader, text), count in counts.new.most_common()
        ],
        unusable=[
            UnusableRow(**{name: getattr(fault, name) for name in UnusableRow.model_fields})
            for fault in counts.faults
        ],
    )


def _count(table: Table, intake: Intake, base: KnowledgeBase) -> _Counts:
    counts = _Counts(faults=table_faults(table, base, intake))
    reader, ids = RowReader(intake, base), RowIds(table, intake)
    texts = dict(intake.text)
    for number, row in table.numbered():
        if not row:
            continue  # a row that cannot be read
        counts.cells.update(column for column, cell in row.items() if shown(cell))
        counts.faults += ids.faults(number, row)
        values: dict[str, object] = {}
        for cells, said in reader.read(row, values):
            mapping = cells.mapping
            if said.kind == "settled":
                counts.fills[mapping.column, mapping.attribute] += 1
            elif said.kind == "new":
                counts.new[cells, said.text] += 1
                counts.first.setdefault((cells, said.text), number)
        counts.fills.update((column, name) for name, column in texts.items() if name in values)
        counts.filled.update(list(values))  # a mapping would be taken for counts
    return counts


def _served(intake: Intake) -> list[tuple[str, str, tuple[str | int, ...]]]:
    """(column, what it serves, where the intake says so) for each column that the intake names."""
    found: list[tuple[str, str, tuple[str | int, ...]]] = [
        (column, name, ("text", name)) for name, column in intake.text.items()
    ]
    for index, mapping in enumerate(intake.columns):
        found.append((mapping.column, mapping.attribute, ("columns", index, "column")))
        if mapping.unless:
            found.append(
                (
                    mapping.unless.column,
                    f"an exception of {mapping.attribute}",
                    ("columns", index, "unless", "column"),
                )
            )
    return found + [
        (column, "telling rows apart", ("id", index)) for index, column in enumerate(intake.id)
    ]


def _used(column: str, intake: Intake, counts: _Counts) -> UsedColumn:
    attributes = [name for name, source in intake.text.items() if source == column]
    attributes += [mapping.attribute for mapping in intake.columns if mapping.column == column]
    return UsedColumn(
        column=column,
        cells=counts.cells[column],
        fills={name: counts.fills[column, name] for name in attributes},
        tells_rows_apart=column in intake.id,
        makes_exceptions=any(
            mapping.unless and mapping.unless.column == column for mapping in intake.columns
        ),
    )


def _absent(
    column: str, served: str, keys: tuple[str | int, ...], table: Table, written: WrittenIntake
) -> AbsentColumn:
    place: Place = written.document.place(*keys)
    return AbsentColumn(
        column=column, place=str(place), serves=served, nearest=nearest(column, table.columns)
    )


def _new(reader: CellReader, text: str, count: int, counts: _Counts) -> NewValue:
    known = {plain(cell): cell for cell in reader.foreseen if cell}
    near = nearest(plain(text), known) if len(text) <= LONGEST_COMPARED else None
    return NewValue(
        column=reader.mapping.column,
        attribute=reader.mapping.attribute,
        value=text,
        count=count,
        row=counts.first[reader, text],
        expected=reader.expected,
        nearest=known[near] if near else None,
    )
