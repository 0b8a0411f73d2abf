"""Errors, formulas without a value, what is hidden, and looks, in a workbook whose sheets are XML
(XLSX, XLSM).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from knowledge.tables.looks_in_xlsx import look
from knowledge.tables.places import Cell, column_of
from knowledge.tables.unread_cells import UnreadCells, named

_ERROR = re.compile(rb"""\st=["']e["']""")
_NO_VALUE = re.compile(
    rb"(</(\w+:)?f>|<(\w+:)?f(\s[^<>]*)?/>)\s*(<(\w+:)?v\s*/>|<(\w+:)?v>\s*</|</(\w+:)?c>)"
)
_HIDDEN = re.compile(rb"""\s(hidden=["'](1|true)|(ht|width)=["']0(\.0*)?)["']""")
_NO_SIZE = re.compile(r"0(\.0*)?")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def in_xlsx(file: str, sheet: str) -> UnreadCells:
    """The cells of a sheet that its reader tells nothing of. Raises what `unread_cells` catches."""
    found = UnreadCells()
    with zipfile.ZipFile(file) as packed:
        part = _part_of(packed, sheet)
        text = packed.read(part)
        with suppress(ElementTree.ParseError, KeyError, ValueError):
            look(packed, part, text, found)
    if not (_ERROR.search(text) or _NO_VALUE.search(text) or _HIDDEN.search(text)):
        return found
    content = ElementTree.fromstring(text)
    for row, item in _rows(content):
        if _is_hidden(item):
            found.hidden_rows.add(row)
    for item in filter(_is_hidden, named(content, "col")):
        found.hidden_columns.update(range(int(item.get("min", "")) - 1, int(item.get("max", ""))))
    for place, cell in _cells(content):
        value = next((value.text or "" for value in named(cell, "v")), "")
        if cell.get("t") == "e":
            found.errors[place] = value
        elif not value.strip() and cell.get("t") != "str" and any(True for _ in named(cell, "f")):
            found.unworked.append(place)
    return found


def part_of(packed: zipfile.ZipFile, relation: str | None, relations: str) -> str:
    """The name of a part of a workbook, by its relation. Raises `KeyError`."""
    known = ElementTree.fromstring(packed.read(relations))
    parts = {item.get("Id"): item.get("Target", "") for item in named(known, "Relationship")}
    return posixpath.normpath(posixpath.join("/xl", parts[relation])).lstrip("/")


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part of a workbook in which a sheet lies. Raises `KeyError`."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    relation = next(
        (item.get(_RELATION) for item in named(book, "sheet") if item.get("name") == sheet), None
    )
    return part_of(packed, relation, "xl/_rels/workbook.xml.rels")


def _rows(sheet: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    """(row, its element) for each; one that does not say where it stands follows the one before."""
    row = -1
    for item in named(sheet, "row"):
        row = int(item.get("r", row + 2)) - 1
        yield row, item


def _is_hidden(item: ElementTree.Element) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    size = item.get("ht") or item.get("width") or ""
    return item.get("hidden") in ("1", "true") or _NO_SIZE.fullmatch(size) is not None


def _cells(sheet: ElementTree.Element) -> Iterator[tuple[Cell, ElementTree.Element]]:
    for cell in named(sheet, "c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if place is not None:
            yield (int(place.group(2)) - 1, column_of(place.group(1))), cell
