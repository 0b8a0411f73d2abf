"""What a sheet of OpenDocument (ODS) says by its looks and beside its cells: fills, texts that are
struck through, comments, and looks that depend on a condition.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from knowledge.tables.number_formats import quoted, saying
from knowledge.tables.places import MOST_COLUMNS, MOST_ROWS, Cell, column_of
from knowledge.tables.unread_cells import PLAIN, CellStyle, UnreadCells, named

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT = f"{{{_SPACE}table:1.0}}", f"{{{_SPACE}text:1.0}}"
_STYLE, _NUMBER = f"{{{_SPACE}style:1.0}}", f"{{{_SPACE}datastyle:1.0}}"
MOST_DIGITS = 30  # of a number with noughts before it
_FILL = f"{{{_SPACE}xsl-fo-compatible:1.0}}background-color"
_OFFICE = f"{{{_SPACE}office:1.0}}"
_COMMENT = f"{_OFFICE}annotation"
_SHOWN = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_WHITE = ("", "transparent", "#ffffff")
_STRUCK = ("text-line-through-style", "text-line-through-type")
_CORNER = r"\.\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_QUOTED = re.compile(r"'(?:[^']|'')*'")  # the name of a sheet
_RANGE = re.compile(rf"{_CORNER}(?::[^:]*?{_CORNER})?")


_NUMBERS = ("number-style", "currency-style", "percentage-style", "text-style")  # of the formats
_WRITTEN = {"number": "0.0", "scientific-number": "0E+0", "fraction": "0/0", "text-content": "@"}


_CONDITION = re.compile(r"value\(\)\s*((?:<=|>=|!=|<|>|=)\s*-?[0-9.]+)")


class Looks:
    """The styles of a spreadsheet, by their names."""

    def __init__(self, packed: zipfile.ZipFile, content: ElementTree.Element):
        self.written: dict[str, ElementTree.Element] = {}
        trees = [content]
        if "styles.xml" in packed.namelist():
            trees.insert(0, ElementTree.fromstring(packed.read("styles.xml")))
        for tree in trees:
            for style in named(tree, "style"):
                for name in ("name", "display-name"):  # conditions say the one that is displayed
                    if called := style.get(_STYLE + name):
                        self.written[called] = style
        self.made: dict[str, CellStyle] = {}
        self.formats = {
            style.get(f"{_STYLE}name", ""): style
            for tree in trees
            for kind in _NUMBERS
            for style in named(tree, kind)
        }

    @property
    def say_something(self) -> bool:
        """Whether any of them fills, strikes through, or shows a word beside numbers."""
        return any(self.of(name) != PLAIN for name in self.written)

    def of(self, name: str) -> CellStyle:
        """The style of a name, with what it has from others."""
        if name not in self.made:
            self.made[name] = PLAIN  # also for one that comes back to itself
            style = self.written.get(name)
            if style is not None:
                above = self.of(style.get(f"{_STYLE}parent-style-name", ""))
                format_ = style.get(f"{_STYLE}data-style-name")
                shown = above.number_format if format_ is None else self._format(format_)
                self.made[name] = _look(style, above)._replace(number_format=shown)
        return self.made[name]

    def _format(self, name: str) -> str:
        """The format of numbers of a name, as Excel writes it, where that says something."""
        style = self.formats.get(name)
        if style is None:
            return ""
        parts = [_written(style)]
        for item in reversed([*named(style, "map")]):
            condition = _CONDITION.fullmatch(item.get(f"{_STYLE}condition", ""))
            applied = self.formats.get(item.get(f"{_STYLE}apply-style-name", ""))
            if condition is not None and applied is not None:
                parts.insert(0, f"[{condition[1].replace('!=', '<>')}]{_written(applied)}")
        return saying(";".join(parts))


def _written(style: ElementTree.Element) -> str:
    """The format of numbers of a style, but for what tells how the number itself is written."""
    beside = quoted("".join(map(_beside, style)))
    cell = "".join(map(_number, style))
    return f"{beside}{cell}%" if style.tag.endswith("percentage-style") else f"{beside}{cell}"


def _number(part: ElementTree.Element) -> str:
    """What a part of a format shows of the number, or of the text, itself."""
    digits = part.get(f"{_NUMBER}min-integer-digits", "1")
    if part.tag == f"{_NUMBER}number" and part.get(f"{_NUMBER}decimal-places", "0") == "0":
        return "0" * min(max(int(digits), 1), MOST_DIGITS)
    return _WRITTEN.get(part.tag.rpartition("}")[2], "")


def _beside(part: ElementTree.Element) -> str:
    """What a part of the format of a number shows that is none."""
    is_text = part.tag.endswith(("}text", "}currency-symbol"))
    return part.text or "" if is_text else ""


def _look(style: ElementTree.Element, above: CellStyle) -> CellStyle:
    fill, struck, _ = above
    for part in style:
        said = part.get(_FILL)
        if said is not None and part.tag == f"{_STYLE}table-cell-properties":
            fill = "" if said.lower() in _WHITE else said
        lines = [part.get(_STYLE + name) for name in _STRUCK]
        if any(lines) and part.tag == f"{_STYLE}text-properties":
            struck = "none" not in lines
    return CellStyle(fill, struck)


def look(looks: Looks, table: ElementTree.Element, found: UnreadCells) -> None:
    """Take down how the cells of a sheet look."""
    lines = [*_lines(table)]
    width = max((_width(cells) for _, _, cells in lines), default=0)
    columns, has_looks = [*_columns(table, width)], looks.say_something
    for row, default, cells in lines:
        for at, cell in _placed(cells, width):
            if cell.find(_COMMENT) is not None:
                found.commented.append((row, at))
            name = cell.get(f"{_TABLE}style-name") or default or columns[at]
            style = looks.of(name) if has_looks else PLAIN
            style = style if style.number_format else style._replace(number_format=_of_type(cell))
            if has_looks or style != PLAIN:
                _take((row, at), cell, style, looks, found)
    for item in table.iter(f"{_SHOWN}conditional-format"):
        if any(_gives_looks(condition, looks) for condition in item):
            found.conditional += _ranges(item.get(f"{_SHOWN}target-range-address", ""))


def _of_type(cell: ElementTree.Element) -> str:
    """The format of numbers that the type of a cell has where its style has none."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "currency":
        return saying(f"{quoted(cell.get(f'{_OFFICE}currency', ''))}0")
    return saying("0%") if kind == "percentage" else ""


