"""The questions that make sense for a case: as attributes say it under `asked_when`, and of a
record that says nothing of it, once a duty that it fulfils is owed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.assessment import Assessment
from engine.certain import certainly_holds
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Attr,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
    terms_of,
)
from knowledge.entries import Attribute, Control, Duty, derived_names
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
    """Attribute → whether its question makes sense in this case, for those that wait for something.

    A question that is not asked yet, is unknown; one that never will be, whatever else is answered,
    is false.
    """
    return assessment.once(_sense)


def _sense(assessment: Assessment) -> dict[str, bool | None]:
    base, conclusions, facts = assessment.base, assessment.conclusions, assessment.facts
    said = {
        name: truth_in(condition, conclusions, facts)
        or _never(certainly_holds(assessment, condition))
        for name, condition in conditions_of_asking(base).items()
    }
    owed = {
        name: disjunction(conclusions[duty] for duty in duties)
        for name, duties in base.derived(duties_of_records).items()
    }
    return said | owed


def _never(certain: bool | None) -> bool | None:
    """False of what does not hold whatever else is answered; unknown of what does not hold yet.

    What has to be established, and that there is no exception, reads false or true while it is
    open, and may turn.
    """
    return False if certain is False else None


def duties_of_records(base: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """Attribute of a record → the duties that it fulfils, one of which has to be owed before it is
    asked for. Left out are those that say themselves when they are asked for, and those that
    something else than a duty reads.
    """
    records = {
        derived_names.stated(entry.id)
        for entry in base.of_kind(Control)
        if entry.is_record and entry.asked_when is None
    }
    readers: dict[str, dict[str, None]] = {}
    for rule in base.rules:
        for literal in rule.body:
            if isinstance(literal.target, Test):
                for term in terms_of(literal.target):
                    if isinstance(term, Attr) and term.name in records:
                        readers.setdefault(term.name, {})[rule.entry] = None
    duties = {entry.proposition for entry in base.of_kind(Duty)}
    return {name: tuple(read) for name, read in readers.items() if read.keys() <= duties}


def waits_for(assessment: Assessment, attribute: str) -> tuple[str, ...]:
    """The open questions that have to be asked before that of an attribute makes sense, as far as
    they make sense themselves. None for a record, whose duty is asked about for its own sake.
    """
    base, sense = assessment.base, makes_sense(assessment)
    behind = base.derived(rests_on)
    found: dict[str, None] = {}
    seen = {attribute}
    waiting = [attribute] if attribute in conditions_of_asking(base) else []
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


def rests_on(base: KnowledgeBase) -> RestsOn:
    """The dependencies of the propositions of a base, made once by `base.derived`."""
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
