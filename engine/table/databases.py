"""The query where the data are: on a DuckDB relation, or on Spark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from engine.sql import Columns, Dialect, build, render
from engine.sql.expressions import name_of
from engine.table.naming import ANSWERS, Mapping, mapping
from engine.table.polars_frames import assess_frame
from knowledge.base import KnowledgeBase

TOGETHER = 100_000  # rows that a Spark executor answers at a time
_WHOLE = ("tinyint", "smallint", "int", "integer", "bigint", "hugeint", "long")


def assess_relation(relation: Any, on: date, base: KnowledgeBase, lists: bool) -> Any:
    """The answer as a DuckDB relation, in the relation's own connection."""
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    found = mapping(relation.columns, base)
    prepared = relation.project(", ".join(_projected(found, types, base, "duckdb")))
    return prepared.query("cases", _query(found, types, on, base, lists, "duckdb"))


def assess_spark(frame: Any, on: date, base: KnowledgeBase, lists: bool) -> Any:
    """The answer as a Spark DataFrame: each executor runs the query on its part of the rows, with Polars.

    One plan of some sixty layers over hundreds of columns is more than Spark's optimizer can take; rows do not depend on
    each other, so that nothing is lost by running the query where they are.
    """
    import pyarrow as pa

    frame = frame.toDF(*map(name_of, frame.columns))  # Spark reads a dot in a name as a field of something
    none = pl.DataFrame(
        schema={name: _POLARS.get(kind, pl.List(pl.String) if _is_list(kind) else pl.String) for name, kind in frame.dtypes}
    )
    schema = _undotted(assess_frame(none, on, base, lists)).schema
    kept = {field.name: field for field in frame.schema.fields}
    types = {name: kept[name].dataType.simpleString() if name in kept else _SPARK[str(kind)] for name, kind in schema.items()}
    answer = ", ".join(f"`{name}` {kind}" for name, kind in types.items())

    def run(batches: Iterable[Any]) -> Iterable[Any]:
        for together in _together(batches):
            found = _undotted(assess_frame(pl.DataFrame(pa.Table.from_batches(together)), on, base, lists))
            yield from found.to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches()

    return frame.mapInArrow(run, answer)


def _together(batches: Iterable[Any]) -> Iterable[list[Any]]:
    """Spark's small batches, some at a time: planning the query takes as long as answering ten thousand rows."""
    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= TOGETHER:
            yield held
            held = []
    if held:
        yield held


def _polars(kind: str) -> Any:
    return pl.List(pl.String) if _is_list(kind) else _POLARS.get(kind, pl.String)


def _undotted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({name: name_of(name) for name in frame.columns})


def _query(
    found: Mapping, types: dict[str, str], on: date, base: KnowledgeBase, lists: bool, dialect: Dialect, table: str = "cases"
) -> str:
    kept = tuple(name for name in found.others if name_of(name) not in ANSWERS)
    texts = frozenset(name for name, column in found.attributes.items() if _as_text(types[column], base.attributes[name].type))
    columns = Columns(frozenset(found.attributes), texts, kept=kept)
    return render(build(base, on, table=table, columns=columns, lists="text" if lists else None), dialect)


def _projected(found: Mapping, types: dict[str, str], base: KnowledgeBase, dialect: Dialect) -> list[str]:
    """The table's columns under the query's names, lists as texts, in types that it takes."""
    mark = "`" if dialect == "spark" else '"'
    made = [f"{mark}{name}{mark}" for name in found.others if name_of(name) not in ANSWERS]
    for name, column in found.attributes.items():
        kind, value = base.attributes[name].type, f"{mark}{column}{mark}"
        if _is_list(types[column]):
            join = "concat_ws(';', {0})" if dialect == "spark" else "array_to_string({0}, ';')"
            count = "size" if dialect == "spark" else "len"
            value = f"CASE WHEN {value} IS NULL THEN NULL WHEN {count}({value}) = 0 THEN '[]' ELSE {join.format(value)} END"
        elif kind in ("enum", "set") or _as_text(types[column], kind):
            value = f"CAST({value} AS {'STRING' if dialect == 'spark' else 'VARCHAR'})"
        else:
            value = f"CAST({value} AS {_TYPES[kind]})"
        made.append(f"{value} AS {mark}{name_of(name)}{mark}")
    return made


_SPARK = {"String": "string", "Boolean": "boolean"}
_POLARS = {"boolean": pl.Boolean, "date": pl.Date, "timestamp": pl.Datetime, "double": pl.Float64, "bigint": pl.Int64, "int": pl.Int32}
_TYPES = {"bool": "BOOLEAN", "date": "DATE", "number": "DOUBLE", "integer": "BIGINT"}


def _is_list(kind: str) -> bool:
    return kind.lower().endswith("[]") or kind.lower().startswith("array")


def _as_text(kind: str, wanted: str) -> bool:
    """Whether a column has to be read as text to be one of an attribute's type."""
    kind = kind.lower()
    number = kind in _WHOLE or kind.startswith(("decimal", "double", "float", "real"))
    fits = {
        "bool": kind == "boolean",
        "date": kind == "date" or kind.startswith("timestamp"),
        "number": number,
        "integer": kind in _WHOLE,
    }
    return wanted in fits and not fits[wanted] and kind not in ("null", "void", '"null"')
