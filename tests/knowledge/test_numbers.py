"""What numbers a text can mean: a point and a comma each stand before decimals somewhere, and
between thousands elsewhere.
"""

from __future__ import annotations

import pytest

from knowledge.numbers import looks_like_thousands, readings


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("12", 12, 12),
        ("1.200", 1.2, 1200),
        ("1,200", 1200, 1.2),
        ("1,5", None, 1.5),
        ("1.5", 1.5, None),
        ("0.125", 0.125, None),
        ("0,125", None, 0.125),
        ("1.250.000", None, 1_250_000),
        ("1,250,000", 1_250_000, None),
        ("80.000,50", None, 80_000.5),
        ("80,000.50", 80_000.5, None),
        ("1'234.50", 1234.5, None),
        ("1 234 567", 1_234_567, 1_234_567),
        ("1\u202f234,5", None, 1234.5),
        ("\u22121,5", None, -1.5),
        ("1e25", 1e25, 1e25),
        ("1.234e5", 123_400, None),
        ("12.34.56", None, None),
        ("1,2,3", None, None),
        ("1.2,3.4", None, None),
        ("12.000.00", None, None),
        ("", None, None),
        ("x", None, None),
        ("1" * 70, None, None),
    ],
)
def test_a_text_can_mean_these_numbers(text, point, comma):
    found = readings(text)
    assert (found.point, found.comma) == (point, comma)
    assert found.two == (point is not None and comma is not None and point != comma)


def test_only_a_number_of_one_reading_tells_which_mark_stands_before_decimals():
    decides = {text: readings(text).decides for text in ("1,5", "1.5", "1.200", "12", "x")}
    assert decides == {"1,5": "comma", "1.5": "point", "1.200": None, "12": None, "x": None}


def test_where_the_mark_between_thousands_is_said_no_other_one_stands_there():
    assert readings("1.200", "blank").comma is None
    assert readings("1 200", "blank").comma == 1200


@pytest.mark.parametrize(
    ("text", "like"), [("120.000", True), ("1.250", True), ("1.234", False), ("0.500", False)]
)
def test_a_fraction_of_three_digits_that_ends_in_zero_looks_like_thousands(text, like):
    assert looks_like_thousands(text) is like
