"""Whether the tables hold what their columns are for: a file of SQLite takes any value in any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    and_,
    func,
    not_,
    select,
)

from threshold.register.schema import metadata

_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"


def unreadable(connection: Connection) -> Iterator[str]:
    """Each column, as `table.column`, with a value that nobody wrote by this program."""
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL refuses such values
    for table in metadata.sorted_tables:
        for column in table.columns:
            wrong = not_(_fits(column))
            if column.nullable:
                wrong = and_(column.is_not(None), wrong)
            query = select(func.count()).select_from(table).where(wrong)
            if connection.execute(query).scalar():
                yield f"{table.name}.{column.name}"


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
