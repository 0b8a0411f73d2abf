"""The verdict on a case, among those that a knowledge base ranks (`rank` in its packs)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.cases.verdict_id import VerdictId


class RankedVerdict(NamedTuple):
    """A verdict, as answers know it."""

    id: str
    proposition: str
    title: str
    settles: bool  # where it holds, no other can


def ranked_verdicts(base: KnowledgeBase) -> tuple[RankedVerdict, ...]:
    """The verdicts of a base by rank."""
    return tuple(
        RankedVerdict(entry.id, entry.proposition, entry.title, settles=entry.when is not None)
        for entry in base.verdicts
    )


def known_contradictions(base: KnowledgeBase) -> tuple[str, ...]:
    """The contradictions that a base knows, by proposition."""
    return tuple(entry.proposition for entry in base.of_kind(entries.Contradiction))


def verdict_of(
    base: KnowledgeBase, conclusions: Mapping[str, bool | None]
) -> tuple[VerdictId, tuple[VerdictId, ...]]:
    """The verdict, and those that are still possible."""
    ranked = base.derived(ranked_verdicts)
    held = next(verdict for verdict in ranked if conclusions[verdict.proposition])
    if held.settles:
        return VerdictId(held.id), (VerdictId(held.id),)
    return VerdictId(held.id), tuple(
        VerdictId(verdict.id) for verdict in ranked if conclusions[verdict.proposition] is None
    )
