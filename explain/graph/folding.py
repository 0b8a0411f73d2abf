"""A decision graph cut down to what a room can read: the boxes nearest to what is explained stay,
and say what was folded into them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from explain.graph.graph import Drawing, Node
from explain.graph.graph_builder import meaning, merged
from knowledge.languages.words import Words

MOST_NODES = 25


def folded(
    drawn: Drawing,
    most: int = MOST_NODES,
    words: Words | None = None,
    first: Container[str] = (),
) -> Drawing:
    """The graph with at most so many boxes: those with a look named in `first`, then those nearest
    to the goal.

    A box that goes is counted, by its look, in the nearest box that stays.
    """
    if len(drawn.nodes) <= most:
        return drawn
    nodes = {node.id: node for node in drawn.nodes}
    before = _reached(drawn)
    kept = set(
        sorted(before, key=lambda id: id != drawn.goal and nodes[id].look not in first)[:most]
    )
    behind: dict[str, list[Node]] = {}
    for id in before:
        if id not in kept:
            nearest = before[id]
            while nearest not in kept:
                nearest = before[nearest]
            behind.setdefault(nearest, []).append(nodes[id])
    spoken = Words.of(words)
    shown = tuple(
        _with(node, behind.get(node.id, []), spoken) for node in drawn.nodes if node.id in kept
    )
    looks = tuple(dict.fromkeys(node.look for node in shown))
    return drawn.model_copy(
        update={
            "nodes": shown,
            "edges": tuple(edge for edge in drawn.edges if edge.tail in kept and edge.head in kept),
            "looks": looks,
            "legend": tuple(line for line in drawn.legend if line.look in looks),
        }
    )


def _reached(drawn: Drawing) -> dict[str, str]:
    """Each box, the nearest to the goal first, and the box through which it is reached."""
    beside: dict[str, list[str]] = {node.id: [] for node in drawn.nodes}
    for edge in drawn.edges:
        beside[edge.head].append(edge.tail)
        beside[edge.tail].append(edge.head)
    found = {drawn.goal: drawn.goal}
    ahead = [drawn.goal]
    for here in ahead:
        for other in beside[here]:
            if other not in found:
                found[other] = here
                ahead.append(other)
    return found | {node.id: drawn.goal for node in drawn.nodes if node.id not in found}


def _with(node: Node, gone: list[Node], words: Words) -> Node:
    """A box that says how many were folded into it, and of which kind.

    What stood behind them stands behind it.
    """
    if not gone:
        return node
    kinds = Counter(meaning(item.look, words) for item in gone)
    told = tuple(
        words.say("and_more_of", count=number, kind=kind) for kind, number in kinds.items()
    )
    support = (*node.support, *(support for item in gone for support in item.support))
    return node.model_copy(update={"details": (*node.details, *told), "support": merged(support)})
