"""at_least(2, …), at_most, exactly and count: what is counted, and what cannot be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge.conditions.reading import read_condition
from knowledge.conditions.tree import And, Attr, Const, Count, Expression, Not, Or, Prop, Test
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.conditions.writing import condition_text
from knowledge.faults import BadExpression, Fault, UnknownName, WrongType
from knowledge.limits import MOST_COUNTED


@dataclass
class Kind:
    type: str
    choices: tuple[str, ...] = ()
    ordered: bool = False
    profiles: bool = False


ATTRIBUTES = {
    "a": Kind("bool"),
    "b": Kind("bool"),
    "c": Kind("bool"),
    "size": Kind("number"),
    "stage": Kind("enum", ("idea", "pilot")),
    "regions": Kind("set", ("eu", "us", "jp")),
}
VOCABULARY = Vocabulary(
    ATTRIBUTES,
    {"enough": "number", "half": "number", "day": "date"},
    ("law.x", "law.y", "law.z", "other"),
    {},
    {"enough": (2.0, 3.0), "half": (1.5,)},
)
A, B, C = (Test("yes", Attr(name)) for name in "abc")


def read(text: str) -> Expression:
    return read_condition(text, VOCABULARY)


def two(*items: Expression, spelt: str, least: int = 2) -> Count:
    return Count(least, items, f"at_least({least}, {spelt})")


def test_listed_conditions_are_counted():
    wanted = two(A, Not(B), Test(">", Attr("size"), Const(3)), spelt="a, not b, size > 3")
    assert read("at_least(2, a, not b, size > 3)") == wanted
    assert read("count(a, not b, size > 3) >= 2") == wanted
    assert read("count(a, not b, size > 3) > 1") == wanted


def test_the_members_of_a_family_are_counted_in_the_order_of_the_packs():
    x, y, z = (Prop(f"law.{name}") for name in "xyz")
    assert read("at_least(2, law.*)") == two(x, y, z, spelt="law.*")
    assert read("at_least(2, law.*, a)") == two(x, y, z, A, spelt="law.*, a")
    assert read("at_least(2, a, law.* except y)") == two(A, x, z, spelt="a, law.* except y")


def test_the_members_of_a_set_are_counted():
    members = [Test("includes", Attr("regions"), Const(name)) for name in ("eu", "us", "jp")]
    assert read("count(regions) >= 2") == two(*members, spelt="regions")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("at_most(1, a, b, c)", "not at_least(2, a, b, c)"),
        ("count(a, b, c) <= 1", "not at_least(2, a, b, c)"),
        ("count(a, b, c) < 2", "not at_least(2, a, b, c)"),
        ("exactly(2, a, b, c)", "at_least(2, a, b, c) and not at_least(3, a, b, c)"),
        ("count(a, b, c) == 3", "at_least(3, a, b, c)"),
        ("exactly(0, a, b, c)", "not at_least(1, a, b, c)"),
        ("count(a, b, c) != 3", "not at_least(3, a, b, c)"),
    ],
)
def test_each_form_comes_down_to_at_least(text, meant):
    assert read(text) == read(meant)


def test_a_parameter_is_compared_value_by_value():
    found = read("at_least(parameter.enough, a, b, c)")
    assert isinstance(found, Or)
    assert [condition_text(case) for case in found.items] == [
        "(parameter.enough == 2.0) and at_least(2, a, b, c)",
        "(parameter.enough == 3.0) and at_least(3, a, b, c)",
    ]
    assert all(isinstance(case, And) for case in found.items)


def test_what_is_written_reads_as_the_same():
    for text in (
        "at_least(2, a, at_least(1, b, c), law.*)",
        "at_least(2, (a and b), not c, size > 3)",
    ):
        assert read(condition_text(read(text))) == read(text)


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("at_least(2)", BadExpression, "takes a number and what is counted"),
        ("count() >= 2", BadExpression, "takes what is counted"),
        ("at_least(a, b, c)", WrongType, "no number of conditions|not a number of conditions"),
        ("at_least(1.5, b, c)", WrongType, "not a number of conditions"),
        ("at_least(parameter.half, b, c)", WrongType, "not numbers of conditions"),
        ("at_least(parameter.day, b, c)", WrongType, "not numbers of conditions"),
        ("at_least(parameter.enouhg, b, c)", UnknownName, "no parameter 'enouhg'"),
        ("at_least(parameter.enough, b, c)", BadExpression, "of 2 conditions, 3 makes"),
        ("at_least(0, a, b)", BadExpression, "always true or always false"),
        ("at_least(3, a, b)", BadExpression, "always true or always false"),
        ("at_most(2, a, b)", BadExpression, "always true or always false"),
        ("exactly(3, a, b)", BadExpression, "always true or always false"),
        ("count(a, b) >= 0", BadExpression, "always true or always false"),
        ("at_least(1, a)", BadExpression, "counts 1 condition"),
        ("at_least(2, a, b, a)", BadExpression, "a is counted twice"),
        ("at_least(2, law.*, law.x)", BadExpression, "law.x is counted twice"),
        ("count(stage) >= 1", WrongType, "stage is one of several values"),
        ("count(size) >= 1", WrongType, "size is a number"),
        ("at_least(2, a, lwa.*)", UnknownName, "no family 'lwa'"),
        ("at_lest(2, a, b)", BadExpression, "no such function"),
    ],
)
def test_what_cannot_be_counted_is_refused(text, kind, says):
    with pytest.raises(kind, match=says) as found:
        read(text)
    assert isinstance(found.value, Fault)


def test_a_misspelt_function_is_told_the_right_one():
    with pytest.raises(BadExpression) as found:
        read("at_lest(2, a, b)")
    assert found.value.nearest == "at_least"


def test_the_number_of_conditions_is_limited():
    names = tuple(f"big.{number}" for number in range(MOST_COUNTED + 1))
    vocabulary = Vocabulary({}, {}, names, {})
    with pytest.raises(BadExpression, match=f"counts {MOST_COUNTED + 1:,} conditions"):
        read_condition("at_least(2, big.*)", vocabulary)
