"""Tables of databases: a DuckDB relation by way of Arrow, a Spark DataFrame where its rows are."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import polars as pl

from engine.sql.expressions import name_of
from engine.table.frames import assess_frame
from engine.table.handed import arrow_answer
from engine.table.reading import TableReader
from engine.table.task import Request, Task, warn_of_heads
from knowledge.intake.cells import plain
from knowledge.tables.groups import arrow_leaves
from knowledge.tables.relations import leaving
from knowledge.tables.values import shown

TOGETHER = 100_000  # rows that a Spark executor answers at a time


def assess_relation(relation: Any, request: Request) -> Any:
    """The answer as a DuckDB relation, in the relation's own connection."""
    relation, texts = leaving(relation)
    for name, kind in texts:
        told = f"{name}: of a type that does not leave the database, {kind}"
        warnings.warn(f"{told}; it is handed on as text", stacklevel=4)
    empty = relation.limit(0).to_arrow_table()
    leaves = arrow_leaves(empty.column_names, empty.columns, request.known)
    task = warn_of_heads(request.task([head for _, head, _ in leaves], in_database=True))
    needed = {place for place, _ in task.shape.own} | {*task.reader.stating}
    needed |= {skip.column for skip in task.reader.plan.skipped}
    read = sorted({leaves[place][0] for place in needed})
    # by their places: DuckDB does not tell capitals from small letters
    table = relation.project(", ".join(f"#{place + 1}" for place in read)).to_arrow_table()
    names = [empty.column_names[place] for place in read]
    found = {
        (read[place], head): cells
        for place, head, cells in arrow_leaves(names, table.columns, request.known)
    }
    answer = arrow_answer([found.get((place, head)) for place, head, _ in leaves], task)
    names = [name_of(name) for name in answer.column_names]
    threshold_answer_table = answer.rename_columns(names)  # noqa: F841  DuckDB finds it by its name
    # a view by the name of a table would be hidden by it
    return relation.query(f"cases_{uuid4().hex}", "select * from threshold_answer_table")


def assess_spark(frame: Any, request: Request) -> Any:
    """The answer as a Spark DataFrame: each executor answers its part of the rows with Polars.

    Raises `InvalidCase` where `keep` asks for the rank, which no part of a table has.
    """
    import pyarrow as pa

    heads = list(frame.columns)
    # Spark reads a dot in a name as a field of something
    frame = frame.toDF(*map(name_of, frame.columns))
    whole = warn_of_heads(request.task(heads, in_database=True, ranked=False))
    reader, shape = whole.reader, whole.shape
    frame = _cases(reader, frame)
    _look_at(reader, frame)
    kept = {name_of(name): frame.columns[place] for place, name in shape.own}
    fields = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
    stating = [place for place in reader.stating if place < len(heads)]
    none = pl.DataFrame(
        [pl.Series(heads[place], dtype=_polars(frame.dtypes[place][1])) for place in stating]
    )
    parts = TableReader([heads[place] for place in stating], request.base, request.intake)
    parts.take_evidence(reader)
    task = Task(parts, shape.alone(), request.on, one_day=request.one_day)
    names = [name_of(name) for name in shape.names]
    types = {name: fields[head] for name, head in kept.items()}
    if shape.made:
        made = _undotted(assess_frame(none, task))
        types |= {name: _SPARK[str(kind)] for name, kind in made.schema.items()}
    answer = ", ".join(f"{_quoted(name, '`')} {types[name]}" for name in names)

    def run(batches: Iterable[Any]) -> Iterable[Any]:
        for together in _together(batches):
            table = pa.Table.from_batches(together)
            found = {name: table[head] for name, head in kept.items()}
            if shape.made:
                cells = pl.DataFrame(table.select(stating)).rename(
                    {table.column_names[place]: heads[place] for place in stating}
                )
                made = _undotted(assess_frame(cells, task)).to_arrow(
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


def _look_at(reader: TableReader, frame: Any) -> None:
    """Take the distinct cells of columns of numbers for evidence of how they are written."""
    kinds = dict(frame.dtypes)
    for place, source in reader.numbers():
        name = frame.columns[place]
        if kinds[name] == "string" or source.reader.mapping.percent:
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
