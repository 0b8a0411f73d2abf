"""The required controls that are missing, in the order in which they are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.legal import prepared_duties
from engine.ranking import turn
from knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from engine.answer import ControlAnswer
    from engine.assessment import Assessment
    from engine.legal import DutyStatus


@dataclass(frozen=True, slots=True)
class Gap:
    """A required control that is missing."""

    control: ControlAnswer
    day: date | None  # the first day on which a duty takes it; None where none does
    duties: tuple[DutyStatus, ...]  # those that take it, the first to bind first


def gaps_of(assessment: Assessment) -> tuple[Gap, ...]:
    """The required controls that are missing; those that a duty takes come first, by its day."""
    takes = assessment.base.derived(controls_of_duties)
    owed = sorted(
        (duty for duty in assessment.duties if duty.status == "owed" and duty.fulfilment != "met"),
        key=day_of,
    )
    found = []
    for control in assessment.controls.missing:
        duties = tuple(duty for duty in owed if control.id in takes.get(duty.id, ()))
        day = min(map(day_of, duties), default=None)
        found.append(Gap(control=control, day=day, duties=duties))
    return tuple(sorted(found, key=lambda gap: turn((), gap.day, gap.control.id)))


def day_of(duty: DutyStatus) -> date:
    """The day by which a duty must be done: its due day, or the day from which it binds."""
    return duty.due or duty.from_


def controls_of_duties(base: KnowledgeBase) -> Mapping[str, frozenset[str]]:
    """A duty's id → the controls that it requires, or by which it is met."""
    return {duty.id: frozenset(duty.met_by) for duty in base.derived(prepared_duties)}
