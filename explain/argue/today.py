"""The rules behind an answer that are others in the knowledge of today.

Told where an answer was given by knowledge of an earlier day, so that whoever repeats it sees what
has changed since.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from engine.assessment import Assessment
from explain.forms.data import Data
from knowledge.base import KnowledgeBase, load
from knowledge.conditions.tree import Param, Test, terms_of
from knowledge.pack_paths import SHIPPED
from knowledge.rules.plain import Rule


class RuleToday(Data):
    """An entry whose rules the answer rests on, and what it is today."""

    entry: str = Field(description="the name of the entry")
    state: Literal["gone", "otherwise"] = Field(
        description="today there is no entry of that name, or its rules ask something else"
    )


class Since(Data):
    """The state today of the rules that an answer rests on."""

    version: str = Field(description="the version of the knowledge of today")
    differing: tuple[RuleToday, ...]
    same: int = Field(description="how many other entries conclude today what they concluded then")


def since(assessment: Assessment, proposition: str | None = None) -> Since | None:
    """The state today of the rules behind a proposition; without one, of all that fired.

    None for an answer by the knowledge of today, and for one that stands on no shipped packs.
    """
    base, today = assessment.base, load()
    if not _is_earlier(base, today):
        return None
    then, now = _rules_of(base), _rules_of(today)
    differing: list[RuleToday] = []
    behind = [entry for entry in _behind(assessment, proposition) if entry in base.entries]
    for key in behind:
        gone = key not in today.entries or key in today.retired
        if gone or _means(base, then[key]) != _means(today, now.get(key, [])):
            state: Literal["gone", "otherwise"] = "gone" if gone else "otherwise"
            differing.append(RuleToday(entry=key, state=state))
    return Since(
        version=today.version, differing=tuple(differing), same=len(behind) - len(differing)
    )


def _is_earlier(base: KnowledgeBase, today: KnowledgeBase) -> bool:
    """Whether it stands on shipped packs that are others today, or were fewer."""
    found = {pack.name: pack.fingerprint for pack in base.pack_versions}
    return not found.keys().isdisjoint(SHIPPED) and any(
        found.get(pack.name) != pack.fingerprint for pack in today.pack_versions
    )


def _behind(assessment: Assessment, proposition: str | None) -> list[str]:
    """The entries whose rules fired, in the order of the packs: behind a proposition, or all."""
    base = assessment.base
    fired = {name: base.rules[base.numbers[name]] for name in assessment.derivations}
    if proposition is not None:
        heads: dict[str, list[Rule]] = {}
        for rule in fired.values():
            heads.setdefault(rule.head, []).append(rule)
        seen, waiting, kept = {proposition}, [proposition], []
        while waiting:
            for rule in heads.get(waiting.pop(), ()):
                kept.append(rule)
                below = {one.target for one in rule.body if isinstance(one.target, str)} - seen
                seen |= below
                waiting += sorted(below)
        fired = {rule.id: rule for rule in kept}
    entries = {rule.entry for rule in fired.values()}
    return [key for key in base.entries if key in entries]


def _rules_of(base: KnowledgeBase) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in base.rules:
        found.setdefault(rule.entry, []).append(rule)
    return found


def _means(base: KnowledgeBase, rules: Iterable[Rule]) -> object:
    """The conclusions and conditions of rules, with the values of the figures that they read."""
    rules = list(rules)
    tests = [one.target for rule in rules for one in rule.body if isinstance(one.target, Test)]
    figures = {term.name for test in tests for term in terms_of(test) if isinstance(term, Param)}
    values = {
        name: [(value.from_, value.value) for value in base.parameters[name].values]
        for name in figures
    }
    return {(rule.head, frozenset(rule.body)) for rule in rules}, values
