"""The parts of a workbook in a zip (XLSX, XLSM, XLSB), found by what relates them, and the places
of cells that do not say where they stand.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from knowledge.tables.places import Cell, column_of
from knowledge.tables.unread_cells import named

_RELATION = "/relationships}id"  # how the attribute of a sheet ends; Strict Open XML has another
_NAMED = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_CELL = re.compile(rb"<(?:\w+:)?(row|c)(\s[^<>]*|/)?>")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{0,3})([0-9]{1,7})["']""")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of a workbook refers to."""

    kind: str  # the end of its type, such as styles
    part: str  # its name in the file


def relations_of(packed: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """The relations of a part, by their ids; of the whole file for an empty name."""
    folder, name = posixpath.split(part)
    known = posixpath.join(folder, "_rels", f"{name}.rels")
    if known not in packed.namelist():
        return {}
    found = {}
    for item in ElementTree.fromstring(packed.read(known)):
        target = posixpath.normpath(posixpath.join(f"/{folder}", item.get("Target", "")))
        kind = item.get("Type", "").rpartition("/")[2]
        found[item.get("Id", "")] = Relation(kind, target.lstrip("/"))
    return found


def part_of(packed: zipfile.ZipFile, part: str, kind: str) -> str:
    """The first part of a kind that another one refers to. Raises `KeyError`."""
    for relation in relations_of(packed, part).values():
        if relation.kind == kind:
            return relation.part
    raise KeyError(kind)


def book_in(packed: zipfile.ZipFile) -> str:
    """The name of the part that lists the sheets. Raises `KeyError`."""
    return part_of(packed, "", "officeDocument")


def sheet_in(packed: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part in which a sheet lies. Raises `KeyError`."""
    part = book_in(packed)
    book = ElementTree.fromstring(packed.read(part))
    for item in named(book, "sheet"):
        if item.get("name") == sheet:
            relation = next(said for key, said in item.items() if key.endswith(_RELATION))
            return relations_of(packed, part)[relation].part
    raise KeyError(sheet)


def placed_rows(sheet: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    """(row, its element) for each; one that does not say where it stands follows the one before."""
    row = -1
    for item in named(sheet, "row"):
        row = int(item.get("r", row + 2)) - 1
        yield row, item


def placed_cells(sheet: ElementTree.Element) -> Iterator[tuple[Cell, ElementTree.Element]]:
    """(place, its element) for each cell, likewise."""
    for row, item in placed_rows(sheet):
        column = -1
        for cell in named(item, "c"):
            said = _NAMED.fullmatch(cell.get("r", ""))
            column = column_of(said[1]) if said else column + 1
            yield (row, column), cell


def placed_starts(sheet: bytes) -> Iterator[tuple[Cell, bytes]]:
    """(place, what stands in the tag with which it begins) for each cell in the text of a sheet."""
    row = column = -1
    for kind, attributes in _CELL.findall(sheet):
        place = _PLACE.search(attributes)
        if kind == b"row":
            row = int(place[2]) - 1 if place else row + 1
            column = -1
        else:
            column = column_of(place[1].decode()) if place and place[1] else column + 1
            yield (row, column), attributes
