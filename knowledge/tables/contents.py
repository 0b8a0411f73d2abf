"""What a file is by its first bytes, where its ending says that it is text."""

from __future__ import annotations

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


def text_in(file: Path) -> bytes:
    """The bytes of a file of text. Raises `NoTable` for what is none, and `OSError`."""
    raw = file.read_bytes()
    for beginning, kind in _BEGINNINGS:
        if raw.startswith(beginning):
            raise NoTable(f"this is no text, but {kind}")
    return raw
