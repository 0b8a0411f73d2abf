"""Columns of a table as answers, in the attribute's type.

What has the attribute's type is taken as it is. Of texts, each distinct one is read once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from sqlglot import exp

from engine.sql import render
from engine.sql.cells import read, said, set_columns
from engine.sql.expressions import member_name, name_of
from engine.table.columns import Column, bits_of, numbers, packed, validity
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import EARLIEST, LATEST
from knowledge.entries import Attribute
from knowledge.limits import LARGEST_INTEGER, LARGEST_STATED

MOST_MEMBERS = 64  # of a set: each is a bit of a number
SETS, NONE = ";", "[]"
# stands for a list's member that is null: no member of any set, so that the cell cannot be used
GAP = "?"
_TYPES = {
    "bool": pl.Boolean,
    "number": pl.Float64,
    "integer": pl.Int64,
    "date": pl.Date,
}


def typed(cells: pl.Series, attribute: Attribute, base: KnowledgeBase) -> Column:
    """What the cells of a column state of an attribute."""
    cells = cells.arr.to_list() if isinstance(cells.dtype, pl.Array) else cells
    kind = cells.dtype
    match attribute.type:
        case "set" if isinstance(kind, pl.List):
            exact = _exact_members(cells, attribute)
            return exact if exact is not None else _texts(cells, attribute, base)
        case "enum" if kind in (pl.String, pl.Categorical, pl.Enum):
            exact = _exact_choices(cells, attribute)
            return exact if exact is not None else _texts(cells, attribute, base)
        case "bool" if kind == pl.Boolean:
            return Column(len(cells), *bits_of(cells))
        case "date" if kind in (pl.Date, pl.Datetime):
            return _between(cells.cast(pl.Date), EARLIEST, LATEST)
        case "number" if kind.is_numeric():
            least = -LARGEST_STATED if attribute.minimum is None else float(attribute.minimum)
            return _between(cells.cast(pl.Float64).fill_nan(None), least, LARGEST_STATED)
        case "integer" if kind.is_integer() and kind not in (pl.UInt64, pl.Int128):
            least = -LARGEST_INTEGER if attribute.minimum is None else ceil(attribute.minimum)
            return _between(cells.cast(pl.Int64), least, LARGEST_INTEGER)
    return _texts(cells, attribute, base)


def _between(values: pl.Series, least: Any, most: Any) -> Column:
    """Values between two bounds; others cannot be used."""
    array = numbers(values.to_physical())
    known = validity(values)
    low, high = pl.Series([least, most], dtype=values.dtype).to_physical()
    if values.null_count() == len(values) or (low <= array.min() and array.max() <= high):
        return Column(len(values), array, known)
    inside = packed((low <= array) & (array <= high))
    outside = ~inside if known is None else known & ~inside
    return Column(
        len(values),
        array,
        inside if known is None else known & inside,
        outside if outside.any() else None,
    )


def _exact_choices(cells: pl.Series, attribute: Attribute) -> Column | None:
    """Of an enumeration, the place of each value; None where a cell has anything else."""
    values = cells.cast(pl.Enum(attribute.choices), strict=False)
    if values.null_count() != cells.null_count():
        return None
    places = numbers(values.to_physical())
    return Column(len(cells), places, validity(values), categories=attribute.choices)


def _exact_members(cells: pl.Series, attribute: Attribute) -> Column | None:
    """Of lists, a bit for each member.

    None where a cell has anything but members as declared, each once.
    """
    listed = cells.rechunk().to_arrow()
    offsets = listed.offsets.to_numpy()
    members = pl.Series(listed.values)
    places = members.cast(pl.String).cast(pl.Enum(attribute.choices), strict=False).to_physical()
    if places.null_count() or len(attribute.choices) > MOST_MEMBERS:
        return None
    kind = np.uint32 if len(attribute.choices) <= 32 else np.uint64
    bits = np.left_shift(kind(1), numbers(places).astype(kind))
    lengths = np.diff(offsets)
    starts = offsets[:-1]
    whole = np.bitwise_or.reduceat(np.append(bits, kind(0)), starts)
    whole = np.where(lengths > 0, whole, kind(0))
    # as many bits as members: no two were the same
    if not np.array_equal(np.bitwise_count(whole), lengths):
        return None
    return Column(len(cells), whole, validity(cells), categories=attribute.choices)


def _texts(cells: pl.Series, attribute: Attribute, base: KnowledgeBase) -> Column:
    """Texts, each distinct one read once."""
    distinct, places = _distinct(cells)
    kept = pl.Series(distinct, dtype=pl.String)
    if attribute.type == "text":
        silent = kept.str.to_lowercase().is_in(["", "unknown"])
        known = np.append(~silent.to_numpy(), False)
        return Column(
            len(cells), places, packed(known[places]), categories=(*map(str, distinct), "")
        )
    table = pl.SQLContext(cells=pl.DataFrame({name_of(attribute.id): kept})).execute(
        base.derived(_queries)(attribute.id), eager=True
    )
    wrong = np.append(table["unusable"].fill_null(False).to_numpy(), False)[places]
    values, known_each = _read(table, attribute)
    known = packed(np.append(known_each, False)[places])
    unusable = packed(wrong) if wrong.any() else None
    each = np.append(values, values.dtype.type(0))[places]
    if attribute.type == "bool":
        return Column(len(cells), packed(each), known, unusable)
    choices = attribute.choices if attribute.type in ("enum", "set") else ()
    return Column(len(cells), each, known, unusable, choices)


def _read(
    table: pl.DataFrame, attribute: Attribute
) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """(the values of distinct texts, where they have one)."""
    if attribute.type == "set":
        whole = np.zeros(table.height, dtype=np.uint64)
        for bit, member in enumerate(attribute.choices):
            has = table[member_name(attribute, member)]
            whole |= has.fill_null(False).to_numpy().astype(np.uint64) << np.uint64(bit)
        return whole, has.is_not_null().to_numpy()
    values = table["value"]
    known = values.is_not_null().to_numpy()
    if attribute.type == "enum":
        return values.fill_null(0).cast(pl.UInt32).to_numpy(), known
    if attribute.type == "bool":
        return values.cast(pl.Boolean).fill_null(False).to_numpy(), known
    read = values.cast(_TYPES[attribute.type]()).to_physical()
    return read.fill_null(0).to_numpy(), known


def _distinct(cells: pl.Series) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The distinct texts of cells, trimmed, and which of them each cell has.

    A cell without any has the place after the last.
    """
    if isinstance(cells.dtype, (pl.Enum, pl.Categorical)):
        encoded = cells.rechunk().to_arrow()
        names = encoded.dictionary.to_pylist()
        places = encoded.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
        return [name.strip() for name in names], places.astype(np.int64)
    encoded = _text(cells).to_arrow().cast(pa.large_string()).dictionary_encode()
    names = encoded.dictionary
    places = encoded.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
    return names.to_pylist(), places.astype(np.int64)


