"""The names of an invariant, looked up: the members of families, and the attributes of entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from knowledge.conditions.tree import Attr, Test, made_by_a_condition, terms_of
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


def asked_for(
    entries: Iterable[str], rules: Iterable[Rule], through: Collection[str] = ()
) -> set[str]:
    """The attributes that the rules of these entries ask for.

    What they ask for by a name of its own counts as if it stood in its place: `through` are the
    propositions that are such names, and families are among them.
    """
    of_entry: dict[str, list[Rule]] = {}
    of_head: dict[str, list[Rule]] = {}
    for rule in rules:
        of_entry.setdefault(rule.entry, []).append(rule)
        of_head.setdefault(rule.head, []).append(rule)
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [rule for entry in entries for rule in of_entry.get(entry, ())]
    while waiting:
        for literal in waiting.pop().body:
            target = literal.target
            if isinstance(target, Test):
                found |= {term.name for term in terms_of(target) if isinstance(term, Attr)}
            elif target not in seen and (target in through or made_by_a_condition(target)):
                seen.add(target)
                waiting += of_head.get(target, ())
    return found
