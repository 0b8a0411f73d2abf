"""An oracle for tests: Kleene's logic evaluated on the conditions themselves, without rules,
atoms or a chainer.

Propositions that rest on each other in circles are the least that their conditions force, in the
order of definitely true, then possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
)
from knowledge.rules.meaning import Statement

Values = Mapping[str, bool | None]


def value(node: Expression, facts: Mapping[str, Any], known: Values) -> bool | None:
    """The truth of a condition."""
    match node:
        case Test():
            return decider(node)(facts)
        case Prop():
            return known[node.name]
        case AnyOf():
            members = [known[name] for name in node.members(known)]
            return True if True in members else None if None in members else False
        case Not():
            inner = value(node.item, facts, known)
            return None if inner is None else not inner
        case And():
            parts = [value(item, facts, known) for item in node.items]
            return False if False in parts else None if None in parts else True
        case Or():
            parts = [value(item, facts, known) for item in node.items]
            return True if True in parts else None if None in parts else False
        case Count():
            parts = [value(item, facts, known) for item in node.items]
            worth = node.points or [1] * len(parts)
            sure = sum(w for part, w in zip(parts, worth, strict=True) if part is True)
            can = sum(w for part, w in zip(parts, worth, strict=True) if part is not False)
            return True if sure >= node.least else None if can >= node.least else False
        case Established():
            return value(node.item, facts, known) is True


def conclusions(
    statements: list[Statement], base: KnowledgeBase, facts: Mapping[str, Any]
) -> dict[str, bool | None]:
    """The truth of every proposition, stratum by stratum: first what is forced true,
    then what is possible.
    """
    known: dict[str, bool | None] = dict.fromkeys(base.propositions, False)
    for stratum in sorted(set(base.strata.values())):
        here = [statement for statement in statements if base.strata[statement.head] == stratum]
        for wanted in (True, None):
            changed = True
            while changed:
                changed = False
                for statement in here:
                    found = value(statement.when, facts, known)
                    if known[statement.head] is False and (
                        found is True or (wanted is None and found is None)
                    ):
                        known[statement.head] = wanted if found is None else True
                        changed = True
    return known
