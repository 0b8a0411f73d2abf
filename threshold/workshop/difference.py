"""The changes that an answer makes in the decision graph: boxes that are new, that read otherwise,
and that are gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explain.graph.graph import Drawing, Node
from explain.graph.style import LAW

Mark = Literal["new", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """The boxes that differ between two graphs, in the order in which they are drawn."""

    new: tuple[Node, ...] = ()
    changed: tuple[Node, ...] = ()
    gone: tuple[Node, ...] = ()

    @property
    def marks(self) -> dict[str, Mark]:
        """Node id → how its box is lit up."""
        return {
            **{node.id: "new" for node in self.new},
            **{node.id: "changed" for node in self.changed},
        }

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def difference(before: Drawing, after: Drawing) -> Difference:
    """The difference of two drawings.

    A box is changed where its truth or its text differ; the same fact is the same box.
    """
    old = {node.id: node for node in before.nodes}
    now = {node.id for node in after.nodes}
    return Difference(
        new=tuple(node for node in after.nodes if node.id not in old),
        changed=tuple(
            node for node in after.nodes if node.id in old and _differ(old[node.id], node)
        ),
        gone=tuple(node for node in before.nodes if node.id not in now),
    )


def _differ(before: Node, after: Node) -> bool:
    """Whether a box reads otherwise: a verdict that stays is not changed by a count below it, nor a
    ground by being told in short.
    """
    if _told(before) != _told(after):
        return True
    whole = (before.details and after.details) or after.look in LAW
    return bool(whole) and not after.look.startswith("verdict") and before.details != after.details


def _told(node: Node) -> tuple[object, ...]:
    return node.look, node.word, node.text, node.items
