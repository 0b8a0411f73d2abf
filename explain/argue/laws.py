"""The laws beside the one of the legal tier: what each asks, as a ground and as duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine import Assessment
from explain.argue.explanation import LawReport, LegalStep
from knowledge.base import KnowledgeBase
from knowledge.entries import Classification, Define, Duty, Entry, Work


def other_laws(
    assessment: Assessment, tier: Classification, step: Callable[[Entry], LegalStep]
) -> Iterator[LawReport]:
    """Each law that asks something in this case, or may on answers that are open.

    `tier` is the classification whose law has a report of its own; `step` tells an entry.
    """
    holds = assessment.conclusions
    for law in assessment.base.derived(_laws):
        if law.work.id == tier.source[0].work:
            continue
        grounds = [entry for entry in law.grounds if holds[entry.proposition]]
        own = [
            duty
            for duty in assessment.duties
            if duty.law == law.work.id and duty.status != "may arise"
        ]
        known = (*law.grounds, *law.duties)
        undecided = [entry for entry in known if holds[entry.proposition] is None]
        if grounds or own or undecided:
            yield LawReport(
                id=law.work.id,
                cited_as=law.work.cited_as,
                title=law.work.title,
                grounds=tuple(map(step, grounds)),
                duties=tuple(own),
                open=tuple(map(step, undecided)),
            )


class _Law(NamedTuple):
    """A work that asks something, by its own grounds or by duties."""

    work: Work
    grounds: tuple[Define, ...]
    duties: tuple[Duty, ...]


def _laws(base: KnowledgeBase) -> tuple[_Law, ...]:
    """The works that grounds or duties of a base rest on, in the order of the packs."""
    grounds: dict[str, list[Define]] = {}
    for define in base.of_kind(Define):
        if define.ground_of:
            grounds.setdefault(define.ground_of, []).append(define)
    duties = base.derived(duties_by_law)
    return tuple(
        _Law(work, tuple(grounds.get(work.id, ())), duties.get(work.id, ()))
        for work in base.of_kind(Work)
        if work.id in grounds or work.id in duties
    )


def duties_by_law(base: KnowledgeBase) -> dict[str, tuple[Duty, ...]]:
    """The id of a work → the duties in it, in the order of the packs."""
    found: dict[str, list[Duty]] = {}
    for duty in base.of_kind(Duty):
        found.setdefault(duty.law, []).append(duty)
    return {law: tuple(duties) for law, duties in found.items()}
