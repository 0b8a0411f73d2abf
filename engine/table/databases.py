"""The query where the data are: on a DuckDB relation, or on Spark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

import polars as pl

from engine.sql import Columns, build, render
from engine.sql.expressions import name_of
from engine.table.frames import assess_frame
from engine.table.naming import ANSWERS, Mapping, mapping
from engine.table.typed_columns import GAP
from knowledge.base import KnowledgeBase

BLANKS = " \t\r\n\u00a0"  # around what a cell says; TRIM alone takes spaces only
_FLOATS = ("decimal", "double", "float", "real")
_WHOLE = ("tinyint", "smallint", "int", "integer", "bigint", "long")
TOGETHER = 100_000  # rows that a Spark executor answers at a time


def assess_relation(relation: Any, on: date, base: KnowledgeBase, lists: bool) -> Any:
    """The answer as a DuckDB relation, in the relation's own connection."""
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    found = mapping(relation.columns, base)
    prepared = relation.project(", ".join(_projected(found, types, base)))
    view = f"cases_{uuid4().hex}"  # a table by the name of a view would be read instead of it
    return prepared.query(view, _query(found, types, on, base, lists, view))


def assess_spark(frame: Any, on: date, base: KnowledgeBase, lists: bool) -> Any:
    """The answer as a Spark DataFrame: each executor runs the query on its part of the rows, with
    Polars.

    One plan of some sixty layers over hundreds of columns is more than Spark's optimizer can take;
    rows do not depend on each other, so that nothing is lost by running the query where they are.
    """
    import pyarrow as pa

    # Spark reads a dot in a name as a field of something
    frame = frame.toDF(*map(name_of, frame.columns))
    found = mapping(frame.columns, base)
    stating, kept = list(found.attributes.values()), list(_kept(found, base))
    fields = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
    none = pl.DataFrame(
        schema={name: _polars(kind) for name, kind in frame.dtypes if name in stating}
    )
    types = {
        name: _SPARK[str(kind)]
        for name, kind in _undotted(assess_frame(none, on, base, lists)).schema.items()
    }
    answer = ", ".join(
        f"{_quoted(name, '`')} {kind}"
        for name, kind in ({name: fields[name] for name in kept} | types).items()
    )

    def run(batches: Iterable[Any]) -> Iterable[Any]:
        for together in _together(batches):
            table = pa.Table.from_batches(together)
            answers = _undotted(assess_frame(pl.DataFrame(table.select(stating)), on, base, lists))
            made = answers.to_arrow(compat_level=pl.CompatLevel.oldest())
            yield from pa.table(
                [*table.select(kept).columns, *made.columns], names=[*kept, *made.column_names]
            ).to_batches()

    return frame.mapInArrow(run, answer)


def _together(batches: Iterable[Any]) -> Iterable[list[Any]]:
    """Spark's small batches, some at a time: planning the query takes as long as answering ten
    thousand rows.
    """
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
    found: Mapping, types: dict[str, str], on: date, base: KnowledgeBase, lists: bool, table: str
) -> str:
    kept = _kept(found, base)
    texts = frozenset(
        name
        for name, column in found.attributes.items()
        if _as_text(types[column], base.attributes[name].type)
    )
    columns = Columns(frozenset(found.attributes), texts, kept=kept)
    return render(build(base, on, table=table, columns=columns, lists=lists), "duckdb")


def _projected(found: Mapping, types: dict[str, str], base: KnowledgeBase) -> list[str]:
    """The table's columns under the query's names, lists as texts, in types that it takes."""
    made = [_quoted(name, '"') for name in _kept(found, base)]
    for name, column in found.attributes.items():
        kind, value = base.attributes[name].type, _quoted(column, '"')
        if types[column].lower().startswith(_FLOATS):
            value = _float(value, as_text=_as_text(types[column], kind))
        if _is_list(types[column]):
            gap = f"WHEN list_count({value}) < len({value}) THEN '{GAP}'"
            listed = f"WHEN len({value}) = 0 THEN '[]' {gap} ELSE array_to_string({value}, ';')"
            value = f"CASE WHEN {value} IS NULL THEN NULL {listed} END"
        elif kind in ("enum", "set") or _as_text(types[column], kind):
            value = f"trim(CAST({value} AS VARCHAR), '{BLANKS}')"
        else:
            value = f"CAST({value} AS {_TYPES[kind]})"
        made.append(f'{value} AS "{name_of(name)}"')
    return made


_SPARK = {"String": "string", "Boolean": "boolean"}
_POLARS = {
    "boolean": pl.Boolean,
    "date": pl.Date,
    "timestamp": pl.Datetime,
    "double": pl.Float64,
    "bigint": pl.Int64,
    "int": pl.Int32,
}
_TYPES = {"bool": "BOOLEAN", "date": "DATE", "number": "DOUBLE", "integer": "BIGINT"}


def _kept(found: Mapping, base: KnowledgeBase) -> tuple[str, ...]:
    """The other columns, but for those that an answer has the name of.

    A database does not tell capitals from small letters.
    """
    answered = {name_of(name).lower() for name in (*ANSWERS, *base.visible)}
    return tuple(name for name in found.others if name_of(name).lower() not in answered)


def _quoted(name: str, mark: str) -> str:
    return mark + name.replace(mark, mark * 2) + mark


def _float(value: str, as_text: bool) -> str:
    """A floating number: NaN is none, and a whole one that is read as text is written as an
    integer.
    """
    known = f"CASE WHEN isnan(CAST({value} AS DOUBLE)) THEN NULL ELSE CAST({value} AS DOUBLE) END"
    if not as_text:
        return known
    whole = f"abs({known}) < 1e18 AND floor({known}) = {known}"
    return (
        f"CASE WHEN {whole} THEN CAST(CAST({known} AS BIGINT) AS VARCHAR) ELSE CAST({known} AS"
        " VARCHAR) END"
    )


def _is_list(kind: str) -> bool:
    return kind.lower().endswith("[]") or kind.lower().startswith("array")


def _as_text(kind: str, wanted: str) -> bool:
    """Whether a column has to be read as text to be one of an attribute's type."""
    kind = kind.lower()
    number = kind in _WHOLE or kind.startswith(_FLOATS)
    fits = {
        "bool": kind == "boolean",
        "date": kind == "date" or kind.startswith("timestamp"),
        "number": number,
        "integer": kind in _WHOLE,
    }
    return wanted in fits and not fits[wanted] and kind not in ("null", "void", '"null"')
