"""The order of cases by what presses most: each criterion outweighs all that come after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from engine import assess
from engine.ranking import Pressing, pressing, ranks
from knowledge.languages.words import Words
from tests.conftest import use_case

DAY = date(2026, 11, 28)
CALM = Pressing(False, 0, None, 0, False, 0, 0, 0)
# each presses more than all below it
IN_ORDER = [
    (replace(CALM, stopped=True), "the verdict calls a halt"),
    (replace(CALM, open_now=2), "2 duties bind now and are open"),
    (replace(CALM, open_now=1, next_in=1, open_next=9), "1 duty binds now and is open"),
    (replace(CALM, next_in=4, open_next=3), "3 duties bind in 4 days and are open"),
    (replace(CALM, next_in=4, open_next=1, people=True), "1 duty binds in 4 days and is open"),
    (replace(CALM, next_in=5, open_next=9, people=True), "9 duties bind in 5 days and are open"),
    (replace(CALM, people=True), "it decides about people"),
    (replace(CALM, grounds=2), "2 grounds stand"),
    (replace(CALM, grounds=1, missing=9, unconfirmed=9), "1 ground stands"),
    (replace(CALM, missing=1, unconfirmed=1), "1 required control is missing"),
    (replace(CALM, unconfirmed=3), "3 required controls are unconfirmed"),
    (CALM, "nothing that presses is established"),
]
OPEN = {"challenge_process": False, "decision_notice": False}
SCORE = {"personal_data": True, "automated_decision": "solely", "legal_or_similar_effect": True}


@lru_cache
def pressed(which):
    stated = {
        "duties that bind": {**SCORE, "controls": OPEN},
        "duties to come": {"platform_work": True, **SCORE},
        "an open duty to come": {
            "learned_safety_function": True,
            "placed_on_market_on": date(2027, 2, 1),
            "controls": {"machinery_conformity": False},
        },
        "forbidden": {
            "placed_in_eu": True,
            "ai_system": True,
            "prohibited_practices": ["social_scoring"],
        },
        "nothing": {},
    }[which]
    return pressing(assess(use_case(**stated), DAY))


def test_what_comes_first_outweighs_all_that_comes_later():
    cases = [one for one, _ in IN_ORDER]
    assert ranks(one.place for one in cases) == list(range(1, len(cases) + 1))


@pytest.mark.parametrize(("case", "reason"), IN_ORDER)
def test_the_first_criterion_that_speaks_for_a_place_is_its_reason(case, reason):
    assert case.reason() == reason


def test_a_case_is_counted_as_it_is_assessed():
    assert pressed("duties that bind").open_now == 2
    to_come = pressed("an open duty to come")
    assert (to_come.next_in, to_come.open_next) == ((date(2027, 1, 20) - DAY).days, 1)
    assert pressed("duties to come").next_in is None  # of which nobody knows that it is not met
    assert pressed("forbidden").stopped
    assert pressed("nothing") == CALM


def test_cases_that_nothing_tells_apart_share_a_rank():
    assert ranks([CALM.place, IN_ORDER[0][0].place, CALM.place]) == [2, 1, 2]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_each_language_says_the_reason(language):
    words = Words.of(language)
    told = [one.reason(words) for one, _ in IN_ORDER]
    assert len(set(told)) == len(IN_ORDER)
    assert not {reason for _, reason in IN_ORDER} & set(told)
