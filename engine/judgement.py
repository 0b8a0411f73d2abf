"""One's own judgement against what the rules conclude: a contradiction of its own kind, in which
the rules count.
"""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Contradiction


def overruled_judgements(base: KnowledgeBase) -> frozenset[str]:
    """The contradictions between an answer that is the analyst's own judgement (`checked_by`) and
    what follows from other answers; by their propositions.
    """
    return base.derived(_overruled)


def judgements(base: KnowledgeBase) -> frozenset[str]:
    """The attributes that ask for the analyst's own judgement of what rules can check."""
    return base.derived(_judgements)


def _judgements(base: KnowledgeBase) -> frozenset[str]:
    return frozenset(name for name, one in base.attributes.items() if one.checked_by)


def _overruled(base: KnowledgeBase) -> frozenset[str]:
    judged = [Attr(name) for name in judgements(base)]
    found = set()
    for entry in base.of_kind(Contradiction):
        targets = [
            literal.target
            for number in base.rules_for.get(entry.proposition, ())
            for literal in base.rules[number].body
        ]
        reads = [term for one in targets if isinstance(one, Test) for term in terms_of(one)]
        concludes = any(isinstance(one, str) for one in targets)
        if concludes and any(one in reads for one in judged):
            found.add(entry.proposition)
    return frozenset(found)
