"""A formula around fixed facts gives the values of the whole formula."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.proof.algebra import Formula
from engine.proof.folding import Folded
from engine.proof.masks import Cases
from engine.proof.sensitivity import verdict_formula
from tests.random_cases import BASE, random_cases
from tests.random_knowledge import ATTRIBUTES, facts, knowledge_bases
from tests.sizes import tried

DAY = date(2026, 11, 22)
ROWS = 12


@pytest.mark.random
@settings(
    max_examples=tried(20, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(knowledge_bases(), st.lists(facts(), min_size=ROWS, max_size=ROWS), facts(), st.data())
def test_it_says_of_each_proposition_and_row_what_the_whole_formula_says(base, rows, common, data):
    free = data.draw(st.lists(st.sampled_from(list(ATTRIBUTES)), unique=True))
    rows = [{name: row[name] for name in free if name in row} for row in rows]
    known = {name: value for name, value in common.items() if name not in free}
    known |= {"name": "case", "today": DAY}
    formula = Formula(base, base.propositions)
    cases = Cases(base, free, rows)
    whole = formula.evaluate(cases.masks, cases.choices, known)
    folded = Folded(formula, free, known).evaluate(cases.masks, cases.choices)
    assert [*folded.items()] == [*whole.items()]


def test_an_answer_that_says_something_of_another_attribute_counts_for_that_one_too():
    formula, rng = verdict_formula(BASE), Random(7)
    sources = sorted({one.source for one in BASE.entailments if one.source in formula.attributes})
    assert sources
    for result in random_cases()[:3]:
        stated = result.facts
        free = [*sources, *rng.sample(formula.attributes, 10)]
        known = {name: value for name, value in stated.items() if name not in free}
        rows = [
            {
                name: rng.choice([None, *BASE.attributes[name].choices])
                for name in sources
                if BASE.attributes[name].type == "enum"
            }
            for _ in range(ROWS)
        ]
        cases = Cases(BASE, free, rows)
        whole = formula.evaluate(cases.masks, cases.choices, known)
        assert Folded(formula, free, known).evaluate(cases.masks, cases.choices) == whole
