"""The check of an intake on a table as a whole: which columns serve, what they fill, and which
values nobody foresaw.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, TypeAlias

from pydantic import Field, SkipValidation

from knowledge.base import KnowledgeBase
from knowledge.entries.source import Strict
from knowledge.faults import Place, nearest
from knowledge.intake.cells import CellReader, plain
from knowledge.intake.loading import WrittenIntake
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import Plan, served
from knowledge.intake.rows import TableCases, cases_of
from knowledge.intake.titles import title_of
from knowledge.tables.table import Table, folded
from knowledge.tables.values import shown

# characters: what is longer is a text of its own, and no slip of a known value
LONGEST_COMPARED = 100
# a text that may know how other languages say it, which a validated one would forget
Sentence: TypeAlias = Annotated[str, SkipValidation]


class UsedColumn(Strict):
    """A column of the table that the intake reads."""

    column: str
    cells: int = Field(description="cells that are not empty")
    fills: dict[str, int] = Field(description="attribute → rows in which this column settles it")
    tells_rows_apart: bool = False
    makes_exceptions: bool = Field(
        default=False, description="some mapping settles nothing for certain values of this column"
    )
    kept: bool = Field(default=False, description="every output has it as well")
    skips: bool = Field(default=False, description="certain values of it make a row no case")


class UnmappedColumn(Strict):
    """A column of the table that the intake does not read."""

    column: str
    cells: int = Field(description="cells that are not empty")


class AbsentColumn(Strict):
    """A column that the intake reads and the table does not have; what it serves stays unknown."""

    column: str
    place: str = Field(description="file:line:column of the intake")
    serves: Sentence = Field(description="the attribute, or what else the intake reads it for")
    nearest: str | None = Field(description="the column of the table that may be meant")


class NewValue(Strict):
    """A cell that says nothing the intake knows."""

    column: str
    attribute: str
    value: str
    count: int
    row: int = Field(description="the first row that has it")
    reason: Sentence = Field(
        default="", description="why it cannot be used, where it is not just new"
    )
    expected: Sentence
    nearest: str | None = Field(description="the nearest value that the intake knows")


class UnusableRow(Strict):
    """A row that is broken, ragged, or has the id of another."""

    row: int
    column: str
    value: str
    reason: Sentence
    expected: Sentence
    lost: bool


class IntakeCheck(Strict):
    """The check of an intake on a table."""

    table: str
    intake: str
    title: Sentence
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
    notes: list[Sentence] = Field(
        default_factory=list, description="what was found or taken, such as an encoding"
    )


class _Counts:
    """The counts over all rows."""

    def __init__(self, cases: TableCases):
        self.fills: Counter[tuple[str, str]] = Counter()  # (folded column, attribute) → rows
        self.filled: Counter[str] = Counter()  # attribute → rows
        self.new: Counter[tuple[CellReader, str]] = Counter()
        self.first: dict[tuple[CellReader, str], int] = {}  # the first row of what is new
        self.reasons: dict[tuple[CellReader, str], str] = {}
        numbers = [row.row for row in cases.rows if row.case is not None]
        for column in cases.columns:
            told: dict[int, list[tuple[CellReader, str]]] = {}
            for code, outcome in enumerate(column.outcomes):
                told[code] = [(source.reader, said.text) for source, said in outcome.faults]
                for source, said in outcome.faults:
                    self.reasons[source.reader, said.text] = said.reason
            for number, code in zip(numbers, column.codes, strict=True):
                outcome = column.outcomes[code]
                if outcome.settled_by:
                    self.fills[folded(outcome.settled_by.head), column.name] += 1
                    self.filled[column.name] += 1
                for key in told[code]:
                    self.new[key] += 1
                    self.first.setdefault(key, number)
        self.filled.update(dict.fromkeys(cases.plan.always, len(numbers)))


def check_intake(table: Table, written: WrittenIntake, base: KnowledgeBase) -> IntakeCheck:
    """Read every row of a table by an intake, and count.

    Raises `InvalidCase` where no column of the table is known.
    """
    intake = written.intake
    cases = cases_of(table, base, intake)
    counts = _Counts(cases)
    serves = served(intake)
    known = {folded(column) for column, _, _ in serves}
    there = set(map(folded, table.columns))
    filled = {
        place: sum(bool(shown(cell)) for cell in cells) for place, cells in enumerate(table.cells)
    }
    heads = list(enumerate(table.columns))
    return IntakeCheck(
        table=table.file,
        intake=intake.intake,
        title=title_of(intake),
        rows=table.size,
        used=[
            _used(column, filled[place], intake, cases.plan, counts)
            for place, column in heads
            if folded(column) in known
        ],
        filled={name: counts.filled[name] for name in base.attributes if counts.filled[name]},
        always={constant.attribute: constant.value for constant in intake.always},
        absent=[
            _absent(column, what, keys, table, written)
            for column, what, keys in serves
            if folded(column) not in there
        ],
        unmapped=[
            UnmappedColumn(column=column, cells=filled[place])
            for place, column in heads
            if folded(column) not in known
        ],
        new=[
            _new(reader, text, count, counts) for (reader, text), count in counts.new.most_common()
        ],
        unusable=[
            UnusableRow(**{name: getattr(fault, name) for name in UnusableRow.model_fields})
            for fault in cases.unusable
        ],
        notes=[
            note
            for note in cases.notes
            if note not in cases.plan.notes or note in cases.plan.on_units
        ],
    )


def _used(column: str, cells: int, intake: Intake, plan: Plan, counts: _Counts) -> UsedColumn:
    head = folded(column)
    attributes = [name for name, source in intake.text.items() if folded(source) == head]
    attributes += [
        mapping.attribute for mapping in intake.columns if folded(mapping.column) == head
    ]
    return UsedColumn(
        column=column,
        cells=cells,
        fills={name: counts.fills[head, name] for name in attributes},
        tells_rows_apart=any(folded(name) == head for name in intake.id),
        makes_exceptions=any(
            mapping.unless and folded(mapping.unless.column) == head for mapping in intake.columns
        ),
        kept=any(folded(name) == head for name in intake.keep),
        skips=any(folded(skip.head) == head for skip in plan.skipped),
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
        reason=counts.reasons[reader, text],
        expected=reader.expected,
        nearest=known[near] if near else None,
    )
