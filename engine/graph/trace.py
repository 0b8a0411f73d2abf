"""The trace of an assessment: what was decided, what fired, and what each rule rested on.

Explanations walk the trace and decide nothing; they go down from what they explain. The whole of
it, as a graph for networkx, is built on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engine.forms import HTML
from engine.graph.derivations import Derivations, Fired, Premise, Reader, Told
from engine.graph.inference_graph import digest, from_json, inference_graph, to_json
from engine.graph.recorded import Recorded

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Fired", "InferenceGraph", "Trace", "digest"]


class Trace:
    """The trace of one assessment, or one that was read back from JSON. Immutable."""

    def __init__(self, reader: Derivations | Recorded, refuted: Iterable[str] = ()):
        """`refuted`: false propositions that the whole graph tells though no firing needs it."""
        self._reader: Reader = reader
        self._refuted = tuple(refuted)
        self._whole: nx.DiGraph[str] | None = reader.graph if isinstance(reader, Recorded) else None

    @property
    def derivations(self) -> Derivations:
        """The decided tests and the fired rules.

        Raises `ValueError` for a trace that was read back from JSON, which holds a graph only.
        """
        if not isinstance(self._reader, Derivations):
            raise ValueError("this trace was read from JSON; assess the case again to explain it")
        return self._reader

    @property
    def graph(self) -> nx.DiGraph[str]:
        """The whole graph, for networkx; built when first asked for.

        It holds all firings, and why each conclusion that some firing needs to be false is so.
        """
        if self._whole is None:
            self._whole = inference_graph(self.derivations, self._refuted)
        return self._whole

    def refuting(self, proposition: str) -> Trace:
        """The same trace; its whole graph tells why this false proposition is false, too."""
        if (
            isinstance(self._reader, Recorded)
            or proposition in self._refuted
            or self.status(proposition) is not False
        ):
            return self
        return Trace(self.derivations, (*self._refuted, proposition))

    def conclusion(self, proposition: str) -> str | None:
        """The node of a proposition.

        None where nothing in the whole graph concludes or needs it.
        """
        node = digest("conclusion", proposition)
        return node if node in self.graph else None

    def node(self, name: str) -> Told:
        """The data of a node in the whole graph."""
        told: Told = self.graph.nodes[name]
        return told

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing in this trace concludes it."""
        return self._reader.status(proposition)

    def firings(
        self, proposition: str, kinds: Sequence[Fired] = ("true", "possible", "failed")
    ) -> list[str]:
        """The firings that concern a proposition, by kind, then by rule.

        Each by the id of its rule.
        """
        return self._reader.firings(proposition, kinds)

    def firing(self, rule: str) -> Told:
        """The data of a firing in the graph."""
        return self._reader.firing(rule)

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """(premise node, edge) for each premise of a firing, in its order.

        Of one that failed, what made it fail, or the `whole` of it. The `tests` of the edge from a
        fact are comparisons.
        """
        return self._reader.premises(rule, whole)

    def open_attributes(self, *propositions: str) -> list[str]:
        """The unanswered attributes on which unknown propositions hang, nearest first."""
        found: dict[str, None] = {}
        seen, waiting = set(propositions), list(propositions)
        for proposition in waiting:
            for rule in self.firings(proposition, ("possible",)):
                for premise, edge in self.premises(rule):
                    if premise["kind"] == "fact":
                        asked = premise["standing"] == "unknown" and not premise.get("superseded")
                        if asked and any(
                            test.truth is None or test.presumed for test in edge["tests"]
                        ):
                            found[premise["name"]] = None
                    elif edge["truth"] is None and premise["proposition"] not in seen:
                        seen.add(premise["proposition"])
                        waiting.append(premise["proposition"])
        return list(found)

    def __repr__(self) -> str:
        return f"<inference graph of {len(self.graph):,} nodes>"

    def _repr_html_(self) -> str:
        return str(HTML(self))

    def to_json(self) -> str:
        """The whole graph as JSON, in networkx's node-link form.

        Each test has its text in the condition language, and the phrase it is worded by.
        """
        return to_json(self.graph)

    @classmethod
    def from_json(cls, text: str) -> Trace:
        """The trace of the graph that `to_json` wrote."""
        return cls(Recorded(from_json(text)))


InferenceGraph = Trace  # its public name in `engine`
