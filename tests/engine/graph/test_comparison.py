"""A comparison is data: worded alike it is a twin, and it is written and read back as it was."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from itertools import combinations
from threading import Thread

import pytest
from pydantic import TypeAdapter

from benchmarks.cases import random_cases
from engine import assess
from engine.graph.comparison import Comparison, Worded
from knowledge import load
from knowledge.cases.files import example_names, read_case
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import Attr, Const, Test
from knowledge.conditions.wording import sentence, spoken
from knowledge.truth import Mode
from tests.conftest import DAY

BASES = {"shipped": load(), "bank": load("example:bank")}
CASES = [
    *(("shipped", read_case(f"example:{name}")) for name in example_names()),
    *((name, case) for name, base in BASES.items() for case in random_cases(base, 8, seed=4)),
]


def compared(name, case):
    """All comparisons of a case, with the facts that they compare."""
    base = BASES[name]
    result = assess(case, DAY, base=base, chainer="semi-naive")
    found = {
        id(test): test
        for rule in base.rules
        for _, edge in result.trace.premises(rule.id, whole=True)
        for test in edge.get("tests", ())
    }
    return list(found.values()), result.facts


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: str(value)[:30])
def test_twins_are_just_those_that_are_worded_alike(name, case):
    comparisons, _ = compared(name, case)
    by_twin, by_phrase = {}, {}
    for one in comparisons:
        by_twin.setdefault(one.twin, set()).add(one.phrase)
        by_phrase.setdefault(one.phrase, set()).add(one.twin)
    assert {len(phrases) for phrases in by_twin.values()} == {1}
    assert {len(twins) for twins in by_phrase.values()} == {1}
    assert len(comparisons) > len(by_twin)


@pytest.mark.parametrize(("name", "case"), CASES[:4], ids=lambda value: str(value)[:30])
def test_it_holds_what_was_decided_and_is_worded_last(name, case):
    comparisons, facts = compared(name, case)
    for one in comparisons:
        assert isinstance(one.test, Test)
        assert one.value is decider(one.test)(facts)
        assert one.truth is one.mode.of(one.value)
        assert one.presumed == (one.value is None and one.mode is Mode.NOT_ESTABLISHED)
        assert spoken(one.phrase) == sentence(one.test, facts, presumed=one.mode is not Mode.IS)
    assert Counter(one.truth for one in comparisons).keys() == {True, False, None}


@pytest.mark.parametrize(("name", "case"), CASES[-4:], ids=lambda value: str(value)[:30])
def test_it_comes_back_from_json_and_from_a_pickle_as_it_was(name, case):
    comparisons, _ = compared(name, case)
    kept = TypeAdapter(list[Comparison])
    for back in (
        kept.validate_json(kept.dump_json(comparisons)),
        pickle.loads(pickle.dumps(comparisons)),
        [Comparison.read(json.loads(json.dumps(one.data(), default=str))) for one in comparisons],
    ):
        assert back == comparisons
        assert list(map(hash, back)) == list(map(hash, comparisons))
        assert [one.condition for one in back] == [one.condition for one in comparisons]
        assert [one.truth for one in back] == [one.truth for one in comparisons]


def test_two_are_equal_just_where_they_are_worded_alike():
    comparisons, _ = compared(*CASES[0])
    equal = Counter(one == other for one, other in combinations(comparisons, 2))
    alike = Counter(one.phrase == other.phrase for one, other in combinations(comparisons, 2))
    assert equal == alike
    assert min(alike[True], alike[False]) > 10
    assert comparisons[0] != comparisons[0].phrase


class WhileOneIsAdded(dict):
    """Lets another thread add its own while the first comparison is being numbered."""

    def __init__(self, other):
        self.other = other

    def setdefault(self, key, value):
        found = super().setdefault(key, value)
        if self.other.ident is None:
            self.other.start()
            self.other.join(0.2)  # seconds in which it would be done, were it let
        return found


def test_two_threads_may_add_alike_comparisons_of_one_case_at_once():
    case, made, test = Worded(), [], Test(">=", Attr("volume_multiple"), Const(10))

    def add():
        facts = {"volume_multiple": 12, "today": DAY}
        made.append(Comparison(test, Mode.ESTABLISHED, True, True, facts, case))

    other = Thread(target=add)
    case._firsts = WhileOneIsAdded(other)
    add()
    other.join()
    assert [one.twin for one in made] == [1, 1]
