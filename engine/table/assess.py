"""assess_table: a table in, a table of the same kind out; drill: one row of it in full."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, overload

import polars as pl

from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from engine.table.frames import assess_frame, assess_lazily, assess_read
from engine.table.handed import assess_arrow, assess_pandas
from engine.table.reading import TableReader
from engine.table.task import Request, Task, warn_of_cells, warn_of_heads
from engine.table.twins import twins_of
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Day, given_day
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import model_of, nested
from knowledge.faults import BadCase, InvalidCase, Place
from knowledge.intake.loading import load_intake
from knowledge.intake.rows import (
    misspelt_heads,
    open_table,
    told_skipped,
    twin_ids,
    without_skipped,
)
from knowledge.sentence import Sentence
from knowledge.tables.frames import as_frame
from knowledge.tables.groups import ungrouped
from knowledge.tables.parquet import ParquetTable, scanned
from knowledge.tables.row_faults import RowFault

T = TypeVar("T")


KINDS = "a Polars, pandas or Arrow table, a DuckDB relation"
ROW = "row"  # the column with the numbers of rows
LAZY = ".parquet"  # the ending of files that are read batch by batch


@overload
def assess_table(
    table: str | Path,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    lists: bool = True,
    intake: str | None = None,
    keep: Sequence[str] | None = None,
) -> pl.LazyFrame: ...
@overload
def assess_table(
    table: T,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    lists: bool = True,
    intake: str | None = None,
    keep: Sequence[str] | None = None,
) -> T: ...
def assess_table(
    table: Any,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    lists: bool = True,
    intake: str | None = None,
    keep: Sequence[str] | None = None,
) -> Any:
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
    names of columns. What is taken upon oneself in reading cells, such as the first
    day of a month, is told by a warning, but for what is read batch by batch; so are rows of a file
    that cannot be read, which are not in the answer.

    Raises `InvalidCase` where no column is an attribute, two are one, or `keep` names one that is
    not there, or a file, an intake or the day cannot be read; `TypeError` for what is no table; and
    `MissingExtra` where a library is not installed.
    """
    request = request_of(on, base, lists, intake, keep)
    kind = type(table).__module__.partition(".")[0]
    answer: Any
    if isinstance(table, (pl.DataFrame, pl.LazyFrame)):
        answer = _assess_polars(table, request)
    elif isinstance(table, (str, Path)):
        answer = _assess_path(Path(table), request)
    elif kind == "pandas" and hasattr(table, "iloc") and hasattr(table, "columns"):
        answer = assess_pandas(table, request)
    elif kind == "pyarrow" and hasattr(table, "column_names"):
        answer = assess_arrow(table, request)
    elif kind in ("duckdb", "_duckdb"):
        from engine.table.databases import assess_relation

        answer = assess_relation(table, request)
    elif kind == "pyspark":
        from engine.table.databases import assess_spark

        answer = assess_spark(table, request)
    else:
        raise _not_read(table, f"{KINDS}, a Spark DataFrame, or a path")
    return answer


def request_of(
    on: Day | None,
    base: KnowledgeBase | None,
    lists: bool = True,
    intake: str | None = None,
    keep: Sequence[str] | None = None,
    *,
    one_day: bool = False,
) -> Request:
    """The request, with its defaults; `one_day`: a day that is asked counts for every row."""
    base, day = given_base(base), given_day(on)
    mapping = load_intake(intake, base) if intake else None
    return Request(
        base, day or date.today(), lists, mapping, keep, one_day=one_day and day is not None
    )


def _assess_polars(frame: pl.DataFrame | pl.LazyFrame, request: Request) -> Any:
    frame = ungrouped(frame, request.known)
    task = warn_of_heads(request.task(frame.lazy().collect_schema().names()))
    reader = task.reader
    if isinstance(frame, pl.LazyFrame):
        return assess_lazily(reader.cases(frame), task)
    if reader.plan.skipped:
        frame = reader.cases(frame.lazy()).collect()
    reader.look_at(frame)
    answer = assess_frame(frame, task)
    warn_of_cells(task)
    return answer


