"""The query on Polars frames: in memory, or batch by batch for what is larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from engine.sql import Columns, build, listed_ids, render
from engine.sql.cells import set_columns
from engine.sql.expressions import member_name, name_of
from engine.table.naming import ANSWERS, Mapping, mapping
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute
from knowledge.faults import BadCase, InvalidCase

BATCH = 250_000  # rows at a time of a file
SETS, NONE = ";", "[]"
GAP = "?"  # stands for a list's member that is null: no member of any set, so that the cell cannot be used


def assess_frame(frame: pl.DataFrame, on: date, base: KnowledgeBase, lists: bool) -> pl.DataFrame:
    """The other columns of `frame`, then the verdict and every conclusion, in the order of its rows."""
    found = mapping(frame.columns, base)
    prepared, columns = _prepared(frame, found, base)
    result = pl.SQLContext(cases=prepared).execute(_query(base, on, columns, lists), eager=True)
    answers = _named(_decoded(result, base, columns) if lists else result, base)
    others = frame.select(name for name in found.others if not _taken(name, base))  # as they are, whatever their names and types
    return pl.concat([others, answers], how="horizontal") if others.width else answers


def assess_lazily(frame: pl.LazyFrame, on: date, base: KnowledgeBase, lists: bool) -> pl.LazyFrame:
    """The same for a lazy frame; it is read and answered batch by batch."""
    from polars.io.plugins import register_io_source

    schema = assess_frame(frame.head(0).collect(), on, base, lists).schema

    # `size` is a hint, smaller than what pays for planning the query anew
    def batches(wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None) -> Iterator[pl.DataFrame]:
        source = frame if most is None else frame.head(most)
        for batch in source.collect_batches(chunk_size=BATCH, maintain_order=True):
            answered = assess_frame(batch, on, base, lists)
            answered = answered if predicate is None else answered.filter(predicate)
            yield answered if wanted is None else answered.select(wanted)

    return register_io_source(batches, schema=schema)


def scan(path: Path) -> pl.LazyFrame:
    """A file as a lazy frame; what a CSV file says is read as text. Raises `InvalidCase` for a file of another kind."""
    match path.suffix.lower():
        case ".parquet":
            return pl.scan_parquet(path)
        case ".csv":
            texts = pl.scan_csv(path, infer_schema=False, encoding="utf8")
            return texts.with_columns(pl.all().str.strip_chars())
        case ".jsonl" | ".ndjson":
            return pl.scan_ndjson(path, infer_schema_length=None)
    raise InvalidCase([BadCase(f"{path}: a table of this kind is not read", expected=".csv, .parquet or .jsonl")])


def _prepared(frame: pl.DataFrame, found: Mapping, base: KnowledgeBase) -> tuple[pl.DataFrame, Columns]:
    """The attributes of the frame under the query's names and in types that it takes."""
    texts: set[str] = set()
    made: list[pl.Series] = []
    for name, column in found.attributes.items():
        attribute = base.attributes[name]
        values, as_text = _typed(frame[column], attribute)
        if attribute.type == "set":
            made += _members(values, attribute, base)
        else:
            made.append(values.alias(name_of(name)))
            texts |= {name} if as_text else set()
    return pl.DataFrame(made), Columns(frozenset(found.attributes), frozenset(texts), members=True, kept=())


def _taken(column: str, base: KnowledgeBase) -> bool:
    return column in base.propositions or column in ANSWERS


def _typed(values: pl.Series, attribute: Attribute) -> tuple[pl.Series, bool]:
    """(values in a type that the query takes, whether it is to read them as text)."""
    values = values.arr.to_list() if isinstance(values.dtype, pl.Array) else values
    kind = values.dtype
    if isinstance(kind, pl.List):
        listed = values.list.eval(pl.element().cast(pl.String).fill_null(GAP)).list.join(SETS)
        return pl.select(pl.when(listed == "").then(pl.lit(NONE)).otherwise(listed)).to_series(), True
    if attribute.type in ("enum", "set"):
        return values.cast(pl.String), True
    if kind == pl.Null:
        return values.cast({"bool": pl.Boolean, "date": pl.Date, "integer": pl.Int64}.get(attribute.type, pl.Float64)), False
    if attribute.type == "bool" and kind == pl.Boolean:
        return values, False
    if attribute.type == "date" and kind in (pl.Date, pl.Datetime):
        return values.cast(pl.Date), False
    if attribute.type == "number" and kind.is_numeric():
        return values.cast(pl.Float64).fill_nan(None), False
    if attribute.type == "integer" and kind.is_integer() and kind not in (pl.UInt64, pl.Int128):  # these may be beyond what is read
        return values.cast(pl.Int64, strict=False), False
    if kind.is_float():
        known = values.fill_nan(None)
        whole = known.cast(pl.Int64, strict=False)
        return pl.select(pl.when(whole == known).then(whole.cast(pl.String)).otherwise(known.cast(pl.String))).to_series(), True
    return values.cast(pl.String), True


