"""The works that an explanation cites, gathered from what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from explain.argue.argument import Argument, authority
from explain.argue.explanation import Explanation, SourceReport
from explain.forms.data import Authority
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.entries import Work
from knowledge.entries.cited import sources as cited_by


def sources(
    explanation: Explanation, base: KnowledgeBase, *, told_by_sections: bool
) -> tuple[SourceReport, ...]:
    """The works that a reader finds cited, in the order of the packs: by the sections, or else by
    the argument.
    """
    cited = set(
        _in_sections(explanation, base)
        if told_by_sections
        else _in_arguments((explanation.argument,), base, explanation.on)
    )
    return tuple(report for report in base.derived(_reports) if report.id in cited)


def _reports(base: KnowledgeBase) -> tuple[SourceReport, ...]:
    """All works, in the order of the packs."""
    return tuple(map(SourceReport.of, base.of_kind(Work)))


def _in_sections(explanation: Explanation, base: KnowledgeBase) -> Iterator[str]:
    """Questions cite nothing here: they are asked, not argued."""
    arguments = (ground.argument for ground in explanation.grounds)
    yield from _in_arguments(arguments, base, explanation.on)
    for cited in _authorities(explanation):
        yield from cited.works
    if explanation.legal:
        yield from (law.id for law in explanation.legal.laws if law.duties)
    for control in explanation.controls:
        for reason in control.reasons:
            yield from authority(base, reason.proposition).works


def _authorities(explanation: Explanation) -> Iterator[Authority]:
    yield from (ground.authority for ground in explanation.grounds)
    yield from (exception.authority for exception in explanation.exceptions)
    yield from (misconception.authority for misconception in explanation.misconceptions)
    yield from (finding.authority for finding in explanation.findings)
    if explanation.legal:
        yield from (step.authority for step in explanation.legal.steps)
        yield from (relief.authority for relief in explanation.legal.reliefs)
        for law in explanation.legal.laws:
            yield from (step.authority for step in law.grounds)


def _in_arguments(arguments: Iterable[Argument], base: KnowledgeBase, on: date) -> Iterator[str]:
    """The works that arguments cite, all the way down, each proposition once."""
    waiting = {argument.proposition: argument for argument in arguments}
    seen = set(waiting)
    while waiting:
        for derivation in waiting.popitem()[1].derivations:
            yield from derivation.authority.works
            # a figure of an own pack is cited where it is read
            for statement in derivation.statements:
                if statement.figures:
                    yield from _of_figures(statement.reads, base, on)
            below = {
                premise.proposition: premise
                for premise in derivation.premises
                if premise.proposition not in seen
            }
            seen |= below.keys()
            waiting |= below


def _of_figures(reads: Iterable[str], base: KnowledgeBase, on: date) -> Iterator[str]:
    for name in reads:
        if name.startswith(PARAMETER):
            parameter = base.entries[f"parameter:{name.removeprefix(PARAMETER)}"]
            yield from (source.work for source in cited_by(parameter, on))
