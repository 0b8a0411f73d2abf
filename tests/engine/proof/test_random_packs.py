"""Nothing that is said to be proven of random packs is refuted by any of many cases.

Sums, differences, products, days and months, comparisons of attributes with each other, texts,
enumerations with the same values in another order, numbers beyond 2^63. By hand, of as many packs
as you like: `python -m tests.engine.proof.confrontation 200`.
"""

from __future__ import annotations

from random import Random

import pytest

from engine.proof import domains, shared_domains
from knowledge.conditions.evaluation import decider
from knowledge.conditions.reading import read_condition
from knowledge.conditions.vocabulary import Vocabulary
from tests.engine.proof.asked import DAY
from tests.engine.proof.confrontation import ROWS, Confronted, Report, confront, drawn
from tests.engine.proof.random_packs import Pack, random_pack
from tests.sizes import random_count, tried

PACKS = random_count(4, 2_000)
FIRST = tried(2, 0)  # the two that come first take longer than the ten after them
pytestmark = pytest.mark.random


@pytest.fixture(scope="module")
def report() -> Report:
    found = Report()
    for number in range(FIRST, FIRST + PACKS):
        confront(number, found)
    return found


def test_no_case_refutes_what_is_said_to_be_proven(report):
    assert report.against == []


def test_each_kind_of_claim_was_confronted_with_many_cases(report):
    assert {
        "dead rule",
        "always holds",
        "implied rule",
        "never matters",
        "a rewording",
        "settled",
        "irrelevant question",
        "smallest changes",
        "a change works",
    } <= set(report.claims)
    assert sum(report.claims.values()) > 5 * PACKS
    assert report.completions > ROWS * 4 * PACKS


def test_a_sum_taken_for_numbers_that_matter_one_by_one_is_found_out(monkeypatch):
    monkeypatch.setattr(shared_domains, "left_open", lambda *_: frozenset())
    monkeypatch.setattr(domains, "MOST_WORTH", 5)
    found = Report()
    for number in range(FIRST, FIRST + PACKS):
        confront(number, found)
        if found.against:
            return
    pytest.fail("no claim was refuted")


@pytest.mark.parametrize("number", range(10))
def test_the_conditions_mean_what_the_library_reads_in_them(number):
    dice = Random(number)
    pack = random_pack(dice)
    base, cases = pack.base, drawn(dice, 300)
    vocabulary = Vocabulary(base.attributes, {}, frozenset(base.propositions), {})
    for asked in pack.tests:
        decide = decider(read_condition(asked.text, vocabulary))
        true, possible = asked.over(cases, {})
        decided = [decide({"today": DAY, **cases.case(row)}) for row in range(len(cases))]
        assert decided == [
            True if here else None if maybe else False
            for here, maybe in zip(true, possible, strict=True)
        ], asked.text


def confronted(number: int) -> bool:
    """Whether the rules of a pack say another thing than its definitions mean."""
    dice = Random(number)
    pack = random_pack(dice)
    return bool(Confronted(pack, pack.base, drawn(dice, 500)).wrong.any())


def test_an_exception_that_is_left_out_of_the_meaning_is_found_out(monkeypatch):
    excepted = [number for number in range(20) if random_pack(Random(number)).exceptions][:6]
    assert len(excepted) == 6
    assert [number for number in excepted if confronted(number)] == []
    monkeypatch.setattr(Pack, "meaning", lambda pack, name, asked: asked)
    assert any(map(confronted, excepted))