@dataclass(frozen=True)
class OpenedAnswer:
    """The answer to a file, and what is to be said of the file as a whole."""

    answer: pl.LazyFrame
    task: Task
    notes: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()  # heads, rows and cells that could not be read
    numbers: Sequence[int] | None = None  # of the rows; those of Parquet are their places

    @property
    def on_cells(self) -> Iterator[str]:
        """The notes on cells; all of them when all of the answer is worked out."""
        return self.task.notes.told()


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

    `on` is the day asked of every row, by default the day that a row states, else the current day.
    The answer begins with the number of each row, `row`, where the table has no column of that
    name. Raises `InvalidCase` as `assess_table` does.
    """
    request = request_of(on, base, lists, intake, keep, one_day=True)
    opened = _opened(path, request, twins=True)
    if opened.numbers is None or ROW in opened.answer.collect_schema():
        return opened
    numbers = pl.Series(ROW, opened.numbers, dtype=pl.Int64)
    return replace(opened, answer=opened.answer.select(numbers, pl.all()))


def _opened(path: Path, request: Request, *, twins: bool = False) -> OpenedAnswer:
    """A file, opened; `twins`: rows of Parquet that have the id of another are sought as well."""
    if path.suffix.lower() == LAZY and path.is_file():
        scan = _scanned(path)
        frame = scan.frame
        task = request.task(frame.collect_schema().names(), str(path))
        reader = task.reader
        plan, filters = reader.plan, reader.case_filters(frame)
        cases = frame.filter(*filters)
        skipped = _height(frame) - _height(cases) if plan.skipped else 0
        faults = (*misspelt_heads(plan), *(twins_of(frame, reader) if twins else ()))
        notes = (*scan.notes, *plan.notes, *told_skipped(plan, skipped))
        batches = partial(scan.batches, where=filters) if scan.by_arrow else None
        return OpenedAnswer(assess_lazily(cases, task, batches), task, notes, faults)
    table = open_table(path, request.base, request.intake)
    task = request.task(table.columns, table.file)
    plan = task.reader.plan
    left = without_skipped(table, plan)
    skipped = len(table.numbers) - len(left.numbers)
    notes = (*table.notes, *plan.notes, *told_skipped(plan, skipped))
    faults = (*misspelt_heads(plan), *table.faults, *twin_ids(left, plan))
    answer = assess_read(left, task).lazy()
    return OpenedAnswer(answer, task, notes, faults, left.numbers)


def _height(frame: pl.LazyFrame) -> int:
    return int(frame.select(pl.len()).collect().item())


def _assess_path(path: Path, request: Request) -> pl.LazyFrame:
    opened = _opened(path, request)
    warn_of_cells(warn_of_heads(opened.task))
    if lost := [fault for fault in opened.faults if fault.lost]:
        told = f"{path}: {len(lost):,} rows cannot be read; row {lost[0].row}: {lost[0].reason}"
        warnings.warn(told, stacklevel=3)
    return opened.answer


def _scanned(path: Path) -> ParquetTable:
    try:
        scan = scanned(path)
        scan.frame.collect_schema()
    except (
        *(pl.exceptions.PolarsError, pl.exceptions.PanicException),
        *(OSError, ValueError),
    ) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        place = Place(str(path), 1, 1)
        said = Sentence("the table cannot be read: {reason}", reason=Sentence.borrowed(reason))
        raise InvalidCase([BadCase(said, place)]) from error
    return scan


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
    `today`, as in `assess_table`. Raises `InvalidCase` where there is no such row, and what
    `assess_table` and `assess` raise.
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
            [
                BadCase(
                    Sentence("the table has no row {row}", row=str(row)),
                    expected=Sentence("a row, counted from 0"),
                )
            ]
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
