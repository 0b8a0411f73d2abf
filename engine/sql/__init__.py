"""The rules as one SQL query, in six dialects."""

from knowledge.extras import needed_by

with needed_by("engine.sql"):
    from engine.sql.dialects import DIALECTS, Dialect, render, to_sql
    from engine.sql.listings import LISTS
    from engine.sql.query import build
    from engine.sql.stated import Columns

__all__ = [
    "DIALECTS",
    "LISTS",
    "Columns",
    "Dialect",
    "build",
    "render",
    "to_sql",
]