def _take(
    place: Cell, cell: ElementTree.Element, style: CellStyle, looks: Looks, found: UnreadCells
) -> None:
    found.take(place, style)
    parts = [
        (text, struck)
        for line in cell.findall(f"{_TEXT}p")
        for text, struck in _parts(line, style.is_struck, looks)
        if text.strip()
    ]
    if parts and all(struck for _, struck in parts):
        found.struck.append(place)
    elif any(struck for _, struck in parts):
        found.struck_partly.append(place)


def _parts(line: ElementTree.Element, is_struck: bool, looks: Looks) -> Iterator[tuple[str, bool]]:
    """(text, whether it is struck through) for each part of a paragraph."""
    yield line.text or "", is_struck
    for part in line:
        style = part.get(f"{_TEXT}style-name")
        yield from _parts(part, looks.of(style).is_struck if style else is_struck, looks)
        yield part.tail or "", is_struck


def _lines(
    table: ElementTree.Element,
) -> Iterator[tuple[int, str, list[ElementTree.Element]]]:
    """(row, the style of its cells, its cells) for each row that has any that are not empty."""
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        again = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        cells = [cell for cell in line if cell.tag.endswith("table-cell")]
        if any(map(len, cells)):
            default = line.get(f"{_TABLE}default-cell-style-name", "")
            yield from ((row + down, default, cells) for down in range(min(again, MOST_ROWS)))
        row += again


def _placed(
    cells: list[ElementTree.Element], width: int
) -> Iterator[tuple[int, ElementTree.Element]]:
    """(column, cell) for each cell of a row, up to a width."""
    at = 0
    for cell in cells:
        again = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        yield from ((place, cell) for place in range(at, min(at + again, width)))
        at += again


def _width(cells: list[ElementTree.Element]) -> int:
    """How many columns of a row there are up to the last cell that is not empty."""
    at = width = 0
    for cell in cells:
        at += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        width = at if len(cell) else width
    return min(width, MOST_COLUMNS)


def _columns(table: ElementTree.Element, width: int) -> Iterator[str]:
    """The style of the cells of each column, up to a width."""
    at = 0
    for item in table.iter(f"{_TABLE}table-column"):
        again = int(item.get(f"{_TABLE}number-columns-repeated", "1"))
        yield from [item.get(f"{_TABLE}default-cell-style-name", "")] * min(again, width - at)
        at = min(at + again, width)
    yield from [""] * (width - at)


def _gives_looks(condition: ElementTree.Element, looks: Looks) -> bool:
    """Whether a condition is a formula, and gives a colour or strikes through."""
    name = condition.get(f"{_SHOWN}apply-style-name", "")
    is_formula = condition.get(f"{_SHOWN}value", "").startswith("formula-is")
    return is_formula and looks.of(name)[:2] != PLAIN[:2]


def _ranges(said: str) -> Iterator[tuple[Cell, Cell]]:
    for match in _RANGE.finditer(_QUOTED.sub("", said)):
        left, top, right, bottom = match.groups()
        first = int(top) - 1, column_of(left)
        yield first, (int(bottom) - 1, column_of(right)) if right else first
