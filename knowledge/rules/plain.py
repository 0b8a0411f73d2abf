"""Plain rules: head ← literal ∧ … ∧ literal, and how a condition's tree becomes bodies of them.

A condition is brought into disjunctive form; each alternative becomes one rule. Kleene's logic is
distributive and obeys De Morgan's laws, and `established` passes through both connectives, so
nothing changes its value. What an entry states as rules stands with its kind (`knowledge.entries`,
`statements`: an exception's in `exceptions`); `meaning` collects it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

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
from knowledge.faults import TooComplex
from knowledge.limits import MOST_ALTERNATIVES
from knowledge.truth import Mode

OPPOSITE = {
    Mode.IS: Mode.IS_NOT,
    Mode.ESTABLISHED: Mode.NOT_ESTABLISHED,
    Mode.REFUTED: Mode.NOT_REFUTED,
}
OPPOSITE |= {other: mode for mode, other in OPPOSITE.items()}


@dataclass(frozen=True, slots=True)
class Literal:
    """One premise of a rule."""

    target: Test | str  # a test, or the name of a proposition
    mode: Mode = Mode.IS


@dataclass(frozen=True, slots=True)
class Rule:
    """A plain rule: where every literal of the body holds, the head does."""

    id: str  # trigger.scale/1
    head: str  # the proposition concluded
    body: tuple[Literal, ...]
    entry: str  # the proposition of the entry the rule was made from


Body: TypeAlias = tuple[Literal, ...]


def family(name: str) -> str:
    """The proposition that is true where some member of the family is."""
    return AnyOf(name).name


def bodies(condition: Expression) -> list[Body]:
    """The alternatives of a condition, each a conjunction of literals.

    Raises `TooComplex` where there are too many.
    """
    return _simplified(_alternatives(condition, negated=False, established=False, inner=False))


def conjoin(*conditions: Expression) -> Expression:
    """All of these."""
    return conditions[0] if len(conditions) == 1 else And(tuple(conditions))


def _alternatives(node: Expression, negated: bool, established: bool, inner: bool) -> list[Body]:
    """`negated`: an odd number of nots outside `established`; `inner`: the same inside it."""
    if isinstance(node, Not):
        return _alternatives(
            node.item,
            negated if established else not negated,
            established,
            not inner if established else inner,
        )
    # inside another one it is two-valued already, so the inner nots move outside
    if isinstance(node, Established):
        return _alternatives(node.item, negated ^ inner, established=True, inner=False)
    if isinstance(node, (And, Or)):
        parts = [_alternatives(item, negated, established, inner) for item in node.items]
        if isinstance(node, Or) ^ negated ^ inner:
            return [body for part in parts for body in part]
        return _products(parts)
    return [(_literal(node, negated, established, inner),)]


def _literal(
    node: Test | Prop | AnyOf | Count, negated: bool, established: bool, inner: bool
) -> Literal:
    if isinstance(node, Test):
        test = node.complement if (inner if established else negated) else node
        if not established or test.op in ("known", "unanswered"):
            return Literal(test.complement if established and negated else test)
        return Literal(test, Mode.NOT_ESTABLISHED if negated else Mode.ESTABLISHED)
    name = node.name
    if not established:
        return Literal(name, Mode.IS_NOT if negated else Mode.IS)
    if inner:
        return Literal(name, Mode.NOT_REFUTED if negated else Mode.REFUTED)
    return Literal(name, Mode.NOT_ESTABLISHED if negated else Mode.ESTABLISHED)


def _products(parts: list[list[Body]]) -> list[Body]:
    count = 1
    for part in parts:
        count *= len(part)
        if count > MOST_ALTERNATIVES:
            raise TooComplex(
                f"the condition has more than {MOST_ALTERNATIVES} alternatives",
                expected="a part of it under a name of its own (define)",
            )
    found = [
        tuple(dict.fromkeys(literal for body in choice for literal in body))
        for choice in product(*parts)
    ]
    # what contradicts itself only since it was multiplied out is nothing that somebody wrote
    return [body for body in found if not _contradicts(body)] or found


def _contradicts(body: Body) -> bool:
    """Whether two literals of a body can never hold together, as each is the other's opposite."""
    said = set(body)
    return any(_opposite(literal) in said for literal in body)


def _opposite(literal: Literal) -> Literal:
    target, mode = literal.target, literal.mode
    if isinstance(target, Test) and mode is Mode.IS:
        return Literal(target.complement)
    return Literal(target, OPPOSITE[mode])


def _simplified(found: Iterable[Body]) -> list[Body]:
    """Without alternatives that another one contains: they would fire only where that one does."""
    distinct: dict[frozenset[Literal], Body] = {}
    for body in found:
        distinct.setdefault(frozenset(body), body)
    # each body under one of its literals: any body that contains it has that literal, too
    by_literal: dict[Literal, list[frozenset[Literal]]] = {}
    for mine in distinct:
        for literal in mine:
            by_literal.setdefault(literal, []).append(mine)
            break
    return [
        body
        for mine, body in distinct.items()
        if not any(other < mine for literal in mine for other in by_literal.get(literal, ()))
    ]
