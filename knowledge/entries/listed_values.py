"""Values that the rows of a table bring to an attribute, each with its words and its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.entries.decision_table import DOING, MEANING, ROW, UNDOING
from knowledge.entries.provenance import Written
from knowledge.entries.table_rows import Rows
from knowledge.entries.written_rows import Row, row_place
from knowledge.entries.yaml_source import Document
from knowledge.faults import Place

COLUMN_OF = {"values": MEANING, DOING: DOING, UNDOING: UNDOING}  # key of an attribute → column


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a table that are values, and where the table stands."""

    document: Document
    index: int
    rows: Mapping[str, Row]

    def place(self, value: str, column: str) -> Place:
        """The place of a cell in the row of a value."""
        return row_place(self.document, self.index, self.rows[value], column)


@dataclass(frozen=True, slots=True)
class Listed(Written):
    """An attribute whose values are rows of a table: their places are those of the rows."""

    listing: Listing | None = None
    own: Mapping[str, Any] = field(default_factory=dict)  # what it says itself

    def name_place(self, value: str) -> Place | None:
        """The place of the name of a row that is a value; None where it is none."""
        if self.listing is None or value not in self.listing.rows:
            return None
        return self.listing.place(value, ROW)

    def is_row(self, value: str = "") -> bool:
        """Whether a value of it is one."""
        return self.name_place(value) is not None

    def own_place(self, *keys: str | int) -> Place:
        """The place of a key of it; of a value that is a row, the cell."""
        return self._in_row(keys) or Written.own_place(self, *keys)

    def own_key_place(self, *keys: str | int) -> Place:
        """The same: a row has cells, and no keys."""
        return self._in_row(keys) or Written.own_key_place(self, *keys)

    def own_locator(self, *keys: str | int) -> Callable[[int], Place]:
        """From an offset in a text of it to its place."""
        place = self._in_row(keys)
        return Written.own_locator(self, *keys) if place is None else lambda offset: place

    def _in_row(self, keys: tuple[str | int, ...]) -> Place | None:
        column = COLUMN_OF.get(str(keys[0])) if len(keys) > 1 else None
        value = str(keys[1]) if column else ""
        if column is None or self.listing is None or value not in self.listing.rows:
            return None
        said = self.own.get(str(keys[0]))
        if isinstance(said, dict) and value in said:
            return None
        return self.listing.place(value, column)


def listings(rows: Rows, documents: Mapping[str, Document]) -> dict[str, Listing]:
    """The tables of a pack by their ids, and by former ones; `documents`: name of a file → what it
    says.
    """
    listed: dict[str, Listing] = {}
    for (file, index, id), found in rows.items():
        listing = Listing(documents[file], index, {row.id: row for row in found})
        formerly = documents[file].data[index].get("formerly")
        former = formerly if isinstance(formerly, list) else ()
        listed |= {str(old): listed.get(str(old), listing) for old in former} | {id: listing}
    return listed


def listing_of(raw: Any, known: Mapping[str, Listing]) -> Listing | None:
    """The table of which an entry says that its values are the rows; None where it says none."""
    table = raw.get("values_in") if isinstance(raw, dict) else None
    return known.get(table) if isinstance(table, str) else None


def with_values(raw: Mapping[str, Any], listing: Listing) -> dict[str, Any]:
    """An attribute as it is written, with the values and words that rows bring to it."""
    whole = dict(raw)
    for key, column in COLUMN_OF.items():
        own, found = raw.get(key, {}), _said(listing, column)
        if isinstance(own, dict) and (own or found):
            whole[key] = {**own, **found}
    return whole


def _said(listing: Listing, column: str) -> dict[str, str]:
    """Value → what its row says in a column; each value has a meaning."""
    rows = listing.rows.items()
    if column == MEANING:
        return {id: row.cells.get(MEANING, row.cells.get("title", id)) for id, row in rows}
    return {id: row.cells[column] for id, row in rows if column in row.cells}
