"""Which questions make sense for a case, as attributes say it under `asked_when`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.assessment import Assessment
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
)
from knowledge.entries import Attribute, Control, derived_names
from knowledge.entries.facts import ASKED_WHEN
from knowledge.rules.asking import RestsOn, attributes_read
from knowledge.truth import at_least, conjunction, disjunction, negation


def conditions_of_asking(base: KnowledgeBase) -> Mapping[str, Expression]:
    """Attribute → when its question makes sense, for those that say so."""
    return base.derived(_conditions)


def _conditions(base: KnowledgeBase) -> dict[str, Expression]:
    asked: dict[str, Attribute | Control] = {
        **{entry.id: entry for entry in base.of_kind(Attribute)},
        **{derived_names.stated(entry.id): entry for entry in base.of_kind(Control)},
    }
    return {
        name: base.conditions[entry.key, ASKED_WHEN]
        for name, entry in asked.items()
        if entry.asked_when is not None
    }


def makes_sense(assessment: Assessment) -> dict[str, bool | None]:
    """Attribute → whether its question makes sense in this case, for those that say when.

    What is not asked yet, is unknown; what never will be, whatever else is answered, is false.
    """
    return assessment.once(_sense)


def _sense(assessment: Assessment) -> dict[str, bool | None]:
    conclusions, facts = assessment.conclusions, assessment.facts
    return {
        name: truth_in(condition, conclusions, facts)
        for name, condition in conditions_of_asking(assessment.base).items()
    }


def waits_for(assessment: Assessment, attribute: str) -> tuple[str, ...]:
    """The open questions that have to be asked before that of an attribute makes sense, as far as
    they make sense themselves.
    """
    base, sense = assessment.base, makes_sense(assessment)
    behind = base.derived(_rests_on)
    found: dict[str, None] = {}
    seen, waiting = {attribute}, [attribute]
    while waiting:
        condition = conditions_of_asking(base)[waiting.pop()]
        for name in attributes_read(condition, behind, base.propositions):
            known = assessment.facts.get(name) is not None
            if name in seen or known or base.attributes[name].superseded:
                continue  # what others took the place of is no longer asked
            seen.add(name)
            if sense.get(name, True):
                found[name] = None
            elif sense[name] is None:
                waiting.append(name)
    return tuple(base.in_order(found))


def _rests_on(base: KnowledgeBase) -> RestsOn:
    return RestsOn(base.rules)


def truth_in(
    condition: Expression, conclusions: Mapping[str, bool | None], facts: Mapping[str, Any]
) -> bool | None:
    """Whether a condition holds in a case, of which the conclusions and the facts are known."""
    match condition:
        case Test():
            return decider(condition)(facts)
        case Prop(name):
            return conclusions[name]
        case AnyOf():
            return disjunction(conclusions[name] for name in condition.members(conclusions))
        case Count(least, items):
            truths = [truth_in(item, conclusions, facts) for item in items]
            return at_least(least, truths, condition.worth)
        case Not(item):
            return negation(truth_in(item, conclusions, facts))
        case Established(item):
            return truth_in(item, conclusions, facts) is True
        case And(items):
            return conjunction(truth_in(item, conclusions, facts) for item in items)
        case Or(items):
            return disjunction(truth_in(item, conclusions, facts) for item in items)
