"""The reachable answers: the present verdict and tier, and all that complete answers to the open
questions can still lead to, each with such answers; proven over all of them.
"""

from __future__ import annotations

from typing import Any

from engine.assessment import Assessment
from engine.forms import PROOF
from engine.legal import tiers
from engine.proof.answers import answers_formula
from engine.proof.limits import NotProven
from engine.proof.presumed import presumed
from engine.proof.solver import Space, Truth
from engine.proven import Proven, Reached
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
    return Proven(
        reachable={VerdictId(id): found for id, found in verdicts.items() if found},
        reachable_tiers={name: found for name, found in answers.items() if found},
        presumed=presumed(assessment),
    )


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
        if self.complete:
            return
        self.space = Space(formula, free, facts, unanswered=False, complete=True)
        self.truths = self.space.evaluate()
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
        holds = self.truths.get(proposition, False)
        goal = self.space.named(holds)
        try:
            if (witness := self._witness(goal, self.consistent)) is not None:
                return Reached(witness=witness)
            if (witness := self._witness(goal)) is not None:
                return Reached(witness=witness, contradictory=True)
        except NotProven:
            return Reached(witness=None, proven=False)
        return Reached(witness=None) if present else None

    def _witness(self, *assumptions: Truth) -> dict[str, Any] | None:
        model = self.space.find(*assumptions)
        if model is None:
            return None
        return {name: plain(self.space.stated(model, name)) for name in self.space.free}
