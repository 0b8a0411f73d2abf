"""The attributes that the rules of a knowledge base read, and how often."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of


def asked_by_rules(base: KnowledgeBase) -> Iterator[str]:
    """The attribute of each term of each rule's tests, one after another."""
    for rule in base.rules:
        for literal in rule.body:
            if isinstance(literal.target, Test):
                yield from (t.name for t in terms_of(literal.target) if isinstance(t, Attr))


def attributes_in_tests(base: KnowledgeBase) -> frozenset[str]:
    """The attributes that some rule reads, or whose answers say something about one; of texts, most
    are shown only.
    """
    found = {*asked_by_rules(base)}
    for one in reversed(base.entailments):  # each stands after those by which it may be answered
        if one.target in found:
            found.add(one.source)
    return frozenset(found)
