"""The rules that the answers of a knowledge base rest on, as formulas, kept on the base.

What a formula is made of (`Plan`) is part of the compiled form of the shipped packs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.legal import tiers
from engine.proof.algebra import Formula, Plan, plan
from engine.proof.duty_days import starting
from engine.proven import About
from knowledge.base import KnowledgeBase
from knowledge.entries import Contradiction, Control, Duty, Verdict
from knowledge.entries import derived_names as names


def answers_plan(base: KnowledgeBase) -> Plan:
    """The plan of `answers_formula`."""
    verdicts = [entry.proposition for entry in base.verdicts if entry.when is not None]
    return plan(base, [*verdicts, *tiers(base).values(), *_contradictions(base)])


def answers_formula(base: KnowledgeBase) -> Formula:
    """The formula of the verdicts, tiers and contradictions; ask `base.derived` for it."""
    return Formula(base, made=base.derived(answers_plan))


def contradictions_plan(base: KnowledgeBase) -> Plan:
    """The plan of `contradictions_formula`."""
    return plan(base, _contradictions(base))


def contradictions_formula(base: KnowledgeBase) -> Formula:
    """The formula of the contradictions; ask `base.derived` for it."""
    return Formula(base, made=base.derived(contradictions_plan))


def _contradictions(base: KnowledgeBase) -> list[str]:
    return [entry.proposition for entry in base.of_kind(Contradiction)]


def verdict_plan(base: KnowledgeBase) -> Plan:
    """The plan of a formula of the verdicts."""
    return plan(base, [entry.proposition for entry in base.of_kind(Verdict)])


def tier_plan(base: KnowledgeBase) -> Plan:
    """The plan of a formula of the legal tier."""
    return plan(base, tiers(base).values())


def duties_plan(base: KnowledgeBase) -> Plan:
    """The plan of a formula of duties: whether each is owed, binds, and is met, and from when."""
    found = []
    for duty in base.of_kind(Duty):
        name = duty.proposition
        found += [name, names.binds(name), names.met(name), names.left_open(name)]
    return plan(base, [*found, *starting(base)])


def controls_plan(base: KnowledgeBase) -> Plan:
    """The plan of a formula of controls: whether each is required, and whether it is missing."""
    ids = [entry.id for entry in base.of_kind(Control) if not entry.is_record]
    return plan(base, [*map(names.required, ids), *map(names.gap, ids)])


PLANS: Mapping[About, Callable[[KnowledgeBase], Plan]] = {
    "verdict": verdict_plan,
    "tier": tier_plan,
    "duties": duties_plan,
    "controls": controls_plan,
}


def formula_about(base: KnowledgeBase, about: About) -> Formula:
    """The formula of the conclusions that questions about something can change."""
    return base.derived(_formulas)(about)


def _formulas(base: KnowledgeBase) -> Callable[[About], Formula]:
    made: dict[About, Formula] = {}

    def formula(about: About) -> Formula:
        if about not in made:
            made[about] = Formula(base, made=base.derived(PLANS[about]))
        return made[about]

    return formula


def ranked_answers(base: KnowledgeBase, about: About) -> dict[str, str]:
    """The answers of which just one is given: proposition → its name, the strictest first; none
    where questions are about many conclusions at once.
    """
    if about == "verdict":
        return {entry.proposition: entry.id for entry in base.verdicts if entry.when is not None}
    if about == "tier":
        return {proposition: name for name, proposition in tiers(base).items()}
    return {}
