"""Whether the tables hold what their columns are for: a file of SQLite takes any value in any, and
a text may be no JSON any more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    and_,
    func,
    literal_column,
    not_,
    or_,
    select,
)

from threshold.register.records import Outcome
from threshold.register.schema import answer, knowledge, metadata, snapshot, use_case

_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_ROW = "rowid"  # of every table of SQLite


class Unreadable(NamedTuple):
    """A value that nobody wrote by this program."""

    place: str  # table.column
    row: str  # its key in the table
    value: str  # as it stands there
    expected: str


def unreadable(connection: Connection) -> Iterator[Unreadable]:
    """The first such value of each column of which the type is not kept; there are none in
    PostgreSQL, which refuses them.
    """
    if connection.dialect.name != "sqlite":
        return
    for table in metadata.sorted_tables:
        columns = _there(connection, table)
        if not columns or _first(connection, table, or_(*map(_wrong, columns))) is None:
            continue
        for column in columns:
            if (row := _first(connection, table, _wrong(column))) is not None:
                held = select(func.quote(column)).where(literal_column(_ROW) == row)
                told = str(connection.execute(held).scalar())
                yield Unreadable(_place(column), str(row), told, _taken(column))


def misread(
    connection: Connection, columns: Iterable[Column[Any]] | None = None
) -> Iterator[Unreadable]:
    """The first such value of each column that holds data as JSON, or of these."""
    for column in _DATA if columns is None else columns:
        reads = _DATA[column]
        (key,) = column.table.primary_key.columns
        rows = select(key, column).where(column.is_not(None)).order_by(key)
        for row, text in connection.execute(rows.execution_options(yield_per=500)):
            try:
                fits = reads(text)
            except (ValueError, ValidationError):
                fits = False
            if not fits:
                yield Unreadable(_place(column), str(row), repr(text), "data as it was written")
                break


def dangling(connection: Connection) -> Iterator[Unreadable]:
    """The rows that refer to one that there is not; PostgreSQL has none."""
    if connection.dialect.name != "sqlite":
        return
    for name, row, parent, number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")
        head = next(key[3] for key in keys if key[0] == number)
        column = metadata.tables[name].columns[head]
        held = select(func.quote(column)).where(literal_column(_ROW) == row)
        told = str(connection.execute(held).scalar())
        yield Unreadable(_place(column), str(row), told, f"one that {parent} has")


def _stated(text: str) -> bool:
    said = json.loads(text)
    return (
        isinstance(said, dict)
        and "value" in said
        and not isinstance(said["value"], dict)
        and all(isinstance(part, str) for name, part in said.items() if name != "value")
    )


def _kept(text: str) -> bool:
    kept = json.loads(text)
    return isinstance(kept, dict) and all(
        cell is None or isinstance(cell, str) for cell in kept.values()
    )


def _outcome(text: str) -> bool:
    return bool(Outcome.model_validate_json(text))


def _packs(text: str) -> bool:
    return isinstance(json.loads(text), list)


_DATA: Mapping[Column[Any], Callable[[str], bool]] = {
    use_case.c.kept: _kept,
    answer.c.stated: _stated,
    snapshot.c.outcome: _outcome,
    knowledge.c.packs: _packs,
}


def _first(connection: Connection, table: Table, wrong: ColumnElement[bool]) -> int | None:
    """The row of the first such value."""
    row = literal_column(_ROW, Integer)
    found = select(row).select_from(table).where(wrong).order_by(row).limit(1)
    return connection.execute(found).scalar()


def _there(connection: Connection, table: Table) -> list[Column[Any]]:
    """The columns that are there: one of an earlier program lacks some."""
    found = connection.exec_driver_sql(f"PRAGMA table_info({table.name})")
    names = {row[1] for row in found}
    return [column for column in table.columns if column.name in names]


def _place(column: Column[Any]) -> str:
    return f"{column.table.name}.{column.name}"


def _wrong(column: Column[Any]) -> ColumnElement[bool]:
    wrong = not_(_fits(column))
    return and_(column.is_not(None), wrong) if column.nullable else wrong


def _fits(column: Column[Any]) -> ColumnElement[bool]:
    held = func.typeof(column)
    if isinstance(column.type, Integer):
        return held == "integer"
    if isinstance(column.type, LargeBinary):
        return held == "blob"
    if isinstance(column.type, Date):
        # SQLite takes the 31st of every month for a day, and tells the one that it stands for
        return and_(
            column.op("GLOB")(_DAY), func.coalesce(func.date(column, "+0 days"), "") == column
        )
    return held == "text"


def _taken(column: Column[Any]) -> str:
    if isinstance(column.type, Integer):
        return "a whole number"
    if isinstance(column.type, LargeBinary):
        return "bytes"
    return "a day, as YYYY-MM-DD" if isinstance(column.type, Date) else "a text"
