"""Workbooks that no writer of ours makes, byte by byte from Microsoft's documents: XLS and XLSB,
with errors in their cells.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
RELATIONS = "http://schemas.openxmlformats.org/"


class Error(NamedTuple):
    """A cell that shows an error: of itself, or as what a formula gives."""

    code: int
    formula: bool = False


class Styled(NamedTuple):
    """A cell of XLSB in a style: the place of its format in the formats of the file."""

    value: str | float
    style: int


Rows = Sequence[Sequence[str | Error | Styled | None]]


class Hidden(NamedTuple):
    """The row, and the columns from one to another, that nobody sees."""

    row: int
    first: int
    last: int


def write_xls(
    file: Path, sheet: str, rows: Rows, *, small: bool = False, hidden: Hidden | None = None
) -> None:
    """A workbook of Excel 97; `small`: its stream lies among the small ones."""
    content = b""
    if hidden is not None:
        columns = struct.pack("<HHHHHH", hidden.first, hidden.last, 2304, 15, 1, 0)
        content += xls_record(0x7D, columns)
        content += xls_record(
            0x0208, struct.pack("<HHHHHHI", hidden.row, 0, 9, 0, 0, 0, 0x20 | 0xF0100)
        )
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            content += b"" if cell is None else _xls_cell(at, column, cell)
    write_xls_of(file, sheet, b"", content, small=small)


def write_xls_of(
    file: Path, sheet: str, whole: bytes, content: bytes, *, small: bool = False
) -> None:
    """A workbook of these records: of all of it, and of its one sheet."""
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    begin = xls_record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    size = len(begin) + 4 + 6 + len(name) + len(whole) + 4
    book = begin + xls_record(0x85, struct.pack("<IH", size, 0) + name) + whole
    book += xls_record(0x0A, b"")
    book += xls_record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    book += content + xls_record(0x0A, b"")
    assert small is (len(book) < CUTOFF) or not small
    file.write_bytes(_compound(book if small else book.ljust(CUTOFF, b"\0"), small=small))


def _xls_cell(row: int, column: int, cell: str | Error) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, str):
        text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
        return xls_record(0x0204, place + text)
    if cell.formula:
        given = struct.pack("<BBBBHH", 2, 0, cell.code, 0, 0, 0xFFFF)
        return xls_record(0x06, place + given + struct.pack("<HIH", 0, 0, 2) + b"\x1c\x2a")
    return xls_record(0x0205, place + bytes([cell.code, 1]))


def xls_record(kind: int, said: bytes) -> bytes:
    """A record: its number, its size, and what it says."""
    return struct.pack("<HH", kind, len(said)) + said


def _compound(book: bytes, *, small: bool) -> bytes:
    """A compound file with one stream."""
    sectors = -(-len(book) // SECTOR)
    table = [TABLE, END, END, *range(4, 3 + sectors), END]
    parts = -(-len(book) // SMALL)
    first, root = (0, 3) if small else (3, END)
    entries = _entry("Root Entry", 5, root, SMALL * parts if small else 0, child=1)
    entries += _entry("Workbook", 2, first, len(book)) + _entry("", 0, 0, 0) * 2
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, CUTOFF, 2, 1, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    listed = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    small_table = struct.pack(f"<{parts}I", *range(1, parts), END).ljust(SECTOR, b"\xff")
    small_table = small_table[:SECTOR] if small else b"\xff" * SECTOR
    return header + listed + entries + small_table + book.ljust(SECTOR * sectors, b"\0")


def _entry(name: str, kind: int, first: int, size: int, child: int = -1) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    entry = said.ljust(64, b"\0") + struct.pack("<HBB", len(said) if name else 0, kind, 1)
    return entry + struct.pack("<iii", -1, -1, child) + bytes(36) + struct.pack("<IQ", first, size)


def write_xlsb(
    file: Path,
    sheet: str,
    rows: Rows,
    merged: Iterable[tuple[int, int, int, int]] = (),
    hidden: Hidden | None = None,
    formats: Sequence[str] = (),
) -> None:
    """A workbook of binary parts; `merged`: first and last row, first and last column; `formats`:
    of numbers, as Excel writes them, or the number of one that Excel has by itself.
    """
    book = _part(131, b"") + _part(143, b"")
    book += _part(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(sheet))
    book += _part(144, b"") + _part(132, b"")
    content = _part(129, b"") + _part(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 9))
    if hidden is not None:
        columns = struct.pack("<IIIIH", hidden.first, hidden.last, 2304, 0, 1)
        content += _part(390, b"") + _part(60, columns) + _part(391, b"")
    content += _part(145, b"")
    for at, row in enumerate(rows):
        unseen = hidden is not None and hidden.row == at
        flags = struct.pack("<BBB", 0, 0x10 if unseen else 0, 0)
        content += _part(0, struct.pack("<IIH", at, 0, 300) + flags + bytes(4))
        for column, cell in enumerate(row):
            content += b"" if cell is None else _xlsb_cell(column, cell)
    content += _part(146, b"")
    ranges = [_part(176, struct.pack("<IIII", *each)) for each in merged]
    if ranges:
        content += _part(177, struct.pack("<I", len(ranges))) + b"".join(ranges) + _part(178, b"")
    content += _part(130, b"")
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("_rels/.rels", _related(officeDocument="xl/workbook.bin"))
        packed.writestr("xl/workbook.bin", book)
        packed.writestr("xl/worksheets/sheet1.bin", content)
        if formats:
            packed.writestr("xl/styles.bin", _xlsb_styles(formats))
        parts = _related(worksheet="worksheets/sheet1.bin", styles="styles.bin")
        packed.writestr("xl/_rels/workbook.bin.rels", parts)


def _related(**parts: str) -> str:
    kinds = f"{RELATIONS}officeDocument/2006/relationships"
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds}/{kind}" Target="{part}"/>'
        for number, (kind, part) in enumerate(parts.items(), start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}package/2006/relationships">{said}</Relationships>'


def _xlsb_styles(formats: Sequence[str]) -> bytes:
    own = {code: 164 + at for at, code in enumerate(formats) if not code.isdecimal()}
    told = b"".join(_part(44, struct.pack("<H", at) + _wide(code)) for code, at in own.items())
    styles = [
        _part(47, struct.pack("<HHHHHBBI", 0, own.get(code) or int(code), 0, 0, 0, 0, 0, 0))
        for code in formats
    ]
    above = _part(626, b"") + _part(47, struct.pack("<HHHHHBBI", 0xFFFF, 0, *[0] * 6))
    begin = _part(278, b"") + _part(615, struct.pack("<I", len(own))) + told + _part(616, b"")
    of_cells = _part(617, struct.pack("<I", len(styles))) + b"".join(styles) + _part(618, b"")
    return begin + above + _part(627, b"") + of_cells + _part(279, b"")


def _xlsb_cell(column: int, cell: str | Error | Styled) -> bytes:
    place = struct.pack("<II", column, cell.style if isinstance(cell, Styled) else 0)
    if isinstance(cell, Styled):
        if isinstance(cell.value, str):
            return _part(6, place + _wide(cell.value))
        return _part(5, place + struct.pack("<d", cell.value))
    if isinstance(cell, str):
        return _part(6, place + _wide(cell))
    if cell.formula:
        return _part(11, place + bytes([cell.code]) + struct.pack("<HII", 0, 0, 0))
    return _part(3, place + bytes([cell.code]))


def _part(kind: int, said: bytes) -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(said)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return number + size + said


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
