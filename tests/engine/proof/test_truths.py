"""Conditions come to the same over an algebra as they do case by case,
and a second case to the same as one of its own.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine import assess
from engine.check.soundness import formula_of
from engine.proof.algebra import Formula, differ
from engine.proof.days import Day, World, days_of
from engine.proof.masks import Cases
from engine.proof.solver import holds
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import load
from knowledge.cases.use_case import model_of, nested
from tests.engine.proof.test_solver import DAY, with_random_knowledge
from tests.kleene import value
from tests.random_knowledge import ATTRIBUTES, facts, knowledge_bases

BASE = load()


def test_what_invariants_ask_comes_to_the_same_as_in_single_cases():
    day = days_of(formula_of(BASE))[4]
    rows = [day.sample.row(number) for number in range(40)]
    truths = day.rows(rows)
    results = [
        assess(model_of(BASE).model_validate(nested({"name": "case", **row})), day.day)
        for row in rows
    ]
    for (key, part), condition in BASE.conditions.items():
        true, possible = truths.read(condition)
        for number, result in enumerate(results):
            expected = value(condition, result.facts, result.conclusions)
            assert (bool(true >> number & 1), bool(possible >> number & 1)) == (
                expected is True,
                expected is not False,
            ), (key, part)


def test_the_tests_and_propositions_of_a_condition_are_found_however_deep_they_stand():
    condition = BASE.conditions["invariant.a_time_box_is_agreed", "always"]
    assert len(list(every_test(condition))) == 4
    assert list(every_proposition(condition, BASE.propositions)) == []
    lifted = list(
        every_proposition(
            BASE.conditions["invariant.only_what_is_established_lifts", "given"], BASE.propositions
        )
    )
    assert "lifted.scale" in lifted
    assert all(name.startswith("lifted.") for name in lifted)


@with_random_knowledge
@given(
    knowledge_bases(), facts(), facts(), st.sets(st.sampled_from(sorted(ATTRIBUTES)), max_size=3)
)
def test_what_another_answer_does_not_touch_is_taken_over_and_the_rest_is_worked_out_again(
    base, stated, instead, changed
):
    formula = Formula(base, base.propositions, possible=True)
    known = {"today": DAY}
    names = [name for name in ATTRIBUTES if name in formula.attributes]
    before, after = ({name: row.get(name) for name in names} for row in (stated, instead))
    after = {name: after[name] if name in changed else before[name] for name in names}
    first, second = (Cases(base, names, [row]) for row in (before, after))
    old = formula.values(first.masks, first.choices, known)
    whole = formula.values(second.masks, second.choices, known)
    again = formula.again(second.masks, second.choices, known, old, changed)
    assert dict(again.atoms) == dict(whole.atoms)
    assert dict(again.tests) == dict(whole.tests)


@with_random_knowledge
@given(knowledge_bases(), facts(), st.sampled_from(sorted(ATTRIBUTES)))
def test_two_cases_in_one_proof_are_each_what_they_are_alone(base, stated, changed):
    day = Day(Formula(base, base.propositions, possible=True), DAY)
    if changed not in day.free:
        return
    world = World(day, unanswered=True)
    twins = world.space.twins([changed])
    other = world.second(twins)
    apart = [
        differ(world.algebra, world.truths.true(name), other.true(name))
        for name in day.formula.targets
    ]
    stays = (
        world.space.is_stated(changed, stated.get(changed))
        if stated.get(changed) in (None, True)
        else True
    )
    model = world.find(world.algebra.any_of(apart), stays)
    if model is None:
        return
    rows = [world.row(model), world.row(model, {**world.space.choices, **twins})]
    alike = [{name: answer for name, answer in row.items() if name != changed} for row in rows]
    assert alike[0] == alike[1]
    for row, truths in zip(rows, (world.truths, other), strict=True):
        alone: Truths[int] = day.rows([row])
        for name in day.formula.targets:
            assert bool(alone.true(name)) is holds(model, truths.true(name))
