"""What a sheet of a workbook (XLSX, XLSM) says by its looks and beside its cells: fills, texts that
are struck through, comments.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree

from knowledge.tables.places import Cell, column_of
from knowledge.tables.unread_cells import UnreadCells, named

_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_COMMENTS = "/comments"  # how the type of a relation ends
_Kind = TypeVar("_Kind")
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")


class _Style(NamedTuple):
    fill: str  # its colour; empty where it has none, or white
    is_struck: bool


def look(packed: zipfile.ZipFile, part: str, sheet: bytes, found: UnreadCells) -> None:
    """Take down how the cells of a sheet look; `part`: its name in the file, `sheet`: its text."""
    styles = _styles(packed)
    if any(style.fill or style.is_struck for style in styles):
        for match in _CELL.finditer(sheet):
            said, place = _STYLE.search(match[1]), _PLACE.search(match[1])
            if said and place and int(said[1]) < len(styles):
                style, cell = (
                    styles[int(said[1])],
                    _cell(*(part.decode() for part in place.groups())),
                )
                if style.fill:
                    found.fills[cell] = style.fill
                if style.is_struck and not match[1].endswith(b"/"):
                    found.struck.append(cell)
    found.commented += _commented(packed, part)


def _styles(packed: zipfile.ZipFile) -> list[_Style]:
    """The styles of cells, in their order."""
    if "xl/styles.xml" not in packed.namelist():
        return []
    content = ElementTree.fromstring(packed.read("xl/styles.xml"))
    fills = [_colour(fill) for fill in _within(content, "fills")]
    fonts = [_is_struck(font) for font in _within(content, "fonts")]

    def of(kinds: list[_Kind], said: str | None, nothing: _Kind) -> _Kind:
        at = int(said or 0)
        return kinds[at] if at < len(kinds) else nothing

    return [
        _Style(of(fills, style.get("fillId"), ""), of(fonts, style.get("fontId"), False))
        for style in _within(content, "cellXfs")
    ]


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
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in packed.namelist():
        return
    for item in ElementTree.fromstring(packed.read(relations)):
        if item.get("Type", "").endswith(_COMMENTS):
            target = posixpath.normpath(posixpath.join(f"/{folder}", item.get("Target", "")))
            comments = ElementTree.fromstring(packed.read(target.lstrip("/")))
            for comment in named(comments, "comment"):
                place = re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", comment.get("ref", ""))
                if place is not None:
                    yield _cell(*place.groups())


def _cell(letters: str, number: str) -> Cell:
    return int(number) - 1, column_of(letters)


def _within(content: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """What the element of a name holds."""
    return (item for list_ in named(content, name) for item in list_)
