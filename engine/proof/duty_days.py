"""From which days duties bind, as conclusions that questions about duties can change: that a start
of a schedule counts matters where a duty that binds by it is owed, and where the day lies ahead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from engine.proof.choices import Algebra, T
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.entries import Duty, Schedule
from knowledge.entries import derived_names as names


class Dated(NamedTuple):
    """A schedule with several starts, and the duties that bind by it."""

    id: str
    schedule: str  # the key of its entry
    title: str
    duties: tuple[str, ...]  # the propositions that they are owed
    starts: Mapping[str, str]  # the step 'this start counts' → its parameter


def dated_duties(base: KnowledgeBase) -> tuple[Dated, ...]:
    """The schedules of a base by which duties bind from one of several days."""
    bound: dict[str, list[str]] = {}
    for duty in base.of_kind(Duty):
        bound.setdefault(duty.binding, []).append(duty.proposition)
    return tuple(
        Dated(
            entry.id,
            entry.key,
            entry.title,
            tuple(bound[entry.id]),
            {names.start(entry.id, place): one.from_ for place, one in enumerate(entry.starts)},
        )
        for entry in base.of_kind(Schedule)
        if entry.id in bound and len(entry.starts) > 1
    )


def owed_from(
    base: KnowledgeBase, facts: Mapping[str, Any], algebra: Algebra[T], targets: Mapping[str, T]
) -> dict[str, T]:
    """The targets of a formula about duties, with the cases in which some duty is owed from a day
    in place of those in which a start counts.

    Days that have come are one: what binds, binds. `facts`: the day asked, and the parameters.
    """
    found = dict(targets)
    for dated in base.derived(dated_duties):
        counting: dict[date, list[str]] = {}
        for step, parameter in dated.starts.items():
            day = max(facts[PARAMETER + parameter], facts["today"])
            counting.setdefault(day, []).append(step)
        owed = algebra.any_of([targets[name] for name in dated.duties if name in targets])
        for steps in counting.values():
            told = [found.pop(step) for step in steps if step in found]
            if len(counting) > 1 and told:
                found[steps[0]] = algebra.all_of([owed, algebra.any_of(told)])
    return found


def starting(base: KnowledgeBase) -> Sequence[str]:
    """The steps that starts of schedules count, for which a formula about duties asks as well."""
    return [step for dated in base.derived(dated_duties) for step in dated.starts]


def dated_by(base: KnowledgeBase, turned: str) -> dict[str, str]:
    """The schedule by which a conclusion about duties turned, that a start counts or that a duty
    binds which is owed in any case: the key of its entry → which duties bind by it; else empty.
    """
    return {
        one.schedule: one.title
        for one in base.derived(dated_duties)
        if turned in (*one.starts, *map(names.binds, one.duties))
    }


def steps_of_schedules(base: KnowledgeBase) -> set[str]:
    """The steps of these schedules, which people are not told by name."""
    found = {step for dated in base.derived(dated_duties) for step in dated.starts}
    return found | {names.begun(dated.id) for dated in base.derived(dated_duties)}
