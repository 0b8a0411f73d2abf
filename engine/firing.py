"""From the rules that fired to what is concluded: derivations and the truth of each proposition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from engine.chain.program import Firings
from knowledge.base import KnowledgeBase

# it fired, or open questions may make it fire
Derived = Literal["true", "possible"]


def fired_rules(firings: Firings) -> dict[int, Derived]:
    """The number of each rule that fired or may fire → which of the two; in their order."""
    if firings.settled:
        return dict.fromkeys(sorted(firings.true), "true")
    true = firings.true
    return {number: "true" if number in true else "possible" for number in sorted(firings.possible)}


def derivations(base: KnowledgeBase, fired: Mapping[int, Derived]) -> dict[str, Derived]:
    """The same by the ids of rules."""
    ids = base.derived(ids_of_rules)
    return dict(zip(map(ids.__getitem__, fired), fired.values(), strict=True))


def heads(base: KnowledgeBase, firings: Firings) -> dict[str, bool | None]:
    """The truth of everything that some rule concludes: true, or None where it is only possible."""
    head_of = base.derived(heads_of_rules).__getitem__
    found: dict[str, bool | None] = {}
    if not firings.settled:
        found.update(dict.fromkeys(map(head_of, firings.possible)))
    found.update(dict.fromkeys(map(head_of, firings.true), True))
    return found


def conclusions(base: KnowledgeBase, truths: Mapping[str, bool | None]) -> dict[str, bool | None]:
    """The truth of each proposition that results list, given that of the heads."""
    found = base.derived(nothing_concluded).copy()
    for name in truths.keys() & found.keys():
        found[name] = truths[name]
    return found


def ids_of_rules(base: KnowledgeBase) -> list[str]:
    """The id of each rule, by its number."""
    return [rule.id for rule in base.rules]


def heads_of_rules(base: KnowledgeBase) -> list[str]:
    """The head of each rule, by its number."""
    return [rule.head for rule in base.rules]


def nothing_concluded(base: KnowledgeBase) -> dict[str, bool | None]:
    """Each proposition that results list, as it is where no rule fires: false."""
    return dict.fromkeys(base.visible, False)
