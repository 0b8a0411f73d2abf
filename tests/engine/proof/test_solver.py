"""The rules as formulas: what is found can happen, and what is proven never happens."""

from __future__ import annotations

import gc
from collections import Counter
from datetime import date
from itertools import product
from weakref import ref

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.proof.algebra import Formula, Masks, differ
from engine.proof.answers import answers_formula
from engine.proof.masks import Cases
from engine.proof.solver import Formulas, Space
from knowledge.base import load
from tests.engine.proof.test_sensitivity import fine
from tests.random_knowledge import ATTRIBUTES, facts, knowledge_bases
from tests.sizes import tried

DAY = date(2026, 11, 22)
KNOWN = {"name": "case", "today": DAY}
seen: Counter[str] = Counter()
pytestmark = pytest.mark.random
with_random_knowledge = settings(
    max_examples=tried(24, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@with_random_knowledge
@given(knowledge_bases(), facts(), st.data())
def test_a_proposition_is_found_just_where_trying_all_answers_finds_it(base, stated, data):
    formula = Formula(
        base,
        [data.draw(st.sampled_from([name for name in base.propositions if name.startswith("p")]))],
    )
    ((name, _),) = formula.targets.items()
    opened = [attribute for attribute in formula.attributes if attribute not in stated]
    rows = [
        dict(zip(opened, row, strict=True))
        for row, _ in zip(
            product(*(fine(ATTRIBUTES[a], a) for a in opened)), range(12_000), strict=False
        )
    ]
    assume(len(rows) < 12_000)
    cases = Cases(base, opened, rows)
    held = formula.evaluate(cases.masks, cases.choices, {**KNOWN, **stated})[name]
    space = Space(formula, opened, {**KNOWN, **stated}, unanswered=True)
    truth = space.evaluate()[name]
    for condition, can_happen in (
        (truth, held != 0),
        (space.algebra.no(truth), held != cases.masks.top),
    ):
        model = space.find(condition)
        assert (model is not None) is can_happen
        seen[str(can_happen)] += 1
        if model is not None:
            row = {attribute: space.stated(model, attribute) for attribute in opened}
            again = Cases(base, opened, [row])
            assert bool(
                formula.evaluate(again.masks, again.choices, {**KNOWN, **stated})[name]
            ) is (condition is truth)


def test_possible_and_impossible_were_both_among_them():
    assert seen["True"] >= 20
    assert seen["False"] >= 10


@with_random_knowledge
@given(knowledge_bases(), facts())
def test_a_case_that_is_pinned_down_is_as_it_is_over_masks(base, stated):
    formula = Formula(base, base.propositions)
    known = {**KNOWN, **stated}
    space = Space(formula, ATTRIBUTES, known, unanswered=True)
    for name in space.free:
        space.require(space.is_stated(name, stated.get(name)))
    cases = Cases(base, space.free, [stated])
    held = formula.evaluate(cases.masks, cases.choices, known)
    for name, truth in space.evaluate().items():
        assert (space.find(truth) is not None) is bool(held[name])
        assert (space.find(space.algebra.no(truth)) is not None) is not bool(held[name])
    model = space.find()
    assert {name: space.stated(model, name) for name in space.free} == {
        name: stated.get(name) for name in space.free
    }


@with_random_knowledge
@given(knowledge_bases(), facts())
def test_where_answers_are_not_taken_back_what_was_answered_stays_answered(base, stated):
    formula = Formula(base, base.propositions)
    space = Space(formula, ATTRIBUTES, {**KNOWN, **stated}, unanswered=False)
    for name in space.free:
        assert (space.find(space.is_stated(name, None)) is None) is (name in stated)
        assert all(
            space.find(space.is_stated(name, value)) is not None
            for name, values in space.values.items()
            for value in values[:2]
        )


def test_formulas_and_masks_are_the_same_algebra():
    import z3

    context = z3.Context()
    formulas, masks = Formulas(context), Masks(4)
    letters = {"a": (formulas.variable("a"), 0b0011), "b": (formulas.variable("b"), 0b0101)}
    values = [*letters.values(), (True, 0b1111), (False, 0)]

    def rows(item: object) -> int:
        found = 0
        for place in range(4):
            solver = z3.Solver(ctx=context)
            for variable, mask in letters.values():
                solver.add(variable if mask >> place & 1 else z3.Not(variable))
            solver.add(z3.BoolVal(item, context) if isinstance(item, bool) else item)
            found |= (solver.check() == z3.sat) << place
        return found

    for several in (several for size in (0, 1, 2, 3) for several in product(values, repeat=size)):
        ours, theirs = [one for one, _ in several], [mask for _, mask in several]
        assert rows(formulas.all_of(ours)) == masks.all_of(theirs)
        assert rows(formulas.any_of(ours)) == masks.any_of(theirs)
    for one, mask in values:
        assert rows(formulas.no(one)) == masks.no(mask)
        assert all(rows(differ(formulas, one, other)) == mask ^ second for other, second in values)


@pytest.mark.parametrize("condition", [False, None])
def test_what_can_never_hold_leaves_no_case(condition):
    from tests.random_cases import BASE

    space = Space(
        Formula(BASE, ["verdict.prohibited"]),
        ["exposure"],
        {"today": DAY, **BASE.parameters_on(DAY)},
        unanswered=True,
    )
    assert space.find() is not None
    space.require(False if condition is False else space.evaluate()["verdict.prohibited"])
    assert space.find() is None


def test_a_solver_is_gone_as_soon_as_nobody_asks_it():
    """What Z3 holds is large, and Python does not count it."""
    base = load()
    formula = base.derived(answers_formula)
    gc.collect()
    gc.disable()
    try:
        space = Space(formula, formula.attributes, KNOWN, unanswered=True)
        space.evaluate()
        watched = ref(space)
        del space
        assert watched() is None
    finally:
        gc.enable()
