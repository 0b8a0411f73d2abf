"""A cell is the same value however a library holds it."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Context, Decimal, Inexact, localcontext

import numpy as np
import pytest
from pyarrow import MonthDayNano

from knowledge.tables.values import plain_value, shown

NOTHING = [None, float("nan"), np.float64("nan"), np.datetime64("NaT"), Decimal("NaN")]
WHOLE = [3, 3.0, np.int64(3), np.uint8(3), np.float32(3), Decimal("3.00"), np.array(3)]
DAY = date(2026, 1, 2)
DAYS = [
    DAY,
    datetime(2026, 1, 2),
    datetime(2026, 1, 2, 23, 59),
    datetime(2026, 1, 2, tzinfo=timezone.utc),
    np.datetime64("2026-01-02"),
    np.datetime64("2026-01-02T00:00:00.000000000"),
]


@pytest.mark.parametrize("cell", NOTHING, ids=repr)
def test_what_is_no_number_and_no_time_is_nothing(cell):
    assert plain_value(cell) is None
    assert shown(cell) == ""


def test_what_pandas_has_for_nothing_is_nothing():
    pandas = pytest.importorskip("pandas")
    assert [plain_value(cell) for cell in (pandas.NA, pandas.NaT)] == [None, None]


@pytest.mark.parametrize("cell", WHOLE, ids=repr)
def test_a_whole_number_is_one_however_it_is_held(cell):
    value = plain_value(cell)
    assert (value, type(value)) == (3, int)
    assert shown(cell) == "3"


@pytest.mark.parametrize("cell", DAYS, ids=repr)
def test_a_time_says_its_day(cell):
    assert plain_value(cell) == DAY
    assert shown(cell) == "2026-01-02"


def test_a_timestamp_of_pandas_says_its_day():
    pandas = pytest.importorskip("pandas")
    assert plain_value(pandas.Timestamp("2026-01-02 12:00")) == DAY


@pytest.mark.parametrize("cell", [True, np.bool_(True)])
def test_yes_stays_yes_and_is_no_number(cell):
    assert plain_value(cell) is True
    assert shown(cell) == "true"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (["a", "b"], ["a", "b"]),
        (("a", None), ["a", None]),
        (np.array(["a"]), ["a"]),
        ([], []),
    ],
    ids=repr,
)
def test_lists_of_any_kind_are_lists(cell, value):
    assert plain_value(cell) == value


def test_numbers_keep_what_a_float_tells_apart():
    assert plain_value(Decimal("0.1")) == 0.1
    assert plain_value(2.5) == 2.5
    assert plain_value(Decimal(2**60)) == 2**60
    assert plain_value(float("inf")) == float("inf")


def test_a_mapping_is_shown_as_json():
    assert shown({"größe": 1}) == '{"größe": 1}'
    assert shown(["a", 2.0]) == "a; 2"
    assert shown("  x ") == "x"


def test_a_number_has_all_its_digits_whatever_the_context_of_the_thread():
    length = MonthDayNano([0, 0, 1_234_567_890])
    with localcontext(Context(prec=3, traps=[Inexact])):
        assert plain_value(Decimal("1234.5")) == 1234.5
        assert plain_value(Decimal(2**53 - 1)) == 2**53 - 1
        assert plain_value(length) == "P0M0DT1.234567890S"


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_a_number_of_fewer_bits_is_the_decimal_that_it_shows(kind):
    assert plain_value(kind(0.1)) == 0.1
    assert plain_value(kind("nan")) is None
    assert plain_value(kind(3)) == 3
    assert isinstance(plain_value(kind(3)), int)
