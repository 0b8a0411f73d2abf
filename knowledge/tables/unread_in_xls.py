"""Errors, what is hidden, and looks, in a workbook of the years before 2007 (XLS), whose streams
lie in a compound file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from knowledge.tables.looks_in_xls import look
from knowledge.tables.unread_cells import ERRORS, UnreadCells

# the numbers of records, by [MS-XLS]
_FORMULA, _END, _SHEET, _ERROR = 0x0006, 0x000A, 0x0085, 0x0205
_ROW, _COLUMNS = 0x0208, 0x007D
_BEGIN = (0x0009, 0x0209, 0x0409, 0x0809)
_STREAMS = ("Workbook", "Book")
_LAST_SECTOR = 0xFFFFFFFA  # what is greater stands for no sector
_ENTRY, _IN_HEADER, _STREAM, _ROOT = 128, 109, 2, 5


def in_xls(file: str, sheet: str) -> UnreadCells:
    """The errors of a sheet, and what is hidden. Raises what `unread_cells` catches."""
    found = UnreadCells()
    stream = _workbook(Path(file).read_bytes())
    start = next(
        _number(said, 0, 4)
        for kind, said in _records(stream, 0)
        if kind == _SHEET and sheet in _names(said)
    )
    for kind, said in _records(stream, start):
        error = None
        if kind == _ROW and said[12] & 0x20:
            found.hidden_rows.add(_number(said, 0, 2))
        elif kind == _COLUMNS and said[8] & 1:
            found.hidden_columns.update(range(_number(said, 0, 2), _number(said, 2, 2) + 1))
        if kind == _ERROR and said[7] == 1:  # else a truth value
            error = said[6]
        elif kind == _FORMULA and said[12:14] == b"\xff\xff" and said[6] == 2:
            error = said[8]
        if error is not None:
            place = _number(said, 0, 2), _number(said, 2, 2)
            found.errors[place] = ERRORS[error]
    with suppress(IndexError, ValueError):
        look(_records(stream, 0), _records(stream, start), found)
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(the number of its kind, what it says) for each record of a sheet, without its charts'."""
    within = 0
    while at + 4 <= len(stream):
        kind, size = _number(stream, at, 2), _number(stream, at + 2, 2)
        within += (kind in _BEGIN) - (kind == _END)
        if within == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        elif not within:
            return
        at += 4 + size


def _names(said: bytes) -> tuple[str, str]:
    """The name of a sheet, as it is since 1997, and as it was before."""
    length, wide = said[6], said[7] & 1
    now = said[8:].decode("utf-16-le" if wide else "latin-1", "replace")[:length]
    return now, said[7 : 7 + length].decode("cp1252", "replace")


def _workbook(raw: bytes) -> bytes:
    """The stream of the workbook in a compound file, by [MS-CFB]."""
    size, small = 1 << _number(raw, 30, 2), 1 << _number(raw, 32, 2)
    table = b"".join(_sector(raw, size, at) for at in _tables(raw, size))
    entries = _stream(raw, size, table, _number(raw, 48, 4), size)
    root, book = b"", b""
    for at in range(0, len(entries), _ENTRY):
        entry = entries[at : at + _ENTRY]
        name = entry[: max(_number(entry, 64, 2) - 2, 0)].decode("utf-16-le")
        if entry[66] == _ROOT:
            root = entry
        elif entry[66] == _STREAM and name in _STREAMS:
            book = entry
    first, length = _number(book, 116, 4), _number(book, 120, 4)
    if length >= _number(raw, 56, 4):
        return _stream(raw, size, table, first, size)[:length]
    within = _stream(raw, size, table, _number(root, 116, 4), size)
    small_table = _stream(raw, size, table, _number(raw, 60, 4), size)
    return _stream(within, small, small_table, first, 0)[:length]


def _tables(raw: bytes, size: int) -> Iterator[int]:
    """The sectors that say which sector comes after which."""
    listed, more = raw[76 : 76 + 4 * _IN_HEADER], _number(raw, 68, 4)
    for _ in range(len(raw) // size + 1):
        yield from (at for at in _numbers(listed) if at < _LAST_SECTOR)
        if more >= _LAST_SECTOR:
            return
        sector = _sector(raw, size, more)
        listed, more = sector[:-4], _number(sector, size - 4, 4)


def _stream(raw: bytes, size: int, table: bytes, at: int, header: int) -> bytes:
    """The sectors of a stream from one on; a chain that comes round ends."""
    parts = []
    for _ in range(len(table) // 4):
        if at >= _LAST_SECTOR:
            break
        parts.append(raw[header + at * size : header + (at + 1) * size])
        at = _number(table, 4 * at, 4)
    return b"".join(parts)


def _sector(raw: bytes, size: int, at: int) -> bytes:
    return raw[(at + 1) * size : (at + 2) * size]


def _numbers(raw: bytes) -> Iterator[int]:
    return (_number(raw, at, 4) for at in range(0, len(raw), 4))


def _number(raw: bytes, at: int, size: int) -> int:
    return int.from_bytes(raw[at : at + size], "little")
