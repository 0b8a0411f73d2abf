"""A decision graph being put together: nodes and edges by the names of what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explain.graph.graph import Drawing, Edge, Node, Support, node_id


class Sketch:
    """Nodes are drawn in the order in which they are first spoken of: it decides the layout."""

    def __init__(self) -> None:
        self.order: dict[str, None] = {}
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], Edge] = {}

    def finished(self, title: str, goal: str) -> Drawing:
        """The graph, with the node that it explains."""
        return Drawing(
            title=title,
            goal=node_id(goal),
            nodes=tuple(self.nodes[name] for name in self.order),
            edges=tuple(self.edges.values()),
            looks=tuple(dict.fromkeys(node.look for node in self.nodes.values())),
        )

    def node(
        self,
        name: str,
        look: str,
        text: str,
        *,
        word: str = "",
        width: int = 34,
        size: int = 18,
        items: tuple[str, ...] = (),
        details: tuple[str, ...] = (),
        says: str = "",
        proposition: str = "",
        support: Sequence[Support] = (),
    ) -> None:
        """A node, drawn once; what stands behind it is gathered."""
        id = node_id(name)
        known = self.nodes[id].support if id in self.nodes else ()
        self.order.setdefault(id)
        self.nodes[id] = Node(
            id=id,
            look=look,
            text=text,
            word=word,
            items=items,
            details=details,
            width=width,
            size=size,
            says=says or text,
            proposition=proposition,
            support=merged((*known, *support)),
        )

    def edge(self, tail: str, head: str, line: str = "rests", label: str = "") -> None:
        """An arrow, drawn once."""
        ends = node_id(tail), node_id(head)
        self.order |= dict.fromkeys(ends)
        self.edges.setdefault(ends, Edge(tail=ends[0], head=ends[1], line=line, label=label))


def merged(supports: Iterable[Support]) -> tuple[Support, ...]:
    """Each entry once, with all its rules and all that they compared."""
    found: dict[tuple[str, str], Support] = {}
    for new in supports:
        old = found.setdefault((new.entry, new.title), new)
        together = {
            name: tuple(dict.fromkeys((*getattr(old, name), *getattr(new, name))))
            for name in ("rules", "statements")
        }
        found[new.entry, new.title] = old.model_copy(update=together)
    return tuple(found.values())
