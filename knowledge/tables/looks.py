"""What cells of a sheet say by their looks alone, or in a comment, which is told and not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from knowledge.languages.told import Told
from knowledge.tables.number_formats import PERCENT, hides, word_in
from knowledge.tables.places import MOST_TOLD, Cell, place_of, some_of
from knowledge.tables.unread_cells import UnreadCells
from knowledge.tables.values import shown


def told_looks(
    heads: Sequence[str], rows: Mapping[int, Sequence[Any]], unread: UnreadCells
) -> Iterator[Told]:
    """The notes on cells below heads; `rows`: the cells of each row by its number, from 0."""
    for key, cells in (
        ("table_cells_coloured", _marked(rows, unread.fills) if unread.fills else ()),
        ("table_cells_struck", unread.struck),
        ("table_cells_struck_partly", unread.struck_partly),
        ("table_cells_commented", unread.commented),
    ):
        read = sorted(cell for cell in cells if cell[0] in rows and any(heads[cell[1] :][:1]))
        if read:
            yield Told.counted(key, len(read), cells=some_of([*map(place_of, read)]))
    if units := [*_with_units(heads, rows, unread.number_formats)]:
        yield Told.counted("table_cells_units", len(units), cells=some_of(units))
    if unseen := [*_unseen(heads, rows, unread.number_formats)]:
        some = [
            f"{place_of(cell)} ({shown(rows[cell[0]][cell[1]])!r})"
            for cell in unseen[: MOST_TOLD + 1]
        ]
        yield Told.counted("table_cells_unseen", len(unseen), cells=some_of(some))
    ranges = dict.fromkeys(range_ for range_ in unread.conditional if _is_read(range_, heads, rows))
    if ranges:
        told = [_named(*range_) for range_ in sorted(ranges)]
        yield Told.counted("table_cells_conditional", len(told), cells=some_of(told))


def _with_units(
    heads: Sequence[str], rows: Mapping[int, Sequence[Any]], formats: Mapping[Cell, str]
) -> Iterator[str]:
    """The numbers that are shown with a word, with it."""
    for row, place in sorted(formats):
        cell = rows[row][place] if row in rows and any(heads[place : place + 1]) else None
        word = word_in(formats[row, place], cell) if is_number(cell) else ""
        if word not in ("", PERCENT):
            yield f"{place_of((row, place))} ({word!r})"


def _unseen(
    heads: Sequence[str], rows: Mapping[int, Sequence[Any]], formats: Mapping[Cell, str]
) -> Iterator[Cell]:
    """The cells of which their format shows nothing, and that hold something."""
    for row, place in sorted(formats):
        cell = rows[row][place] if row in rows and any(heads[place : place + 1]) else None
        if cell is not None and hides(formats[row, place], cell) and shown(cell):
            yield row, place


def is_number(cell: object) -> TypeGuard[float]:
    """Whether a cell is a number, as a workbook has it."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _is_read(range_: tuple[Cell, Cell], heads: Sequence[str], rows: Iterable[int]) -> bool:
    """Whether cells of a range are read."""
    (top, left), (bottom, right) = range_
    return any(heads[left : right + 1]) and any(top <= row <= bottom for row in rows)


def _named(first: Cell, last: Cell) -> str:
    return place_of(first) if first == last else f"{place_of(first)}:{place_of(last)}"


def _marked(rows: Mapping[int, Sequence[Any]], fills: Mapping[Cell, str]) -> Iterable[Cell]:
    """The empty cells with a colour, but for one that all of a row, or of a column, have to please
    the eye.
    """
    filled = {row: [*_filled(cells)] for row, cells in rows.items()}
    empty = [(row, place) for row, place in fills if row in rows and place not in filled[row]]
    beside = {
        row: {fills.get((row, place), "") for place in filled[row]}
        for row in dict.fromkeys(row for row, _ in empty)
    }
    along = {
        place: {fills.get((row, place), "") for row in rows}
        for place in dict.fromkeys(place for _, place in empty)
    }
    for row, place in empty:
        colour = {fills[row, place]}
        if beside[row] - colour and along[place] - colour:
            yield row, place


def _filled(cells: Sequence[Any]) -> Iterator[int]:
    return (place for place, cell in enumerate(cells) if shown(cell))
