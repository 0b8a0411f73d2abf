"""The names of the columns that an answer may have."""

from __future__ import annotations

from engine.sql import LISTS
from engine.sql.expressions import name_of
from knowledge.base import KnowledgeBase
from knowledge.entries import Classification

TIER = "tier"  # the column of the legal tier
RANK, REASON = "rank", "rank_reason"  # the place in the order of the rows, and why


def classified(base: KnowledgeBase) -> dict[str, Classification]:
    """Classifications by their columns: `tier` for the legal tier, others by their names."""
    legal = base.legal_tier
    found = {entry.id: entry for entry in base.of_kind(Classification) if entry is not legal}
    return found if legal is None else {TIER: legal, **found}


def answers(base: KnowledgeBase) -> frozenset[str]:
    """Columns that the answer adds; a column of the table by that name makes way."""
    return frozenset(("verdict", TIER, *classified(base), RANK, REASON, *LISTS))


def answered(base: KnowledgeBase) -> frozenset[str]:
    """The names of all columns that an answer may have."""
    return frozenset((*answers(base), *base.propositions))


def answered_in_database(base: KnowledgeBase) -> frozenset[str]:
    """The same in a database, which does not tell capitals from small letters."""
    return frozenset(name_of(name).lower() for name in (*answers(base), *base.visible))
