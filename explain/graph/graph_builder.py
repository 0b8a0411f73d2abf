"""A decision graph being put together: nodes and edges by the names of what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explain.graph.graph import Drawing, Edge, Meaning, Node, Support, node_id
from explain.graph.style import EXPLAINED, SIGNS, WARNING, WORDS
from knowledge.languages.words import Words


class Sketch:
    """Nodes are drawn in the order in which they are first spoken of: it decides the layout."""

    def __init__(self, words: Words) -> None:
        self.words, self.say = words, words.say
        self.order: dict[str, None] = {}
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], Edge] = {}

    def finished(self, title: str, goal: str) -> Drawing:
        """The graph, with the node that it explains."""
        looks = tuple(dict.fromkeys(node.look for node in self.nodes.values()))
        return Drawing(
            title=title,
            goal=node_id(goal),
            nodes=tuple(self.nodes[name] for name in self.order),
            edges=tuple(self.edges.values()),
            looks=looks,
            legend=legend(self.nodes.values(), self.words),
            legend_title=self.say("legend"),
            smaller=self.say("smaller_letters"),
            language=self.words.code,
        )

    def word(self, look: str) -> str:
        """The word above the text of boxes with a look; empty where they have none."""
        return self.say(f"word_{WORDS[look]}") if look in WORDS else ""

    def listed(self, lines: Sequence[str], most: int) -> tuple[str, ...]:
        """The first few lines, and how many more there are."""
        if len(lines) <= most + 1:
            return (*lines,)
        return (*lines[:most], self.say("and_more", count=len(lines) - most))

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
        signal: str = "",
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
            signal=signal,
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


def legend(nodes: Iterable[Node], words: Words) -> tuple[Meaning, ...]:
    """The meanings of the looks of these boxes, and the word that marks each where it does."""
    boxes = [*nodes]
    carried: dict[str, list[str]] = {}
    for node in boxes:
        if node.word:
            carried.setdefault(node.look, []).append(node.word)
    return tuple(
        Meaning(
            look=look,
            signal=signal,
            sign=_sign(look, carried.get(look, ()), words),
            says=meaning(look, words),
        )
        for look, signal in dict.fromkeys((node.look, node.signal) for node in boxes)
        if look in EXPLAINED
    )


def meaning(look: str, words: Words) -> str:
    """The meaning of a look in the legend."""
    return words.say(f"look_{look.replace(' ', '_')}")


def _sign(look: str, carried: Sequence[str], words: Words) -> str:
    """What stands for the words that boxes of a look carry: the part that is common to them, and
    each word without it, such as that of an exception by which the law spares a case.
    """
    if not carried:
        return ""
    if look == "warning":
        return WARNING
    key = WORDS.get(look) or SIGNS.get(look)
    sign = words.say(f"word_{key}") if key else ""
    return " · ".join(dict.fromkeys(sign if sign in word else word for word in carried))


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
