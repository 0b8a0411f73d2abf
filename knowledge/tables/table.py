"""A table as columns of cells, with the number of each row, and what its reader found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.faults import HIDDEN
from knowledge.languages.told import Told
from knowledge.tables.row_faults import RowFault

_UNSEEN = re.compile(f"(?!\\s){HIDDEN.pattern}|[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# joiners stay, without which some scripts and signs are written otherwise
_TRACELESS = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_BLANKS = dict.fromkeys((0x00A0, 0x2007, 0x202F), " ")


@dataclass(frozen=True, slots=True)
class Form:
    """The place of a table in its file, as far as somebody says so; else it is looked for."""

    encoding: str = ""
    header: int = 0  # the row of the heads, as a spreadsheet numbers it
    sheet: str = ""
    records: str = ""  # the keys, with dots between them, under which records lie
    known: frozenset[str] = frozenset()  # heads, folded, by which the row of heads is recognised


ANY_FORM = Form()


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of cells. A row that cannot be read is no row of it; its fault says so."""

    file: str
    columns: tuple[str, ...]  # the heads, as they are written
    cells: tuple[Sequence[Any], ...]  # for each column its cells, one a row
    numbers: Sequence[int]  # of the rows: as a spreadsheet shows them, or by their order
    faults: tuple[RowFault, ...] = ()  # rows and cells that cannot be read
    notes: tuple[str, ...] = ()  # what the reader took upon itself, such as an encoding
    found: Form = ANY_FORM  # where it lies in its file, as far as that had to be found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Head → cell for each row, for looking at; of two columns with one head, the first."""
        places = {head: self.columns.index(head) for head in self.columns}
        return [
            {head: self.cells[place][row] for head, place in places.items()}
            for row in range(len(self.numbers))
        ]

    @property
    def size(self) -> int:
        """The number of rows, those that cannot be read counted in."""
        return len(self.numbers) + sum(fault.lost for fault in self.faults)

    def numbered(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(number, row) for each row."""
        return zip(self.numbers, self.rows, strict=True)


def folded(head: str) -> str:
    """A head as heads are compared: without regard to case, blanks, forms of Unicode, and what
    cannot be seen.
    """
    return same_id(head).casefold()


def seen(text: str) -> str:
    """A text without what cannot be seen of it, such as marks of the direction of writing."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def unmarked(text: str) -> str:
    """A text without marks that nobody sees, such as those of direction; control characters stay,
    which are a slip.
    """
    return text if text.isascii() else _MARKS.sub("", text)


def folded_cell(cell: str) -> str:
    """A cell as cells are compared: like heads, but for control characters."""
    return " ".join(unicodedata.normalize("NFC", unmarked(cell)).split()).casefold()


def legible(text: str) -> str:
    """A text to be read, without what is there for the breaking of lines and leaves no trace: soft
    hyphens, blanks of no width, marks of direction; a blank that does not break is a blank.
    """
    return text if text.isascii() else _TRACELESS.sub("", text).translate(_BLANKS)


def same_id(text: str) -> str:
    """An id as ids are compared: like a head, but with regard to case."""
    return " ".join(unicodedata.normalize("NFC", seen(text)).split())


def of_records(
    file: str,
    records: Sequence[dict[str, Any]],
    numbers: Sequence[int] | None = None,
    faults: Sequence[RowFault] = (),
) -> Table:
    """Records as a table: a column for each key of any of them, None where a record lacks it.

    Rows are numbered from 1 where nothing else is said. Where a group is there in one record and
    null in another, its own key is no column. Keys that are the same head, and of which no record
    fills two, are one column.
    """
    numbers = range(1, len(records) + 1) if numbers is None else numbers
    heads = dict.fromkeys(key for record in records for key in record)
    groups = {head[:dot] for head in heads for dot, mark in enumerate(head) if mark == "."}
    columns = {head: [record.get(head) for record in records] for head in heads}
    notes = []
    for alike in _spelt_otherwise(heads, records):
        first = alike[0]
        columns[first] = [
            next((cell for head in alike if (cell := record.get(head)) is not None), None)
            for record in records
        ]
        for other in alike[1:]:
            del columns[other]
        notes.append(Told("table_keys_alike", keys=tuple(map(repr, alike))))
    kept = {
        head: cells
        for head, cells in columns.items()
        if head not in groups or any(cell is not None for cell in cells)
    }
    told = tuple(notes)
    return Table(file, tuple(kept), tuple(kept.values()), numbers, tuple(faults), told)


def _spelt_otherwise(
    heads: Iterable[str], records: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, ...]]:
    """The keys that are the same head, of which no record fills two."""
    spelt: dict[str, list[str]] = {}
    for head in heads:
        spelt.setdefault(folded(head), []).append(head)
    for alike in spelt.values():
        if len(alike) > 1 and not any(
            sum(record.get(head) is not None for head in alike) > 1 for record in records
        ):
            yield tuple(alike)
