"""Rows of a sheet that are no cases, or look like none: heads that are repeated, another table
below, units and examples, totals, and rows with a single cell, such as the title of a group or a
note below the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.languages.told import Told
from knowledge.tables.hint_rows import LINES, LOOKED_AT, Hinting, hinting, is_line
from knowledge.tables.places import some_of
from knowledge.tables.row_faults import RowFault
from knowledge.tables.table import Form, Table, folded
from knowledge.tables.totals import adds_up, is_total, may_be_total
from knowledge.tables.values import shown

LONGEST_TOLD = 200  # characters of a row


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its place in the table, its number, and its cells."""

    at: int
    number: int
    cells: Sequence[Any]

    @property
    def filled(self) -> Iterator[tuple[int, str]]:
        """(column, text) for each cell with something in it."""
        return ((place, text) for place, cell in enumerate(self.cells) if (text := shown(cell)))

    @property
    def named(self) -> str:
        """Its number, with the first cell of it."""
        return f"{self.number} ({next(text for _, text in self.filled)!r})"

    @property
    def told(self) -> str:
        """Its number, with all of it."""
        said = "; ".join(text for _, text in self.filled)
        return f"{self.number} ({said[:LONGEST_TOLD]!r})"


def without_asides(table: Table, form: Form, *, sheet: bool) -> Table:
    """A table without the rows in which its heads are repeated, those that say how the columns are
    filled in, and those from the heads of another table on, which are faults; the rows that look
    like no cases are told, in a `sheet` also those with a single cell.
    """
    again, totals, narrow = list[_Row](), list[_Row](), list[_Row]()
    lines, hints, likely = list[_Row](), list[_Row](), list[_Row]()
    beside = list[_Row]()
    top = 0  # the first row that no such row stands above
    faulty = {fault.row for fault in table.faults}
    heads = [*map(folded, table.columns)]
    known = form.known.union(heads)
    read = [place for place, head in enumerate(heads) if head in form.known]
    end = len(table.numbers)
    for at, cells in enumerate(zip(*table.cells, strict=True)):
        texts = filter(None, map(shown, cells))
        first, alone = next(texts, ""), not next(texts, "")
        is_known = folded(first) in known
        is_drawn = first[:1] in LINES and is_line(cells)
        at_top = at == top < LOOKED_AT
        is_beside = len(read) > 1 and not any(shown(cells[place]) for place in read)
        is_last = at == end - 1
        strange = is_known or alone or is_drawn or is_beside or at_top or is_last
        if not (strange or may_be_total(first)):
            continue
        row = _Row(at, table.numbers[at], cells)
        kind = hinting(cells, table.cells, at) if at_top else Hinting.NOTHING
        if is_known and _repeats(row, heads):
            again.append(row)
        elif is_known and _is_headed_otherwise(row, form):
            end = at
            break
        elif first and is_drawn:
            lines.append(row)
            top += at_top
        elif kind is not Hinting.NOTHING:
            (hints if kind is Hinting.SURELY else likely).append(row)
            top += 1
        elif first and _adds_up_others(row, table, is_last=is_last):
            totals.append(row)
        elif first and is_beside and row.number not in faulty:
            beside.append(row)
        elif first and alone and row.number not in faulty:
            narrow.append(row)
    out = {row.at for row in (*again, *lines, *hints)}
    if not sheet or len(heads) == 1 or 2 * len(narrow) > end - len(out):  # a list of names
        narrow = []
    if 2 * len(beside) > end - len(out):  # most of the list stands elsewhere
        beside = []
    notes = [*table.notes]
    for key, found in (
        ("table_heads_again", [str(row.number) for row in again]),
        ("table_rows_lines", [str(row.number) for row in lines]),
        ("table_rows_hints", [row.told for row in hints]),
        ("table_rows_likely_hints", [row.told for row in likely]),
        ("table_total", [row.named for row in totals]),
        ("table_rows_beside", [row.told for row in beside]),
        ("table_rows_narrow", [row.named for row in narrow]),
    ):
        if found:
            notes.append(Told.counted(key, len(found), rows=some_of(found)))
    left = [at for at in range(end) if at not in out]
    if len(left) == len(table.numbers):
        return replace(table, notes=tuple(notes))
    gone = {table.numbers[at] for at in out}
    faults = (fault for fault in table.faults if fault.lost or fault.row not in gone)
    return replace(
        table,
        cells=tuple([cells[at] for at in left] for cells in table.cells),
        numbers=[table.numbers[at] for at in left],
        faults=(*faults, *_lost(table, end)),
        notes=tuple(notes),
    )


def _repeats(row: _Row, heads: Sequence[str]) -> bool:
    """Whether a row says what stands above its columns."""
    filled = [*row.filled]
    several = len(filled) > 1 or len(heads) == 1
    return several and all(folded(text) == heads[place] for place, text in filled)


def _is_headed_otherwise(row: _Row, form: Form) -> bool:
    """Whether a row has several cells, and all of them are heads that are known."""
    texts = [folded(text) for _, text in row.filled]
    return 1 < len(texts) == len({*texts}) and form.known.issuperset(texts)


def _adds_up_others(row: _Row, table: Table, *, is_last: bool) -> bool:
    texts, at = [*row.filled], row.at
    return is_total(texts, table.cells, at) or (is_last and adds_up(texts, table.cells, at))


def _lost(table: Table, first: int) -> Iterator[RowFault]:
    """The rows of another table, from its heads on."""
    for at, number in enumerate(table.numbers[first:], start=first):
        reason = Told("row_other_heads", row=str(table.numbers[first]))
        text = "; ".join(filter(None, (shown(cells[at]) for cells in table.cells)))[:200]
        yield RowFault(number, "", text, reason, Told("row_one_table"), lost=True)