def _members(values: pl.Series, attribute: Attribute, base: KnowledgeBase) -> list[pl.Series]:
    """A set as one column a member, and where it cannot be used. Each distinct text is read once."""
    texts = values.drop_nulls().unique()
    read = pl.SQLContext(cells=pl.DataFrame({name_of(attribute.id): texts})).execute(_set_query(base, attribute.id), eager=True)
    places = values.cast(pl.Enum(texts)).to_physical()
    wanted = [member_name(attribute, member) for member in attribute.choices]
    unusable = f"unusable_{name_of(attribute.id)}"
    gathered = [read[name].gather(places) for name in wanted]
    return [*gathered, read[unusable].gather(places).fill_null(False)]


@lru_cache(maxsize=256)
def _set_query(base: KnowledgeBase, name: str) -> str:
    return render(set_columns(base.attributes[name], "cells"), "polars")


@lru_cache(maxsize=64)
def _query(base: KnowledgeBase, on: date, columns: Columns, lists: bool) -> str:
    return render(build(base, on, table="cases", columns=columns, lists="mask" if lists else None), "polars")


@lru_cache(maxsize=64)
def _ids(base: KnowledgeBase, columns: Columns) -> dict[str, list[list[str]]]:
    return listed_ids(base, columns)


def _decoded(result: pl.DataFrame, base: KnowledgeBase, columns: Columns) -> pl.DataFrame:
    """Bit masks as the ids they stand for; each distinct mask is spelt out once."""
    lists = _ids(base, columns)
    first = result.columns.index(next(f"{name}_0" for name in lists))
    spelt = [
        pl.select(
            pl.concat_str([_spelt(result[f"{name}_{number}"], ids) for number, ids in enumerate(parts)]).str.strip_prefix(SETS).alias(name)
        ).to_series()
        for name, parts in lists.items()
    ]
    masks = [f"{name}_{number}" for name, parts in lists.items() for number in range(len(parts))]
    kept = result.drop(masks)
    return pl.concat([kept[:, :first], pl.DataFrame(spelt), kept[:, first:]], how="horizontal")


def _spelt(masks: pl.Series, ids: list[str]) -> pl.Series:
    """Each mask's ids, with a semicolon before each."""
    distinct = masks.unique()
    texts = ["".join(SETS + id for bit, id in enumerate(ids) if mask >> bit & 1) for mask in distinct]
    spelt: pl.Series = masks.replace_strict(distinct, pl.Series(texts, dtype=pl.String), return_dtype=pl.String).cast(pl.String)
    return spelt


def _named(result: pl.DataFrame, base: KnowledgeBase) -> pl.DataFrame:
    """Conclusions under the names that the rest of the library gives them."""
    return result.rename({name_of(name): name for name in base.visible if name_of(name) in result.columns})


def as_frame(table: Any) -> pl.DataFrame:
    """A pandas or Arrow table as a Polars frame."""
    if isinstance(table, pl.DataFrame):
        return table
    if type(table).__module__.startswith("pyarrow"):
        made = pl.from_arrow(table)
        assert isinstance(made, pl.DataFrame)
        return made
    return pl.DataFrame([_series(table[name]).alias(str(name)) for name in table.columns])


def _series(column: Any) -> pl.Series:
    """A pandas column; one that mixes types, as a sheet's do, as texts."""
    try:
        return pl.Series(pl.from_pandas(column))
    except (TypeError, ValueError):
        return pl.Series([None if cell is None or cell != cell else str(cell) for cell in column], dtype=pl.String)
