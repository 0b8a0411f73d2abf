"""What an invariant names, looked up: the members of families, and what entries ask for."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries.derived_names import FAMILY
from knowledge.rules.plain import Rule


def members(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """The names, with each family put in its members' place."""
    listed = list(known)
    found: dict[str, None] = {}
    for name in names:
        if name.endswith(FAMILY):
            found |= {
                other: None
                for other in listed
                if other.rpartition(".")[0] == name.removesuffix(FAMILY)
            }
        else:
            found[name] = None
    return list(found)


def asked_for(entries: Iterable[str], rules: Iterable[Rule]) -> set[str]:
    """The attributes that the rules of these entries ask for themselves."""
    wanted = set(entries)
    tests = (
        literal.target
        for rule in rules
        if rule.entry in wanted
        for literal in rule.body
        if isinstance(literal.target, Test)
    )
    return {term.name for test in tests for term in terms_of(test) if isinstance(term, Attr)}
