"""Unknown means open: further answers can make it so, and not so."""

from __future__ import annotations

import pytest

from tests.engine.proof.openness import Unknown, measured
from tests.sizes import random_count

EXACT = ("verdict", "duty")  # families in which all that reads unknown is open
LEAST = 0.995  # of everything that readers know


@pytest.fixture(scope="module")
def found() -> dict[str, list[Unknown]]:
    return measured(random_count(1, 100))


@pytest.mark.long
@pytest.mark.random
def test_verdicts_tiers_and_duties_that_read_unknown_are_open(found):
    exact = [one for family in EXACT for one in found[family]]
    exact += [one for one in found["ai_act"] if one.proposition.startswith("ai_act.tier.")]
    assert exact
    assert [one.proposition for one in exact if not one.really_open] == []


@pytest.mark.long
@pytest.mark.random
def test_nearly_all_else_that_reads_unknown_is_open_as_well(found):
    everything = [one for group in found.values() for one in group]
    assert sum(one.really_open for one in everything) >= LEAST * len(everything)
