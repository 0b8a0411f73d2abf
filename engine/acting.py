"""The answers that a team can no longer change in a case: as attributes say it under `actionable`,
`when`.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.asking import rests_on, truth_in
from engine.assessment import Assessment
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY, Expression
from knowledge.entries import Attribute
from knowledge.entries.facts import MOVED_WHEN
from knowledge.rules.asking import attributes_read


def out_of_reach(assessment: Assessment) -> Mapping[str, tuple[str, ...]]:
    """Attribute → the answers that put it out of a team's reach, by their attributes.

    Only those whose condition is known not to hold: while it is open, a team may still act.
    """
    return assessment.once(_out_of_reach)


def _out_of_reach(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    base, facts = assessment.base, assessment.facts
    behind = base.derived(rests_on)
    return {
        name: tuple(
            base.in_order(
                {
                    read
                    for read in attributes_read(condition, behind, base.propositions)
                    if read != TODAY and facts.get(read) is not None
                }
            )
        )
        for name, condition in base.derived(_conditions).items()
        if truth_in(condition, assessment.conclusions, facts) is False
    }


def _conditions(base: KnowledgeBase) -> dict[str, Expression]:
    return {
        entry.id: base.conditions[entry.key, MOVED_WHEN]
        for entry in base.of_kind(Attribute)
        if entry.directions is not None and entry.directions.when is not None
    }
