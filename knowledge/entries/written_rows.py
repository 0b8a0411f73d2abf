"""Rows of decision tables as they are written: each with the places of its cells, and of the names
in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from knowledge.entries.decision_table import ALSO, AMENDED_BY, AT, ROW, WHEN, DecisionTable
from knowledge.entries.definitions import Define
from knowledge.entries.provenance import TitleOfRow, Written
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import Place

_NAME = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is written."""

    id: str
    number: int  # from 1; 0 of what the table says of an answer
    cells: Mapping[str, str]  # column → what it says; without those that are empty
    keys: Keys  # where it stands in the entry; for a row of another file, the name of that file
    place: Place | None = None  # in another file
    listed: tuple[str, ...] = ()  # the columns, where its cells are a list
    places: Mapping[str, Place] = field(default_factory=dict)  # column → its cell, in another file
    heads: Mapping[str, Place] = field(default_factory=dict)  # column → its head, in another file
    quoted: frozenset[str] = frozenset()  # columns of cells in quotation marks, in another file

    def key_of(self, column: str) -> Keys:
        """The keys of a cell in the entry."""
        if self.place is not None:
            return self.keys
        return (*self.keys, self.listed.index(column) if column in self.listed else column)


@dataclass(frozen=True, slots=True)
class WrittenRow(Written):
    """An entry that a row of a table makes: its places are those of the row."""

    row: Row | None = None
    parts: tuple[tuple[int, str], ...] = ()  # where in its condition what a column says begins
    said: str = ""  # its condition with the names that the row has

    def says(self, *keys: str | int) -> bool:
        """All but of its source, which is that of the table, unless a cell says it."""
        assert self.row is not None
        return keys[0] != "source" or (keys[-1] == AMENDED_BY and AMENDED_BY in self.row.cells)

    def is_row(self, value: str = "") -> bool:
        """It is one."""
        return True

    @property
    def says_its_condition(self) -> bool:
        """Whether its condition is what the cells say: not that of an answer, nor that no row
        before it fits.
        """
        return bool(self.parts)

    @property
    def title_made(self) -> TitleOfRow | None:
        """The same of a row, or of the step that it fits; None where it says a title itself."""
        if self.row is None or self.says_its_title:
            return None
        is_step = isinstance(self.entry, Define) and self.entry.step
        table = self.document.data[self.index]
        id, title = str(table[DecisionTable.kind]), str(table["title"])
        return TitleOfRow(id, title, self.row.number, is_step)

    @property
    def says_its_title(self) -> bool:
        """Whether the row has a title of its own, or is an answer, which has one."""
        assert self.row is not None
        return not self.row.id or "title" in self.row.cells

    def own_place(self, *keys: str | int) -> Place:
        """The place of a key of it in the row; else of the row."""
        assert self.row is not None
        column = str(keys[0]) if keys else ""
        if column == "source":
            column = AMENDED_BY if keys[-1] == AMENDED_BY in self.row.cells else AT
        return self._cell(column)

    def own_key_place(self, *keys: str | int) -> Place:
        """The same: a row has cells, and no keys."""
        return self.own_place(*keys)

    def own_locator(self, *keys: str | int) -> Callable[[int], Place]:
        """From an offset in its condition to the cell that says that part of it, or to the head of
        its column where that has the name there.
        """
        if keys != (WHEN,):
            return lambda offset: self.own_place(*keys)
        return lambda offset: self._written_at(offset) or self._cell("")

    def name_locator(self, *keys: str | int) -> Callable[[int], Place | None]:
        """The same; None where it is the attribute of which the row is a value."""
        if keys != (WHEN,):
            return self.locator(*keys)
        shifts = self.shifts.get(keys, ())

        def locate(offset: int) -> Place | None:
            more = next((more for at, more in reversed(shifts) if at <= offset), 0)
            return self._written_at(offset + more)

        return locate

    def _written_at(self, offset: int) -> Place | None:
        start, column = next((one for one in reversed(self.parts) if one[0] <= offset), (0, ""))
        if column in (ROW, ""):
            return None
        assert self.row is not None
        text, cell = self.said, self.row.cells[column]
        if column in (WHEN, ALSO):
            at = offset - start - (text[start : start + len(cell) + 1] == f"({cell}")
            return self._in_cell(column, at)
        found = _NAME.match(text, offset)
        name = found.group() if found else ""
        if name == column and text[offset - 1 : offset] != '"':
            return self._head(column)
        said = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", cell) if name else None
        return self._in_cell(column, said.start()) if said else self._cell(column)

    def _head(self, column: str) -> Place:
        assert self.row is not None
        return head_place(self, self.row, column)

    def _in_cell(self, column: str, offset: int) -> Place:
        assert self.row is not None
        return place_in_cell(self, self.row, column, offset)

    def _cell(self, column: str) -> Place:
        assert self.row is not None
        return row_place(self.document, self.index, self.row, column)


def row_place(document: Document, index: int, row: Row, column: str) -> Place:
    """The place of a cell of a row, `index` being the place of its table in the file."""
    if row.place is not None:
        return row.places.get(column, row.place)
    return document.place(*document.nearest_keys(index, *row.key_of(column)))


def head_place(written: Written, row: Row, column: str) -> Place:
    """The place of what a cell of a row is, in the head of its column or before it."""
    if row.place is not None:
        return row.heads.get(column, row.place)
    if column in row.listed:
        return written.document.place(written.index, "columns", row.listed.index(column))
    return written.document.key_place(written.index, *row.keys, column)


def place_in_cell(written: Written, row: Row, column: str, offset: int) -> Place:
    """The place of a sign of what a cell says."""
    if row.place is None:
        return written.document.locator(written.index, *row.key_of(column))(offset)
    place = row.places.get(column, row.place)
    marks = 1 + row.cells[column][:offset].count('"') if column in row.quoted else 0
    return replace(place, column=place.column + offset + marks)


def moved(row: Row, file: Callable[[str], str]) -> Row:
    """A row whose places are in files that have other names."""
    if row.place is None:
        return row
    places = {name: replace(one, file=file(one.file)) for name, one in row.places.items()}
    heads = {name: replace(one, file=file(one.file)) for name, one in row.heads.items()}
    place = replace(row.place, file=file(row.place.file))
    return replace(row, place=place, places=places, heads=heads)
