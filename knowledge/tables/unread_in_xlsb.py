"""Errors, cells that are merged, what is hidden, and formats of numbers, in a workbook whose sheets
are binary (XLSB).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress

from knowledge.tables.number_formats import built_in, saying
from knowledge.tables.unread_cells import ERRORS, CellStyle, UnreadCells
from knowledge.tables.xlsx_parts import book_in, part_of, relations_of

# the numbers of records, by [MS-XLSB]
_ROW, _ERROR, _FORMULA_ERROR, _COLUMNS, _SHEET, _MERGED = 0, 3, 11, 60, 156, 176
_CELLS = range(1, 12)
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618


def in_xlsb(file: str, sheet: str) -> UnreadCells:
    """The cells of a sheet that its reader tells nothing of. Raises what `unread_cells` catches."""
    found = UnreadCells()
    with zipfile.ZipFile(file) as packed:
        book = book_in(packed)
        relation = _relations(packed.read(book))[sheet]
        content = packed.read(relations_of(packed, book)[relation].part)
        styles: list[str] = []
        with suppress(KeyError, IndexError, ValueError):
            styles = _formats(packed.read(part_of(packed, book, "styles")))
    row = 0
    for kind, said in _records(content):
        if kind == _ROW:
            row = _number(said, 0)
            if said[11] & 0x10:
                found.hidden_rows.add(row)
        if kind in _CELLS and (style := _number(said, 4) & 0xFFFFFF) < len(styles):
            found.take((row, _number(said, 0)), CellStyle(number_format=styles[style]))
        if kind == _COLUMNS and said[16] & 1:
            found.hidden_columns.update(range(_number(said, 0), _number(said, 4) + 1))
        elif kind in (_ERROR, _FORMULA_ERROR):
            found.errors[row, _number(said, 0)] = ERRORS[said[8]]
        elif kind == _MERGED:
            top, bottom, left, right = (_number(said, at) for at in (0, 4, 8, 12))
            found.merged.append(((top, left), (bottom, right)))
    return found


def _formats(content: bytes) -> list[str]:
    """The format of numbers of each style of cells, where it says something."""
    formats = {int(number): code for number, code in built_in().items()}
    styles, of_cells = [], False
    for kind, said in _records(content):
        if kind == _FORMAT:
            formats[_number(said, 0) & 0xFFFF] = saying(_text(said, 2)[0])
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            of_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and of_cells:
            styles.append(formats.get(int.from_bytes(said[2:4], "little"), ""))
    return styles


def _relations(book: bytes) -> dict[str, str]:
    """The name of each sheet → the id by which its part is found."""
    found = {}
    for kind, said in _records(book):
        if kind == _SHEET:
            relation, end = _text(said, 8)
            found[_text(said, end)[0]] = relation
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(the number of its kind, what it says) for each record."""
    at = 0
    while at < len(content):
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        size = 0
        for part in range(4):
            byte = content[at]
            at += 1
            size |= (byte & 0x7F) << 7 * part
            if not byte & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _text(said: bytes, at: int) -> tuple[str, int]:
    """(a text, where it ends)."""
    end = at + 4 + 2 * _number(said, at)
    return said[at + 4 : end].decode("utf-16-le"), end


def _number(said: bytes, at: int) -> int:
    return int.from_bytes(said[at : at + 4], "little")
