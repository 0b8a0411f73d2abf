"""Each proposition is decided after everything whose absence it rests on.

Where there is no such order, the loop is shown.
"""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.base import load
from knowledge.conditions.tree import Attr
from knowledge.conditions.tree import Test as Asked
from knowledge.faults import NegationCycle
from knowledge.rules.plain import Literal, Rule
from knowledge.rules.strata import strata
from knowledge.truth import Mode

OPEN = {Mode.IS, Mode.ESTABLISHED}
CLOSED = set(Mode) - OPEN
NAMES = "pqrst"
RULES = st.lists(
    st.builds(
        lambda head, body: Rule(f"{head}/1", head, tuple(body), head),
        st.sampled_from(NAMES),
        st.lists(st.builds(Literal, st.sampled_from(NAMES), st.sampled_from(Mode)), max_size=2),
    ),
    max_size=8,
)


def rule(head: str, *body: str | Literal) -> Rule:
    """A rule; "not p" in its body is p's absence."""
    literals = (
        part
        if isinstance(part, Literal)
        else Literal(part.removeprefix("not "), Mode.IS_NOT if part.startswith("not ") else Mode.IS)
        for part in body
    )
    return Rule(f"{head}/1", head, tuple(literals), head)


def loop_in(fault: NegationCycle) -> list[str]:
    return fault.message.partition(": ")[2].split(" → ")


def test_what_rests_on_facts_alone_comes_first():
    assert strata([rule("p", Literal(Asked("yes", Attr("approved")))), rule("q")]) == {
        "p": 0,
        "q": 0,
    }


def test_what_rests_on_another_may_share_its_stratum():
    assert strata([rule("p", "q"), rule("q", "r")]) == {"p": 0, "q": 0, "r": 0}


def test_what_rests_on_absences_comes_after_each_of_them():
    levels = strata(
        [
            rule("verdict", "not standing"),
            rule("standing", "ground", "not lifted"),
            rule("lifted", "exception"),
        ]
    )
    assert levels == {"verdict": 2, "standing": 1, "ground": 0, "lifted": 0, "exception": 0}


def test_the_highest_of_several_rules_counts():
    assert (
        strata([rule("p", "not q"), rule("p", "r"), rule("r", "not s"), rule("s", "not t")])["p"]
        == 2
    )


@pytest.mark.parametrize("mode", sorted(CLOSED, key=str))
def test_a_premise_that_needs_its_target_closed_comes_later(mode):
    assert strata([rule("p", Literal("q", mode))]) == {"p": 1, "q": 0}


@pytest.mark.parametrize("mode", sorted(OPEN, key=str))
def test_a_premise_that_only_adds_may_stay_in_its_stratum(mode):
    assert strata([rule("p", Literal("q", mode)), rule("q", "p")]) == {"p": 0, "q": 0}


def test_propositions_may_rest_on_each_other_in_a_circle_without_negation():
    assert strata([rule("p", "q"), rule("q", "p"), rule("r", "not p")]) == {"p": 0, "q": 0, "r": 1}


@pytest.mark.parametrize(
    ("rules", "loop"),
    [
        ([rule("p", "not p")], ["p", "not p"]),
        ([rule("p", "not q"), rule("q", "not p")], ["p", "not q", "p"]),
        ([rule("p", "q"), rule("q", "r"), rule("r", "not p")], ["r", "not p", "q", "r"]),
        (
            [rule("p", "not q"), rule("q", "r", "s"), rule("s", "p"), rule("t", "not t2")],
            ["p", "not q", "s", "p"],
        ),
    ],
)
def test_a_circle_through_an_absence_is_refused_and_shown(rules, loop):
    with pytest.raises(NegationCycle) as refused:
        strata(rules)
    assert loop_in(refused.value) == loop


def _graph(rules: list[Rule]) -> tuple[nx.DiGraph, set[tuple[str, str]]]:
    edges = [
        (rule.head, literal.target, literal.mode in CLOSED)
        for rule in rules
        for literal in rule.body
    ]
    return nx.DiGraph([(head, target) for head, target, _ in edges]), {
        (head, target) for head, target, closed in edges if closed
    }


@settings(deadline=None)
@given(RULES)
def test_there_is_an_order_exactly_where_no_circle_has_an_absence_in_it(rules):
    graph, closed = _graph(rules)
    group = {
        name: number
        for number, names in enumerate(nx.strongly_connected_components(graph))
        for name in names
    }
    circular = any(group[head] == group[target] for head, target in closed)
    try:
        levels = strata(rules)
    except NegationCycle as fault:
        names = [name.removeprefix("not ") for name in loop_in(fault)]
        names += names[:1] if names[0] != names[-1] else []
        assert circular
        assert (names[0], names[1]) in closed
        assert all(graph.has_edge(*step) for step in pairwise(names))
    else:
        assert not circular
        assert all(
            levels[rule.head] >= levels[literal.target] + (literal.mode in CLOSED)
            for rule in rules
            for literal in rule.body
        )


def test_the_shipped_rules_stand_in_this_order():
    base = load()
    assert set(base.strata) == set(base.propositions)
    premises = [
        (rule.head, literal)
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, str)
    ]
    assert premises
    assert all(
        base.strata[head] >= base.strata[literal.target] + (literal.mode in CLOSED)
        for head, literal in premises
    )
