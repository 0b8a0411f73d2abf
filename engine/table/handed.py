"""Tables whose own columns are handed through as they are, Arrow and pandas: only what states
something is read, by way of Polars.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from engine.table.frames import assess_frame
from engine.table.task import Request, Task, warn_of_cells, warn_of_heads
from knowledge.intake.cells import plain
from knowledge.tables.frames import series_of, series_of_arrow
from knowledge.tables.groups import arrow_leaves, pandas_ungrouped
from knowledge.tables.values import shown


def assess_arrow(table: Any, request: Request) -> Any:
    """An Arrow table answered, as one."""
    leaves = arrow_leaves(table.column_names, table.columns, request.known)
    task = warn_of_heads(request.task([head for _, head, _ in leaves]))
    return arrow_answer([cells for _, _, cells in leaves], task)


def arrow_answer(columns: Sequence[Any], task: Task) -> Any:
    """The answer to Arrow columns, one for each head; what is neither read nor kept may be None."""
    import pyarrow as pa

    columns = _left(columns, task)
    made = pa.table({})
    if task.shape.made:
        read = _read(task, lambda place: series_of_arrow(columns[place]))
        made = read.to_arrow()
    names = [*(name for _, name in task.shape.own), *task.shape.made]
    cells = [*(columns[place] for place, _ in task.shape.own), *made.columns]
    order = task.shape.arranged(names)
    return pa.table([cells[at] for at in order], names=[names[at] for at in order])


def assess_pandas(table: Any, request: Request) -> Any:
    """A pandas table answered, as one with the same index."""
    import pandas as pd

    table = pandas_ungrouped(table, request.known)
    heads = [str(name) for name in table.columns]
    task = warn_of_heads(request.task(heads))
    for skip in task.reader.plan.skipped:
        cells = (plain(shown(cell)) for cell in table.iloc[:, skip.column])
        table = table.loc[[cell not in skip.cells for cell in cells]]
    shape = task.shape
    whole = table.iloc[:, [place for place, _ in shape.own]]
    renamed = {heads[place]: name for place, name in shape.own if heads[place] != name}
    whole = whole.rename(columns=renamed) if renamed else whole
    if shape.made:
        made = _read(task, lambda place: series_of(table.iloc[:, place]))
        # Arrow's types: a column of objects takes a hundred times as long and as much memory
        answers = made.to_pandas(use_pyarrow_extension_array=True)
        whole = pd.concat([whole, answers.set_index(table.index)], axis="columns")
    names = [*(name for _, name in shape.own), *shape.made]
    order = shape.arranged(names)
    return whole if order == [*range(len(names))] else whole.iloc[:, order]


def _read(task: Task, column: Callable[[int], pl.Series]) -> pl.DataFrame:
    """The answers from the columns that state something."""
    heads = task.reader.plan.heads
    frame = pl.DataFrame([column(place).alias(heads[place]) for place in task.reader.stating])
    task.reader.look_at(frame)
    answer = assess_frame(frame, task.alone)
    warn_of_cells(task)
    return answer


def _left(columns: Sequence[Any], task: Task) -> list[Any]:
    """Arrow columns without the rows that are no cases, by the intake."""
    import pyarrow as pa

    left = list(columns)
    for skip in task.reader.plan.skipped:
        cells = (plain(shown(cell)) for cell in left[skip.column].to_pylist())
        mask = pa.array([cell not in skip.cells for cell in cells])
        left = [column if column is None else column.filter(mask) for column in left]
    return left
