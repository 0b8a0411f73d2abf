"""The rules that the answers of a knowledge base rest on, as one formula, kept on the base."""

from __future__ import annotations

from engine.legal import tiers
from engine.proof.algebra import Formula
from knowledge.base import KnowledgeBase
from knowledge.entries import Contradiction


def answers_formula(base: KnowledgeBase) -> Formula:
    """Where each verdict, tier and contradiction holds; ask `base.derived` for it."""
    verdicts = [entry.proposition for entry in base.verdicts if entry.when is not None]
    contradictions = [entry.proposition for entry in base.of_kind(Contradiction)]
    return Formula(base, [*verdicts, *tiers(base).values(), *contradictions])
