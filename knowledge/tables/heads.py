"""The row of the heads: told, or the one that has most heads that are known; with the rows above
and below it in which heads stand as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from knowledge.languages.told import Told
from knowledge.tables.table import Form, folded
from knowledge.tables.values import shown

LOOKED_AT = 40  # rows in which the heads are looked for
FURTHER = 3  # rows above, and below, in which heads stand as well
FEWEST_BELOW = 2  # known heads in one column that are no accident
Cell = TypeVar("Cell")
Merged = tuple[tuple[int, int], tuple[int, int]]  # from which row and column to which, from 0


class NoTable(ValueError):
    """A file that is not a table at all."""

    @property
    def why(self) -> str:
        """Why it is none, which can be said in each language."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


@dataclass(frozen=True, slots=True)
class Heads:
    """The rows of the heads, from the first to the last, and for each column in which of them its
    head stands.
    """

    row: int  # that with most of them
    first: int
    last: int
    rows: tuple[int, ...]

    def of(self, rows: Sequence[Sequence[Cell]], nothing: Cell) -> list[Cell]:
        """The cells that are the heads; `nothing` for a column that has none."""
        return [
            rows[row][column] if column < len(rows[row]) else nothing
            for column, row in enumerate(self.rows)
        ]

    def told(self) -> Iterator[str]:
        """The note about heads that do not stand in the first row, or not in one."""
        if self.last > self.first:
            yield Told("table_heads_in", first=str(self.first + 1), last=str(self.last + 1))
        elif self.first:
            yield Told("table_heads_at", row=str(self.first + 1))


def heads_in(rows: Sequence[Sequence[Any]], form: Form, merged: Sequence[Merged] = ()) -> Heads:
    """The heads of a table; `merged`: the cells that reach over others. Raises `NoTable`.

    A row above counts where it has the head of a column that has none, known or merged down to it;
    one below where heads are merged down to it, or where it has nothing but known heads, none of
    them below another.
    """
    at = heads_row(rows, form)
    first = last = at
    places = [at] * len(rows[at])
    for above in range(at - 1, max(at - FURTHER, 0) - 1, -1):
        for column in _filled(rows, above):
            if column < len(places) and not _text(rows, places[column], column):
                reaches = _bottom(merged, above, above, column) >= at
                if reaches or _is_known(rows, above, column, form):
                    places[column] = first = above
    for below in range(at + 1, min(at + 1 + FURTHER, len(rows))):
        filled = _filled(rows, below)
        wider = places + [at] * (max(filled, default=-1) + 1 - len(places))
        under = [column for column in filled if _is_known(rows, wider[column], column, form)]
        alone = len(filled) == 1 and _text(rows, wider[filled[0]], filled[0])  # it may be a cell
        known = all(_is_known(rows, below, column, form) for column in filled)
        new = known and not under and not alone
        if not filled or not (new or _bottom(merged, first, last) >= below):
            break
        last, places = below, wider
        for column in {*filled}.difference(under):
            places[column] = below
    return Heads(at, first, last, tuple(places))


def heads_row(rows: Sequence[Sequence[Any]], form: Form) -> int:
    """The index of the row of the heads, or of that with most of them. Raises `NoTable`."""
    if form.header:
        if form.header > len(rows):
            raise NoTable(Told("heads_beyond", row=str(form.header), count=len(rows)))
        return form.header - 1
    filled = [at for at, row in enumerate(rows[:LOOKED_AT]) if any(map(shown, row))]
    if not filled:
        raise NoTable(Told("no_heads_first"))
    best = max(filled, key=lambda at: (_known(rows[at], form), -at))
    if known := _known(rows[best], form):
        _refuse_one_below_the_other(rows[best + 1 : LOOKED_AT], known, form)
        return best
    # a title above the heads has fewer cells than they
    wide = max(len(_filled(rows, at)) for at in filled)
    return next(at for at in filled if 2 * len(_filled(rows, at)) > wide)


def _refuse_one_below_the_other(rows: Sequence[Sequence[Any]], known: int, form: Form) -> None:
    """Raises `NoTable` where a column has more of the known heads than their row: the table lies on
    its side, or has a row for each answer.
    """
    for column in range(max(map(len, rows), default=0)):
        texts = [_text(rows, row, column) for row in range(len(rows))]
        found = dict.fromkeys(text for text in texts if folded(text) in form.known)
        if len({*map(folded, found)}) > max(known, FEWEST_BELOW - 1):
            told = Told("heads_below", column=str(column + 1), heads=", ".join(found))
            raise NoTable(told)


def _bottom(merged: Sequence[Merged], first: int, last: int, column: int | None = None) -> int:
    """The last row down to which cells of these rows are merged, or those of one column."""
    return max(
        (
            bottom
            for (top, left), (bottom, _) in merged
            if first <= top <= last and column in (None, left)
        ),
        default=-1,
    )


def _text(rows: Sequence[Sequence[Any]], row: int, column: int) -> str:
    return shown(rows[row][column]) if column < len(rows[row]) else ""


def _is_known(rows: Sequence[Sequence[Any]], row: int, column: int, form: Form) -> bool:
    return folded(_text(rows, row, column)) in form.known


def _known(row: Sequence[Any], form: Form) -> int:
    return sum(folded(shown(cell)) in form.known for cell in row)


def _filled(rows: Sequence[Sequence[Any]], row: int) -> list[int]:
    """The columns in which a row has something."""
    return [column for column, cell in enumerate(rows[row]) if shown(cell)]
