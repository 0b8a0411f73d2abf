"""The command `threshold sql`: the rules as a query, for a warehouse."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from engine.assessment import Knowledge
from engine.sql import Columns, to_sql
from engine.sql.dialects import Dialect
from engine.sql.expressions import name_of
from knowledge.base import KnowledgeBase
from knowledge.faults import InvalidCase, UnknownName, nearest


def query(
    base: KnowledgeBase, dialect: str, table: str, columns: str | None, keep: str, on: date | None
) -> str:
    """The query in a dialect. Raises `InvalidCase` for a column that is no attribute."""
    spelt = {spelling: name for name in base.attributes for spelling in (name, name_of(name))}
    wanted = (
        [part.strip() for part in columns.split(",")]
        if columns
        else [name for name in base.attributes if name != "today"]
    )
    faults: list[Any] = [
        UnknownName(
            f"there is no attribute {name!r}",
            expected="one that `threshold rules --attributes` lists",
            nearest=nearest(name, spelt),
        )
        for name in wanted
        if name not in spelt
    ]
    if faults:
        raise InvalidCase(faults)
    kept = tuple(part.strip() for part in keep.split(",") if part.strip())
    found = Columns(frozenset(spelt[name] for name in wanted), kept=kept)
    day = on or date.today()
    made = to_sql(base, day, cast("Dialect", dialect), table=table, columns=found)
    return (
        f"-- {Knowledge.of(base)}, as of {day} where a row states no day; no legal advice\n{made}"
    )
