"""A CSV or TSV file in any dialect: its separator, its row of heads, its rows.

Polars and its like drop the cells that a row has too many, and a quotation mark that never closes
costs them the rest of the file; here such a row costs only itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from knowledge.languages.told import Told
from knowledge.tables.decoding import UNREAD, Decoded, byte_of
from knowledge.tables.heads import NoTable, heads_in
from knowledge.tables.row_faults import RowFault
from knowledge.tables.table import Form, Table, folded

SEPARATORS = (",", ";", "\t", "|")  # what stands between cells, here and in a spreadsheet
LONGEST_SHOWN = 200  # characters of a broken row
SAMPLE = 40  # records that are looked at for the separator
MOST_IN_A_CELL = 2  # parts of a name with a comma: "Doe, Jane"
_BLANK = " \t\r\n"
_NUL = "\udc00"  # stands for NUL, as for no other byte
_END = "\x1a"  # with which old programs end a file
_FORMULA = re.compile(r'="((?:[^"]|"")*)"')  # a text that a spreadsheet shall not take for a number
_QUOTED = re.compile(r'"((?:[^"\r\n]|"")*)"[ \t,;|]*(\r\n|\r|\n|)')  # all of a line
_SAID = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # a line for Excel, which shows it to nobody


@dataclass(frozen=True, slots=True)
class _Record:
    """A row as it stands, or the line that cannot be read as one."""

    cells: list[str]
    line: int  # of the file, where the record begins
    broken: bool = False  # the line breaks the rules of quotation marks


def read_delimited(file: str, decoded: Decoded, form: Form) -> Table:
    """The table in a text. Raises `NoTable`."""
    # Python 3.10 reads no line of CSV that holds NUL
    text = decoded.text.removesuffix(_END).replace("\0", _NUL)
    lines = list(io.StringIO(text, newline=""))
    if not lines:
        raise NoTable(Told("file_is_empty"))
    quoted = _quoted_whole(lines, form)
    lines = quoted or lines
    said = said_separator(lines[0])
    first = 1 if said else 0
    separator = said or separator_of(lines, form)
    records = list(_records(lines, separator, first))
    rows = [record.cells for record in records]
    heads = heads_in(rows, form)
    header = [UNREAD.sub("\ufffd", head) for head in heads.of(rows, "")]
    if not any(head.strip() for head in header):
        raise NoTable(Told("no_heads_first"))
    reader = _Rows(lines, separator, header, decoded)
    for number, record in enumerate(records[heads.last + 1 :], start=heads.last + 2):
        reader.add(number, record)
    whole = [Told("table_rows_quoted")] if quoted else []
    notes = [*decoded.notes, *whole, *heads.told(), *reader.notes()]
    found = Form(
        encoding=decoded.unsaid,
        header=heads.row + 1 if heads.row else 0,
    )
    return reader.table(file, notes, found)


class _Rows:
    """Rows as they come, and what is wrong with them."""

    def __init__(self, lines: list[str], separator: str, header: list[str], decoded: Decoded):
        self.lines, self.separator, self.header = lines, separator, header
        self.decoded = decoded
        self.rows: list[list[str | None]] = []
        self.numbers: list[int] = []
        self.faults: list[RowFault] = []
        self.empty = 0  # rows of separators alone

    def add(self, number: int, record: _Record) -> None:
        """Take a record, whose row a spreadsheet shows under this number."""
        cells = record.cells
        if record.broken:
            cells = _unquoted(self.lines[record.line], self.separator, len(self.header))
            self.faults.append(_misquoted(number, self.lines, record.line, lost=not cells))
            if not cells:
                return
        elif not self.lines[record.line].strip(self.separator + _BLANK):
            self.empty += len(cells) > 1  # else an empty line, which is no row
            return
        elif len(cells) != len(self.header):
            self.faults += _ragged(number, cells, self.header, self.separator)
        if any(UNREAD.search(cell) for cell in cells):
            self.faults.append(self._unread(number, record))
            return
        self.numbers.append(number)
        width = len(self.header)
        self.rows.append([cell or None for cell in cells[:width]] + [None] * (width - len(cells)))

    def notes(self) -> Iterator[str]:
        """The notes about rows that were left out."""
        if self.empty:
            yield Told.counted("table_rows_empty", self.empty)

    def table(self, file: str, notes: Sequence[str], found: Form) -> Table:
        """All of it, without the columns that have neither head nor cells."""
        self._tell_beyond()
        columns = list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.header)
        kept = [
            (head, cells)
            for head, cells in zip(self.header, columns, strict=True)
            if head.strip() or any(cells)
        ]
        return Table(
            file,
            tuple(head for head, _ in kept),
            tuple(cells for _, cells in kept),
            self.numbers,
            tuple(self.faults),
            tuple(notes),
            found,
        )

    def _tell_beyond(self) -> None:
        """List rows that go on after the last head, below separators that stand after it, unless
        most rows do: these have a column without a head.
        """
        width = max(place for place, head in enumerate(self.header, start=1) if head.strip())
        if width == len(self.header):
            return
        beyond = [at for at, row in enumerate(self.rows) if any(row[width:])]
        if 2 * len(beyond) > len(self.rows):
            return
        header = self.header[:width]
        for at in beyond:
            last = max(place for place, cell in enumerate(self.rows[at], start=1) if cell)
            cells = [cell or "" for cell in self.rows[at][:last]]
            self.faults += _ragged(self.numbers[at], cells, header, self.separator)
            self.rows[at][width:] = [None] * (len(self.header) - width)

    def _unread(self, number: int, record: _Record) -> RowFault:
        """The row with a byte that the encoding does not have."""
        line, found = next(
            (number, found)
            for number, text in enumerate(self.lines[record.line :], start=record.line + 1)
            if (found := UNREAD.search(text))
        )
        encoding, other = self.decoded.encoding, self.decoded.others
        reason = Told(
            "row_byte",
            line=str(line),
            column=str(found.start() + 1),
            byte=f"{byte_of(found.group()):02X}",
            encoding=encoding,
        )
        expected = (
            Told("row_byte_expected_other", encoding=encoding, other=other)
            if other
            else Told("row_byte_expected", encoding=encoding)
        )
        shown = UNREAD.sub("\ufffd", self.lines[record.line].rstrip("\r\n"))[:LONGEST_SHOWN]
        return RowFault(number, "", shown, reason, expected, lost=True)


def said_separator(line: str) -> str:
    """The separator that a first line for Excel says; empty where it says none."""
    said = _SAID.fullmatch(line)
    return said.group(1) if said else ""


def separator_of(lines: list[str], form: Form) -> str:
    """The separator of most known heads; else the one that makes rows of the same length."""
    return max(SEPARATORS, key=lambda separator: _fit(lines, separator, form))


def _fit(lines: list[str], separator: str, form: Form) -> tuple[int, int, int]:
    reader = csv.reader(lines[: 4 * SAMPLE], delimiter=separator)
    records: list[list[str]] = []
    with suppress(csv.Error):  # what was read until there is sample enough
        for record in islice(reader, SAMPLE):
            records.append(record)
    records = [record for record in records if record]
    known = max((sum(folded(cell) in form.known for cell in row) for row in records), default=0)
    widths = Counter(len(row) for row in records if len(row) > 1)
    width, same = widths.most_common(1)[0] if widths else (1, 0)
    return known, same, width


def _quoted_whole(lines: list[str], form: Form) -> list[str]:
    """The lines of a table that was saved as one column: each of them without the quotation marks
    around all of it. None where the lines are no such table.
    """
    inside = []
    for line in lines:
        found = _QUOTED.fullmatch(line)
        if found is None and line.strip(_BLANK):
            return []
        inside.append(found[1].replace('""', '"') + found[2] if found else line)
    outer, inner = (
        max(_fit(some, separator, form) for separator in SEPARATORS) for some in (lines, inside)
    )
    known, same, width = inner
    alike = not outer[0] and same == min(sum(map(bool, map(str.strip, inside))), SAMPLE)
    return inside if known > outer[0] or (alike and width > MOST_IN_A_CELL) else []


def _records(lines: list[str], separator: str, first: int) -> Iterator[_Record]:
    """The records of these lines.

    One whose quotation marks are wrong ends with its first line, so that it swallows no other.
    """
    told = any('="' in line or _NUL in line for line in lines)
    start = first
    while start < len(lines):
        reader = csv.reader(
            (lines[index] for index in range(start, len(lines))), delimiter=separator, strict=True
        )
        first = start
        try:
            for cells in reader:
                yield _Record([*map(_told, cells)] if told else cells, first)
                first = start + reader.line_num
        except csv.Error:
            yield _Record([], first, broken=True)
            start = first + 1
        else:
            return


def _told(cell: str) -> str:
    """What a spreadsheet shows of a cell: of `="01"` the text."""
    cell = cell.replace(_NUL, "\0")
    found = _FORMULA.fullmatch(cell)
    return found.group(1).replace('""', '"') if found else cell


def _unquoted(line: str, separator: str, expected: int) -> list[str]:
    """The cells of a line with quotation marks inside a quoted cell, where it still has the right
    number of them; else none.
    """
    try:
        cells = next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return []
    return cells if len(cells) == expected and line.count('"') % 2 == 0 else []


def _ragged(number: int, cells: list[str], header: list[str], separator: str) -> list[RowFault]:
    """A row that is too short, or too long; empty cells at its end are no harm."""
    if len(cells) < len(header):
        lacking = next((head for head in header[len(cells) :] if head.strip()), None)
        if lacking is None:  # columns without a head are no loss
            return []
        reason = Told.counted("row_short", len(cells))
        expected = Told.counted("row_expected_cells", len(header))
        return [RowFault(number, lacking, "", reason, expected)]
    extra = cells[len(header) :]
    if not any(cell.strip() for cell in extra):
        return []
    mark = Told("row_tab") if separator == "\t" else repr(separator)
    reason = Told("row_long", count=len(cells))
    quoting = Told("row_expected_quoted", count=len(header), mark=mark)
    return [RowFault(number, f"cell {len(header) + 1}", separator.join(extra), reason, quoting)]


def _misquoted(number: int, lines: list[str], line: int, *, lost: bool) -> RowFault:
    shown = lines[line].rstrip("\r\n")[:LONGEST_SHOWN]
    if lost and len(lines[line]) > (longest := csv.field_size_limit()):
        reason, expected = (
            Told("row_cell_long", line=str(line + 1)),
            Told("row_cell_shorter", count=longest),
        )
        return RowFault(number, "", shown, reason, expected, lost)
    column = max(shown.rfind('"') + 1, 1)
    reason = (
        Told("row_quotes_lost", line=str(line + 1), column=str(column))
        if lost
        else Told("row_quotes")
    )
    return RowFault(number, "", shown, reason, Told("row_quotes_expected"), lost)
