"""What cells of a sheet say by their looks alone, or in a comment, which is told and not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.languages.told import Told
from knowledge.tables.places import Cell, place_of, some_of
from knowledge.tables.unread_cells import UnreadCells
from knowledge.tables.values import shown


def told_looks(
    heads: Sequence[str], rows: Mapping[int, Sequence[Any]], unread: UnreadCells
) -> Iterator[Told]:
    """The notes on cells below heads; `rows`: the cells of each row by its number, from 0."""
    for key, cells in (
        ("table_cells_coloured", _marked(rows, unread.fills) if unread.fills else ()),
        ("table_cells_struck", unread.struck),
        ("table_cells_commented", unread.commented),
    ):
        read = sorted(cell for cell in cells if cell[0] in rows and any(heads[cell[1] :][:1]))
        if read:
            yield Told.counted(key, len(read), cells=some_of([*map(place_of, read)]))


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
