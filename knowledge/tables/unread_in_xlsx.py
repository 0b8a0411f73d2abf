"""Errors, formulas without a value, what is hidden, and looks, in a workbook whose sheets are XML
(XLSX, XLSM).
"""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from xml.etree import ElementTree

from knowledge.tables.looks_in_xlsx import look
from knowledge.tables.unread_cells import UnreadCells, named
from knowledge.tables.xlsx_parts import placed_cells, placed_rows, sheet_in

_ERROR = re.compile(rb"""\st=["']e["']""")
_NO_VALUE = re.compile(
    rb"(</(\w+:)?f>|<(\w+:)?f(\s[^<>]*)?/>)\s*(<(\w+:)?v\s*/>|<(\w+:)?v>\s*</|</(\w+:)?c>)"
)
_HIDDEN = re.compile(rb"""\s(hidden=["'](1|true)|(ht|width)=["']0(\.0*)?)["']""")
_NO_SIZE = re.compile(r"0(\.0*)?")


def in_xlsx(file: str, sheet: str) -> UnreadCells:
    """The cells of a sheet that its reader tells nothing of. Raises what `unread_cells` catches."""
    found = UnreadCells()
    with zipfile.ZipFile(file) as packed:
        part = sheet_in(packed, sheet)
        text = packed.read(part)
        with suppress(ElementTree.ParseError, KeyError, ValueError):
            look(packed, part, text, found)
    if not (_ERROR.search(text) or _NO_VALUE.search(text) or _HIDDEN.search(text)):
        return found
    content = ElementTree.fromstring(text)
    for row, item in placed_rows(content):
        if _is_hidden(item):
            found.hidden_rows.add(row)
    for item in filter(_is_hidden, named(content, "col")):
        found.hidden_columns.update(range(int(item.get("min", "")) - 1, int(item.get("max", ""))))
    for place, cell in placed_cells(content):
        value = next((value.text or "" for value in named(cell, "v")), "")
        if cell.get("t") == "e":
            found.errors[place] = value
        elif not value.strip() and cell.get("t") != "str" and any(True for _ in named(cell, "f")):
            found.unworked.append(place)
    return found


def _is_hidden(item: ElementTree.Element) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    size = item.get("ht") or item.get("width") or ""
    return item.get("hidden") in ("1", "true") or _NO_SIZE.fullmatch(size) is not None
