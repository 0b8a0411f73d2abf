"""The offers inside the CSV file that holds the rows of a decision table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.entries import DecisionTable
from knowledge.entries.table_file import cell_places, separator_of
from knowledge.faults import Place
from threshold.language_server.offer import Offer
from threshold.language_server.spot import Spot
from threshold.language_server.table_offers import COLUMNS, ROWS, in_table


def in_csv(
    path: Path, lines: Sequence[str], line: int, column: int, base: KnowledgeBase
) -> Iterator[Offer]:
    """The offers at a line and column, both from zero: a column in the first line, else a cell."""
    separator = separator_of(lines[0])
    heads = [head.strip().strip('"') for head in lines[0].split(separator)]
    begun = lines[line][:column]
    starts = cell_places([begun], separator, Place("", 1, 1))
    before = begun[starts[-1].column - 1 :].removeprefix('"').replace('""', '"')
    head = heads[len(starts) - 1] if len(starts) <= len(heads) else ""
    keys = (ROWS, head) if line else (COLUMNS,)
    after = lines[line][column:].partition(separator)[0]
    at = Spot(keys, DecisionTable.kind, False, before, after, id=_table(path, base))
    yield from in_table(at, base) or ()


def _table(path: Path, base: KnowledgeBase) -> str:
    """The table whose rows a file holds; empty where none is."""
    for table in base.of_kind(DecisionTable):
        file = Path(base.written[table.key].document.file)
        if table.rows == path.name and file.parent == path.parent:
            return table.id
    return ""
