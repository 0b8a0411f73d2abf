"""Ceilings of fines: what is told is what the law says, to the last decimal."""

from __future__ import annotations

import pytest

from engine.fines import PenaltyCeiling, exact_product, percent
from explain.argue.legal_layout import ceiling_in_words
from knowledge.languages.words import Words


def ceiling(amount: float, share: float, most: float | None = None) -> PenaltyCeiling:
    """A ceiling of which the higher of the two counts."""
    return PenaltyCeiling(
        id="x",
        article="1",
        title="X",
        amount=amount,
        share=share,
        counts="higher",
        ceiling=most,
        says="",
    )


@pytest.mark.parametrize(
    ("share", "told"), [(0.07, 7), (0.015, 1.5), (0.005, 0.5), (0.29, 29), (0.57, 57), (1, 100)]
)
def test_a_share_keeps_its_decimals_in_percent(share, told):
    assert percent(share) == told


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (ceiling(750_000, 0), "at most EUR 750,000"),
        (
            ceiling(500.5, 0.015),
            "at most EUR 500.5 or 1.5% of turnover, the higher of the two",
        ),
        (
            ceiling(100, 0.005, exact_product(0.005, 24_690)),
            "at most EUR 100 or 0.5% of turnover, the higher of the two: EUR 123.45",
        ),
    ],
)
def test_no_ceiling_is_told_higher_or_lower_than_it_is(item, says):
    assert ceiling_in_words(item, Words.of(None)) == says
