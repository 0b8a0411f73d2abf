"""assess_table: a table in, a table of the same kind out; drill: one row of it in full."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl

from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from engine.table.frames import assess_frame, assess_lazily, assess_read
from engine.table.reading import TableReader
from engine.table.shape import shape_of
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Day, given_base, given_day
from knowledge.cases.use_case import model_of, nested
from knowledge.faults import BadCase, InvalidCase, Place
from knowledge.intake.cells import plain
from knowledge.intake.loading import load_intake
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import Plan, plan_of
from knowledge.intake.rows import open_table, without_skipped
from knowledge.tables.frames import as_frame
from knowledge.tables.row_faults import RowFault
from knowledge.tables.values import shown

T = TypeVar("T")


KINDS = "a Polars, pandas or Arrow table, a DuckDB relation"
LAZY = ".parquet"  # the ending of files that are read batch by batch


def assess_table(
    table: T,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    lists: bool = True,
    intake: str | None = None,
    keep: Sequence[str] | None = None,
) -> T:
    """Every row of `table` assessed, as a table of the same kind.

    `table` is a Polars frame (also lazy), a pandas or Arrow table, a DuckDB relation, a Spark
    DataFrame, or the path of a file (CSV, XLSX, Parquet, JSON Lines …), for which a lazy Polars
    frame comes back; that of a Parquet file is worked out batch by batch (`.sink_parquet(…)` for
    what is larger than memory). Columns are named like attributes, dotted or with two underscores
    for a dot, or an `intake` maps them; all others are handed through. `on` is the day asked where
    a row states no `today`, by default the current day. Sets are lists, or texts with semicolons.

    The answer has `verdict`, `tier`, a column for each conclusion (true, false, null for unknown)
    and, with `lists`, the rank by what presses most with its reason (in Spark the reason alone),
    the ids of candidates, grounds that stand, exceptions that hold, missing and
    unconfirmed controls, open attributes, and attributes whose cell could not be used (`unusable`).
    `keep` names the columns that the answer has, in their order, such as `["verdict", "tier"]`: of
    these, and of the table's own; what they do not rest on is neither read nor worked out. The
    columns that the intake keeps are in every answer; one that is named like an answer has
    ` (table)` after its name. In databases (DuckDB, Spark) two underscores stand for a dot in the
    names of columns. Rows of a file that cannot be read are told by a warning, and are not in the
    answer.

    Raises `InvalidCase` where no column is an attribute, two are one, or `keep` names one that is
    not there, and `MissingExtra` where a library is not installed.
    """
    base = given_base(base)
    day = given_day(on) or date.today()
    mapping = load_intake(intake, base) if intake else None
    kind = type(table).__module__.partition(".")[0]
    answer: Any
    if isinstance(table, (pl.DataFrame, pl.LazyFrame)):
        answer = _assess_polars(table, day, base, lists, mapping, keep)
    elif isinstance(table, (str, Path)):
        answer = _assess_file(Path(table), day, base, lists, intake, keep)
    elif kind == "pandas" and hasattr(table, "iloc") and hasattr(table, "columns"):
        answer = _assess_pandas(table, day, base, lists, mapping, keep)
    elif kind == "pyarrow" and hasattr(table, "column_names"):
        answer = _assess_arrow(table, day, base, lists, mapping, keep)
    elif kind in ("duckdb", "_duckdb"):
        from engine.table.databases import assess_relation

        answer = assess_relation(table, day, base, lists, mapping, keep)
    elif kind == "pyspark":
        from engine.table.databases import assess_spark

        answer = assess_spark(table, day, base, lists, mapping, keep)
    else:
        raise _not_read(table, f"{KINDS}, a Spark DataFrame, or a path")
    return cast("T", answer)


def _assess_polars(
    frame: Any,
    day: date,
    base: KnowledgeBase,
    lists: bool,
    intake: Intake | None,
    keep: Sequence[str] | None,
) -> Any:
    reader = TableReader(frame.lazy().collect_schema().names(), base, intake)
    shape = shape_of(reader, lists, keep)
    if isinstance(frame, pl.LazyFrame):
        return assess_lazily(reader.cases(frame), day, base, shape, reader)
    if reader.plan.skipped:
        frame = reader.cases(frame.lazy()).collect()
    reader.look_at(frame)
    return assess_frame(frame, day, base, shape, reader)


def _assess_arrow(
    table: Any,
    day: date,
    base: KnowledgeBase,
    lists: bool,
    intake: Intake | None,
    keep: Sequence[str] | None,
) -> Any:
    """By way of Polars, where no two columns have one name."""
    plan_of([str(head) for head in table.column_names], base, intake)
    return _assess_polars(as_frame(table), day, base, lists, intake, keep).to_arrow()


@dataclass(frozen=True)
class OpenedAnswer:
    """The answer to a file, and what is to be said of the file as a whole."""

    answer: pl.LazyFrame
    notes: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()  # rows and cells that could not be read


def assess_file(
    path: Path,
    on: Day | None = None,
    *,
    base: KnowledgeBase,
    lists: bool = True,
    intake: str | None = None,
    keep: Sequence[str] | None = None,
) -> OpenedAnswer:
    """A file of cases answered; that of a Parquet file is worked out batch by batch.

    Raises `InvalidCase` as `assess_table` does.
    """
    day = given_day(on) or date.today()
    mapping = load_intake(intake, base) if intake else None
    if path.suffix.lower() == LAZY and path.is_file():
        frame = _scanned(path)
        reader = TableReader(frame.collect_schema().names(), base, mapping, str(path))
        shape = shape_of(reader, lists, keep)
        answer = assess_lazily(reader.cases(frame), day, base, shape, reader)
        return OpenedAnswer(answer, tuple(reader.plan.notes))
    table = open_table(path, base, mapping)
    reader = TableReader(table.columns, base, mapping, table.file)
    left = without_skipped(table, reader.plan)
    notes = [*table.notes, *reader.plan.notes]
    if skipped := len(table.numbers) - len(left.numbers):
        notes.append(f"{skipped:,} rows are no cases by the intake, and were left out")
    answers = assess_read(left, day, base, shape_of(reader, lists, keep), reader)
    return OpenedAnswer(answers.lazy(), tuple(notes), table.faults)


def _assess_file(
    path: Path,
    day: date,
    base: KnowledgeBase,
    lists: bool,
    intake: str | None,
    keep: Sequence[str] | None,
) -> pl.LazyFrame:
    opened = assess_file(path, day, base=base, lists=lists, intake=intake, keep=keep)
    if lost := [fault for fault in opened.faults if fault.lost]:
        told = f"{path}: {len(lost):,} rows cannot be read; row {lost[0].row}: {lost[0].reason}"
        warnings.warn(told, stacklevel=3)
    return opened.answer


def _scanned(path: Path) -> pl.LazyFrame:
    """A Parquet file as a lazy frame, groups of columns under dotted heads."""
    try:
        frame = pl.scan_parquet(path)
        schema = frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        place = Place(str(path), 1, 1)
        raise InvalidCase([BadCase(f"the table cannot be read: {reason}", place)]) from error
    return frame.select(
        expression for name, kind in schema.items() for expression in _flat(name, kind)
    )


def _flat(name: str, kind: Any, column: pl.Expr | None = None) -> list[pl.Expr]:
    column = pl.col(name) if column is None else column
    if not isinstance(kind, pl.Struct):
        return [column.alias(name)]
    return [
        expression
        for field in kind.fields
        for expression in _flat(
            f"{name}.{field.name}", field.dtype, column.struct.field(field.name)
        )
    ]


def _assess_pandas(
    table: Any,
    day: date,
    base: KnowledgeBase,
    lists: bool,
    intake: Intake | None,
    keep: Sequence[str] | None,
) -> Any:
    """Only columns that state something go through Polars; all others stay as they are."""
    import pandas as pd

    heads = [str(name) for name in table.columns]
    whole_reader = TableReader(heads, base, intake)
    plan = whole_reader.plan
    table, shape = _pandas_cases(table, plan), shape_of(whole_reader, lists, keep)
    stating = sorted(
        {
            place
            for sources in plan.sources.values()
            for source in sources
            for place in (source.column, source.unless)
            if place is not None
        }
    )
    frame = as_frame(table.iloc[:, stating])
    reader = TableReader(frame.columns, base, intake)
    reader.look_at(frame)
    own = table.iloc[:, [place for place, _ in shape.own]]
    renamed = {heads[place]: name for place, name in shape.own if heads[place] != name}
    whole = own.rename(columns=renamed) if renamed else own
    if shape.made:
        answers = assess_frame(frame, day, base, shape.alone(), reader).to_pandas()
        whole = pd.concat([whole, answers.set_index(table.index)], axis="columns")
    if keep is None:
        return whole
    names = [*(name for _, name in shape.own), *shape.made]
    return whole.iloc[:, [names.index(name) for name in shape.names]]


def _pandas_cases(table: Any, plan: Plan) -> Any:
    """A pandas table without the rows that are no cases, by the intake."""
    for skip in plan.skipped:
        cells = (plain(shown(cell)) for cell in table.iloc[:, skip.column])
        table = table.loc[[cell not in skip.cells for cell in cells]]
    return table


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
    if isinstance(table, (str, Path)):
        read = open_table(Path(table), base)
        heads, height = read.columns, len(read.numbers)
        cells = [column[row] for column in read.cells] if 0 <= row < height else []
        reader = TableReader(heads, base)
        for place, source in reader.numbers():
            source.reader.look_at(read.cells[place])
    else:
        frame = _whole(table)
        heads, height = tuple(frame.columns), frame.height
        reader = TableReader(heads, base)
        reader.look_at(frame)
        cells = list(frame.row(row)) if 0 <= row < height else []
    if not 0 <= row < height:
        raise InvalidCase(
            [BadCase(f"the table has no row {row}", expected="a row, counted from 0")]
        )
    stated = {"name": f"row {row}", **reader.row(cells)}
    case: Any = model_of(base).model_validate(nested(stated))
    return assess(case, case.stated().get("today", on), base=base, chainer=chainer)


def _whole(table: Any) -> pl.DataFrame:
    """A table as a frame; its numbers are read by the evidence of all of it."""
    if isinstance(table, pl.LazyFrame):
        return table.collect()
    match type(table).__module__.partition(".")[0]:
        case "duckdb" | "_duckdb":
            frame: pl.DataFrame = table.pl()
            return frame
        case "polars" | "pyarrow" | "pandas" if hasattr(table, "columns"):
            return as_frame(table)
    raise _not_read(table, f"{KINDS}, or a path")
