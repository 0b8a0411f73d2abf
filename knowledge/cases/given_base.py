"""The knowledge base in each form in which callers give it."""

from __future__ import annotations

from knowledge.base import KnowledgeBase, load
from knowledge.faults import kind_of


def given_base(base: KnowledgeBase | None) -> KnowledgeBase:
    """The knowledge base that was given, or the shipped one where none was.

    Raises `TypeError` where it is none.
    """
    if base is None:
        return load()
    if isinstance(base, KnowledgeBase):
        return base
    raise TypeError(f"a knowledge base is what load() gives, not {kind_of(base)}")
