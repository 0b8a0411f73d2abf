"""The decision graph as GraphML, for yEd, Gephi, Cytoscape and other programs for graphs."""

from __future__ import annotations

import networkx as nx

from explain.graph.dot import printable
from explain.graph.graph import Drawing


def to_graphml(drawn: Drawing) -> str:
    """A decision graph as GraphML: boxes and arrows with what they say and how they look."""
    graph: nx.DiGraph[str] = nx.DiGraph(title=printable(drawn.title), language=drawn.language)
    for node in drawn.nodes:
        graph.add_node(
            node.id,
            label=printable("\n".join(filter(None, (node.word, *(node.items or (node.text,)))))),
            details=printable("\n".join(node.details)),
            says=printable(node.says),
            look=node.look,
            signal=node.signal,
            proposition=node.proposition,
            explained=node.id == drawn.goal,
        )
    for edge in drawn.edges:
        graph.add_edge(edge.tail, edge.head, line=edge.line, label=printable(edge.label))
    return "\n".join(nx.generate_graphml(graph)) + "\n"
