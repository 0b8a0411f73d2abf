"""assess_table(table): many cases at once, by the rules over whole columns.

The same kind of table comes back.
"""

from knowledge.extras import needed_by

with needed_by("assess_table"):
    from engine.table.assess import assess_table, drill

__all__ = ["assess_table", "drill"]
