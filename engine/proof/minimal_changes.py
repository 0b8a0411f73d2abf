"""All smallest sets of attribute changes that are remedies: that lead to a verdict, proven minimal.

Only attributes that a team can act on change, in the directions in which they can; an answer that
was given may be given otherwise, never taken back. Sets are found smallest first, and supersets of
a set found are ruled out, so that each is minimal and none is missed. They are confirmed and told
by `explain.ask.smallest_change`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.assessment import Assessment
from engine.proof.limits import NotProven
from engine.proof.remedies import Remedies, stays_possible
from engine.proof.solver import Model, Space, Truth, holds
from engine.proof.truths import Truths
from engine.proof.ways import MinimalSet, minimal_set
from knowledge.conditions.tree import TODAY

MOST_BARRIERS = 5  # groups of obstacles that are told


def minimal_changes(assessment: Assessment, proposition: str) -> Iterator[MinimalSet]:
    """Each minimal set of changes after which a verdict's `proposition` is true and nothing is
    contradictory, smallest first, to the proven last.

    Raises `NotProven` after them where it is not known whether there are others, or smaller ones.
    """
    remedies, facts = Remedies.of(assessment.base), assessment.facts
    space = Space(remedies.formula, remedies.movable(assessment), facts, unanswered=False)
    algebra = space.algebra
    truths = _truths(space)
    space.require(remedies.good(truths, proposition))
    changed = {name: algebra.no(space.is_stated(name, facts.get(name))) for name in space.free}
    for name, flag in changed.items():
        for condition in stays_possible(space, name, facts.get(name), assessment.on):
            space.require(condition)
        if name in remedies.asked_when:
            sense = remedies.makes_sense(truths, name)
            space.require(algebra.any_of([algebra.no(flag), sense]))
    gap: NotProven | None = None

    def find(*conditions: Truth) -> Model | None:
        nonlocal gap
        try:
            return space.find(*conditions)
        except NotProven as missed:
            gap = gap or missed
            return None

    for size in range(len(changed) + 1):
        if find() is None and gap is None:
            return
        at_most = algebra.at_most([*changed.values()], size) if changed else True
        while (model := find(at_most)) is not None:
            names = [name for name, flag in changed.items() if holds(model, flag)]
            found = {name: space.stated(model, name) for name in names}
            yield minimal_set(assessment, remedies, proposition, found)
            space.require(algebra.any_of([algebra.no(changed[name]) for name in names]))
    if gap is not None:
        raise gap


def obstacles(assessment: Assessment, proposition: str) -> list[str]:
    """The first of the `barriers`; empty where there is none."""
    return next(barriers(assessment, proposition), [])


def barriers(assessment: Assessment, proposition: str) -> Iterator[list[str]]:
    """The barriers where no change reaches a verdict: groups of attributes that a team cannot
    change, or not in the direction that it takes. Each group by itself, as it is, rules the verdict
    out, and none of it can be left out for that. No attribute is in two groups; at most
    `MOST_BARRIERS` of them. One empty group: on this day no answers whatever lead to the verdict.

    Raises `NotProven` where that is not known.
    """
    remedies, facts = Remedies.of(assessment.base), assessment.facts
    formula = remedies.formula
    # on another day other figures are in force
    inputs = [name for name in formula.attributes if name != TODAY]
    space = Space(formula, inputs, facts, unanswered=True)
    algebra = space.algebra
    space.require(remedies.good(_truths(space), proposition))
    movable = set(remedies.movable(assessment))
    kept: dict[str, str] = {}
    for name in space.free:
        flag = algebra.variable(f"kept {name}")
        now = facts.get(name)
        if name not in movable:
            wanted = [space.is_stated(name, now)]
        else:
            wanted = list(stays_possible(space, name, now, assessment.on))
            if now is not None:  # an answer that was given is not taken back
                space.require(algebra.no(space.is_stated(name, None)))
        if wanted:
            space.require(algebra.any_of([algebra.no(flag), algebra.all_of(wanted)]))
            kept[str(flag)] = name
    left = list(kept.values())
    for _ in range(MOST_BARRIERS):
        if space.find(*(algebra.variable(f"kept {name}") for name in left)) is not None:
            return
        core = [kept[str(flag)] for flag in space.solver.unsat_core()]
        for name in list(core):  # each that is left out and not missed is no obstacle
            without = [other for other in core if other != name]
            if space.find(*(algebra.variable(f"kept {other}") for other in without)) is None:
                core = without
        yield [name for name in formula.attributes if name in core]
        if not core:
            return
        left = [name for name in left if name not in core]


def _truths(space: Space) -> Truths[object]:
    values = space.formula.values(space.algebra, space.choices, space.facts)
    return Truths(space.formula, space.algebra, values)
