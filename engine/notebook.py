"""HTML of an assessment and its inference graph for a notebook.

The assessment is told in short; `explain` argues and draws it. Of the graph, the firings that are
derivations are listed; it is far too large for a picture that anybody could read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from engine.answer import ControlAnswer
from engine.assessment import Assessment
from engine.forms import HTML
from engine.graph.trace import Trace
from engine.legal import answer_titles, tier_titles
from engine.proven import Reached
from knowledge.conditions.wording import in_words, spoken
from knowledge.entries import Classification
from knowledge.notebook import heading, listed, paragraph, section, table

if TYPE_CHECKING:
    import networkx as nx


@HTML.register(Assessment)
def assessment_html(assessment: Assessment) -> str:
    """The verdict, the tier, what decides, what is required, and who owes what.

    Texts that people wrote are escaped.
    """
    duties = [
        (duty.from_, duty.article, duty.title, duty.role, duty.status)
        for duty in assessment.duties
        if duty.status in ("owed", "open")
    ]
    return section(
        heading(f"{assessment.name}, as of {assessment.on}"),
        *_answer(assessment),
        table(("from", "article", "duty", "who", ""), duties),
        listed(
            f"{ceiling.article}: {ceiling.title}: {ceiling.says}" for ceiling in assessment.penalty
        ),
        paragraph(assessment.notice, "notice"),
    )


def _answer(assessment: Assessment) -> Iterable[str]:
    """The verdict in words; what was read back from JSON has only its ids."""
    rows = [("verdict", assessment.verdict.value), ("legal tier", assessment.tier)]
    if assessment._base is not None:
        so_far = "" if assessment.settled or _open(assessment) else ", as far as answered"
        yield paragraph(f"{assessment.headline}{so_far}.")
        standing = (ground.title for ground in assessment.grounds if ground.state == "stands")
        rows[1] = ("legal tier", tier_titles(assessment.base)[assessment.tier])
        titles = (assessment.base.propositions[name].title for name in assessment.contradictions)
        for entry in assessment.base.of_kind(Classification):
            if entry is not assessment.base.legal_tier:
                answers = answer_titles(assessment.base, entry)
                rows.append((entry.title, answers[assessment.classifications[entry.id]]))
        after = assessment.would_be_tier
        rows += [
            ("once it is used", tier_titles(assessment.base)[after] if after else ""),
            ("further answers can lead to", _others(assessment.reachable, assessment.verdict)),
            ("the tier can become", _others(assessment.reachable_tiers, assessment.tier)),
            ("presumed", "; ".join(one.says for one in assessment.presumed)),
            ("contradictory answers", "; ".join(titles)),
            ("grounds that stand", "; ".join(standing)),
            ("controls missing", _named(assessment.controls.missing)),
            ("controls nobody confirmed", _named(assessment.controls.unconfirmed)),
        ]
    counts = Counter(assessment.conclusions.values())
    rows += [("conclusions", f"{counts[True]} true, {counts[None]} unknown, {counts[False]} false")]
    yield table(("", ""), [row for row in rows if row[1]])


def _open(assessment: Assessment) -> bool:
    """Whether there is no verdict yet but the last resort."""
    return len(assessment.candidates) > 1


def _others(reachable: Mapping[Any, Reached], present: str) -> str:
    """The other answers that are reachable, by their ids."""
    told = []
    for id, found in reachable.items():
        remark = (
            " (not proven within the limit)"
            if not found.proven
            else " (only if answers contradict each other)"
            if found.contradictory
            else ""
        )
        if id != present:
            told.append(f"{id}{remark}")
    return ", ".join(told)


def _named(controls: Iterable[ControlAnswer]) -> str:
    return ", ".join(control.id.replace("_", " ") for control in controls)


@HTML.register(Trace)
def graph_html(found: Trace) -> str:
    """The number of facts, firings and conclusions, and every derivation.

    Of each: the conclusion, its rule, and what it rests on.
    """
    graph = found.graph
    counts = Counter(node["kind"] for _, node in graph.nodes(data=True))
    derived = [
        name
        for name, node in graph.nodes(data=True)
        if node["kind"] == "firing" and node["fired"] == "true"
    ]
    derived.sort(key=lambda name: graph.nodes[name]["order"])
    rows = [
        (
            graph.nodes[next(iter(graph.successors(name)))]["proposition"],
            graph.nodes[name]["rule"],
            _rests_on(graph, name),
        )
        for name in derived
    ]
    return section(
        paragraph(
            f"Inference graph: {counts['fact']:,} facts, {counts['firing']:,} firings, "
            f"{counts['conclusion']:,} conclusions."
        ),
        paragraph(f"Every derivation of something true: {len(rows):,}."),
        table(("conclusion", "rule", "rests on"), rows),
    )


def _rests_on(graph: nx.DiGraph[str], firing: str) -> str:
    edges = sorted(graph.in_edges(firing, data=True), key=lambda edge: edge[2]["order"])
    return "; ".join(
        dict.fromkeys(says for tail, _, edge in edges for says in _premise(graph.nodes[tail], edge))
    )


def _premise(node: dict[str, Any], edge: dict[str, Any]) -> Iterable[str]:
    if node["kind"] == "fact":
        return [spoken(test.phrase) for test in edge["tests"]]
    return [
        (
            node["proposition"]
            if node["status"]
            else f"{node['proposition']} is {in_words(node['status'])}"
        )
    ]
