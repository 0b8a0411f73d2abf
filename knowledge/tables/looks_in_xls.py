"""What a sheet of an old workbook (XLS, since Excel 97) says by its looks and beside its cells:
fills, texts that are struck through, comments, and looks that depend on a condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.tables.number_formats import built_in, saying
from knowledge.tables.places import Cell
from knowledge.tables.unread_cells import PLAIN, CellStyle, UnreadCells

Record = tuple[int, bytes]  # the number of its kind, what it says
# the numbers of records, by [MS-XLS]
_FONT, _XF, _PALETTE, _STRINGS, _MORE = 0x0031, 0x00E0, 0x0092, 0x00FC, 0x003C
_FORMAT, _NOTE, _RANGES, _CONDITION = 0x041E, 0x001C, 0x01B0, 0x01B1
_FORMULA, _NUMBER, _LABEL, _RICH, _RK, _TEXT = 0x0006, 0x0203, 0x0204, 0x00D6, 0x027E, 0x00FD
_BLANK, _BLANKS, _NUMBERS = 0x0201, 0x00BE, 0x00BD
_ONE_CELL = (_FORMULA, _NUMBER, _LABEL, _RICH, _RK, _TEXT, _BLANK, 0x0205)
_STRUCK = 0x08  # of the flags of a font
_WHITE = (1, 9)  # of the colours that there always are; the first of a palette is the eighth
_BY_FORMULA = 2
_HAS_NUMBER, _HAS_FONT, _HAS_FILL = 1 << 25, 1 << 26, 1 << 29  # of what a condition gives
_FONT_SIZE = 118


@dataclass(slots=True)
class _Looks:
    """What the beginning of a workbook says of all sheets."""

    struck: list[bool] = field(default_factory=list)  # for each font
    styles: list[CellStyle] = field(default_factory=list)
    texts: dict[int, bool] = field(default_factory=dict)  # the number of one struck → all of it?

    def is_struck(self, font: int) -> bool:
        """Whether a font strikes through; no font has the number 4."""
        at = font - (font > 4)
        return font != 4 and at < len(self.struck) and self.struck[at]


def look(whole: Iterator[Record], sheet: Iterator[Record], found: UnreadCells) -> None:
    """Take down how the cells of a sheet look; `whole`: the records before all sheets."""
    looks = _looks([*whole])
    ranges: list[tuple[Cell, Cell]] = []
    for kind, said in sheet:
        if kind == _NOTE:
            found.commented.append((_two(said, 0), _two(said, 2)))
        elif kind == _RANGES:
            ranges = [*_ranges(said)]
        elif kind == _CONDITION and _gives_looks(said):
            found.conditional += ranges
            ranges = []
        for cell, style in _styled(kind, said):
            look_of = looks.styles[style] if style < len(looks.styles) else PLAIN
            found.take(cell, look_of)
            text = int.from_bytes(said[6:10], "little")
            struck = looks.texts.get(text) if kind == _TEXT else None
            if kind not in (_BLANK, _BLANKS) and (look_of.is_struck or struck):
                found.struck.append(cell)
            elif struck is not None:
                found.struck_partly.append(cell)


def _looks(records: list[Record]) -> _Looks:
    looks = _Looks()
    white, formats = {*_WHITE}, {int(number): said for number, said in built_in().items()}
    for kind, said in records:
        if kind == _FONT:
            looks.struck.append(bool(said[2] & _STRUCK))
        elif kind == _FORMAT:
            wide = said[4] & 1
            code = said[5:].decode("utf-16-le" if wide else "latin-1", "replace")
            formats[_two(said, 0)] = saying(code[: _two(said, 2)])
        elif kind == _PALETTE:
            colours = [said[2 + 4 * at : 5 + 4 * at] for at in range(_two(said, 0))]
            white = {1, *(at for at, one in enumerate(colours, start=8) if one == b"\xff\xff\xff")}
    for kind, said in records:
        if kind == _XF and len(said) == 20:  # else of Excel 95
            colour, is_filled = said[18] & 0x7F, said[17] >> 2
            fill = str(colour) if is_filled and colour not in white else ""
            shown = formats.get(_two(said, 2), "")
            looks.styles.append(CellStyle(fill, looks.is_struck(_two(said, 0)), shown))
    for at, (kind, _) in enumerate(records):
        if kind == _STRINGS and any(looks.struck):
            parts = [records[at][1][8:]]
            for further, said in records[at + 1 :]:
                if further != _MORE:
                    break
                parts.append(said)
            count = int.from_bytes(records[at][1][4:8], "little")
            looks.texts = dict(_struck_texts(_Parts(parts), count, looks))
    return looks


class _Parts:
    """What one record says, and those that go on with it."""

    def __init__(self, parts: list[bytes]):
        self.parts, self.at = parts, 0

    def take(self, size: int) -> bytes:
        """The next bytes, from however many records."""
        taken = b""
        while len(taken) < size and self.parts:
            part = self.parts[0][self.at : self.at + size - len(taken)]
            taken += part
            self.at += len(part)
            if self.at >= len(self.parts[0]):
                del self.parts[0]
                self.at = 0
        return taken

    def pass_text(self, length: int, *, wide: bool) -> None:
        """Go on behind a text; where a record ends within it, the next says anew how wide it is."""
        while length and self.parts:
            left = (len(self.parts[0]) - self.at) // (1 + wide)
            here = min(left, length)
            self.take(here * (1 + wide))
            length -= here
            if length:
                wide = bool(self.take(1)[0] & 1)


def _struck_texts(parts: _Parts, count: int, looks: _Looks) -> Iterator[tuple[int, bool]]:
    """(its number, whether all of it is) for each text of which a part is struck through."""
    for number in range(count):
        length, flags = _two(parts.take(2), 0), parts.take(1)[0]
        runs = _two(parts.take(2), 0) if flags & 8 else 0
        more = int.from_bytes(parts.take(4), "little") if flags & 4 else 0
        parts.pass_text(length, wide=bool(flags & 1))
        said = parts.take(4 * runs)
        parts.take(more)
        begins = [(_two(said, at), _two(said, at + 2)) for at in range(0, len(said), 4)]
        struck = [looks.is_struck(font) for at, font in begins if at < length]
        if any(struck):
            yield number, begins[0][0] == 0 and all(struck)


def _styled(kind: int, said: bytes) -> Iterator[tuple[Cell, int]]:
    """(cell, the number of its style) for each cell of a record."""
    if kind in _ONE_CELL:
        yield (_two(said, 0), _two(said, 2)), _two(said, 4)
    elif kind in (_BLANKS, _NUMBERS):
        wide = 2 if kind == _BLANKS else 6
        first, last = _two(said, 2), _two(said, len(said) - 2)
        for at in range(last - first + 1):
            yield (_two(said, 0), first + at), _two(said, 4 + wide * at)


def _ranges(said: bytes) -> Iterator[tuple[Cell, Cell]]:
    for at in range(14, 14 + 8 * _two(said, 12), 8):
        top, bottom, left, right = (_two(said, at + part) for part in (0, 2, 4, 6))
        yield (top, left), (bottom, right)


def _gives_looks(said: bytes) -> bool:
    """Whether a condition is a formula, and gives a colour or strikes through."""
    if said[0] != _BY_FORMULA:
        return False
    given = int.from_bytes(said[6:10], "little")
    at = 12 + (2 if given & _HAS_NUMBER else 0)
    struck = False
    if given & _HAS_FONT:
        font = said[at : at + _FONT_SIZE]
        struck = bool(font[68] & 0x80) and not font[88] & 0x80
    return bool(given & _HAS_FILL) or struck


def _two(said: bytes, at: int) -> int:
    return int.from_bytes(said[at : at + 2], "little")
