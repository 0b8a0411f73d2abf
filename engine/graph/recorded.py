"""The derivations of an assessment, read from an inference graph that was written down before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.graph.derivations import Fired, Premise, Told

if TYPE_CHECKING:
    import networkx as nx


class Recorded:
    """Read from an inference graph of networkx."""

    def __init__(self, graph: nx.DiGraph[str]) -> None:
        self.graph = graph
        told = graph.nodes.data()
        self._conclusions = {
            data["proposition"]: node for node, data in told if data["kind"] == "conclusion"
        }
        self._firings = {data["rule"]: node for node, data in told if data["kind"] == "firing"}

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing in the graph concludes it."""
        node = self._conclusions.get(proposition)
        status: bool | None = self.graph.nodes[node]["status"] if node else False
        return status

    def firings(self, proposition: str, kinds: Sequence[Fired]) -> list[str]:
        """The rules that concern a proposition, by kind, then by their order."""
        node = self._conclusions.get(proposition)
        if node is None:
            return []
        found = [
            told
            for firing in self.graph.predecessors(node)
            if (told := self.graph.nodes[firing])["fired"] in kinds
        ]
        found.sort(key=lambda told: (kinds.index(told["fired"]), told["order"]))
        return [told["rule"] for told in found]

    def firing(self, rule: str) -> Told:
        """One of these rules: its id, entry, kind and order."""
        told: Told = self.graph.nodes[self._firings[rule]]
        return told

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """The premises it rested on, in the order of the rule.

        Of a rule that failed, only those that made it fail are recorded.
        """
        firing = self._firings[rule]
        found = [
            (self.graph.nodes[premise], self.graph.edges[premise, firing])
            for premise in self.graph.predecessors(firing)
        ]
        return sorted(found, key=lambda premise: premise[1]["order"])
