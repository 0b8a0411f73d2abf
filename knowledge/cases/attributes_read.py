"""Which attributes the rules of a knowledge base read at all."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of


def attributes_in_tests(base: KnowledgeBase) -> frozenset[str]:
    """The attributes that some rule reads; of texts, most are shown only."""
    return frozenset(
        term.name
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, Test)
        for term in terms_of(literal.target)
        if isinstance(term, Attr)
    )
