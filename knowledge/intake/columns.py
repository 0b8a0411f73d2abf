"""From columns to attributes: each distinct combination of cells that an attribute is read from is
read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.cases.files import described
from knowledge.intake.cells import (
    TWO_DAYS,
    TWO_NUMBERS,
    TWO_SHARES,
    CellReader,
    Said,
    says_one_of,
)
from knowledge.intake.plan import Plan, Source
from knowledge.languages.told import Told


@dataclass(frozen=True, slots=True)
class Outcome:
    """The joint reading of some cells, one of each column that serves an attribute."""

    value: Any = None  # None where they settle nothing
    said: tuple[tuple[Source, Said], ...] = ()  # the cells that were looked at
    settled_by: Source | None = None

    @property
    def faults(self) -> Iterator[tuple[Source, Said]]:
        """The cells that cannot be used."""
        return ((source, said) for source, said in self.said if said.kind == "new")


@dataclass(slots=True)
class AttributeColumn:
    """One attribute over all rows: which of its outcomes each row has."""

    name: str
    outcomes: list[Outcome] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)  # for each row an index of `outcomes`


class AttributeReader:
    """Reads one attribute from the columns that serve it; the first that settles it counts."""

    def __init__(self, name: str, sources: Sequence[Source]):
        self.name, self.sources = name, sources
        used = [source.column for source in sources]
        used += [source.unless for source in sources if source.unless is not None]
        self.inputs = tuple(dict.fromkeys(used))  # the columns whose cells decide
        self.place = {column: index for index, column in enumerate(self.inputs)}

    def look_at(self, columns: Sequence[Sequence[Any]]) -> None:
        """Take whole columns for evidence of how their numbers are written."""
        for source in self.sources:
            source.reader.look_at(columns[source.column])

    def read(self, cells: Sequence[Any]) -> Outcome:
        """The outcome of cells, one of each input."""
        looked: list[tuple[Source, Said]] = []
        for source in self.sources:
            said = self._said(source, cells)
            looked.append((source, said))
            if said.kind == "settled":
                return Outcome(said.value, tuple(looked), source)
        return Outcome(None, tuple(looked))

    def _said(self, source: Source, cells: Sequence[Any]) -> Said:
        said = source.reader.read(cells[self.place[source.column]])
        says = said.kind in ("settled", "new")
        if says and source.unless is not None:
            other = cells[self.place[source.unless]]
            return Said("silent", said.text) if says_one_of(other, source.excepted) else said
        return said

    def column(self, columns: Sequence[Sequence[Any]]) -> AttributeColumn:
        """The attribute over all rows of some columns."""
        self.look_at(columns)
        inputs = [columns[column] for column in self.inputs]
        keys = [*map(_key, inputs[0])]
        if len(inputs) > 1:
            keys = [*zip(*(map(_key, cells) for cells in inputs), strict=True)]
        known: dict[Any, int] = {}
        codes = [known.setdefault(key, len(known)) for key in keys]
        firsts = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        outcomes = (self.read([cells[firsts[key]] for cells in inputs]) for key in known)
        return AttributeColumn(self.name, [*outcomes], codes)


def readers_of(plan: Plan) -> list[AttributeReader]:
    """A reader for each attribute that the plan reads from columns, but for what always holds."""
    return [
        AttributeReader(name, sources)
        for name, sources in plan.sources.items()
        if name not in plan.always
    ]


def why_not(reader: CellReader, said: Said) -> tuple[str, str]:
    """(why a cell cannot be used, what was expected), in words."""
    name = reader.mapping.attribute
    if said.reason:
        return Told("cell_unknown_because", reason=said.reason, name=name), _how(reader, said)
    if reader.by_name:
        return Told("cell_not_taken", name=name), described(reader.attribute)
    return Told("cell_not_foreseen", name=name), reader.expected


def _how(reader: CellReader, said: Said) -> str:
    key = said.reason.key if isinstance(said.reason, Told) else ""
    if key == TWO_NUMBERS:
        return Told("cell_number_expected")
    if key == TWO_SHARES:
        return Told("cell_share_expected")
    if key == TWO_DAYS and any(form.tells_no_century for form in reader.forms):
        return Told("cell_year_expected")
    return described(reader.attribute) if reader.by_name else reader.expected


def _key(cell: Any) -> Any:
    """A cell as it is told apart from others: 1, 1.0 and true are three."""
    kind = type(cell)
    if cell is None or kind is str:
        return cell
    return kind, cell if kind in (bool, int, date) else str(cell)


def distinct(rows: Iterable[tuple[Any, ...]]) -> tuple[list[int], list[int]]:
    """(for each row the number of what it says, for each number the first row that says it)."""
    known: dict[tuple[Any, ...], int] = {}
    numbers: list[int] = []
    firsts: list[int] = []
    for row, key in enumerate(rows):
        number = known.get(key)
        if number is None:
            number = known[key] = len(firsts)
            firsts.append(row)
        numbers.append(number)
    return numbers, firsts
