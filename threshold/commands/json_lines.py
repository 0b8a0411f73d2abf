"""Frames written as JSON Lines, batch by batch; a number that JSON lacks is written as a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from knowledge.tables.times import kinds_in
from knowledge.tables.values import told

if TYPE_CHECKING:
    import polars as pl


def write_lines(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """A line for each row; infinity and what is not a number as `inf`, `-inf` and `NaN`, as CSV has
    them, where JSON would have null.
    """
    rows = sorted({row for series in frame for row in _without_number(series)})
    if not rows:
        frame.write_ndjson(file)
        return
    made = BytesIO()
    frame.write_ndjson(made)
    lines = made.getvalue().splitlines()
    for row in rows:
        cells = {name: _written(cell) for name, cell in frame.row(row, named=True).items()}
        lines[row] = _json(cells).encode("utf-8")
    file.write(b"\n".join(lines) + b"\n")


def json_texts(series: pl.Series) -> pl.Series:
    """A column of lists and groups as their JSON, with the same texts for such numbers."""
    import polars as pl

    texts = [None if cell is None else _json(_written(cell)) for cell in series.to_list()]
    return pl.Series(series.name, texts, dtype=pl.String)


def has_numbers(kind: Any) -> bool:
    """Whether there may be a number in a column that JSON lacks."""
    import polars as pl

    return any(one.is_float() or isinstance(one, pl.Map) for one in kinds_in(kind))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=told, separators=(",", ":"))


def _without_number(series: pl.Series) -> Iterator[int]:
    """The rows in which a number is infinite, or is none, also within lists and groups."""
    if series.dtype.is_float():
        yield from (~series.is_finite().fill_null(True)).arg_true()
    elif has_numbers(series.dtype):
        for row, cell in enumerate(series.to_list()):
            if _written(cell) != cell:
                yield row


def _written(cell: Any) -> Any:
    if isinstance(cell, list):
        return [_written(one) for one in cell]
    if isinstance(cell, dict):
        return {name: _written(one) for name, one in cell.items()}
    return told(cell) if isinstance(cell, float) and told(cell) in _NO_NUMBERS else cell


_NO_NUMBERS = frozenset(("inf", "-inf", "NaN"))
