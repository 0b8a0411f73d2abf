"""The inference graph: which facts, by which rules, led to which conclusions.

Three kinds of nodes: facts (stated, unknown, parameter), firings (a rule that fired, that could
still fire, or that failed), and conclusions. Edges lead from premise to firing to conclusion. Node
ids are content hashes, so that two runs give one graph. Explanations walk this graph and evaluate
nothing; they go down from what they explain, and only who asks for the whole graph has it built.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from engine.forms import NOTEBOOK
from engine.graph.derivations import Derivations, Fired, Premise, Reader, Recorded, Told, plain
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test, terms_of

if TYPE_CHECKING:
    # at run time it is imported where a graph is first needed: it takes a tenth of a second
    import networkx as nx

__all__ = ["Fired", "InferenceGraph", "digest"]


class InferenceGraph:
    """The graph of one assessment."""

    def __init__(self, reader: Derivations | Recorded):
        self._reader: Reader = reader
        self._refuted: dict[str, None] = {}  # to be refuted in the graph though no firing needs it
        self._whole: nx.DiGraph[str] | None = reader.graph if isinstance(reader, Recorded) else None

    @classmethod
    def build(
        cls,
        base: KnowledgeBase,
        facts: Mapping[str, Any],
        conclusions: Mapping[str, bool | None],
        fired: Mapping[int, Fired],
    ) -> InferenceGraph:
        """The graph of all firings, and of why each conclusion that some firing needs to be false is so."""
        return cls(Derivations(base, facts, conclusions, fired))

    @property
    def graph(self) -> nx.DiGraph[str]:
        """The whole graph, for networkx; built when first asked for."""
        if self._whole is None:
            assert isinstance(self._reader, Derivations)
            self._whole = _whole(self._reader, self._refuted)
        return self._whole

    def refute(self, proposition: str) -> None:
        """Have the whole graph tell why a false proposition is false, also where no firing needed it to be so."""
        if (
            isinstance(self._reader, Derivations)
            and proposition not in self._refuted
            and self.status(proposition) is False
        ):
            self._refuted[proposition] = None
            self._whole = None

    def conclusion(self, proposition: str) -> str | None:
        """The node of a proposition, or None where nothing in the whole graph concludes or needs it."""
        node = digest("conclusion", proposition)
        return node if node in self.graph else None

    def node(self, name: str) -> Told:
        """What the whole graph holds for a node."""
        told: Told = self.graph.nodes[name]
        return told

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing in this graph concludes it."""
        return self._reader.status(proposition)

    def firings(
        self, proposition: str, kinds: Iterable[Fired] = ("true", "possible", "failed")
    ) -> list[str]:
        """The firings that concern a proposition, by kind, then by rule.

        Each by the id of its rule.
        """
        return self._reader.firings(proposition, list(kinds))

    def firing(self, rule: str) -> Told:
        """What the graph holds for a firing."""
        return self._reader.firing(rule)

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """(premise node, edge) for each premise of a firing, in its order.

        Of one that failed, what made it fail, or the `whole` of it.
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
                        if premise["standing"] == "unknown" and any(
                            test["truth"] is None or test["presumed"] for test in edge["tests"]
                        ):
                            found[premise["name"]] = None
                    elif edge["truth"] is None and premise["proposition"] not in seen:
                        seen.add(premise["proposition"])
                        waiting.append(premise["proposition"])
        return list(found)

    def __repr__(self) -> str:
        return f"<inference graph of {len(self.graph):,} nodes>"

    def _repr_html_(self) -> str:
        return str(NOTEBOOK(self))

    def to_json(self) -> str:
        """The whole graph as JSON, in networkx's node-link form."""
        import networkx as nx

        return json.dumps(
            nx.node_link_data(self.graph, edges="edges"), default=plain, sort_keys=True
        )

    @classmethod
    def from_json(cls, text: str) -> InferenceGraph:
        """The graph that `to_json` wrote."""
        import networkx as nx

        return cls(
            Recorded(nx.DiGraph(nx.node_link_graph(json.loads(text), edges="edges", directed=True)))
        )


def digest(*parts: object) -> str:
    """A node id: a hash of what the node is."""
    return blake2b(
        json.dumps(parts, default=plain, ensure_ascii=False).encode(), digest_size=8
    ).hexdigest()


def _whole(known: Derivations, refuted: Iterable[str]) -> nx.DiGraph[str]:
    """All firings, then why what they need to be false is so, and so on down.

    And why all of `refuted` is.
    """
    import networkx as nx

    result: nx.DiGraph[str] = nx.DiGraph()
    waiting = [known.base.rules[number].id for number in known.fired]
    told = dict.fromkeys(refuted)  # the false propositions that are refuted
    waiting += [rule for proposition in told for rule in known.firings(proposition, ["failed"])]
    for rule in waiting:
        firing = _add_firing(result, known, rule)
        for premise, edge in known.premises(rule):
            result.add_edge(_add(result, premise), firing, **edge)
            if (
                premise["kind"] == "conclusion"
                and premise["status"] is False
                and premise["proposition"] not in told
            ):
                told[premise["proposition"]] = None
                waiting += known.firings(premise["proposition"], ["failed"])
    return result


def _add_firing(graph: nx.DiGraph[str], known: Derivations, rule: str) -> str:
    told = known.firing(rule)
    found = known.base.rules[told["order"]]
    node = digest(
        "firing", rule, told["fired"], [_truth(known, literal.target) for literal in found.body]
    )
    graph.add_node(node, **told)
    graph.add_edge(node, _add(graph, known.conclusion(found.head)))
    return node


def _truth(known: Derivations, target: Test | str) -> object:
    if isinstance(target, Test):
        return [(type(term).__name__, term.name, known.value(term)) for term in terms_of(target)]
    return [target, known.status(target)]


def _add(graph: nx.DiGraph[str], told: Told) -> str:
    """The node of a fact or a conclusion."""
    if told["kind"] == "fact":
        node = digest("fact", told["standing"], told["name"], told["value"])
    else:
        node = digest("conclusion", told["proposition"])
    if node not in graph:
        graph.add_node(node, **told)
    return node
