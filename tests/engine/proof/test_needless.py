"""Which other questions an answer makes needless: those that nothing asks for any longer."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from engine.proof.algebra import Formula
from engine.proof.needless import asked_after, shares_settled
from engine.proof.sensitivity import Sensitivity
from tests.random_cases import BASE, COUNT, any_value, random_cases, verdict_of
from tests.random_knowledge import base_of, opening

seen: Counter[str] = Counter()


def formula(when: str) -> Formula:
    """What a proposition rests on that holds under a condition."""
    text = (
        f"- {{define: p0, title: p, when: '{when}', source: {{work: w, at: '1'}}, basis: stated}}"
    )
    return Formula(base_of(opening("p0", ["b0", "b1", "b2"]) + "\n" + text), ["p0"])


YES_AND_NO = dict.fromkeys(("b0", "b1", "b2"), (True, False))


def test_an_answer_that_decides_a_conjunction_makes_the_others_needless():
    shares = shares_settled(formula("b0 and b1 and b2"), {}, YES_AND_NO)
    assert shares == {"b0": 0.5, "b1": 0.5, "b2": 0.5}  # a no: both others; a yes: none


def test_what_comes_before_an_alternative_settles_more():
    shares = shares_settled(formula("b0 or (b1 and b2)"), {}, YES_AND_NO)
    # b0 yes: both others; b1 no: b2 alone
    assert shares == {"b0": 0.5, "b1": 0.25, "b2": 0.25}


def test_a_negation_and_what_was_not_established_are_read_as_they_are_decided():
    shares = shares_settled(formula("(not b0 and not established(b1)) or b2"), {}, YES_AND_NO)
    # b0 yes: b1 alone; b1 yes: b0 alone; b2 yes: both others
    assert shares == {"b0": 0.25, "b1": 0.25, "b2": 0.5}


def test_the_only_open_attribute_settles_all():
    assert shares_settled(formula("b0 and b1"), {"b1": True}, {"b0": (True, False)}) == {"b0": 1.0}


@pytest.mark.random
@pytest.mark.parametrize("number", range(0, COUNT, 4))
def test_what_an_answer_makes_needless_changes_nothing_once_it_is_given(number):
    case = random_cases()[number]
    sensitivity, random = Sensitivity(case), Random(f"needless {number}")
    if not sensitivity.free:
        return
    trials = [
        (name, any_value(BASE.attributes[name], random))
        for name in random.sample(sensitivity.free, min(2, len(sensitivity.free)))
    ]
    asked = asked_after(sensitivity.formula, case.facts, trials)
    for row, (name, answer) in enumerate(trials):
        after = verdict_of({**case.stated, name: answer}, case.on, "semi-naive")
        still = {witness.attribute for witness in Sensitivity(after).witnesses()}
        needless = {one for one in sensitivity.free if not asked.get(one, 0) >> row & 1}
        assert not still & (needless - {name})
        seen["needless"] += len(needless - {name})


@pytest.mark.random
def test_some_answers_made_others_needless():
    assert seen["needless"]
