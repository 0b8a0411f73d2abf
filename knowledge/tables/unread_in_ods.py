"""Errors, cells that are merged, what is hidden, and looks, in a spreadsheet of OpenDocument
(ODS).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from knowledge.tables.looks_in_ods import Looks, look
from knowledge.tables.places import MOST_ROWS
from knowledge.tables.unread_cells import UnreadCells

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT = f"{{{_SPACE}table:1.0}}", f"{{{_SPACE}text:1.0}}"
# LibreOffice's own: the type that it shows, where OpenDocument has none for errors
_SHOWN = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:[0-9]+")
_MARK = re.compile(
    rb"""value-type=["']error["']|#[A-Z]|Err:[0-9]|s-spanned|:visibility=|:line-break|:tab[\s/>]"""
    rb"""|style-name=|:annotation[\s>]|value-type=["'](percentage|currency)["']"""
)
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_CELLS = ("table-cell", "covered-table-cell")


def in_ods(file: str, sheet: str) -> UnreadCells:
    """The cells of a sheet that its reader tells nothing of. Raises what `unread_cells` catches."""
    found = UnreadCells()
    with zipfile.ZipFile(file) as packed:
        text = packed.read("content.xml")
        if not _MARK.search(text):
            return found
        content = ElementTree.fromstring(text)
        with suppress(ElementTree.ParseError, KeyError, ValueError, RecursionError):
            look(Looks(packed, content), _table(content, sheet), found)
    found.hidden_rows.update(_hidden(content, sheet, "row"))
    found.hidden_columns.update(_hidden(content, sheet, "column"))
    for row, column, cell in _placed(content, sheet):
        if (error := _error(cell)) is not None:
            found.errors[row, column] = error
        elif _has_breaks(cell):
            found.texts[row, column] = "\n".join(map(_text, cell.findall(f"{_TEXT}p")))
        down = _count(cell, "number-rows-spanned")
        across = _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            found.merged.append(((row, column), (row + down - 1, column + across - 1)))
    return found


def _has_breaks(cell: ElementTree.Element) -> bool:
    """Whether a cell has breaks of lines, or tabs, within a paragraph: its reader drops them."""
    if cell.get(f"{{{_SPACE}office:1.0}}value-type") != "string":
        return False
    return any(item.tag in _BREAKS for line in cell.findall(f"{_TEXT}p") for item in line.iter())


def _text(line: ElementTree.Element) -> str:
    """What a paragraph says, or a part of one."""
    said = _BREAKS.get(line.tag, line.text or "")
    if line.tag == f"{_TEXT}s":
        said = " " * int(line.get(f"{_TEXT}c", "1"))
    return said + "".join(_text(part) + (part.tail or "") for part in line)


def _placed(
    content: ElementTree.Element, sheet: str
) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """(row, column, cell) for each cell of a sheet with something in it."""
    row = 0
    for line in _table(content, sheet).iter(f"{_TABLE}table-row"):
        again = _count(line, "number-rows-repeated")
        column = 0
        for cell in line:
            if cell.tag.removeprefix(_TABLE) not in _CELLS:
                continue
            wide = _count(cell, "number-columns-repeated")
            if len(cell):  # which an empty cell has not, however often it is repeated
                for down in range(min(again, MOST_ROWS)):
                    yield from ((row + down, column + place, cell) for place in range(wide))
            column += wide
        row += again


def _table(content: ElementTree.Element, sheet: str) -> ElementTree.Element:
    return next(
        found for found in content.iter(f"{_TABLE}table") if found.get(f"{_TABLE}name") == sheet
    )


def _hidden(content: ElementTree.Element, sheet: str, what: str) -> Iterator[int]:
    """The rows, or the columns, that are hidden by hand or by a filter."""
    at = 0
    for item in _table(content, sheet).iter(f"{_TABLE}table-{what}"):
        again = _count(item, f"number-{what}s-repeated")
        if item.get(f"{_TABLE}visibility", "visible") != "visible":
            yield from range(at, at + min(again, MOST_ROWS))
        at += again


def _error(cell: ElementTree.Element) -> str | None:
    """The error that a cell shows; a text that somebody typed is none."""
    said = "".join("".join(text.itertext()) for text in cell.findall(f"{_TEXT}p")).strip()
    if cell.get(_SHOWN) == "error":
        return said or "#ERROR!"
    worked_out = cell.get(f"{_TABLE}formula") is not None
    return said if worked_out and _ERROR.fullmatch(said) else None


def _count(item: ElementTree.Element, name: str) -> int:
    return int(item.get(f"{_TABLE}{name}", "1"))