def _text(cells: pl.Series) -> pl.Series:
    """The cells as texts; a list with semicolons between its members, a whole number as one."""
    if isinstance(cells.dtype, pl.List):
        listed = cells.list.eval(pl.element().cast(pl.String).fill_null(GAP)).list.join(SETS)
        return pl.select(pl.when(listed == "").then(pl.lit(NONE)).otherwise(listed)).to_series()
    if cells.dtype.is_float():
        known = cells.fill_nan(None)
        whole = known.cast(pl.Int64, strict=False)
        as_text = pl.when(whole == known).then(whole.cast(pl.String))
        return pl.select(as_text.otherwise(known.cast(pl.String))).to_series()
    texts: pl.Series = cells.cast(pl.String).str.strip_chars()
    return texts


def _queries(base: KnowledgeBase) -> Callable[[str], str]:
    return lru_cache(maxsize=None)(partial(_query, base))


def _query(base: KnowledgeBase, name: str) -> str:
    """The query that reads the texts of one attribute."""
    attribute = base.attributes[name]
    if attribute.type == "set":
        written = render(set_columns(attribute, "cells"), "polars")
        return written.replace(f'"unusable_{name_of(name)}"', '"unusable"')
    value, says = (exp.column(column, quoted=True) for column in ("value", "said"))
    inner = exp.select(
        exp.alias_(read(attribute, True), "value", quoted=True),
        exp.alias_(said(attribute, True), "said", quoted=True),
    ).from_("cells")
    wrong = exp.and_(says, exp.Is(this=value.copy(), expression=exp.null()))
    outer = exp.select(value, exp.alias_(wrong, "unusable", quoted=True))
    return render(outer.from_(inner.subquery("cells_read")), "polars")
