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
LEAST_ALIKE = 3  # boxes of one look that are worth a list
LIST_SIZE = 16  # points of a list's letters


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


def gathered(drawn: Drawing, words: Words | None = None) -> tuple[Drawing, dict[str, str]]:
    """The graph with boxes of one look, at the ends of the same arrows, as one box that lists them.

    With it, each box that is in such a list → the box of the list.
    """
    alike: dict[tuple[object, ...], list[Node]] = {}
    for node in drawn.nodes:
        ends = frozenset(
            (edge.line, edge.head) if edge.tail == node.id else (edge.line, edge.tail, "before")
            for edge in drawn.edges
            if node.id in (edge.tail, edge.head)
        )
        alike.setdefault((node.look, node.word, ends), []).append(node)
    spoken = Words.of(words)
    lists = {
        nodes[0].id: _listed(nodes, spoken)
        for nodes in alike.values()
        if len(nodes) >= LEAST_ALIKE and not any(node.items for node in nodes)
    }
    into = {
        node.id: nodes[0].id for nodes in alike.values() if nodes[0].id in lists for node in nodes
    }
    edges = {
        (into.get(edge.tail, edge.tail), into.get(edge.head, edge.head)): edge
        for edge in drawn.edges
    }
    shown = drawn.model_copy(
        update={
            "nodes": tuple(
                lists.get(node.id, node)
                for node in drawn.nodes
                if into.get(node.id, node.id) == node.id
            ),
            "edges": tuple(
                edge.model_copy(update={"tail": tail, "head": head})
                for (tail, head), edge in edges.items()
            ),
        }
    )
    return shown, into


def _listed(nodes: list[Node], words: Words) -> Node:
    """Boxes of one look as one that lists them."""
    first, texts = nodes[0], tuple(node.text for node in nodes)
    word = words.say("counted", word=first.word, count=len(nodes)) if first.word else ""
    return first.model_copy(
        update={
            "word": word,
            "items": texts,
            "details": (),
            "says": "; ".join(node.says for node in nodes),
            "size": LIST_SIZE,
            "proposition": "",
            "support": merged([one for node in nodes for one in node.support]),
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
