"""Attributes behind conclusions, by their rules; contradictions, which block reliefs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.rules.plain import Rule

if TYPE_CHECKING:
    from knowledge.entries.entry import Entry  # takes longer to import than an answer


def attributes_behind(
    concluded: Iterable[str], rules: Sequence[Rule], rules_for: Mapping[str, Sequence[int]]
) -> frozenset[str]:
    """The attributes behind these propositions; `rules_for`: proposition → its rules' numbers."""
    found: set[str] = set()
    seen = set(concluded)
    waiting = list(seen)
    while waiting:
        for number in rules_for.get(waiting.pop(), ()):
            for literal in rules[number].body:
                if isinstance(literal.target, Test):
                    terms = terms_of(literal.target)
                    found |= {term.name for term in terms if isinstance(term, Attr)}
                elif literal.target not in seen:
                    seen.add(literal.target)
                    waiting.append(literal.target)
    return frozenset(found)


def blockers_of(contradictions: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Relief → the contradictions while one of which holds it is not granted."""
    found: dict[str, list[str]] = {}
    for entry in contradictions:
        for relief in entry.blocked:
            found.setdefault(relief, []).append(entry.proposition)
    return {relief: tuple(names) for relief, names in found.items()}
