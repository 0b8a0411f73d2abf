"""Bounds that a finding calculates are told as they are calculated."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from tests.random_knowledge import base_of, opening

FINDING = """
- consequence: cost
  title: It costs
  when: n0 > 0
  figure: {says: "between {low} and {high}", low: n0 / 4, high: n0 * 1000.5}
  because: It does.
  source: {work: w, at: "1"}
  basis: stated
- define: own.some
  title: There are some
  when: n0 > 0
  source: {work: w, at: "1"}
  basis: stated
"""
BASE = base_of(opening("own.some", ("n0",)) + FINDING)


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (2, "between 0.5 and 2,001"),
        (1, "between 0.25 and 1,000.5"),
        (10, "between 2.5 and 10,005"),
        (4000, "between 1,000 and 4,002,000"),
    ],
)
def test_no_decimal_of_a_bound_is_lost(stated, says):
    found = assess({"name": "x", "n0": stated}, base=BASE, on=date(2026, 11, 28))
    bounds = found.figures["risk.cost"]
    assert bounds.says == says
    assert (bounds.low, bounds.high) == (stated / 4, stated * 1000.5)
