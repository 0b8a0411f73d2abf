"""assess_table: a table in, a table of the same kind out; drill: one row of it in full."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl

from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from engine.table.frames import as_frame, assess_frame, assess_lazily, scan
from engine.table.naming import mapping
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.given import Day, given_base, given_day
from knowledge.cases.use_case import model_of, nested
from knowledge.faults import BadCase, InvalidCase

T = TypeVar("T")


def assess_table(
    table: T, on: Day | None = None, *, base: KnowledgeBase | None = None, lists: bool = True
) -> T:
    """Every row of `table` assessed, as a table of the same kind.

    `table` is a Polars frame (also lazy), a pandas or Arrow table, a DuckDB relation, a Spark
    DataFrame, or the path of a CSV, Parquet or JSON Lines file, for which a lazy Polars frame comes
    back that is worked out batch by batch (`.sink_parquet(…)` for what is larger than memory).
    Columns are named like attributes, dotted or with two underscores for a dot; all others are
    handed through. `on` is the day asked where a row states no `today`, by default the current day.
    Sets are lists, or texts with semicolons.

    The answer has `verdict`, `tier`, a column for each conclusion (true, false, null for unknown)
    and, with `lists`, the ids of candidates, grounds that stand, exceptions that hold, missing and
    unconfirmed controls, open attributes, and attributes whose cell could not be used (`unusable`).
    In databases (DuckDB, Spark) two underscores stand for a dot in the names of columns.

    Raises `InvalidCase` where no column is an attribute, and `MissingExtra` where a library is not
    installed.
    """
    base = given_base(base)
    day = given_day(on) or date.today()
    kind = type(table).__module__.partition(".")[0]
    answer: Any
    if isinstance(table, pl.DataFrame):
        answer = assess_frame(table, day, base, lists)
    elif isinstance(table, pl.LazyFrame):
        answer = assess_lazily(table, day, base, lists)
    elif isinstance(table, (str, Path)):
        answer = assess_lazily(scan(Path(table)), day, base, lists)
    elif kind == "pandas":
        answer = _assess_pandas(table, day, base, lists)
    elif kind == "pyarrow":
        answer = assess_frame(as_frame(table), day, base, lists).to_arrow()
    elif kind in ("duckdb", "_duckdb"):
        from engine.table.databases import assess_relation

        answer = assess_relation(table, day, base, lists)
    elif kind == "pyspark":
        from engine.table.databases import assess_spark

        answer = assess_spark(table, day, base, lists)
    else:
        raise _not_read(
            table,
            "a Polars, pandas or Arrow table, a DuckDB relation, a Spark DataFrame, or a path",
        )
    return cast("T", answer)


def _assess_pandas(table: Any, day: date, base: KnowledgeBase, lists: bool) -> Any:
    """Only columns that state something go through Polars; all others stay as they are."""
    import pandas as pd

    names = {str(name): name for name in table.columns}
    found = mapping(names, base)
    answers = assess_frame(
        as_frame(table[[names[name] for name in found.attributes.values()]]), day, base, lists
    ).to_pandas()
    others = table[[names[name] for name in found.others if name not in answers.columns]]
    return pd.concat([others, answers.set_index(table.index)], axis="columns")


def _not_read(table: Any, expected: str) -> TypeError:
    return TypeError(f"a table of type {type(table).__name__} is not read; expected: {expected}")


def drill(
    table: Any,
    row: int,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    chainer: ChainerName | None = None,
) -> Assessment:
    """The full assessment of one row of a table, counted from 0, by the chainer: with its graph,
    for `why` and all that.

    A cell that cannot be used is left out, and `on` is the day asked where the row states no
    `today`, as in `assess_table`. Raises `InvalidCase` where there is no such row.
    """
    base, on = given_base(base), given_day(on)
    frame = (
        scan(Path(table)).slice(row, 1).collect()
        if isinstance(table, (str, Path))
        else _slice(table, row)
    )
    if frame.height == 0 or row < 0:
        raise InvalidCase(
            [BadCase(f"the table has no row {row}", expected="a row, counted from 0")]
        )
    found = mapping(frame.columns, base)
    cells = frame.row(0, named=True)
    model = model_of(base)
    stated: dict[str, Any] = {"name": str(cells.get("name") or f"row {row}")}
    for name, column in found.attributes.items():
        value = _value(base, name, cells[column])
        if value is not None and _fits(model, {**nested({name: value}), "name": "row"}):
            stated[name] = value
    case: Any = model.model_validate(nested(stated))
    return assess(case, case.stated().get("today", on), base=base, chainer=chainer)


def _slice(table: Any, row: int) -> pl.DataFrame:
    if isinstance(table, pl.LazyFrame):
        return table.slice(row, 1).collect()
    match type(table).__module__.partition(".")[0]:
        case "pandas":
            return as_frame(table.iloc[row : row + 1])
        case "duckdb" | "_duckdb":
            frame: pl.DataFrame = table.limit(1, max(row, 0)).pl()
            return frame
        case "polars" | "pyarrow" if hasattr(table, "columns"):
            return as_frame(table.slice(row, 1))
    raise _not_read(table, "a Polars, pandas or Arrow table, a DuckDB relation, or a path")


def _value(base: KnowledgeBase, name: str, cell: Any) -> Any:
    attribute = base.attributes[name]
    if isinstance(cell, str):
        return None if not cell.strip() else read_answer(attribute, cell)
    if isinstance(cell, float) and cell != cell:
        return None
    if attribute.type in ("bool", "integer") and type(cell) in (int, float) and cell == cell // 1:
        return read_answer(attribute, str(int(cell)))
    return cell.date() if attribute.type == "date" and hasattr(cell, "date") else cell


def _fits(model: Any, stated: Mapping[str, Any]) -> bool:
    try:
        model.model_validate(stated)
    except ValueError:
        return False
    return True
