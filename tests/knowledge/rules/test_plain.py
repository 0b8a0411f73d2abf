"""A condition becomes plain rules, and keeps its truth value in every case,
with whatever is unknown.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.base import load
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import And, AnyOf, Attr, Established, Expression, Not, Or, Prop
from knowledge.conditions.tree import Test as Asked
from knowledge.faults import TooComplex
from knowledge.rules.meaning import Statement, family_statement, plain_rules
from knowledge.rules.plain import MOST_ALTERNATIVES, Literal, bodies, conjoin, family
from knowledge.truth import Mode

ATTRIBUTES, PROPOSITIONS = ("a", "b"), ("p", "q")
THREE = (True, False, None)
LEAVES = st.sampled_from(
    [
        *(
            Asked(op, Attr(name))
            for name in ATTRIBUTES
            for op in ("yes", "no", "known", "unanswered")
        ),
        *map(Prop, PROPOSITIONS),
        AnyOf("f"),
    ]
)


def _deeper(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(inner.map(Not), inner.map(Established), several.map(And), several.map(Or))


CONDITIONS = st.recursive(LEAVES, _deeper, max_leaves=6)
ANSWERS = st.fixed_dictionaries(
    {name: st.sampled_from(THREE) for name in (*ATTRIBUTES, *PROPOSITIONS, family("f"))}
)


def every(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def some(parts: list[bool | None]) -> bool | None:
    return True if True in parts else None if None in parts else False


def truth(node: Expression, answers: dict[str, bool | None]) -> bool | None:
    """Kleene's logic, on the condition as it was written."""
    match node:
        case Asked():
            return decider(node)(answers)
        case Prop():
            return answers[node.name]
        case AnyOf():
            return answers[family(node.family)]
        case Not():
            inner = truth(node.item, answers)
            return None if inner is None else not inner
        case Established():
            return truth(node.item, answers) is True
        case And():
            return every([truth(item, answers) for item in node.items])
        case Or():
            return some([truth(item, answers) for item in node.items])


def truth_of_rules(condition: Expression, answers: dict[str, bool | None]) -> bool | None:
    """The same by its alternatives: some body of which every literal holds."""

    def holds(literal: Literal) -> bool | None:
        target = literal.target
        return literal.mode.of(
            answers[target] if isinstance(target, str) else decider(target)(answers)
        )

    return some([every([holds(literal) for literal in body]) for body in bodies(condition)])


@settings(deadline=None)
@given(CONDITIONS, ANSWERS)
def test_rules_have_the_truth_value_of_their_condition(condition, answers):
    assert truth_of_rules(condition, answers) is truth(condition, answers)


P, Q, R = Prop("p"), Prop("q"), Prop("r")
IS_P, IS_Q, IS_R = Literal("p"), Literal("q"), Literal("r")


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (P, [(IS_P,)]),
        (And((P, Or((Q, R)))), [(IS_P, IS_Q), (IS_P, IS_R)]),
        (Or((P, Or((Q, R)))), [(IS_P,), (IS_Q,), (IS_R,)]),
        (Not(Or((P, Q))), [(Literal("p", Mode.IS_NOT), Literal("q", Mode.IS_NOT))]),
        (Not(Asked("yes", Attr("a"))), [(Literal(Asked("no", Attr("a"))),)]),
        (Established(Not(P)), [(Literal("p", Mode.REFUTED),)]),
        (Not(Established(Not(P))), [(Literal("p", Mode.NOT_REFUTED),)]),
        (
            Established(Asked("yes", Attr("a"))),
            [(Literal(Asked("yes", Attr("a")), Mode.ESTABLISHED),)],
        ),
        (Established(Asked("known", Attr("a"))), [(Literal(Asked("known", Attr("a"))),)]),
        (AnyOf("f"), [(Literal("any(f.*)"),)]),
        (And((P, P)), [(IS_P,)]),
        (Or((P, And((P, Q)))), [(IS_P,)]),
        (Or((And((P, Q)), And((Q, P)))), [(IS_P, IS_Q)]),
    ],
    ids=str,
)
def test_a_condition_has_the_alternatives_that_it_needs_and_no_more(condition, found):
    assert bodies(condition) == found


def _choices(count: int) -> Expression:
    return And(tuple(Or((Prop(f"p{n}"), Prop(f"q{n}"))) for n in range(count)))


def test_a_condition_has_up_to_a_number_of_alternatives_and_no_more():
    assert len(bodies(_choices(6))) == MOST_ALTERNATIVES
    with pytest.raises(TooComplex, match=f"more than {MOST_ALTERNATIVES}") as refused:
        bodies(_choices(7))
    assert "define" in refused.value.expected


def test_conditions_are_conjoined():
    assert conjoin(P) == P
    assert conjoin(P, Q) == And((P, Q))


def test_each_alternative_is_a_rule_with_a_number_of_its_own():
    first, second = plain_rules(Statement("trigger.scale", Or((P, Q)), "trigger.scale"), start=3)
    assert (first.id, first.head, first.body, first.entry) == (
        "trigger.scale/3",
        "trigger.scale",
        (IS_P,),
        "trigger.scale",
    )
    assert (second.id, second.body) == ("trigger.scale/4", (IS_Q,))


def test_a_family_holds_where_a_member_does():
    statement = family_statement("ground", ["ground.scale", "ground.regulatory"])
    assert [(rule.head, rule.body) for rule in plain_rules(statement)] == [
        ("any(ground.*)", (Literal("ground.scale"),)),
        ("any(ground.*)", (Literal("ground.regulatory"),)),
    ]


def test_every_rule_of_the_shipped_packs_has_an_id_of_its_own_and_concludes_a_proposition():
    base = load()
    assert len({rule.id for rule in base.rules}) == len(base.rules) > 0
    assert {rule.head for rule in base.rules} <= set(base.propositions)
    assert {
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, str)
    } <= set(base.propositions)
