"""Decision tables that still use former names, as they are read with those of today: the heads of
their columns, their cells, and the titles that are made of both.

What rows ask for is a condition, and is read as any other (`knowledge.entries.renames`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge.entries.decision_table import WORDS, DecisionTable
from knowledge.entries.definitions import Define
from knowledge.entries.provenance import Written
from knowledge.entries.table_words import fitting_title, row_title
from knowledge.entries.written_rows import WrittenRow
from knowledge.renamed import PARAMETER, Renames

_PARAMETER = re.compile(rf"{PARAMETER}(\.\w+)+")
_VALUE = re.compile(r"(?:^not |^[<>=!]=?)|[^,\"'<>=]+")


def rows_of_today(item: Written, renames: Renames) -> Mapping[str, Any]:
    """What a table, or a row of one, says with the names of today; the same where it has none of
    before.
    """
    if isinstance(item, WrittenRow):
        return _row(item, renames)
    return _table(item.raw, renames) if isinstance(item.entry, DecisionTable) else item.raw


def _row(item: WrittenRow, renames: Renames) -> Mapping[str, Any]:
    """A row, whose title may be made of its cells."""
    assert item.row is not None
    if item.says_its_title:
        return item.raw
    cells = {
        _head(column, renames): _cell(column, cell, renames)
        for column, cell in item.row.cells.items()
    }
    table = str(item.document.data[item.index]["title"])
    title = row_title(table, item.row.number, cells)
    is_step = isinstance(item.entry, Define) and item.entry.step
    title = fitting_title(title) if is_step else title
    return item.raw if title == item.raw["title"] else {**item.raw, "title": title}


def _table(raw: Mapping[str, Any], renames: Renames) -> Mapping[str, Any]:
    """A table, with its columns and those of its rows that do not stand in another file."""
    columns = [str(column) for column in raw.get("columns") or ()]
    rows = raw["rows"] if isinstance(raw["rows"], list) else []
    found = {
        "columns": [_head(column, renames) for column in columns],
        "rows": [_listed(row, columns, renames) for row in rows],
    }
    changed = {key: said for key, said in found.items() if said and said != raw[key]}
    return {**raw, **changed} if changed else raw


def _listed(row: Any, columns: list[str], renames: Renames) -> Any:
    if isinstance(row, dict):
        return {_head(one, renames): _cell(one, said, renames) for one, said in row.items()}
    return [_cell(one, said, renames) for one, said in zip(columns, row, strict=False)]


def _head(column: str, renames: Renames) -> str:
    return column if column in WORDS else renames.in_condition(column) or column


def _cell(column: str, said: Any, renames: Renames) -> Any:
    """A cell with the names of today; conditions stay, which are read as such."""
    if column in WORDS or not isinstance(said, str):
        return said
    text = _PARAMETER.sub(lambda one: renames.in_condition(one[0]) or one[0], said)

    def value(found: re.Match[str]) -> str:
        name = found[0].strip()
        new = renames.value(column, name)
        return found[0] if new is None else found[0].replace(name, new)

    return _VALUE.sub(value, text)
