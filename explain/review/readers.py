"""The entries that rest on an entry: those whose rules read its value or its conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Control, Entry, Parameter, derived_names

Readers = Mapping[str, tuple[Entry, ...]]


def name_read(entry: Entry) -> str:
    """The name that rules read of an entry: its attribute, its parameter, or its proposition."""
    if isinstance(entry, Control):
        return derived_names.stated(entry.id)
    return f"parameter.{entry.id}" if isinstance(entry, Parameter) else entry.proposition


def readers(base: KnowledgeBase) -> Readers:
    """The name that rules read → the entries that read it themselves, in the order of the base."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for rule in base.rules:
        if rule.entry not in base.entries:
            continue
        for literal in rule.body:
            for name in _read_in(literal.target):
                found[name].setdefault(rule.entry)
    return {name: tuple(base.entries[key] for key in keys) for name, keys in found.items()}


def _read_in(target: Test | str) -> list[str]:
    if isinstance(target, str):
        return [target]
    return [
        term.name if isinstance(term, Attr) else f"parameter.{term.name}"
        for term in terms_of(target)
    ]
