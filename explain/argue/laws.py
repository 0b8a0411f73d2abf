"""The laws beside the one of the legal tier: what each asks, as a ground and as duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine import Assessment
from explain.argue.explanation import LawReport, LegalStep
from knowledge.entries import Classification, Define, Duty, Entry, Work


def other_laws(
    assessment: Assessment, tier: Classification, step: Callable[[Entry], LegalStep]
) -> Iterator[LawReport]:
    """Each law that asks something in this case, or may on answers that are open.

    `tier` is the classification whose law has a report of its own; `step` tells an entry.
    """
    base, holds = assessment.base, assessment.conclusions
    grounds: dict[str, list[Entry]] = {}
    for define in base.of_kind(Define):
        if define.ground_of:
            grounds.setdefault(define.ground_of, []).append(define)
    duties: dict[str, list[Entry]] = {}
    for duty in base.of_kind(Duty):
        duties.setdefault(duty.law, []).append(duty)
    for work in base.of_kind(Work):
        if work.id == tier.source[0].work:
            continue
        known = [*grounds.get(work.id, ()), *duties.get(work.id, ())]
        own = tuple(
            duty for duty in assessment.duties if duty.law == work.id and duty.status != "may arise"
        )
        report = LawReport(
            id=work.id,
            cited_as=work.cited_as,
            title=work.title,
            grounds=tuple(
                step(entry) for entry in grounds.get(work.id, ()) if holds[entry.proposition]
            ),
            duties=own,
            open=tuple(step(entry) for entry in known if holds[entry.proposition] is None),
        )
        if report.grounds or report.duties or report.open:
            yield report
