"""Tables of databases: a DuckDB relation by way of Arrow, a Spark DataFrame where its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import polars as pl

from engine.sql.expressions import name_of
from engine.table.frames import assess_frame
from engine.table.reading import TableReader
from engine.table.shape import shape_of
from knowledge.base import KnowledgeBase
from knowledge.intake.cells import plain
from knowledge.intake.mapping import Intake
from knowledge.tables.values import shown

TOGETHER = 100_000  # rows that a Spark executor answers at a time


def assess_relation(
    relation: Any,
    on: date,
    base: KnowledgeBase,
    lists: bool,
    intake: Intake | None = None,
    keep: Sequence[str] | None = None,
) -> Any:
    """The answer as a DuckDB relation, in the relation's own connection."""
    reader = TableReader(relation.columns, base, intake)
    shape = shape_of(reader, lists, keep, in_database=True)
    kept = {shape.heads[place] for place, _ in shape.own}
    stating = {reader.plan.heads[place] for place in _stating(reader)}
    stating.update(reader.plan.heads[skip.column] for skip in reader.plan.skipped)
    read = [name for name in relation.columns if name in kept or name in stating]
    frame = relation.project(", ".join(_quoted(name, '"') for name in read)).pl()
    frame = frame if isinstance(frame, pl.DataFrame) else pl.DataFrame(frame)
    frame = reader.cases(frame.lazy()).collect() if reader.plan.skipped else frame
    reader.look_at(frame)
    answers = _undotted(assess_frame(frame, on, base, shape, reader))
    threshold_answer_table = answers.to_arrow()  # noqa: F841  DuckDB finds it by its name
    # a view by the name of a table would be hidden by it
    return relation.query(f"cases_{uuid4().hex}", "select * from threshold_answer_table")


def assess_spark(
    frame: Any,
    on: date,
    base: KnowledgeBase,
    lists: bool,
    intake: Intake | None = None,
    keep: Sequence[str] | None = None,
) -> Any:
    """The answer as a Spark DataFrame: each executor answers its part of the rows with Polars.

    Raises `InvalidCase` where `keep` asks for the rank, which no part of a table has.
    """
    import pyarrow as pa

    heads = list(frame.columns)
    # Spark reads a dot in a name as a field of something
    frame = frame.toDF(*map(name_of, frame.columns))
    reader = TableReader(heads, base, intake)
    shape = shape_of(reader, lists, keep, in_database=True, ranked=False)
    frame = _cases(reader, frame)
    _look_at(reader, frame)
    kept = {name_of(name): frame.columns[place] for place, name in shape.own}
    fields = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
    stating = [place for place in _stating(reader) if place < len(heads)]
    none = pl.DataFrame(
        [pl.Series(heads[place], dtype=_polars(frame.dtypes[place][1])) for place in stating]
    )
    parts = TableReader([heads[place] for place in stating], base, intake)
    parts.take_evidence(reader)
    alone, names = shape.alone(), [name_of(name) for name in shape.names]
    types = {name: fields[head] for name, head in kept.items()}
    if alone.made:
        made = _undotted(assess_frame(none, on, base, alone, parts))
        types |= {name: _SPARK[str(kind)] for name, kind in made.schema.items()}
    answer = ", ".join(f"{_quoted(name, '`')} {types[name]}" for name in names)

    def run(batches: Iterable[Any]) -> Iterable[Any]:
        for together in _together(batches):
            table = pa.Table.from_batches(together)
            found = {name: table[head] for name, head in kept.items()}
            if alone.made:
                cells = pl.DataFrame(table.select(stating)).rename(
                    {table.column_names[place]: heads[place] for place in stating}
                )
                made = _undotted(assess_frame(cells, on, base, alone, parts)).to_arrow(
                    compat_level=pl.CompatLevel.oldest()
                )
                found |= dict(zip(made.column_names, made.columns, strict=True))
            yield from pa.table([found[name] for name in names], names=names).to_batches()

    return frame.mapInArrow(run, answer)


def _cases(reader: TableReader, frame: Any) -> Any:
    """A frame without the rows that are no cases, by the intake."""
    if not reader.plan.skipped:
        return frame
    from pyspark.sql import functions

    for skip in reader.plan.skipped:
        name = frame.columns[skip.column]
        cells = (row[0] for row in frame.select(name).distinct().collect())
        out = [cell for cell in cells if plain(shown(cell)) in skip.cells]
        skipped = functions.coalesce(functions.col(f"`{name}`").isin(out), functions.lit(False))
        frame = frame.filter(~skipped)
    return frame


def _stating(reader: TableReader) -> list[int]:
    """The columns that are read at all."""
    return sorted({place for column in reader.readers for place in column.inputs})


def _look_at(reader: TableReader, frame: Any) -> None:
    """Take the distinct texts of columns of numbers for evidence of how they are written."""
    kinds = dict(frame.dtypes)
    for place, source in reader.numbers():
        name = frame.columns[place]
        if kinds[name] == "string":
            source.reader.look_at(row[0] for row in frame.select(name).distinct().collect())


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
    return pl.List(pl.String) if kind.startswith("array") else _POLARS.get(kind, pl.String)


def _undotted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({name: name_of(name) for name in frame.columns})


_SPARK = {"String": "string", "Boolean": "boolean"}
_POLARS = {
    "boolean": pl.Boolean,
    "date": pl.Date,
    "timestamp": pl.Datetime,
    "double": pl.Float64,
    "bigint": pl.Int64,
    "int": pl.Int32,
}


def _quoted(name: str, mark: str) -> str:
    return mark + name.replace(mark, mark * 2) + mark
