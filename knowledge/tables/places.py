"""Cells as a spreadsheet names them, such as B3."""

from __future__ import annotations

Cell = tuple[int, int]  # row and column, both from 0
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14  # of a sheet
MOST_TOLD = 5  # cells of a kind


def place_of(cell: Cell) -> str:
    """A cell by its letters and its number."""
    said = ""
    number = cell[1] + 1
    while number:
        number, letter = divmod(number - 1, 26)
        said = chr(ord("A") + letter) + said
    return f"{said}{cell[0] + 1}"


def column_of(letters: str) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def some_of(told: list[str]) -> str:
    """Some of many cells, rows or columns."""
    said = ", ".join(told[:MOST_TOLD])
    return said if len(told) <= MOST_TOLD else f"{said}, …"
