"""What a file is by its first bytes, where its ending says that it is text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from knowledge.languages.told import Told
from knowledge.tables.heads import NoTable

_ZIP = b"PK\x03\x04"
_BEGINNINGS: tuple[tuple[bytes, str, dict[str, str]], ...] = (  # what then is told
    (_ZIP, "kind_zipped", {}),
    (b"\x1f\x8b", "kind_packed", {"program": "gzip"}),
    (b"BZh", "kind_packed", {"program": "bzip2"}),
    (b"\xfd7zXZ\x00", "kind_packed", {"program": "xz"}),
    (b"\x28\xb5\x2f\xfd", "kind_packed", {"program": "zstd"}),
    (b"7z\xbc\xaf\x27\x1c", "kind_packed", {"program": "7-Zip"}),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kind_old_workbook", {}),
    (b"PAR1", "kind_ending", {"kind": "Parquet", "ending": ".parquet"}),
    (b"ARROW1", "kind_ending", {"kind": "Arrow", "ending": ".arrow"}),
    (b"%PDF-", "kind_pdf", {}),
    (b"SQLite format 3\x00", "kind_sqlite", {}),
)


_MARKS = re.compile(
    rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|meta|table|\?xml)\b", re.IGNORECASE
)
_MARKED_UP = "kind_marked_up"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # how one begins that is neither zip nor text
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 1000  # bytes of which one sees whether they are text


def text_in(file: Path) -> bytes:
    """The bytes of a file of text. Raises `NoTable` for what is none, and `OSError`."""
    raw = file.read_bytes()
    _refuse_no_text(raw)
    return raw


def refuse_packed(file: Path) -> None:
    """Raises `NoTable` for a file that is told by its beginning to be another than its ending says:
    a packed one, a database. Of documents that are zipped by their nature nothing is told.
    """
    with file.open("rb") as opened:
        begin = opened.read(_LOOKED_AT)
    if not begin.startswith(_ZIP) or file.suffix.lower() == ".zip":
        _refuse_no_text(begin)


def _refuse_no_text(raw: bytes) -> None:
    for beginning, key, said in _BEGINNINGS:
        if raw.startswith(beginning):
            raise NoTable(Told("no_text_but", kind=Told(key, **said)))
    if _MARKS.match(raw):
        raise NoTable(Told("no_text_table_but", kind=Told(_MARKED_UP)))


def instead_of_workbook(file: Path) -> str:
    """What a file is that cannot be read as a workbook; empty where nobody knows."""
    with file.open("rb") as opened:
        begin = opened.read(_LOOKED_AT)
    if _MARKS.match(begin):
        return Told(_MARKED_UP)
    if begin.startswith(_ZIP) and file.suffix.lower() == ".xls":
        return Told("kind_new_workbook")
    if begin.startswith(_OLD_WORKBOOK) and file.suffix.lower() != ".xls":
        return Told("kind_locked_workbook")
    if begin.startswith(_WIDE) or (begin.strip() and min(begin) >= ord("\t")):
        return Told("kind_text")
    return ""
