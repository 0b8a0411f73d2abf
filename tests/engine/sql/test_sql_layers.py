"""The order in which a query works out its columns, and circles of support: as `assess` concludes,
on small and random knowledge.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import assess_table
from engine.sql.layers import Item, layers
from knowledge import load
from tests.conftest import DAY
from tests.random_knowledge import base_of, facts, knowledge_bases, opening
from tests.table_cases import COUNT, as_table, assessed, differences

QUESTIONS = ("b0", "b1", "b2")


def knowledge(**conditions):
    """A knowledge base of these propositions over three yes-or-no questions; the verdict is p0."""
    entries = (
        f"- {{define: {p}, title: {p}, when: '{when}', source: {{work: w, at: '1'}}, "
        f"basis: stated}}"
        for p, when in conditions.items()
    )
    return base_of("\n".join([opening("p0", QUESTIONS), *entries]))


def order(base):
    """Proposition → the layer in which it is told, and how many rounds it takes."""
    found: dict[str, tuple[int, int]] = {}
    for number, layer in enumerate(layers(base.rules)):
        for item in layer:
            found[item.proposition] = (number, found.get(item.proposition, (0, 0))[1] + 1)
    return found


def every_case(base):
    """Each way to answer, deny or leave open the three questions."""
    for answers in product((True, False, None), repeat=len(QUESTIONS)):
        yield assessed(
            base,
            {
                name: value
                for name, value in zip(QUESTIONS, answers, strict=True)
                if value is not None
            },
            chainer="semi-naive",
        )


def test_a_proposition_comes_after_all_that_it_rests_on():
    base = load()
    told = {name: layer for name, (layer, _) in order(base).items()}
    late = [
        (premise.target, rule.head)
        for rule in base.rules
        for premise in rule.body
        if told.get(premise.target, -1) >= told[rule.head]
    ]
    assert late == []


def test_each_proposition_that_rules_conclude_is_told_once():
    told = [
        item.proposition for layer in layers(load().rules) for item in layer if item.writes is None
    ]
    assert sorted(told) == sorted({rule.head for rule in load().rules})


def test_what_rests_on_itself_is_worked_out_in_two_rounds_a_member_and_from_nothing():
    found = layers(knowledge(p0="p1 or b0", p1="p0 and b1").rules)
    circle = frozenset(("p0", "p1"))
    rounds = [[item for item in layer if item.circle] for layer in found]
    assert rounds[:4] == [
        [Item(name, circle, reads, writes) for name in ("p0", "p1")]
        for reads, writes in ((None, 0), (0, 1), (1, 2), (2, None))
    ]


def test_knowledge_without_circles_takes_one_round_a_proposition():
    assert {rounds for _, rounds in order(knowledge(p0="not p1", p1="b0")).values()} == {1}


@pytest.mark.parametrize(
    "conditions",
    [
        {"p0": "p0 and b0"},
        {"p0": "p0 or b0"},
        {"p0": "p1 or b0", "p1": "p0 and b1"},
        {"p0": "p1 and b0", "p1": "p0 or b1"},
        {"p0": "p2", "p2": "p1 and b0", "p1": "p2 or b1"},
        {"p0": "p1", "p1": "p2 or b1", "p2": "p1 and b2 or b0"},
        {"p0": "p1", "p1": "p3 or b0", "p3": "p2 and b2", "p2": "p1 or b1"},
        {"p0": "established(p1) and b0", "p1": "p2 or b1", "p2": "p1 and b2"},
        {"p0": "not p1", "p1": "p2 or b1", "p2": "p1 and b2 or b0"},
    ],
    ids=lambda conditions: "; ".join(f"{name}: {when}" for name, when in conditions.items()),
)
def test_circles_of_support_hold_and_leave_open_what_assess_says(conditions):
    base = knowledge(**conditions)
    cases = list(every_case(base))
    assert differences(cases, assess_table(as_table(cases, base), DAY, base=base).to_dicts()) == []


@pytest.mark.random
@settings(
    max_examples=max(25, COUNT // 12),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(st.data())
def test_random_knowledge_says_the_same_of_a_table_and_of_each_case(data):
    base = data.draw(knowledge_bases(dated=True).map(Quiet)).base
    cases = [
        assessed(base, stated, chainer="semi-naive")
        for stated in data.draw(st.lists(facts(), min_size=20, max_size=20))
    ]
    assert differences(cases, assess_table(as_table(cases, base), DAY, base=base).to_dicts()) == []


class Quiet:
    """A knowledge base that prints as its conditions where a test fails."""

    def __init__(self, base):
        self.base = base

    def __repr__(self):
        return "; ".join(
            f"{entry.id}: {entry.when}"
            for entry in self.base.entries.values()
            if hasattr(entry, "when")
        )
