"""The reachable answers: the present verdict and tier, and all that complete answers to the open
questions can still lead to, each with such answers; proven over all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.assessment import Assessment
from engine.forms import PROOF
from engine.legal import tiers
from engine.proof.answers import answers_formula
from engine.proof.limits import NotProven
from engine.proof.presumed import presumed
from engine.proof.solver import Model, Space, Truth, holds
from engine.proven import Answer, Presumed, Proven, Reached
from knowledge.cases.stated import plain
from knowledge.cases.verdict_id import VerdictId
from knowledge.entries import Contradiction


@PROOF.register(Assessment)
def proven(assessment: Assessment) -> Proven:
    """The verdicts and tiers that complete answers can lead to, and the presumptions.

    Where the solver gives up, the answer is listed as one that was not ruled out.
    """
    base = assessment.base
    reach = _Reach(assessment)
    verdicts = {
        entry.id: reach.of(entry.proposition, present=entry.id == assessment.verdict)
        for entry in base.verdicts
        if entry.when is not None  # complete answers leave nothing to the last resort
    }
    answers = {
        name: reach.of(proposition, present=name == assessment.tier)
        for name, proposition in tiers(base).items()
    }
    found = Proven(
        verdict=assessment.verdict,
        reachable={VerdictId(id): found for id, found in verdicts.items() if found},
        reachable_tiers={name: found for name, found in answers.items() if found},
        presumed=presumed(assessment),
    )
    left = found.reachable_tiers
    tier_settled = [*left] == [assessment.tier] and left[assessment.tier].proven
    fixed: dict[Answer, bool] = {"verdict": found.settled, "tier": tier_settled}
    return replace(found, presumed=tuple(_left(found.presumed, fixed, reach)))


def _left(
    presumptions: Iterable[Presumed], fixed: Mapping[Answer, bool], reach: _Reach
) -> Iterator[Presumed]:
    """The presumptions without those that no answers make otherwise, and of the others without what
    no answers change: turned about by itself, one may make the difference, but whatever answers
    turn it lead to the same.
    """
    for item in presumptions:
        if item.own_statement:
            yield item
            continue
        left = tuple(answer for answer in item.changes if not fixed[answer])
        if left and reach.otherwise(item.name, counted=item.counted):
            yield item.model_copy(update={"changes": left})


class _Reach:
    """The complete cases that agree with what one assessment was told."""

    def __init__(self, assessment: Assessment):
        base, facts = assessment.base, assessment.facts
        formula = base.derived(answers_formula)
        free = [
            name
            for name in formula.attributes
            if facts.get(name) is None and not base.attributes[name].superseded
        ]
        self.conclusions, self.complete = assessment.conclusions, not free
        self._models: list[Model] = []
        if self.complete:
            return
        self.space = Space(formula, free, facts, unanswered=False, complete=True)
        atoms = formula.values(self.space.algebra, self.space.choices, facts).atoms
        self.truths = {name: atoms.get(atom, False) for name, atom in formula.targets.items()}
        truths, possibles = formula.program.truths, formula.program.possibles
        # of complete answers what is possible is true
        self._atoms = {
            name: atoms[atom]
            for several in (possibles, truths)
            for name, atom in several.items()
            if atom in atoms
        }
        # those that are there already tell nothing about further answers
        further = [
            self.truths.get(entry.proposition, False)
            for entry in base.of_kind(Contradiction)
            if not assessment.conclusions[entry.proposition]
        ]
        algebra = self.space.algebra
        self.consistent = self.space.named(algebra.no(algebra.any_of(further)))

    def of(self, proposition: str, *, present: bool) -> Reached | None:
        """The way to an answer; None where it is proven that there is none."""
        if self.complete:
            return Reached(witness={}) if self.conclusions[proposition] else None
        goal = self.space.named(self.truths.get(proposition, False))
        try:
            if (witness := self._witness(goal, self.consistent)) is not None:
                return Reached(witness=witness)
            if (witness := self._witness(goal)) is not None:
                return Reached(witness=witness, contradictory=True)
        except NotProven:
            return Reached(witness=None, proven=False)
        return Reached(witness=None) if present else None

    def otherwise(self, proposition: str, *, counted: bool) -> bool:
        """Whether complete answers make a proposition otherwise than it counts now, or that is not
        proven.
        """
        if self.complete:
            return True
        algebra = self.space.algebra
        if (so := self._atoms.get(proposition)) is None:
            return True
        wanted = algebra.no(so) if counted else so
        if any(holds(model, wanted) for model in self._models):
            return True
        try:
            return self.space.find(self.space.named(wanted)) is not None
        except NotProven:
            return True

    def _witness(self, *assumptions: Truth) -> dict[str, Any] | None:
        model = self.space.find(*assumptions)
        if model is None:
            return None
        self._models.append(model)
        return {name: plain(self.space.stated(model, name)) for name in self.space.free}
