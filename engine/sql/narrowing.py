"""Steps of a query with the columns alone that later steps use: PostgreSQL takes only so many."""

from __future__ import annotations

from sqlglot import exp

MOST_COLUMNS = 1664  # of one step, for PostgreSQL


def narrowed(query: exp.Select) -> exp.Select:
    """A query whose steps hand on what later ones use, by name, instead of all that they have."""
    query = query.copy()
    needed = _used(query)
    for step in reversed(query.ctes):
        select = step.this
        made = {
            one.alias_or_name: one for one in select.expressions if not isinstance(one, exp.Star)
        }
        carried = sorted(needed - made.keys()) if len(made) < len(select.expressions) else ()
        kept = [one for name, one in made.items() if name in needed]
        select.set("expressions", [*(exp.column(one, quoted=True) for one in carried), *kept])
        needed = _used(select)
    return query


def _used(select: exp.Select) -> set[str]:
    """The names of the columns that a step uses of the one before."""
    return {column.name for one in select.expressions for column in one.find_all(exp.Column)}
