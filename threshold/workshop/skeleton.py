"""The decision graph with a box for every possible ground, so that boxes keep their place while
answers change what they say.
"""

from __future__ import annotations

from engine import Assessment
from explain.graph.graph import Drawing, Node, node_id
from explain.graph.graph_builder import legend
from explain.graph.style import WORDS
from knowledge.languages.words import Words

_OPEN = "open"  # the look of a ground that is not answered, as the state is called
_LISTED = "beside"  # the look of a box that lists grounds, each of which has a row here


def with_all_grounds(drawn: Drawing, assessment: Assessment, words: Words) -> Drawing:
    """The graph with the grounds that it leaves out, each as it is so."""
    known = {node.proposition: node for node in drawn.nodes}
    decided = {node.id for node in drawn.nodes if node.look == _LISTED}
    grounds = {ground.proposition for ground in assessment.grounds}
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
        look = _look(ground.state, held)
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
    nodes = [_recounted(node, assessment, nodes, words) for node in nodes]
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


def _look(state: str, held: bool | None) -> str:
    """The look of a ground that the graph has no box for: an unanswered one is open, also where it
    counts as no.
    """
    if state == "stands":
        return _LISTED
    return _OPEN if state == "absent" and held is None else state


def _recounted(node: Node, assessment: Assessment, nodes: list[Node], words: Words) -> Node:
    """The box that counts the open grounds that have no box of their own, with the count of the
    rows that say OPEN: on the stage each has one.
    """
    grounds = {ground.proposition: ground.state for ground in assessment.grounds}
    rows = sum(one.look == _OPEN and one.proposition in grounds for one in nodes)
    boxless = sum(state == _OPEN for state in grounds.values())
    without_box = words.say("moot_grounds", count=boxless)
    in_rows = words.say("moot_grounds", count=rows)
    told = tuple(in_rows if line == without_box else line for line in node.details)
    return node.model_copy(update={"details": told})


def _asked(node: Node, assessment: Assessment, words: Words) -> Node:
    """An open ground by what is asked, since the word above it says that it is open."""
    asked = assessment.base.propositions[node.proposition].asked
    return node.model_copy(update={"text": words.whether(node.proposition, asked)})
