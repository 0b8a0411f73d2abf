"""A graph that a room can read: at most so many boxes,
and what was folded is counted where it was.
"""

from __future__ import annotations

import re

import pytest

from explain import why, why_not
from explain.graph.folding import MOST_NODES, folded
from explain.graph.graph import Drawing, Edge, Node
from tests.public_cases import SOME, public_case
from tests.random_cases import random_cases

OPEN_ENDED = ("ai_act.tier.minimal", "ai_act.tier.high_risk", "duty.27")


def star(rays: int, beyond: int = 0) -> Drawing:
    """A goal that rests on so many facts, the first of which rest on one more each."""
    names = [f"a{number}" for number in range(rays)]
    far = [f"b{number}" for number in range(beyond)]
    node = lambda name, look: Node(id=name, look=look, text=name, says=name)  # noqa: E731
    nodes = (
        node("goal", "true"),
        *(node(name, "fact") for name in names),
        *(node(name, "true") for name in far),
    )
    edges = (
        *(Edge(tail=name, head="goal") for name in names),
        *(Edge(tail=name, head=f"a{i}") for i, name in enumerate(far)),
    )
    return Drawing(title="", goal="goal", nodes=nodes, edges=edges, looks=("true", "fact"))


def counted(drawn: Drawing) -> int:
    """The boxes shown, and those that are said to be folded."""
    told = [re.match(r"and (\d+) more: ", line) for node in drawn.nodes for line in node.details]
    return len(drawn.nodes) + sum(int(found[1]) for found in told if found)


def test_a_small_graph_stays_as_it_is():
    assert folded(star(MOST_NODES - 1)) == star(MOST_NODES - 1)


@pytest.mark.parametrize(
    ("rays", "beyond", "most"), [(30, 0, 25), (30, 30, 25), (4, 4, 6), (4, 4, 1)]
)
def test_no_box_goes_without_being_counted(rays, beyond, most):
    found = folded(star(rays, beyond), most)
    assert len(found.nodes) == most
    assert counted(found) == 1 + rays + beyond
    kept = {node.id for node in found.nodes}
    assert all(edge.tail in kept and edge.head in kept for edge in found.edges)
    assert set(found.looks) == {node.look for node in found.nodes}


def test_what_is_nearest_to_the_goal_stays():
    assert {node.id for node in folded(star(4, 4), 5).nodes} == {"goal", "a0", "a1", "a2", "a3"}


def test_it_is_told_what_was_folded_where_it_was():
    (goal, *_), (near, *_) = folded(star(4, 4), 1).nodes, folded(star(4, 4), 5).nodes[1:]
    assert goal.details == ("and 4 more: what was stated", "and 4 more: holds")
    assert near.details == ("and 1 more: holds",)


def test_a_box_that_nothing_joins_is_counted_in_the_goal():
    alone = Node(id="alone", look="fact", text="alone", says="alone")
    drawn = star(2).model_copy(update={"nodes": (*star(2).nodes, alone)})
    assert folded(drawn, 3).nodes[0].details == ("and 1 more: what was stated",)


@pytest.mark.parametrize("name", SOME)
def test_each_public_case_has_few_boxes(name):
    assert len(why(public_case(name)).drawing().nodes) <= 15


def test_no_random_case_has_more_boxes_than_a_room_can_read():
    assert max(len(why(case).drawing().nodes) for case in random_cases()) <= MOST_NODES


def test_no_single_conclusion_has_either_and_what_stands_behind_it_is_kept():
    larger = 0
    for case in random_cases():
        for proposition in OPEN_ENDED:
            argued = (
                why_not(case, proposition)
                if case.conclusions[proposition] is False
                else why(case, proposition)
            )
            whole, drawn = argued.drawing(full=True), argued.drawing()
            assert len(drawn.nodes) == min(len(whole.nodes), MOST_NODES)
            larger += len(whole.nodes) > MOST_NODES
            support = {item.entry for node in whole.nodes for item in node.support}
            assert support == {item.entry for node in drawn.nodes for item in node.support}
    assert larger


def test_a_look_that_comes_first_is_folded_last():
    kept = folded(star(2, 2), 3, first=("true",))
    assert [node.id for node in kept.nodes] == ["goal", "b0", "b1"]
