"""Cells of a Polars frame in the types that the query takes.

What needs reading as text is read by the query's own words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

import polars as pl

from engine.sql import Columns, render
from engine.sql.cells import said, set_columns
from engine.sql.expressions import member_name, name_of
from engine.table.naming import Mapping
from knowledge.base import KnowledgeBase
from knowledge.entries.kinds import Attribute

SETS, NONE = ";", "[]"
# stands for a list's member that is null: no member of any set, so that the cell cannot be used
GAP = "?"
BITS = 30  # of a number that stands for members of a set


def prepared(
    frame: pl.DataFrame, found: Mapping, base: KnowledgeBase
) -> tuple[pl.DataFrame, Columns]:
    """The attributes of the frame under the query's names and in types that it takes."""
    texts: set[str] = set()
    made: list[pl.Series] = []
    for name, column in found.attributes.items():
        attribute, cells = base.attributes[name], frame[column]
        cells = cells.arr.to_list() if isinstance(cells.dtype, pl.Array) else cells
        if attribute.type == "set":
            made += _members(cells, attribute, base)
        elif attribute.type == "enum":
            made += _number(_text(cells), attribute)
        else:
            values, as_text = _typed(cells, attribute)
            made.append(values.alias(name_of(name)))
            texts |= {name} if as_text else set()
    return pl.DataFrame(made), Columns(
        frozenset(found.attributes), frozenset(texts), members=True, numbers=True, kept=()
    )


def _typed(values: pl.Series, attribute: Attribute) -> tuple[pl.Series, bool]:
    """(values in a type that the query takes, whether it is to read them as text)."""
    kind = values.dtype
    if kind == pl.Null:
        return values.cast(
            {"bool": pl.Boolean, "date": pl.Date, "integer": pl.Int64}.get(
                attribute.type, pl.Float64
            )
        ), False
    if attribute.type == "bool" and kind == pl.Boolean:
        return values, False
    if attribute.type == "date" and kind in (pl.Date, pl.Datetime):
        return values.cast(pl.Date), False
    if attribute.type == "number" and kind.is_numeric():
        return values.cast(pl.Float64).fill_nan(None), False
    # these may be beyond what is read
    if attribute.type == "integer" and kind.is_integer() and kind not in (pl.UInt64, pl.Int128):
        return values.cast(pl.Int64, strict=False), False
    if kind.is_float():
        known = values.fill_nan(None)
        whole = known.cast(pl.Int64, strict=False)
        return pl.select(
            pl.when(whole == known).then(whole.cast(pl.String)).otherwise(known.cast(pl.String))
        ).to_series(), True
    return _text(values), True


def _text(values: pl.Series) -> pl.Series:
    if not isinstance(values.dtype, pl.List):
        texts: pl.Series = values.cast(pl.String).str.strip_chars()
        return texts
    listed = values.list.eval(pl.element().cast(pl.String).fill_null(GAP)).list.join(SETS)
    return pl.select(pl.when(listed == "").then(pl.lit(NONE)).otherwise(listed)).to_series()


def _number(values: pl.Series, attribute: Attribute) -> list[pl.Series]:
    """An enumeration as the number of its value, and where it cannot be used."""
    name = name_of(attribute.id)
    numbers = values.cast(pl.Enum(attribute.choices), strict=False).to_physical().alias(name)
    unusable = f"unusable_{name}"
    if numbers.null_count() == values.null_count():
        return [numbers, _nowhere(unusable, len(values))]
    says = (
        values.to_frame(name)
        .select(pl.sql_expr(render(said(attribute, True), "polars")))
        .to_series()
    )
    return [numbers, (says & numbers.is_null()).alias(unusable)]


def _members(values: pl.Series, attribute: Attribute, base: KnowledgeBase) -> list[pl.Series]:
    """A set as one column a member, and where it cannot be used."""
    unusable = f"unusable_{name_of(attribute.id)}"
    if (mask := _exact(values, attribute)) is not None:
        return [*_bits(mask, attribute.choices, attribute), _nowhere(unusable, len(values))]
    cells = _text(values)
    distinct = cells.drop_nulls().unique()
    read = pl.SQLContext(cells=pl.DataFrame({name_of(attribute.id): distinct})).execute(
        base.derived(_set_queries)(attribute.id), eager=True
    )
    places = cells.cast(pl.Enum(distinct)).to_physical()
    found: list[pl.Series] = []
    for start in range(0, len(attribute.choices), BITS):
        part = attribute.choices[start : start + BITS]
        masks = read.select(
            pl.sum_horizontal(_power(member, bit, attribute) for bit, member in enumerate(part))
        ).to_series()
        known = read[member_name(attribute, part[0])].is_not_null()
        found += _bits(
            pl.select(pl.when(known).then(masks)).to_series().gather(places), part, attribute
        )
    wrong = read[unusable]
    return [
        *found,
        wrong.gather(places).fill_null(False) if wrong.any() else _nowhere(unusable, len(values)),
    ]


def _exact(values: pl.Series, attribute: Attribute) -> pl.Series | None:
    """Of lists, a number with a bit for each member.

    None where a cell has anything but members as declared, each once.
    """
    if not isinstance(values.dtype, pl.List) or len(attribute.choices) > BITS:
        return None
    numbers = (
        pl.element().cast(pl.String).cast(pl.Enum(attribute.choices), strict=False).to_physical()
    )
    masks = values.list.eval(pl.lit(2, dtype=pl.Int64).pow(numbers)).list.sum()
    # a sum of as many bits as members: no two were the same
    as_many = masks.bitwise_count_ones() == values.list.len()
    return masks.cast(pl.UInt32) if as_many.all() else None


def _power(member: str, bit: int, attribute: Attribute) -> pl.Expr:
    return pl.col(member_name(attribute, member)).cast(pl.UInt32) * (1 << bit)


def _bits(masks: pl.Series, members: tuple[str, ...], attribute: Attribute) -> list[pl.Series]:
    return [
        ((masks & (1 << bit)) != 0).alias(member_name(attribute, member))
        for bit, member in enumerate(members)
    ]


def _nowhere(name: str, height: int) -> pl.Series:
    return pl.repeat(False, height, eager=True).alias(name)


def _set_queries(base: KnowledgeBase) -> Callable[[str], str]:
    return lru_cache(maxsize=None)(partial(_set_query, base))


def _set_query(base: KnowledgeBase, name: str) -> str:
    return render(set_columns(base.attributes[name], "cells"), "polars")
