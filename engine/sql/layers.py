"""The order of the columns of a query: each in a layer after all that it depends on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.rules.plain import Rule


@dataclass(frozen=True, slots=True)
class Item:
    """One column of a query: a proposition, or one round of one in a circle of support."""

    proposition: str
    circle: frozenset[str] = frozenset()  # those that support each other, itself included
    # the round of the circle that it rests on; None: nothing is known of them yet
    reads: int | None = None
    writes: int | None = None  # the round that it is; None for the final round


def layers(rules: Iterable[Rule]) -> list[list[Item]]:
    """The propositions that rules conclude, layer by layer.

    Propositions that support each other in a circle are worked out in rounds, from nothing, until
    no more can follow.
    """
    import networkx as nx

    needs: nx.DiGraph[str] = nx.DiGraph()
    rules = list(rules)
    heads = dict.fromkeys(rule.head for rule in rules)
    needs.add_nodes_from(heads)
    needs.add_edges_from(
        (p.target, rule.head)
        for rule in rules
        for p in rule.body
        if isinstance(p.target, str) and p.target in heads
    )
    whole = nx.condensation(needs)
    depth: dict[int, int] = {}
    found: list[list[Item]] = []
    for group in nx.topological_sort(whole):
        members = sorted(whole.nodes[group]["members"])
        circle = (
            frozenset(members)
            if len(members) > 1 or needs.has_edge(members[0], members[0])
            else frozenset()
        )
        # `is true` and `is possible` may each need one a member
        rounds = 2 * len(members) if circle else 1
        start = 1 + max((depth[below] for below in whole.predecessors(group)), default=-1)
        depth[group] = start + rounds - 1
        found += [[] for _ in range(depth[group] + 1 - len(found))]
        for number in range(rounds):
            writes = number if number < rounds - 1 else None
            found[start + number] += [
                Item(name, circle, number - 1 if number else None, writes) for name in members
            ]
    return found
