"""From the columns of a table to columns of answers."""

from __future__ import annotations

import polars as pl

from engine.table import naming
from engine.table.columns import Column
from engine.table.entailed import completed_columns
from engine.table.typed_columns import typed
from knowledge.base import KnowledgeBase


def read_columns(
    frame: pl.DataFrame, found: naming.Mapping, base: KnowledgeBase
) -> dict[str, Column]:
    """Attribute → what its column states, or what another one says about it."""
    stated = {
        name: typed(frame[column], base.attributes[name], base)
        for name, column in found.attributes.items()
    }
    return completed_columns(stated, base)
