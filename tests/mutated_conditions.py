"""Conditions that differ from one in one place, as a slip would make them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from knowledge.base import KnowledgeBase

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.GtE: ast.Gt, ast.Gt: ast.GtE, ast.LtE: ast.Lt, ast.Lt: ast.LtE,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
FAMILY = "EVERY_ONE"  # stands for * while a condition is read as Python
NUMBERED = "ARTICLE_"  # stands before a name of digits meanwhile
BUT, COMMA = "EVERY_ONE_BUT_", "_AND_"  # stand for a family's `except`, and between its names


def mutated_conditions(text: str, base: KnowledgeBase) -> Iterator[tuple[str, Callable[[], str]]]:
    """(kind, how to make it) of each condition that differs from `text` in one place."""
    tree = _parsed(text)
    for number, node in enumerate(ast.walk(tree)):
        for kind, change in _changes(node, base):
            yield kind, partial(_changed, text, number, change)


def _parsed(text: str) -> ast.Expression:
    """A condition as Python reads it: what only conditions can say stands there as names."""
    text = " ".join(text.split())
    text = re.sub(r"\.\* except ([\w, ]+)", lambda but: f".{BUT}{_without_commas(but[1])}", text)
    text = re.sub(r"(?<=[a-z]\.)(?=\d)", NUMBERED, text)  # duty.43
    return ast.parse(text.replace(".*", f".{FAMILY}"), mode="eval")


def _without_commas(names: str) -> str:
    return COMMA.join(name.strip() for name in names.split(","))


def _changed(text: str, number: int, change: Change) -> str:
    tree = _parsed(text)
    target = next(found for place, found in enumerate(ast.walk(tree)) if place == number)
    changed = _Replaced(target, change(target)).visit(tree)
    said = ast.unparse(ast.fix_missing_locations(changed))
    said = said.replace(f".{FAMILY}", ".*").replace(f".{NUMBERED}", ".")
    return said.replace(f".{BUT}", ".* except ").replace(COMMA, ", ")


Change = Callable[[Any], ast.AST]


class _Replaced(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST):
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def _changes(node: ast.AST, base: KnowledgeBase) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.BoolOp):
        swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "and/or swapped", lambda n: ast.BoolOp(swapped(), n.values)
        for index in range(len(node.values)):
            yield (
                "operand dropped",
                lambda n, i=index: _joined(n.op, n.values[:i] + n.values[i + 1 :]),
            )
        for index, value in enumerate(node.values):
            yield (
                "negated",
                lambda n, i=index, v=value: ast.BoolOp(
                    n.op, [*n.values[:i], _negated(n.values[i]), *n.values[i + 1 :]]
                ),
            )
    elif isinstance(node, ast.Expression):
        if not isinstance(node.body, ast.BoolOp):
            yield "negated", lambda n: ast.Expression(_negated(n.body))
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        other = COMPARISONS[type(node.ops[0])]
        yield "comparison swapped", lambda n: ast.Compare(n.left, [other()], n.comparators)
        yield from _values(node, base)
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "established"
    ):
        yield "burden of proof dropped", lambda n: n.args[0]
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "missing"
        and len(node.args) > 1
    ):
        for index in range(len(node.args)):
            yield (
                "operand dropped",
                lambda n, i=index: ast.Call(n.func, n.args[:i] + n.args[i + 1 :], []),
            )


def _values(node: ast.Compare, base: KnowledgeBase) -> Iterator[tuple[str, Change]]:
    """Another value of the attribute that a comparison names,
    or one value less in a list of them.
    """
    right = node.comparators[0]
    named = node.left if isinstance(node.left, ast.Constant) else right
    attribute = base.attributes.get(ast.unparse(right if named is node.left else node.left))
    if isinstance(named, ast.Constant) and isinstance(named.value, str) and attribute is not None:
        for choice in attribute.choices:
            if choice != named.value:
                left = ast.Constant(choice) if named is node.left else None
                yield (
                    "value swapped",
                    lambda n, v=left, c=choice: (
                        ast.Compare(v, n.ops, n.comparators)
                        if v
                        else ast.Compare(n.left, n.ops, [ast.Constant(c)])
                    ),
                )
    if isinstance(right, ast.Tuple) and len(right.elts) > 1:
        for index in range(len(right.elts)):
            yield (
                "value swapped",
                lambda n, i=index: ast.Compare(
                    n.left,
                    n.ops,
                    [
                        ast.Tuple(
                            [e for place, e in enumerate(n.comparators[0].elts) if place != i],
                            ast.Load(),
                        )
                    ],
                ),
            )


def _joined(op: ast.boolop, values: list[Any]) -> ast.AST:
    return values[0] if len(values) == 1 else ast.BoolOp(op, values)


def _negated(node: Any) -> Any:
    return (
        node.operand
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        else ast.UnaryOp(ast.Not(), node)
    )
