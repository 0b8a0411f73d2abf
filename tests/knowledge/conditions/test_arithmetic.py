"""A number is the decimal as written: `0.1` is one tenth, whatever a float makes of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.conditions.arithmetic import bound, exact, needs_care, rounded
from knowledge.conditions.evaluation import decider, value_of
from knowledge.conditions.tree import Attr, Calculation, Const, Param
from knowledge.conditions.tree import Test as Asked

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
COMPARED = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def written(number: float) -> Fraction:
    """The decimal that Python writes, read by the standard library's decimal arithmetic."""
    return Fraction(Decimal(repr(number)))


@given(FLOATS)
@example(0.1)
@example(5e-324)
@example(1.7e308)
@example(2.0**53)
@example(2.0**60)
def test_a_float_is_the_decimal_that_it_is_written_as(number):
    assert exact(number) == written(number)
    assert rounded(exact(number)) == number


@given(FLOATS, FLOATS)
def test_of_two_floats_the_smaller_one_is_the_smaller_decimal(one, other):
    assert (one < other, one == other) == (
        written(one) < written(other),
        written(one) == written(other),
    )


def test_a_result_too_large_for_a_float_is_shown_as_infinite():
    assert rounded(Fraction(10**400, 3)) == float("inf")
    assert rounded(Fraction(-(10**400), 3)) == float("-inf")


@pytest.mark.parametrize("op", COMPARED)
@given(stated=FLOATS, asked=st.integers(-(10**30), 10**30) | st.integers(2**53, 2**70))
@example(stated=1e23, asked=10**23)
@example(stated=float(2**63), asked=2**63)
@example(stated=float(2**53), asked=2**53 + 1)
def test_a_bound_beyond_2_to_the_53_is_compared_as_a_decimal(op, stated, asked):
    expected = COMPARED[op](written(stated), asked)
    for right, facts in ((Const(asked), {}), (Param("most"), {"parameter.most": asked})):
        assert decider(Asked(op, Attr("x"), right))({"x": stated, **facts}) is expected


def test_a_number_in_a_list_is_compared_as_a_decimal():
    listed = decider(Asked("in", Attr("x"), (10**23, 2**63, 0.5)))
    assert [listed({"x": x}) for x in (1e23, float(2**63), 0.5)] == [True, False, True]


@pytest.mark.parametrize("number", [3, -(2**53), 0.1, 10**23])
def test_most_bounds_are_compared_as_floats_are(number):
    assert not needs_care(bound(number))


X, Y = Attr("x"), Attr("y")
CALCULATED = [
    (Calculation(X, "+", Y), {"x": 0.1, "y": 0.2}, 0.3),
    (Calculation(X, "-", Y), {"x": 0.3, "y": 0.1}, 0.2),
    (Calculation(X, "*", Y), {"x": 1.1, "y": 1.1}, 1.21),
    (Calculation(Const(0), "-", X), {"x": 0.7}, -0.7),
    (Calculation(X, "*", Const(3)), {"x": 1e-20}, 3e-20),
    (Calculation(Calculation(X, "+", Y), "-", Y), {"x": 1e-9, "y": 1e15}, 1e-9),
    (Calculation(X, "*", X), {"x": 2**53}, 2**106),
]


@pytest.mark.parametrize(("term", "facts", "result"), CALCULATED)
def test_a_calculation_is_exact(term, facts, result):
    assert value_of(term, facts) == result
    assert decider(Asked("==", term, Const(result)))(facts) is True
    assert decider(Asked(">", term, Const(result)))(facts) is False
    assert decider(Asked("<=", term, Param("p")))({**facts, "parameter.p": result}) is True


def test_a_calculation_of_what_is_not_answered_is_unknown():
    assert value_of(Calculation(X, "-", Y), {"x": 1.0}) is None
    assert decider(Asked(">", Calculation(Const(0), "-", X), Const(3)))({}) is None
