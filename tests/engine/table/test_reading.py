"""The columns of a whole table tell how their numbers are written, whatever their types are."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from engine.table.reading import TableReader
from knowledge import load
from knowledge.intake.mapping import Intake

COLUMN = {
    "attribute": "volume_multiple",
    "column": "Share",
    "answer": True,
    "percent": True,
    "basis": "stated",
}
PERCENTAGES = Intake.model_validate(
    {
        "intake": "own",
        "title": "Own",
        "source": "Own",
        "text": {"name": "Name"},
        "columns": [COLUMN],
    }
)


@pytest.mark.parametrize("kind", [pl.Float64, pl.Float32, pl.Decimal(10, 2), pl.Int64, pl.Object])
@pytest.mark.parametrize(("cells", "is_open"), [([0.25, 6, None], True), ([25, 6, None], False)])
def test_numbers_up_to_1_make_the_larger_ones_of_percentages_open(kind, cells, is_open):
    if kind == pl.Int64:
        cells = [None if cell is None else -(-cell // 1) for cell in cells]
    elif isinstance(kind, pl.Decimal):
        cells = [None if cell is None else Decimal(str(cell)) for cell in cells]
    frame = pl.DataFrame({"Share": pl.Series(cells, dtype=kind, strict=False)})
    reader = TableReader(("Share",), load(), PERCENTAGES)
    reader.look_at(frame)
    found = reader.readers[0].sources[0].reader.read(6.0)
    assert (found.kind, found.value) == (("new", None) if is_open else ("settled", 0.06))
