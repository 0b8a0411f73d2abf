"""Rows of a table larger than memory that have the id of another."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from engine.table.reading import TableReader
from knowledge.intake.rows import silent_ids, twins_in
from knowledge.tables.row_faults import RowFault
from knowledge.tables.times import cells_of

_ROW, _KEY = "row", "key"
# blanks, and what cannot be seen of an id: ids that differ in nothing else look alike
_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\x{9f}\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}"
    r"\x{2066}-\x{2069}\x{feff}]"
)


def twins_of(frame: pl.LazyFrame, reader: TableReader) -> Iterator[RowFault]:
    """The second row with an id, as `twin_ids` tells it; rows are numbered from 1.

    Only the numbers that stand for ids are held at once, and the ids of rows that look alike.
    """
    plan = reader.plan
    if not plan.ids:
        return
    heads = [plan.heads[place] for place in plan.ids]
    schema = frame.collect_schema()
    silent = [*silent_ids(plan), ""]
    worded = [schema[head] in (pl.String, pl.Categorical, pl.Enum) for head in heads]
    told = [
        pl.col(head).cast(pl.String).str.strip_chars() if texts else pl.col(head)
        for head, texts in zip(heads, worded, strict=True)
    ]
    empty = [
        text.is_null() | text.str.to_lowercase().is_in(silent) if texts else text.is_null()
        for texts, text in zip(worded, told, strict=True)
    ]
    cases = reader.cases(frame.with_row_index(_ROW, offset=1))
    numbered = cases.filter(~pl.any_horizontal(empty))
    alone = [_alone(text) if texts else text for texts, text in zip(worded, told, strict=True)]
    key = pl.struct(text.alias(str(at)) for at, text in enumerate(alone)).hash()
    keys = numbered.select(_ROW, key.alias(_KEY)).collect()
    alike = keys.filter(pl.col(_KEY).is_duplicated())[_ROW]
    if len(alike):
        found = numbered.filter(pl.col(_ROW).is_in(alike.implode())).select(_ROW, *heads).collect()
        yield from twins_in(found[_ROW], [cells_of(found[head]) for head in heads], plan)


def _alone(text: pl.Expr) -> pl.Expr:
    return text.str.normalize("NFC").str.replace_all(_UNSEEN, "")
