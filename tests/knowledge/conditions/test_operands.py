"""Quotients, min(…), max(…), points({…}) and differences of days: what they are read as, and what
is refused with which word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest

from knowledge.conditions.reading import read_condition, read_term
from knowledge.conditions.tree import And, Attr, Calculation, Const, Count, Not, Span, Test
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.conditions.writing import condition_text
from knowledge.faults import BadExpression, TooComplex, UnknownName, WrongType
from knowledge.limits import MOST_COUNTED, MOST_OPERANDS, MOST_SUMS


@dataclass
class Kind:
    type: str
    choices: tuple[str, ...] = ()
    ordered: bool = False
    profiles: bool = False


LEVELS = ("low", "mid", "high")
VOCABULARY = Vocabulary(
    {
        **dict.fromkeys("abc", Kind("bool")),
        **dict.fromkeys("xyz", Kind("number")),
        **dict.fromkeys(("first", "second", "today"), Kind("date")),
        **dict.fromkeys(("m1", "m2"), Kind("enum", LEVELS, ordered=True)),
        "plain": Kind("enum", LEVELS),
        "turned": Kind("enum", tuple(reversed(LEVELS)), ordered=True),
        "regions": Kind("set", ("eu", "us")),
    },
    {"four": "number", "none": "number", "turns": "number", "day": "date"},
    ("law.p", "law.q", "law.r"),
    {},
    {"four": (4.0,), "none": (3.0, 0.0), "turns": (1.0, -1.0)},
)
X, Y = Attr("x"), Attr("y")
A, B = (Test("yes", Attr(name)) for name in "ab")


def read(text: str):
    return read_condition(text, VOCABULARY)


def test_a_quotient_has_a_constant_or_a_parameter_below():
    assert read("x / 4 > y") == Test(">", Calculation(X, "/", Const(4)), Y)
    assert condition_text(read("x / (parameter.four * 2) - y / 3 > 1")) == (
        "x / (parameter.four * 2) - y / 3 > 1"
    )


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("min(x, y) > 3", "x > 3 and y > 3"),
        ("min(x, y) < 3", "x < 3 or y < 3"),
        ("max(x, y) >= 3", "x >= 3 or y >= 3"),
        ("z <= max(x, y)", "z <= x or z <= y"),
        ("z < min(x, y)", "z < x and z < y"),
        ("max(x, y, 2) >= z", "x >= z or y >= z or z <= 2"),
        ("-min(x, y) / 2 > 1", "-x / 2 > 1 and -y / 2 > 1".replace("and", "or")),
        ("max(x, 1) > 3", "x > 3"),
        ("min(first, second) + months(3) > today", "first + months(3) > today and "
         "second + months(3) > today"),
        ("min(x, max(y, z)) > 3", "x > 3 and (y > 3 or z > 3)"),
    ],
)  # fmt: skip
def test_the_least_and_the_greatest_are_compared_one_by_one(text, means):
    assert read(text) == read(means)


def test_alternatives_of_two_least_numbers_do_not_multiply():
    four = ", ".join("xyz"), ", ".join(f"{name} * 2" for name in "xyz")
    found = read(f"min({four[0]}) > min({four[1]})")
    assert len(found.items) == 3  # one for each number that may be the least of the second


def test_points_are_counted_in_whole_parts_of_a_point():
    assert read("points({a: 0.5, not b: 1}) >= 1.5") == Count(
        3, (A, Not(B)), "points({a: 0.5, not b: 1}) >= 1.5", (1, 2), 2
    )


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("points({a: 1, b: 2, c: 2}) > 2", "points({a: 1, b: 2, c: 2}) >= 3"),
        ("points({a: 1, b: 2, c: 2}) <= 2", "not points({a: 1, b: 2, c: 2}) >= 3"),
        ("points({a: 1, b: -1}) > 0", "points({a: 1, not b: 1}) >= 2"),
        ("points({law.*: 1}) >= 2", "points({law.p: 1, law.q: 1, law.r: 1}) >= 2"),
        ("points({law.* except q: 1, a: 1}) > 1", "points({law.p: 1, law.r: 1, a: 1}) >= 2"),
        ("points({regions: 1, a: 1}) > 1",
         'points({"eu" in regions: 1, "us" in regions: 1, a: 1}) >= 2'),
        ("points({a: 1}) + points({a: 1, b: 1}) * 2 >= 5", "points({a: 3, b: 2}) >= 5"),
        ("points({a: parameter.four, b: 1, c: 2}) >= 5",
         "parameter.four == 4 and points({a: 4, b: 1, c: 2}) >= 5"),
        ("points({a: 1, b: 3, c: 1}) >= 3 and x > 1", "points({b: 3}) >= 3 and x > 1"),
    ],
)  # fmt: skip
def test_each_comparison_of_points_is_that_so_many_are_reached(text, means):
    assert read(text) == read(means)


def test_points_that_are_exactly_so_many_are_so_many_and_not_the_next_more():
    found = read("points({a: 1, b: 1, c: 1}) == 2")
    assert isinstance(found, And)
    assert condition_text(found) == (
        "points({a: 1, b: 1, c: 1}) >= 2 and (not points({a: 1, b: 1, c: 1}) >= 3)"
    )


def test_a_difference_of_days_counts_them_and_months_begin_on_the_earlier_day():
    assert read("today - first > days(90)") == Test(
        ">", Calculation(Attr("today"), "-", Attr("first")), Span(Const(90), "days")
    )
    assert read("weeks(2) <= today - first") == read("today - first >= weeks(2)")
    assert read("today - first > months(3)") == read("today > first + months(3)")


def test_enumerations_with_one_order_are_compared_with_each_other():
    for op, holds in (
        (">=", lambda one, other: one >= other),
        ("<", lambda one, other: one < other),
    ):
        condition = read(f"m1 {op} m2")
        for one, other in product(LEVELS, repeat=2):
            wanted = holds(LEVELS.index(one), LEVELS.index(other))
            assert _true(condition, {"m1": one, "m2": other}) is wanted


def _true(condition, facts) -> bool:
    if isinstance(condition, Test):
        return facts[condition.left.name] in condition.right
    parts = [_true(item, facts) for item in condition.items]
    return all(parts) if isinstance(condition, And) else any(parts)


@pytest.mark.parametrize(
    "text",
    [
        "x / 4 > 3",
        "today - first > days(parameter.four)",
        "(today - first) / 2 >= weeks(2)",
        "points({a: 1, b: 1, not c: 0.5}) / 3 >= 0.5",
        "points({law.*: 1, x > 3 and a: 2}) == 2",
        "max(x, y) - min(y, z) > 2",
        "m1 > m2",
    ],
)
def test_what_is_written_reads_as_the_same(text):
    assert condition_text(read(condition_text(read(text)))) == condition_text(read(text))


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("x / 0 > 3", BadExpression, "divides by 0"),
        ("x / (4 - parameter.four) > 3", BadExpression, "divides by 0"),
        ("x / parameter.none > 3", BadExpression, "divides by 0"),
        ("x / y > 3", BadExpression, "divided by a constant or a parameter only"),
        ("x / parameter.nome > 3", UnknownName, "no parameter 'nome'"),
        ("first / 2 > today", WrongType, "a date and a number cannot be divided"),
        ("min(x) > 3", WrongType, r"min\(…\) takes several numbers, or several dates"),
        ("min(x, first) > 3", WrongType, "several numbers, or several dates"),
        ("max(a, b) > 3", WrongType, "several numbers, or several dates"),
        ("min(x, y) * z > 3", BadExpression, "multiplied with a constant or a parameter only"),
        ("min(x, y) * parameter.turns > 3", BadExpression, "changes its sign"),
        ("min(x, 1) > 2", BadExpression, "this is always false"),
        ("points(a, b) > 1", BadExpression, "conditions and their points in braces"),
        ("points({a: x}) > 1", BadExpression, "points are a number or a parameter"),
        ("points({a: 1, a: 2}) > 1", BadExpression, "a is counted twice"),
        ("points({law.*: 1, law.p: 2}) > 1", BadExpression, "law.p is counted twice"),
        ("points({a: 1, b: 1}) > 2", BadExpression, "of at most 2 points, 2 makes this always"),
        ("points({a: 1, b: 1}) == 0.5", BadExpression, "of at most 2 points, 0.5 makes"),
        ("points({a: 1, b: 1}) > x", BadExpression, "is a constant or a parameter"),
        ("points({a: 1, b: 1}) * x > 1", BadExpression, "multiplied with a constant only"),
        ("points({a: 0}) >= 1", BadExpression, "gives points to 0 conditions"),
        ("points({x: 1}) >= 1", WrongType, "x is a number, of which nothing can be counted"),
        ("today - first > 90", WrongType, "a number of days cannot be compared with a number"),
        ("today - first > x", WrongType, "a number of days cannot be compared with a number"),
        ("(today - first) * 2 > months(3)", WrongType, "months have no number of days"),
        ("today + first > days(3)", WrongType, "a date and a date cannot be added"),
        ("m1 >= plain", WrongType, "plain has no order"),
        ("plain >= m1", WrongType, "plain has no order"),
        ("m1 >= turned", WrongType, "their values in another order"),
        ("m1 >= m1", WrongType, "compared with itself"),
    ],
)
def test_what_means_nothing_is_refused_with_the_right_word(text, kind, says):
    with pytest.raises(kind, match=says):
        read(text)


@pytest.mark.parametrize("text", ["min(x, y)", "max(x, y) + 1"])
def test_a_figure_has_no_least_or_greatest(text):
    with pytest.raises(BadExpression, match="stand in a comparison"):
        read_term(text, VOCABULARY)


def test_a_calculation_is_as_long_as_it_needs_to_be_within_a_limit_that_is_told():
    assert read(" + ".join(["x"] * MOST_OPERANDS) + " > 3")
    for text in (
        " + ".join(["x"] * (MOST_OPERANDS + 1)) + " > 3",
        "*".join(["(x + y)"] * 8) + " > 3",
    ):
        with pytest.raises(TooComplex, match="too long") as found:
            read(text)
        assert f"at most {MOST_OPERANDS}" in str(found.value)
    with pytest.raises(TooComplex, match="9 numbers are multiplied with one another"):
        read("*".join(["x"] * 9) + " > 3")
    many = ", ".join(["x", "y"] * 8)
    with pytest.raises(TooComplex, match="too many comparisons"):
        read(f"min({many}) > min({many})")


def test_points_have_a_limit_of_different_sums_and_of_conditions():
    names = [f"big.p{number}" for number in range(MOST_COUNTED + 1)]
    vocabulary = Vocabulary({}, {}, names, {})

    def reads(points, count):
        listed = ", ".join(f"{name}: {points(n)}" for n, name in enumerate(names[:count]))
        return read_condition(f"points({{{listed}}}) >= 3", vocabulary)

    assert reads(lambda _: 0.5, 200).least == 6
    with pytest.raises(TooComplex, match=f"more than {MOST_SUMS} different sums"):
        reads(lambda number: 2**number, 12)
    with pytest.raises(BadExpression, match=f"points to {MOST_COUNTED + 1} conditions"):
        read_condition("points({big.*: 1}) >= 3", vocabulary)
