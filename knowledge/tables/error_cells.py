"""Cells of a workbook that hold an error, such as #DIV/0!, of which its reader tells nothing."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

ENDINGS = (".xlsx", ".xlsm")  # those that are XML inside
_MARK = re.compile(rb"""\st=["']e["']""")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def error_cells(file: str, sheet: str) -> dict[tuple[int, int], str]:
    """(row, column), both from 0 → the error that the cell of a sheet shows, by its name.

    What is not as it should be in such a file has none.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            text = packed.read(_part_of(packed, sheet))
        if not _MARK.search(text):
            return {}
        return dict(_errors(ElementTree.fromstring(text)))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError):
        return {}


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part of a workbook in which a sheet lies. Raises `KeyError`."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    relation = next(
        (item.get(_RELATION) for item in _named(book, "sheet") if item.get("name") == sheet), None
    )
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    parts = {item.get("Id"): item.get("Target", "") for item in _named(relations, "Relationship")}
    return posixpath.normpath(posixpath.join("/xl", parts[relation])).lstrip("/")


def _errors(sheet: ElementTree.Element) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _named(sheet, "c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if cell.get("t") == "e" and place is not None:
            said = next((value.text or "" for value in _named(cell, "v")), "")
            yield (int(place.group(2)) - 1, _column(place.group(1))), said


def _named(above: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, in whichever space of names."""
    return (item for item in above.iter() if item.tag.rpartition("}")[2] == name)


def _column(letters: str) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
