"""Cells of a workbook of which its reader tells nothing: errors such as #DIV/0!, formulas that were
never worked out, what is hidden, and, of formats in which it does not look for them, cells that are
merged.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree

from knowledge.tables.places import Cell

ERRORS = {  # as Excel numbers them
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_NOT_AS_IT_SHOULD_BE = (
    *(zipfile.BadZipFile, KeyError, IndexError, ValueError, StopIteration),
    *(ElementTree.ParseError, NotImplementedError),
)


class CellStyle(NamedTuple):
    """How a cell looks, as far as its look may mean something."""

    fill: str = ""  # its colour; empty where it has none, or white
    is_struck: bool = False
    number_format: str = ""  # where it shows words beside numbers, percentages, or nothing


PLAIN = CellStyle()


@dataclass(slots=True)
class UnreadCells:
    """Cells of one sheet."""

    errors: dict[Cell, str] = field(default_factory=dict)  # → the error that it shows, by its name
    texts: dict[Cell, str] = field(default_factory=dict)  # → all of it, of which a part is dropped
    unworked: list[Cell] = field(default_factory=list)  # formulas that have no value
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)  # from where to where
    hidden_rows: set[int] = field(default_factory=set)  # from 0; by hand, or by a filter
    hidden_columns: set[int] = field(default_factory=set)
    fills: dict[Cell, str] = field(default_factory=dict)  # → its colour, also of empty cells
    struck: list[Cell] = field(default_factory=list)  # texts that are struck through
    struck_partly: list[Cell] = field(default_factory=list)
    conditional: list[tuple[Cell, Cell]] = field(default_factory=list)  # looks by a formula
    number_formats: dict[Cell, str] = field(default_factory=dict)  # those that say something
    commented: list[Cell] = field(default_factory=list)
    looked: bool = True  # else the file is not as its format says, and nothing was found in it

    def take(self, cell: Cell, style: CellStyle) -> None:
        """Take down the fill of a cell, and its format of numbers."""
        if style.fill:
            self.fills[cell] = style.fill
        if style.number_format:
            self.number_formats[cell] = style.number_format


def unread_cells(looking: Callable[[str, str], UnreadCells], file: str, sheet: str) -> UnreadCells:
    """The cells of a sheet that are found by `looking` into a file of a format.

    Where the file is not as the format says, they say that nobody looked.
    """
    try:
        return looking(file, sheet)
    except _NOT_AS_IT_SHOULD_BE:
        return UnreadCells(looked=False)


def named(above: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, in whichever space of names."""
    return (item for item in above.iter() if item.tag.rpartition("}")[2] == name)
