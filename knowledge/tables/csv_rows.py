"""Rows from a CSV file: every cell as text, and what is wrong with a row listed with its number.

Polars and its like drop the cells that a row has too many, and a quotation mark that never closes
costs them the rest of the file; here such a row costs only itself.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.tables.row_faults import RowFault

SEPARATORS = (",", ";", "\t")  # what stands between cells, here and in a European spreadsheet
LONGEST_SHOWN = 200  # characters of a broken row


class NoTable(ValueError):
    """A text that is no table at all."""


@dataclass(slots=True)
class CsvRows:
    """What a CSV file holds."""

    columns: tuple[str, ...]
    # an empty one where a row cannot be read
    rows: list[dict[str, str | None]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Record:
    """A row as it stands, or the line that cannot be read as one."""

    cells: list[str]
    line: str = ""  # the line that breaks the rules of quotation marks


def read_csv(file: Path, encoding: str) -> CsvRows:
    """The rows of a CSV file. Raises `NoTable`, `OSError`, `LookupError` or `UnicodeError`."""
    encoding = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    with file.open(encoding=encoding, newline="") as text:
        lines = list(text)
    if not lines:
        raise NoTable("the file is empty")
    separator = max(SEPARATORS, key=lines[0].count)
    records = _records(lines, separator)
    header = next(records, _Record([]))
    if header.line or not header.cells:
        raise NoTable("its first line is no list of columns")
    table = CsvRows(tuple(dict.fromkeys(name for name in header.cells if name)))
    table.faults += _twice(header.cells)
    places = _places(header.cells)
    for number, record in enumerate(records, start=1):
        cells = record.cells
        if record.line:
            cells = _unquoted(record.line, separator, len(header.cells))
            table.faults.append(_misquoted(number, record.line, lost=not cells))
        elif len(cells) != len(header.cells):
            table.faults += _ragged(number, cells, header.cells, separator)
        table.rows.append(_row(table.columns, places, cells) if cells else {})
    return table


def _records(lines: list[str], separator: str) -> Iterator[_Record]:
    """The records of these lines.

    One whose quotation marks are wrong ends with its first line, so that it swallows no other.
    """
    start = 0
    while start < len(lines):
        reader = csv.reader(
            (lines[index] for index in range(start, len(lines))), delimiter=separator, strict=True
        )
        first = start
        try:
            for cells in reader:
                if cells and (len(cells) > 1 or cells[0].strip()):  # else an empty line
                    yield _Record(cells)
                first = start + reader.line_num
        except csv.Error:
            yield _Record([], lines[first])
            start = first + 1
        else:
            return


def _unquoted(line: str, separator: str, expected: int) -> list[str]:
    """The cells of a line with quotation marks inside a quoted cell, where it still has the right
    number of them; else none.
    """
    try:
        cells = next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return []
    return cells if len(cells) == expected and line.count('"') % 2 == 0 else []


def _places(header: list[str]) -> list[int]:
    """Where each column stands; of columns with the same name the first one counts."""
    return [header.index(name) for name in dict.fromkeys(header) if name]


def _row(columns: tuple[str, ...], places: list[int], cells: list[str]) -> dict[str, str | None]:
    return {
        column: cells[place] or None if place < len(cells) else None
        for column, place in zip(columns, places, strict=True)
    }


def _twice(header: list[str]) -> list[RowFault]:
    again = [name for name, count in Counter(header).items() if name and count > 1]
    return [
        RowFault(
            0,
            name,
            name,
            "names several columns, of which only the first was used",
            "a name of its own",
        )
        for name in again
    ]


def _ragged(number: int, cells: list[str], header: list[str], separator: str) -> list[RowFault]:
    """A row that is too short, or too long; empty cells at its end are no harm."""
    expected = f"{len(header)} cells"
    if len(cells) < len(header):
        reason = (
            f"the row has {len(cells)} cells and ends before this column, which stays unknown with"
            " all after it"
        )
        return [RowFault(number, header[len(cells)], "", reason, expected)]
    extra = cells[len(header) :]
    if not any(cell.strip() for cell in extra):
        return []
    reason = (
        f"the row has {len(cells)} cells; those beyond the last column were not used, and others"
        " may stand in the wrong column"
    )
    quoting = (
        f"{expected}; a cell with {'a tab' if separator == chr(9) else separator!r} in it stands in"
        " quotation marks"
    )
    return [RowFault(number, f"cell {len(header) + 1}", separator.join(extra), reason, quoting)]


def _misquoted(number: int, line: str, *, lost: bool) -> RowFault:
    shown = line.rstrip("\r\n")[:LONGEST_SHOWN]
    expected = 'a cell in quotation marks ends with one, and has "" for each one inside'
    reason = (
        "its quotation marks do not add up, so that this line cannot be read"
        if lost
        else "has single quotation marks inside a quoted cell"
    )
    return RowFault(number, "", shown, reason, expected, lost)
