"""The rules as one SQL query, in six dialects."""

from knowledge.extras import needed_by

with needed_by("engine.sql"):
    from engine.sql.dialects import DIALECTS, Dialect, render, to_sql
    from engine.sql.listings import LISTS
    from engine.sql.query import build, listed_ids, steps
    from engine.sql.stated import Columns

__all__ = [
    "DIALECTS",
    "LISTS",
    "Columns",
    "Dialect",
    "build",
    "listed_ids",
    "render",
    "steps",
    "to_sql",
]
