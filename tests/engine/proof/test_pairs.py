"""What is proven of two cases is what trying all pairs of them shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.check.invariants import broken
from engine.proof.algebra import Formula, differ
from engine.proof.days import Day
from engine.proof.masks import Cases
from engine.proof.solver import Formulas
from engine.proof.truths import Truths
from knowledge.entries.kinds import Invariant, Source
from tests.engine.proof.test_sensitivity import fine
from tests.engine.proof.test_solver import DAY, with_random_knowledge
from tests.random_knowledge import ATTRIBUTES, knowledge_bases

SOURCE = [Source(work="w", at="1")]
PRODUCTION, OPEN = "verdict.production_required", "verdict.undetermined"
ORDERS = {
    "b0": [False, True],
    "b1": [True, False],
    "e0": ["v0", "v1", "v2"],
    "e1": ["v2", "v0"],
    "n0": "more",
    "n1": "more",
    "s0": "more",
}
MOST = 3_000
seen: Counter[str] = Counter()


def invariant(**form):
    return Invariant(invariant="i", title="It is so", source=SOURCE, basis="stated", **form)


def verdict_of(base, entry, changing, chosen):
    """(whether the engine finds a pair, each case with its status and those that a single step
    leads to).
    """
    known = replace(base, entries={**base.entries, "invariant.i": entry})
    found = list(broken(known, []))
    formula = Formula(base, chosen, possible=True)
    names = list(formula.attributes)
    values = [fine(ATTRIBUTES[name], name) for name in names]
    count = 1
    for several in values:
        count *= len(several)
    assume(0 < count < MOST)
    rows = [dict(zip(names, row, strict=True)) for row in product(*values)]
    cases = Cases(base, names, rows)
    read = Truths(formula, cases.masks, formula.values(cases.masks, cases.choices, {"today": DAY}))
    status = [
        tuple(
            (bool(read.true(name) >> i & 1), bool(read.possible(name) >> i & 1)) for name in chosen
        )
        for i in range(len(rows))
    ]
    place = {tuple(row.values()): number for number, row in enumerate(rows)}
    steps = [
        (number, place[tuple({**row, name: answer}.values())], row[name], answer, name)
        for number, row in enumerate(rows)
        for name, several in zip(names, values, strict=True)
        if name in changing
        for answer in several
    ]
    return bool(found), status, steps, found


def shows(base, flaw, chosen):
    """The status that the propositions looked at have in the two cases of a flaw."""
    day = Day(Formula(base, chosen, possible=True), DAY)
    read = [day.rows([row]) for row in (flaw.witness, flaw.against)]
    return [
        [(bool(truths.true(name)), bool(truths.possible(name))) for name in chosen]
        for truths in read
    ]


@with_random_knowledge
@given(
    knowledge_bases(),
    st.sets(st.sampled_from(sorted(ATTRIBUTES)), min_size=1, max_size=3),
    st.data(),
)
def test_what_an_answer_must_not_change_is_changed_just_where_trying_all_answers_changes_it(
    base, whatever, data
):
    name = data.draw(st.sampled_from([name for name in base.propositions if name.startswith("p")]))
    entry = invariant(unchanged=[name], whatever=sorted(whatever))
    found, status, steps, flaws = verdict_of(base, entry, whatever, [name])
    assert found is any(status[one] != status[other] for one, other, *_ in steps)
    seen[f"unchanged {found}"] += 1
    for flaw in flaws:
        one, other = shows(base, flaw, [name])
        assert one != other


@with_random_knowledge
@given(knowledge_bases(), st.sets(st.sampled_from(sorted(ATTRIBUTES)), max_size=3), st.data())
def test_what_is_settled_is_turned_just_where_trying_all_further_answers_turns_it(
    base, spared, data
):
    name = data.draw(st.sampled_from([name for name in base.propositions if name.startswith("p")]))
    entry = invariant(settled=[name], but_for=sorted(spared))
    found, status, steps, flaws = verdict_of(base, entry, set(ATTRIBUTES) - spared, [name])
    settled = ((True, True), (False, False))
    more = [
        (one, other)
        for one, other, before, answer, _ in steps
        if before is None and answer is not None
    ]
    assert found is any(
        status[one][0] in settled and status[one] != status[other] for one, other in more
    )
    seen[f"settled {found}"] += 1
    for flaw in flaws:
        (one,), (other,) = shows(base, flaw, [name])
        assert one in settled
        assert one != other
        assert all(flaw.against[attribute] == answer for attribute, answer in flaw.witness.items())


def raised(name, before, answer):
    """Whether an answer asks for as much as the one before, or more."""
    order = ORDERS[name]
    if before == answer:
        return True
    if ATTRIBUTES[name] == "set":
        return (
            answer == frozenset({"v0", "v1"})
            if before is None
            else answer is not None and before <= answer
        )
    if order == "more":
        most = max(value for value in fine("number", name) if value is not None)
        return answer == most if before is None else answer is not None and before < answer
    if before is None:
        return answer == order[-1]
    return before in order and answer in order and order.index(before) < order.index(answer)


@with_random_knowledge
@given(knowledge_bases(), st.sets(st.sampled_from(sorted(ORDERS)), min_size=1, max_size=3))
def test_a_verdict_is_relaxed_just_where_trying_all_that_asks_for_more_relaxes_it(base, rising):
    entry = invariant(
        never_relaxed_by={name: ORDERS[name] for name in sorted(rising)},
        strictness=[[PRODUCTION], [OPEN]],
    )
    found, status, steps, flaws = verdict_of(base, entry, rising, [PRODUCTION, OPEN])
    higher = [
        (one, other) for one, other, before, answer, name in steps if raised(name, before, answer)
    ]
    assert found is any(status[one][0][0] and not status[other][0][0] for one, other in higher)
    seen[f"relaxed {found}"] += 1
    for flaw in flaws:
        one, other = shows(base, flaw, [PRODUCTION])
        assert (one[0][0], other[0][0]) == (True, False)


@pytest.mark.parametrize("form", ["unchanged", "settled", "relaxed"])
def test_both_outcomes_were_among_them(form):
    assert seen[f"{form} True"] >= 3
    assert seen[f"{form} False"] >= 3


def test_where_two_conditions_are_the_same_they_do_not_differ():
    import z3

    formulas = Formulas(z3.Context())
    one, other = formulas.variable("one"), formulas.variable("other")
    assert differ(formulas, one, one) is False
    assert differ(formulas, True, True) is False
    assert differ(formulas, one, False) is one
    assert differ(formulas, one, other) is not False
