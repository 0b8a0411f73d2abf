"""What a sheet of a workbook (XLSX, XLSM) says by its looks and beside its cells: fills, texts that
are struck through, comments, and looks that depend on a condition.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import TypeVar
from xml.etree import ElementTree

from knowledge.tables.number_formats import built_in, saying
from knowledge.tables.places import Cell, column_of
from knowledge.tables.unread_cells import PLAIN, CellStyle, UnreadCells, named
from knowledge.tables.xlsx_parts import (
    book_in,
    part_of,
    placed_cells,
    placed_starts,
    relations_of,
)

_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_NAMED = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_STRIKE = b"strike"
_COMMENTS = "comments"  # a kind of relation
_Kind = TypeVar("_Kind")
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")


def look(packed: zipfile.ZipFile, part: str, sheet: bytes, found: UnreadCells) -> None:
    """Take down how the cells of a sheet look; `part`: its name in the file, `sheet`: its text."""
    styles = _styles(packed)
    if any(style != PLAIN for style in styles):
        for cell, attributes in placed_starts(sheet):
            said = _STYLE.search(attributes)
            at = int(said[1]) if said else 0
            if at < len(styles):
                style = styles[at]
                found.take(cell, style)
                if style.is_struck and not attributes.endswith(b"/"):
                    found.struck.append(cell)
    found.commented += _commented(packed, part)
    if b"conditionalFormatting" in sheet:
        found.conditional += _conditional(packed, sheet)
    _take_runs(packed, sheet, found)


def _take_runs(packed: zipfile.ZipFile, sheet: bytes, found: UnreadCells) -> None:
    """Take down the texts of which a part is struck through."""
    struck: dict[str, bool] = {}  # the number of a text → whether all of it is
    if _STRIKE in (texts := _read(packed, "sharedStrings")):
        for number, item in enumerate(ElementTree.fromstring(texts)):
            if (whole := _struck_whole(item)) is not None:
                struck[str(number)] = whole
    if not struck and _STRIKE not in sheet:
        return
    known = {*found.struck}
    for at, cell in placed_cells(ElementTree.fromstring(sheet)):
        within = next(named(cell, "is"), None)
        said = next((value.text or "" for value in named(cell, "v")), "")
        all_of_it = struck.get(said) if cell.get("t") == "s" else None
        all_of_it = all_of_it if within is None else _struck_whole(within)
        if all_of_it is not None and at not in known:
            (found.struck if all_of_it else found.struck_partly).append(at)


def _struck_whole(text: ElementTree.Element) -> bool | None:
    """Whether all of a text is struck through; None where nothing is."""
    runs = [_is_struck(run) for run in named(text, "r") if any(t.text for t in named(run, "t"))]
    return all(runs) if any(runs) else None


def _conditional(packed: zipfile.ZipFile, sheet: bytes) -> Iterator[tuple[Cell, Cell]]:
    """The ranges whose looks depend on a formula."""
    given = [_gives_looks(look) for look in _within(_style_sheet(packed), "dxfs")]
    for item in named(ElementTree.fromstring(sheet), "conditionalFormatting"):
        for rule in named(item, "cfRule"):
            at = int(rule.get("dxfId", len(given)))
            looks = at < len(given) and given[at]
            looks = looks or any(map(_gives_looks, named(rule, "dxf")))
            if rule.get("type") == "expression" and looks:
                said = item.get("sqref") or next((at.text or "" for at in named(item, "sqref")), "")
                yield from _ranges(said)
                break


def _gives_looks(look: ElementTree.Element) -> bool:
    return any(map(len, named(look, "fill"))) or any(map(_is_struck, named(look, "font")))


def _ranges(said: str) -> Iterator[tuple[Cell, Cell]]:
    for range_ in said.split():
        corners = [_cell(*match.groups()) for match in _NAMED.finditer(range_)]
        if corners:
            yield corners[0], corners[-1]


def _styles(packed: zipfile.ZipFile) -> list[CellStyle]:
    """The styles of cells, in their order."""
    content = _style_sheet(packed)
    fills = [_colour(fill) for fill in _within(content, "fills")]
    fonts = [_is_struck(font) for font in _within(content, "fonts")]

    formats = built_in() | {
        str(item.get("numFmtId")): saying(item.get("formatCode", ""))
        for item in _within(content, "numFmts")
    }

    def of(kinds: list[_Kind], said: str | None, nothing: _Kind) -> _Kind:
        at = int(said or 0)
        return kinds[at] if at < len(kinds) else nothing

    return [
        CellStyle(
            of(fills, style.get("fillId"), ""),
            of(fonts, style.get("fontId"), False),
            formats.get(style.get("numFmtId", ""), ""),
        )
        for style in _within(content, "cellXfs")
    ]


def _style_sheet(packed: zipfile.ZipFile) -> ElementTree.Element:
    """All styles; none where the file has none."""
    return ElementTree.fromstring(_read(packed, "styles") or b"<styleSheet/>")


def _read(packed: zipfile.ZipFile, kind: str) -> bytes:
    """The part of a kind; nothing where the file has none."""
    with suppress(KeyError):
        return packed.read(part_of(packed, book_in(packed), kind))
    return b""


def _colour(fill: ElementTree.Element) -> str:
    pattern = next(iter(fill), None)
    if pattern is None or pattern.get("patternType", "none") == "none":
        return ""
    colour = next(iter(named(pattern, "fgColor")), pattern)
    white = colour.get("rgb") in _WHITE or (colour.get("theme") == "0" and not colour.get("tint"))
    return "" if white else str(sorted(colour.attrib.items()))


def _is_struck(font: ElementTree.Element) -> bool:
    return any(item.get("val", "1") in ("1", "true") for item in named(font, "strike"))


def _commented(packed: zipfile.ZipFile, part: str) -> Iterator[Cell]:
    """The cells that have a comment."""
    for relation in relations_of(packed, part).values():
        if relation.kind == _COMMENTS:
            comments = ElementTree.fromstring(packed.read(relation.part))
            for comment in named(comments, "comment"):
                place = _NAMED.fullmatch(comment.get("ref", ""))
                if place is not None:
                    yield _cell(*place.groups())


def _cell(letters: str, number: str) -> Cell:
    return int(number) - 1, column_of(letters)


def _within(content: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """What the element of a name holds."""
    return (item for list_ in named(content, name) for item in list_)
