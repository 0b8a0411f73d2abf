"""The row of the heads: told, or the one that has most heads that are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.languages.told import Told
from knowledge.tables.table import Form, folded
from knowledge.tables.values import shown

LOOKED_AT = 40  # rows in which the heads are looked for


class NoTable(ValueError):
    """A file that is not a table at all."""


def heads_row(rows: Sequence[Sequence[Any]], form: Form) -> int:
    """The index of the row of the heads. Raises `NoTable`."""
    if form.header:
        if form.header > len(rows):
            raise NoTable(f"the heads stand in row {form.header}, it is said; it has {len(rows)}")
        return form.header - 1
    filled = [at for at, row in enumerate(rows[:LOOKED_AT]) if any(map(shown, row))]
    if not filled:
        raise NoTable("its first line is not a list of columns")
    best = max(filled, key=lambda at: (_known(rows[at], form), -at))
    if _known(rows[best], form):
        return best
    # a title above the heads has fewer cells than they
    wide = max(_filled(rows[at]) for at in filled)
    return next(at for at in filled if 2 * _filled(rows[at]) > wide)


def headed(at: int) -> Iterator[str]:
    """The note about heads that do not stand in the first row."""
    if at:
        yield Told("table_heads_at", row=str(at + 1))


def _known(row: Sequence[Any], form: Form) -> int:
    return sum(folded(shown(cell)) in form.known for cell in row)


def _filled(row: Sequence[Any]) -> int:
    return sum(bool(shown(cell)) for cell in row)
