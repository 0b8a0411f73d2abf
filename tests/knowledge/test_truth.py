"""Kleene's logic: the same for one case and for many at once."""

from __future__ import annotations

from itertools import product

import pytest

from engine.proof.algebra import Masks
from knowledge.truth import (
    Mode,
    Pair,
    Truth,
    conjunction,
    conjunction_of_pairs,
    disjunction,
    disjunction_of_pairs,
    negation,
    negation_of_pair,
    pair_of,
)

VALUES = (False, None, True)  # in the order in which a conjunction takes the least
ONE_CASE = Masks(1)


def pair(value: bool | None) -> Pair[int]:
    return pair_of(ONE_CASE, value)


def test_a_conjunction_is_the_least_and_a_disjunction_the_greatest_of_its_parts():
    for length in range(4):
        for values in product(VALUES, repeat=length):
            ranks = [VALUES.index(value) for value in values]
            assert conjunction(values) is VALUES[min(ranks, default=2)]
            assert disjunction(values) is VALUES[max(ranks, default=0)]


def test_connectives_over_many_cases_are_those_of_each_case():
    for values in product(VALUES, repeat=2):
        pairs = [pair(value) for value in values]
        assert conjunction_of_pairs(ONE_CASE, pairs) == pair(conjunction(values))
        assert disjunction_of_pairs(ONE_CASE, pairs) == pair(disjunction(values))
    for value in VALUES:
        assert negation_of_pair(ONE_CASE, pair(value)) == pair(negation(value))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("value", VALUES)
def test_a_mode_over_many_cases_is_that_of_each_case(mode, value):
    assert mode.of_pair(ONE_CASE, pair(value)) == pair(mode.of(value))


@pytest.mark.parametrize(
    ("mode", "true", "false", "unknown"),
    [
        (Mode.IS, True, False, None),
        (Mode.IS_NOT, False, True, None),
        (Mode.ESTABLISHED, True, False, False),
        (Mode.NOT_ESTABLISHED, False, True, True),
        (Mode.REFUTED, False, True, False),
        (Mode.NOT_REFUTED, True, False, True),
    ],
)
def test_a_premise_looks_at_its_target_in_one_of_six_ways(mode, true, false, unknown):
    assert (mode.of(True), mode.of(False), mode.of(None)) == (true, false, unknown)


@pytest.mark.parametrize(
    ("value", "truth"), [(True, Truth.TRUE), (False, Truth.FALSE), (None, Truth.UNKNOWN)]
)
def test_a_truth_value_has_three_cases_and_a_form_for_json(value, truth):
    assert Truth.of(value) is truth
    assert truth.value_or_none is value


def test_a_truth_value_is_not_taken_for_yes_or_no():
    with pytest.raises(TypeError, match="three cases"):
        bool(Truth.UNKNOWN)
