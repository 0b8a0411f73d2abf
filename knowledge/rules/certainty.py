"""The propositions that are never unknown: their rules read all that may be unknown two-valued."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from knowledge.conditions.tree import Test
from knowledge.truth import Mode

if TYPE_CHECKING:
    from knowledge.rules.plain import Literal, Rule


def two_valued(rules: Iterable[Rule]) -> frozenset[str]:
    """The propositions that are never unknown, whatever is answered."""
    bodies: dict[str, list[Literal]] = {}
    for rule in rules:
        bodies.setdefault(rule.head, []).extend(rule.body)
    certain = set(bodies)
    while True:
        doubtful = {
            head
            for head in certain
            if not all(_never_unknown(literal, certain) for literal in bodies[head])
        }
        if not doubtful:
            return frozenset(certain)
        certain -= doubtful


def _never_unknown(literal: Literal, certain: set[str]) -> bool:
    if isinstance(literal.target, Test):
        return never_unknown(literal.target, literal.mode)
    return literal.mode not in (Mode.IS, Mode.IS_NOT) or literal.target in certain


def never_unknown(test: Test, mode: Mode) -> bool:
    """Whether a test that is read so has an answer whatever is stated."""
    return mode is not Mode.IS or test.op in ("known", "unanswered")
