"""The inference graph: which facts, by which rules, led to which conclusions.

Three kinds of nodes: facts (stated, unknown, parameter), firings (a rule that fired, that could still fire, or that
failed), and conclusions. Edges lead from premise to firing to conclusion. Node ids are content hashes, so that two
runs give one graph. Explanations walk this graph and evaluate nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

from knowledge.base import KnowledgeBase
from knowledge.evaluation import PARAMETER, decider
from knowledge.expression import Attr, Param, Test, terms_of
from knowledge.rules import Mode
from knowledge.wording import sentence

if TYPE_CHECKING:
    import networkx as nx  # at run time it is imported where a graph is first needed: it takes a tenth of a second

Fired = Literal["true", "possible", "failed"]  # a derivation; one that open questions may complete; one that cannot be


class InferenceGraph:
    """The graph of one assessment."""

    def __init__(self, graph: nx.DiGraph[str], builder: _Builder | None = None):
        self.graph = graph
        self._builder = builder  # None for a graph that was read from JSON

    @classmethod
    def build(
        cls, base: KnowledgeBase, facts: Mapping[str, Any], conclusions: Mapping[str, bool | None], fired: Mapping[int, Fired]
    ) -> InferenceGraph:
        """The graph of all firings, and of why each conclusion that some firing needs to be false is so."""
        builder = _Builder(base, facts, conclusions, fired)
        return cls(builder.build(), builder)

    def refute(self, proposition: str) -> None:
        """Add why a false proposition is false, where no firing needed it to be so."""
        if self._builder and self.status(proposition) is False:
            self._builder.refute([proposition])

    def conclusion(self, proposition: str) -> str | None:
        """The node of a proposition, or None where nothing in this graph concludes or needs it."""
        node = digest("conclusion", proposition)
        return node if node in self.graph else None

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing in this graph concludes it."""
        node = self.conclusion(proposition)
        status: bool | None = self.graph.nodes[node]["status"] if node else False
        return status

    def open_attributes(self, proposition: str) -> list[str]:
        """The unanswered attributes on which an unknown proposition hangs, nearest first."""
        found: dict[str, None] = {}
        seen, waiting = {proposition}, [proposition]
        while waiting:
            for firing in self.firings(waiting.pop(0), ("possible",)):
                for premise, edge in self.premises(firing):
                    if premise["kind"] == "fact":
                        if premise["standing"] == "unknown" and any(test["truth"] is None or test["presumed"] for test in edge["tests"]):
                            found[premise["name"]] = None
                    elif edge["truth"] is None and premise["proposition"] not in seen:
                        seen.add(premise["proposition"])
                        waiting.append(premise["proposition"])
        return list(found)

    def firings(self, proposition: str, kinds: Iterable[Fired] = ("true", "possible", "failed")) -> list[str]:
        """The firings that concern a proposition, by kind, then by rule."""
        node, wanted = self.conclusion(proposition), list(kinds)
        if node is None:
            return []
        found = [firing for firing in self.graph.predecessors(node) if self.graph.nodes[firing]["fired"] in wanted]
        return sorted(found, key=lambda firing: (wanted.index(self.graph.nodes[firing]["fired"]), self.graph.nodes[firing]["order"]))

    def premises(self, firing: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """(premise node, edge) for each premise of a firing, in the order of the rule."""
        found = [(self.graph.nodes[premise], self.graph.edges[premise, firing]) for premise in self.graph.predecessors(firing)]
        return sorted(found, key=lambda pair: pair[1]["order"])

    def node(self, name: str) -> dict[str, Any]:
        """What the graph holds for a node."""
        data: dict[str, Any] = self.graph.nodes[name]
        return data

    def to_json(self) -> str:
        """The graph as JSON, in networkx's node-link form."""
        import networkx as nx

        return json.dumps(nx.node_link_data(self.graph, edges="edges"), default=_plain, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> InferenceGraph:
        """The graph that `to_json` wrote."""
        import networkx as nx

        return cls(nx.DiGraph(nx.node_link_graph(json.loads(text), edges="edges", directed=True)))


def digest(*parts: object) -> str:
    """A node id: a hash of what the node is."""
    return blake2b(json.dumps(parts, default=_plain, ensure_ascii=False).encode(), digest_size=8).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class _Builder:
    def __init__(self, base: KnowledgeBase, facts: Mapping[str, Any], conclusions: Mapping[str, bool | None], fired: Mapping[int, Fired]):
        import networkx as nx

        self.base, self.facts, self.conclusions, self.fired = base, facts, conclusions, fired
        self.result: nx.DiGraph[str] = nx.DiGraph()
        self.rules_of: dict[str, list[int]] = {}
        for index, rule in enumerate(base.rules):
            self.rules_of.setdefault(rule.head, []).append(index)
        self.refuted: set[str] = set()

    def build(self) -> nx.DiGraph[str]:
        """The graph of all firings, and of why what they need to be false is so."""
        for index, kind in self.fired.items():
            self.firing(index, kind)
        self.refute(list(self.refuted))
        return self.result

    def refute(self, waiting: list[str]) -> None:
        """Add why each of these is false, and so on down."""
        while waiting:
            name = waiting.pop()
            self.refuted.add(name)
            before = set(self.refuted)
            for index in self.rules_of.get(name, ()):
                if index not in self.fired:
                    self.firing(index, "failed")
            waiting += self.refuted - before

    def firing(self, index: int, kind: Fired) -> None:
        rule = self.base.rules[index]
        node = digest("firing", rule.id, kind, [self._truth_key(literal.target) for literal in rule.body])
        self.result.add_node(node, kind="firing", rule=rule.id, entry=rule.entry, fired=kind, order=index)
        self.result.add_edge(node, self.conclusion(rule.head))
        for order, literal in enumerate(rule.body):
            if isinstance(literal.target, Test):
                self.test(node, literal.target, literal.mode, order, kind)
            else:
                self.premise(node, literal.target, literal.mode, order, kind)

    def _truth_key(self, target: Test | str) -> object:
        if isinstance(target, Test):
            return [(type(term).__name__, term.name, self._value(term)) for term in terms_of(target)]
        return [target, self.conclusions.get(target)]

    def _value(self, term: Attr | Param) -> Any:
        return self.facts.get(term.name if isinstance(term, Attr) else PARAMETER + term.name)

    def premise(self, firing: str, name: str, mode: Mode, order: int, kind: Fired) -> None:
        value = self.conclusions.get(name, False)
        truth = mode.of(value)
        if kind == "failed" and truth is not False:
            return
        self.result.add_edge(self.conclusion(name), firing, order=order, mode=mode.value, truth=truth)
        if value is False:
            self.refuted.add(name)

    def test(self, firing: str, test: Test, mode: Mode, order: int, kind: Fired) -> None:
        value = decider(test)(self.facts)
        truth = mode.of(value)
        if kind == "failed" and truth is not False:
            return
        presumed = value is None and mode is Mode.NOT_ESTABLISHED  # nobody said so, and the rule asks for no more
        says = sentence(test, self.facts, presumed=mode is not Mode.IS)
        for term in terms_of(test):
            node = self.fact(term)
            if not self.result.has_edge(node, firing):
                self.result.add_edge(node, firing, order=order, tests=[])
            self.result.edges[node, firing]["tests"].append({"says": says, "mode": mode.value, "truth": truth, "presumed": presumed})

    def fact(self, term: Attr | Param) -> str:
        value = self._value(term)
        kind = "parameter" if isinstance(term, Param) else "unknown" if value is None else "stated"
        node = digest("fact", kind, term.name, value)
        if node not in self.result:
            self.result.add_node(
                node, kind="fact", name=term.name, value=_plain(value) if isinstance(value, (frozenset, date)) else value, standing=kind
            )
        return node

    def conclusion(self, name: str) -> str:
        node = digest("conclusion", name)
        if node not in self.result:
            proposition = self.base.propositions[name]
            status = self.conclusions.get(name, False)
            title = proposition.otherwise if status is False and proposition.otherwise else proposition.title
            self.result.add_node(
                node, kind="conclusion", proposition=name, status=status, title=title, entry=proposition.entry, step=proposition.step
            )
        return node
