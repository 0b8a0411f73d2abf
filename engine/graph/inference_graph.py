"""The inference graph for networkx: which facts, by which rules, led to which conclusions.

Three kinds of nodes: facts (stated, unknown, parameter), firings (a rule that fired, that could
still fire, or that failed), and conclusions. Edges lead from premise to firing to conclusion. Node
ids are content hashes, so that two runs give one graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from engine.graph.comparison import Comparison, plain
from engine.graph.derivations import Derivations, Told
from knowledge.conditions.tree import Test, terms_of

if TYPE_CHECKING:
    # at run time it is imported where a graph is first needed: it takes a tenth of a second
    import networkx as nx


def inference_graph(known: Derivations, refuted: Iterable[str] = ()) -> nx.DiGraph[str]:
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


def to_json(graph: nx.DiGraph[str]) -> str:
    """The graph as JSON, in networkx's node-link form."""
    import networkx as nx

    return json.dumps(nx.node_link_data(graph, edges="edges"), default=as_json, sort_keys=True)


def from_json(text: str) -> nx.DiGraph[str]:
    """The graph that `to_json` wrote."""
    import networkx as nx

    data = json.loads(text)
    for edge in data["edges"]:
        if "tests" in edge:
            edge["tests"] = [Comparison.read(test) for test in edge["tests"]]
    return nx.DiGraph(nx.node_link_graph(data, edges="edges", directed=True))


def as_json(value: Any) -> Any:
    """A value that JSON has no form for, as JSON holds it."""
    return value.data() if isinstance(value, Comparison) else plain(value)


def digest(*parts: object) -> str:
    """A node id: a hash of what the node is."""
    text = json.dumps(parts, default=as_json, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _add_firing(graph: nx.DiGraph[str], known: Derivations, rule: str) -> str:
    told = known.firing(rule)
    found = known.base.rules[told["order"]]
    truths = [_truth(known, literal.target) for literal in found.body]
    node = digest("firing", rule, told["fired"], truths)
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
