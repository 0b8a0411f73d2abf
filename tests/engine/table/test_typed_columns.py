"""Typed columns say what their cells say one by one: in a file, a frame, pandas and Arrow."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from engine import assess_table
from engine.portfolio import open_portfolio
from tests.conftest import DAY

ZONED = (
    pl.Series([datetime(2026, 1, 1, 23, 30, tzinfo=timezone.utc)])
    .dt.convert_time_zone("Europe/Berlin")
    .to_arrow()
)
NUMBERS = ["1.200", "1,5", None]  # the second can only have a decimal comma
CHANNELS = [["chatbot\x1fother"], ["chatbot", "other"], ["chatbot", None], [], None]
COLUMNS = {  # name → (columns, for each row what it states)
    "a time of a zone says the day of the zone": (
        {"starts_on": ZONED, "ends_on": pa.array([datetime(2026, 1, 2).date()])},
        [{"starts_on": "2026-01-02", "ends_on": "2026-01-02"}],
    ),
    "a number of 32 bits is the decimal that it shows": (
        {"volume_multiple": pa.array([0.1, 1e-5, 2.5, None, float("nan")], pa.float32())},
        [*({"volume_multiple": text} for text in ("0.1", "1e-05", "2.5")), {}, {}],
    ),
    "the numbers of a dictionary are evidence as well": (
        {"build_cost": pa.array(NUMBERS).dictionary_encode()},
        [{"build_cost": "1200.0"}, {"build_cost": "1.5"}, {}],
    ),
    "a list of groups is no list of members": (
        {
            "stage": pa.array(["pilot"] * 3),
            "annex_iii": pa.array([[{"is": "recruitment"}], [], None]),
        },
        [{"stage": "pilot"}, {"stage": "pilot", "annex_iii": "frozenset()"}, {"stage": "pilot"}],
    ),
    "no sign within a member makes it two": (
        {"customer_channels": pa.array(CHANNELS)},
        [{}, {"customer_channels": "chatbot other"}, {}, {"customer_channels": "frozenset()"}, {}],
    ),
    "numbers are no members": (
        {"customer_channels": pa.array([[1], []])},
        [{}, {"customer_channels": "frozenset()"}],
    ),
}


def text_of(value):
    return " ".join(sorted(value)) if isinstance(value, frozenset) and value else str(value)


def told(frame):
    """(verdict, attributes that could not be used, all conclusions) of each row."""
    return frame.drop("name").rows()


@pytest.mark.parametrize(("columns", "stated"), COLUMNS.values(), ids=COLUMNS)
def test_a_column_says_the_same_in_a_file_as_a_frame_in_arrow_and_in_pandas(
    tmp_path, columns, stated
):
    table = pa.table({"name": ["A", "B", "C", "D", "E"][: len(stated)], **columns})
    file = tmp_path / "t.parquet"
    parquet.write_table(table, file)
    rows = list(open_portfolio(file, on=DAY).rows)
    found = [
        {key: text_of(said) for key, said in row.case.stated().items() if key != "name"}
        for row in rows
    ]
    assert found == stated
    expected = told(assess_table(file, DAY).collect())
    assert [row[0] for row in expected] == [row.assessment.verdict.value for row in rows]
    unusable = assess_table(file, DAY, keep=["unusable"]).collect()["unusable"].to_list()
    assert unusable == [";".join(fault.column for fault in row.faults) for row in rows]
    arrow = pl.DataFrame(assess_table(table, DAY))
    frame = assess_table(pl.DataFrame(table), DAY)
    lazy = assess_table(pl.LazyFrame(pl.DataFrame(table)), DAY).collect()
    for answer in (arrow, frame, lazy):
        assert told(answer) == expected
    pandas = assess_table(table.to_pandas(types_mapper=pd.ArrowDtype), DAY)
    assert told(pl.from_pandas(pandas)[frame.columns]) == expected


def test_the_groups_of_pandas_on_arrow_are_taken_apart():
    groups = pa.array([{"monitoring": True}, {"monitoring": False}])
    table = pa.table({"name": ["A", "B"], "exposure": ["public"] * 2, "controls": groups})
    answer = assess_table(table.to_pandas(types_mapper=pd.ArrowDtype), DAY)
    assert ["monitoring" in gaps for gaps in answer["missing"]] == [False, True]
    assert ["monitoring" in open_ for open_ in answer["unconfirmed"]] == [False, False]


def test_cells_of_several_types_in_a_column_of_pandas_keep_their_types():
    table = pd.DataFrame(
        {
            "starts_on": [datetime(2026, 1, 2), "2026-01-02", pd.NaT, timedelta(1)],
            "affects_people": [True, "ja", np.float64(0), 2],
            "annex_iii": [["recruitment"], "recruitment", [], pd.NA],
            "build_cost": [1.5, "1.200", None, "x"],  # a number of a cell has no decimal mark
        },
        dtype=object,
    )
    answer = assess_table(table, DAY, keep=["unusable", "ai_act.annex_iii_listed"])
    assert answer["unusable"].tolist() == [
        "",
        "build_cost",
        "",
        "affects_people;starts_on;build_cost",
    ]
    assert answer["ai_act.annex_iii_listed"].tolist()[:3] == [True, True, False]


def test_days_of_years_that_python_has_not_are_faults(tmp_path):
    late, early = 2**63 - 1, -(2**63) + 1  # infinity, as a database says it
    table = pa.table(
        {
            "starts_on": pa.array([late, 0], pa.timestamp("us")),
            "ends_on": pa.array([early, 0], pa.timestamp("us", "Europe/Berlin")),
            "went_live_on": pa.array([2**30, 0], pa.date32()),
            "output_use": ["research"] * 2,
        }
    )
    parquet.write_table(table, tmp_path / "t.parquet")
    rows = list(open_portfolio(tmp_path / "t.parquet", on=DAY).rows)
    dates = {"starts_on", "ends_on", "went_live_on"}
    assert [{fault.column for fault in row.faults} for row in rows] == [dates, set()]
    for given in (table, pl.DataFrame(table), tmp_path / "t.parquet"):
        answer = assess_table(given, DAY, keep=["unusable"])
        answer = answer.collect() if isinstance(answer, pl.LazyFrame) else pl.DataFrame(answer)
        assert [set(filter(None, said.split(";"))) for said in answer["unusable"]] == [dates, set()]


@pytest.mark.parametrize(
    ("table", "unusable"),
    [
        (pl.DataFrame({"business_units": pl.Series([2**100, 3], dtype=pl.Int128)}), [True, False]),
        (pl.DataFrame({"build_cost": pl.Series([3, 4], dtype=pl.UInt128)}), [False, False]),
        (pl.DataFrame({"stage": pl.Series(["pilot", 1], dtype=pl.Object)}), [False, True]),
        (pd.DataFrame({"build_cost": [1 + 2j, 3 + 0j]}), [True, True]),
    ],
    ids=["whole numbers of 128 bits", "numbers of 128 bits", "objects", "complex numbers"],
)
def test_a_column_of_a_rare_type_is_read_cell_by_cell(table, unusable):
    found = assess_table(table, DAY, keep=["unusable"])["unusable"]
    assert [bool(said) for said in found] == unusable
