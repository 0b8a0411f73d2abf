"""What a file is by its first bytes, where its ending says that it is text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from knowledge.tables.heads import NoTable

_PACKED = "packed, by {}: unpack it"
_BEGINNINGS = (  # what a file begins with, what it then is
    (b"PK\x03\x04", "a workbook, or files packed by zip: give it its own ending, or unpack it"),
    (b"\x1f\x8b", _PACKED.format("gzip")),
    (b"BZh", _PACKED.format("bzip2")),
    (b"\xfd7zXZ\x00", _PACKED.format("xz")),
    (b"\x28\xb5\x2f\xfd", _PACKED.format("zstd")),
    (b"7z\xbc\xaf\x27\x1c", _PACKED.format("7-Zip")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of the old kind: give it the ending .xls"),
    (b"PAR1", "Parquet: give it the ending .parquet"),
    (b"ARROW1", "Arrow: give it the ending .arrow"),
    (b"%PDF-", "a PDF document"),
    (b"SQLite format 3\x00", "a database of SQLite"),
)


_MARKS = re.compile(
    rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|meta|table|\?xml)\b", re.IGNORECASE
)
_MARKED_UP = "HTML or XML: open it in a spreadsheet, and save it as XLSX or CSV"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # how one begins that is neither zip nor text
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 1000  # bytes of which one sees whether they are text


def text_in(file: Path) -> bytes:
    """The bytes of a file of text. Raises `NoTable` for what is none, and `OSError`."""
    raw = file.read_bytes()
    for beginning, kind in _BEGINNINGS:
        if raw.startswith(beginning):
            raise NoTable(f"this is no text, but {kind}")
    if _MARKS.match(raw):
        raise NoTable(f"this is no table of text, but {_MARKED_UP}")
    return raw


def instead_of_workbook(file: Path) -> str:
    """What a file is that cannot be read as a workbook; empty where nobody knows."""
    with file.open("rb") as opened:
        begin = opened.read(_LOOKED_AT)
    if _MARKS.match(begin):
        return _MARKED_UP
    if begin.startswith(b"PK\x03\x04") and file.suffix.lower() == ".xls":
        return "a newer workbook, or files packed by zip: give it the ending .xlsx"
    if begin.startswith(_OLD_WORKBOOK) and file.suffix.lower() != ".xls":
        kind = "a workbook of the old kind, or one with a password"
        return f"{kind}: give it the ending .xls, or take the password away"
    if begin.startswith(_WIDE) or (begin.strip() and min(begin) >= ord("\t")):
        return "text: give it the ending .csv"
    return ""
