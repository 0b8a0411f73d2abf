"""An oracle for tests: Kleene's logic evaluated on the conditions themselves, without rules,
atoms or a chainer.

Propositions that rest on each other in circles are the least that their conditions force, in the
order of definitely true, then possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import product
from math import floor, prod
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Attr,
    Const,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
)
from knowledge.entries import Attribute
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


MOST_WAYS = 20_000  # to answer what one condition leaves open


def exact(node: Expression, facts: Mapping[str, Any], known: Values, base: KnowledgeBase) -> Any:
    """The truth of a condition whatever is not known: unknown only where some way of answering
    makes it true, and some makes it false.

    Each attribute that it compares with constants takes all values, each other open part is true or
    false; what is `established`, or counted, is as it is by now.
    """
    found = value(node, facts, known)
    if found is not None:
        return found
    ways: dict[Any, Sequence[Any]] = {}
    for leaf in leaves(node):
        if value(leaf, facts, known) is not None:
            continue
        name = compared(leaf)
        if name is None:
            ways[upright(leaf)] = (True, False)
        else:
            ways[name] = [*ways.get(name, ()), *near(base.attributes[name], constants(leaf))]
    if prod(map(len, ways.values())) > MOST_WAYS:
        raise Unjudged
    outcomes = {
        two_valued(node, dict(zip(ways, way, strict=True)), facts, known)
        for way in product(*ways.values())
    }
    return outcomes.pop() if len(outcomes) == 1 else None


class Unjudged(Exception):
    """There are more ways to answer than are tried."""


def leaves(node: Expression) -> Iterator[Expression]:
    """The parts of a condition that are answered."""
    match node:
        case Not():
            yield from leaves(node.item)
        case And() | Or():
            for item in node.items:
                yield from leaves(item)
        case Established():
            return
        case _:
            yield node


def compared(leaf: Expression) -> str | None:
    """The attribute that a leaf compares with constants."""
    if not isinstance(leaf, Test) or not isinstance(leaf.left, Attr):
        return None
    if leaf.op in ("==", "!=", "<", "<=", ">", ">=") and isinstance(leaf.right, Const):
        return leaf.left.name
    return leaf.left.name if leaf.op in ("in", "not in") else None


def constants(leaf: Expression) -> tuple[Any, ...]:
    assert isinstance(leaf, Test)
    if isinstance(leaf.right, Const):
        return (leaf.right.value,)
    assert isinstance(leaf.right, tuple)
    return leaf.right


def upright(leaf: Expression) -> Expression:
    """A test, or its complement: one name for both."""
    return min(leaf, leaf.complement, key=repr) if isinstance(leaf, Test) else leaf


def two_valued(
    node: Expression, way: Mapping[Any, Any], facts: Mapping[str, Any], known: Values
) -> bool:
    """The truth of a condition, once all that it asks is answered."""
    match node:
        case Not():
            return not two_valued(node.item, way, facts, known)
        case And():
            return all(two_valued(item, way, facts, known) for item in node.items)
        case Or():
            return any(two_valued(item, way, facts, known) for item in node.items)
        case Established():
            return value(node.item, facts, known) is True
    name = compared(node)
    if name in way:
        return decider(node)({name: way[name]}) is True
    if upright(node) in way:
        return way[upright(node)] is (upright(node) == node)
    found = value(node, facts, known)
    assert found is not None
    return found


def near(attribute: Attribute, listed: Sequence[Any]) -> list[Any]:
    """What an attribute may state that is one of these, or lies next to one, or is none of them."""
    match attribute.type:
        case "enum":
            return list(attribute.choices)
        case "text":
            return [*listed, "another text"]
        case "date":
            return [day + timedelta(days=step) for day in listed for step in (-1, 0, 1)]
        case "integer":
            found = [floor(number) + step for number in listed for step in (-1, 0, 1, 2)]
        case _:
            found = [number + step for number in listed for step in (-0.0001, 0, 0.0001)]
    return [one for one in found if attribute.minimum is None or one >= attribute.minimum]


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
                    found = exact(statement.when, facts, known, base)
                    if known[statement.head] is False and (
                        found is True or (wanted is None and found is None)
                    ):
                        known[statement.head] = wanted if found is None else True
                        changed = True
    return known
