"""What a formula still depends on once some facts are known: the rest of it is decided once, not
with each evaluation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from engine.assessment import Assessment
from engine.chain.program import Guard
from engine.proof.algebra import Formula, Known, Step
from engine.proof.choices import Masks, attributes_of, truth_of
from engine.proof.entailed import affected, completed_choices
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test


class Decisions:
    """The truth of tests given some facts, each decided once."""

    def __init__(self, base: KnowledgeBase, facts: Mapping[str, Any]):
        self.facts, self._one = facts, Masks(1)
        self._choices = completed_choices(base, self._one, {}, facts)
        self._found: dict[Test, tuple[bool, bool]] = {}

    def of(self, test: Test) -> tuple[bool, bool]:
        """(whether it is true, whether it is true or unknown)."""
        found = self._found.get(test)
        if found is None:
            true, possible = truth_of(test, self._one, self._choices, self.facts)
            found = self._found[test] = (bool(true), bool(possible))
        return found


def decisions(assessment: Assessment) -> Decisions:
    """The truth of tests given what an assessment was told."""
    return assessment.once(_decisions)


def _decisions(assessment: Assessment) -> Decisions:
    return Decisions(assessment.base, assessment.facts)


def given(formula: Formula, free: Collection[str], decisions: Decisions) -> Formula:
    """The same formula where all attributes but the free ones are as the facts state."""
    turned = affected(formula.base, dict.fromkeys(free))
    decided = {
        test: decisions.of(test) for test in formula.tests if turned.isdisjoint(attributes_of(test))
    }
    atoms: dict[int, bool] = {}
    guards = []
    for guard in formula.guards:
        if not _decide(guard, decided, atoms):
            guards.append(guard)
    heads = {atom for guard in guards for atom in (guard.atom_true, guard.atom_possible)}
    heads |= {step.atom for group in formula.groups for step in group}
    groups = []
    for group in formula.groups:
        left = [_step(step, atoms, heads) for step in group]
        if len(group) == 1 and isinstance(left[0], bool):
            atoms[group[0].atom] = left[0]
        else:
            steps = zip(group, left, strict=True)
            groups.append(tuple(_kept(step, found) for step, found in steps))
    return _pruned(formula, Known(atoms, decided), groups, guards)


def _pruned(
    formula: Formula, known: Known, groups: list[tuple[Step, ...]], guards: list[Guard]
) -> Formula:
    """The formula with those steps and guards alone that its targets still rest on."""
    needed = {atom for atom in formula.targets.values() if atom not in known.atoms}
    kept = []
    for group in reversed(groups):
        if not needed.isdisjoint(step.atom for step in group):
            kept.append(group)
            needed.update(below for step in group for below in step.needs)
    return formula.known(
        known,
        tuple(reversed(kept)),
        tuple(g for g in guards if g.atom_true in needed or g.atom_possible in needed),
    )


def _decide(
    guard: Guard, decided: Mapping[Test, tuple[bool, bool]], atoms: dict[int, bool]
) -> bool:
    """Whether a guard is decided; if so, its atoms are entered."""
    one = Masks(1)
    pairs = [mode.of_pair(one, decided[t]) for t, mode in guard.literals if t in decided]
    none = not all(possible for _, possible in pairs)
    if not none and len(pairs) < len(guard.literals):
        return False
    atoms[guard.atom_true] = not none and all(true for true, _ in pairs)
    if guard.atom_possible != guard.atom_true:
        atoms[guard.atom_possible] = not none
    return True


def _step(step: Step, atoms: Mapping[int, bool], heads: Collection[int]) -> Step | bool:
    """What is left of a step; its value, if that is known. An atom without a head never holds."""

    def value(atom: int) -> bool | None:
        return atoms.get(atom, None if atom in heads else False)

    if step.absent is not None:
        absent = value(step.absent)
        return step if absent is None else not absent
    bodies: list[tuple[int, ...]] = []
    for body in step.alternatives:
        values = [value(atom) for atom in body]
        if False in values:
            continue
        left = tuple(atom for atom, known in zip(body, values, strict=True) if known is None)
        if not left:
            return True
        bodies.append(left)
    return Step(step.atom, tuple(dict.fromkeys(bodies))) if bodies else False


def _kept(step: Step, left: Step | bool) -> Step:
    """A step of a circle as a step again."""
    if isinstance(left, bool):
        return Step(step.atom, ((),) if left else ())
    return left
