"""Premises are written back as conditions that read as the same premises."""

import pytest

from knowledge.base import load
from knowledge.conditions.reading import read_condition
from knowledge.conditions.tree import Attr, Calculation, Const, Param, Test
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.rules.meaning import requirements
from knowledge.rules.plain import Literal, bodies
from knowledge.rules.writing import body_text, premise_text
from knowledge.truth import Mode

BASE = load()
VOCABULARY = Vocabulary(
    BASE.attributes,
    {name: parameter.type for name, parameter in BASE.parameters.items()},
    frozenset(BASE.propositions),
    requirements(list(BASE.entries.values())),
)


def can_be_typed(rule):
    """Whether conditions can name what it asks for; a duty's number is no name in them."""
    names = [
        literal.target
        for literal in rule.body
        if isinstance(literal.target, str) and not literal.target.startswith("any(")
    ]
    return bool(rule.body) and all(
        f"_{part}".isidentifier() for name in names for part in name.split(".")
    )


TYPED = [rule for rule in BASE.rules if can_be_typed(rule)]


def test_nearly_all_rules_can_be_typed():
    assert len(TYPED) > 0.8 * len(BASE.rules)


@pytest.mark.parametrize("entry", sorted({rule.entry for rule in TYPED}))
def test_what_a_rule_asks_for_reads_as_its_own_premises(entry):
    for rule in (rule for rule in TYPED if rule.entry == entry):
        (body,) = bodies(read_condition(body_text(rule), VOCABULARY))
        assert set(body) == set(rule.body), body_text(rule)


@pytest.mark.parametrize("mode", Mode)
def test_a_premise_is_written_in_every_mode(mode):
    for target in (
        "trigger.scale",
        Test("yes", Attr("ai_system")),
        Test(">=", Attr("volume_multiple"), Const(3)),
    ):
        ((read,),) = bodies(read_condition(premise_text(Literal(target, mode)), VOCABULARY))
        for truth in (True, False, None):
            given = None if truth is None else not truth if read.target != target else truth
            assert read.mode.of(given) is mode.of(truth)


def test_a_product_of_sums_keeps_its_brackets():
    left = Calculation(Attr("volume_multiple"), "+", Const(1))
    test = Test("<", Attr("build_cost"), Calculation(left, "*", Param("rebuild_factor_low")))
    assert (
        premise_text(Literal(test))
        == "build_cost < (volume_multiple + 1) * parameter.rebuild_factor_low"
    )
    assert bodies(read_condition(premise_text(Literal(test)), VOCABULARY)) == [(Literal(test),)]


@pytest.mark.parametrize(
    "text",
    [
        "build_cost - volume_multiple > 0",
        "build_cost - (volume_multiple - 1) > -3",
        "build_cost + (volume_multiple + 1) > 0",
        "build_cost * (volume_multiple * 2) > 0",
        "(-build_cost) * 2 < -volume_multiple",
        "-(build_cost * 2) < -(volume_multiple + 1)",
        "build_cost * -2 - volume_multiple < 0",
        "ends_on - months(3) - weeks(1) < starts_on",
        "volume_multiple in (-1, 2)",
    ],
)
def test_minus_signs_are_written_as_they_are_read(text):
    (premises,) = bodies(read_condition(text, VOCABULARY))
    assert [premise_text(premise) for premise in premises] == [text]


def test_a_rule_that_asks_for_nothing_says_so():
    from knowledge.rules.plain import Rule

    assert body_text(Rule("p/1", "p", (), "p")) == "nothing"
