"""The decision graph with a box for every possible ground, so that boxes keep their place while
answers change what they say.
"""

from __future__ import annotations

from engine import Assessment
from engine.answer import open_grounds
from explain.graph.graph import Drawing, Node, node_id
from explain.graph.graph_builder import legend
from explain.graph.style import WORDS
from knowledge.languages.words import Words

_OPEN = "open"  # the look of a ground that is not answered, as the state is called
_LISTED = "beside"  # the look of a box that lists grounds, each of which has a row here
_LOOKS = {"stands": _LISTED}  # of a ground without a box of its own, where not named as its state


def with_all_grounds(drawn: Drawing, assessment: Assessment, words: Words) -> Drawing:
    """The graph with the grounds that it leaves out, each as it is so."""
    known = {node.proposition: node for node in drawn.nodes}
    decided = {node.id for node in drawn.nodes if node.look == _LISTED}
    grounds = {ground.proposition for ground in assessment.grounds}
    unsettled = open_grounds(assessment)
    nodes = [
        _asked(node, assessment, words)
        if node.proposition in grounds and node.look == _OPEN
        else node
        for node in drawn.nodes
        if node.id not in decided
    ]
    for ground in assessment.grounds:
        if ground.proposition in known:
            continue
        base, held = assessment.base, assessment.conclusions[ground.proposition]
        look = _OPEN if ground.proposition in unsettled else _LOOKS.get(ground.state, ground.state)
        text = words.statement(ground.proposition, base.says(ground.proposition, held))
        node = Node(
            id=node_id(ground.proposition),
            look=look,
            text=text,
            word=words.say(f"word_{WORDS[look]}") if look in WORDS else "",
            says=text,
            proposition=ground.proposition,
        )
        nodes.append(_asked(node, assessment, words) if held is None else node)
    return drawn.model_copy(
        update={
            "nodes": tuple(nodes),
            "edges": tuple(
                edge
                for edge in drawn.edges
                if edge.tail not in decided and edge.head not in decided
            ),
            "looks": tuple(dict.fromkeys(node.look for node in nodes)),
            "legend": legend(nodes, words),
        }
    )


def _asked(node: Node, assessment: Assessment, words: Words) -> Node:
    """An open ground by what is asked, since the word above it says that it is open."""
    asked = assessment.base.propositions[node.proposition].asked
    return node.model_copy(update={"text": words.whether(node.proposition, asked)})
