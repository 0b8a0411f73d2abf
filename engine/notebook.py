"""How an assessment and its inference graph show themselves in a notebook.

The assessment is told in short; `explain` argues and draws it. Of the graph, the firings that are
derivations are listed; it is far too large for a picture that anybody could read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.answer import ControlAnswer
from engine.assessment import Assessment
from engine.forms import HTML
from engine.graph.trace import Trace
from engine.legal import answer_titles, tier_titles
from knowledge.conditions.wording import in_words, spoken
from knowledge.entries import Classification
from knowledge.notebook import heading, listed, paragraph, section, table

if TYPE_CHECKING:
    import networkx as nx


@HTML.register(Assessment)
def assessment_html(assessment: Assessment) -> str:
    """The verdict, the tier, what decides, what is required, and who owes what.

    What people wrote is escaped.
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
    candidates = (
        ""
        if assessment.candidates == (assessment.verdict,)
        else ", ".join(candidate.value for candidate in assessment.candidates)
    )
    rows = [
        ("verdict", assessment.verdict.value),
        ("still possible", candidates),
        ("legal tier", assessment.tier),
    ]
    if assessment._base is not None:
        yield paragraph(f"{assessment.headline}.")
        standing = (ground.title for ground in assessment.grounds if ground.state == "stands")
        rows[-1] = ("legal tier", tier_titles(assessment.base)[assessment.tier])
        titles = (assessment.base.propositions[name].title for name in assessment.contradictions)
        for entry in assessment.base.of_kind(Classification):
            if entry is not assessment.base.legal_tier:
                answers = answer_titles(assessment.base, entry)
                rows.append((entry.title, answers[assessment.classifications[entry.id]]))
        rows += [
            ("contradictory answers", "; ".join(titles)),
            ("grounds that stand", "; ".join(standing)),
            ("controls missing", _named(assessment.controls.missing)),
            ("controls nobody confirmed", _named(assessment.controls.unconfirmed)),
        ]
    counts = Counter(assessment.conclusions.values())
    rows += [("conclusions", f"{counts[True]} true, {counts[None]} unknown, {counts[False]} false")]
    yield table(("", ""), [row for row in rows if row[1]])


def _named(controls: Iterable[ControlAnswer]) -> str:
    return ", ".join(control.id.replace("_", " ") for control in controls)


@HTML.register(Trace)
def graph_html(found: Trace) -> str:
    """How many facts, firings and conclusions there are, and every derivation.

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
