"""Mentions in the text of a condition, with their places: names, families, and values beside the
attribute that they are compared with or the parameter of which they are a key.

Only the syntax is looked at, so that names are found that nothing declares.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from knowledge.conditions.parsing import Code, spelt
from knowledge.faults import Fault

_CALENDAR = ("date", "years", "months", "weeks", "days")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a value in a condition."""

    start: int  # of the name in the text; of a value without its quotation mark
    end: int
    name: str  # in full: of the member that a family leaves out, with the family before it
    # of a value: the attribute that it is compared with, or the parameter that has a figure for it
    of: str = ""


def mentions(text: str) -> list[Mention]:
    """All mentions in a condition, in their order; none where it cannot be read."""
    code = Code(text)
    try:
        tree = code.parsed()
    except Fault:
        return []
    return sorted(_Finder(code).found(tree), key=lambda one: one.start)


class _Finder:
    def __init__(self, code: Code):
        self.code = code

    def found(self, node: ast.AST) -> Iterator[Mention]:
        """The mentions in a part of the condition."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            yield from self.name(node)
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id not in _CALENDAR or not _is_text(node.args):
                yield from self.arguments(node.args)
            return
        if isinstance(node, ast.Subscript):  # parameter.cap["micro"]
            yield from self.values(node.value, node.slice)
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, right in pairwise(sides):
                yield from self.values(left, right)
                yield from self.values(right, left)
        for child in ast.iter_child_nodes(node):
            yield from self.found(child)

    def arguments(self, nodes: list[ast.expr]) -> Iterator[Mention]:
        """The mentions in a call's arguments: conditions, or a family without some members."""
        family = ""
        for node in nodes:
            if isinstance(node, ast.BinOp) and self.code.excepts(node):
                yield from self.found(node.left)
                family = _dotted(node.left).removesuffix("._")
                yield from self.name(node.right, family)
            elif family:
                yield from self.name(node, family)
            else:
                yield from self.found(node)

    def name(self, node: ast.expr, family: str = "") -> Iterator[Mention]:
        """A name; of a family, `family.*`; of a member of one, with the family before it."""
        written = _dotted(node)
        if written:
            full = f"{written[:-1]}*" if written.endswith("._") else written
            if family and not full.startswith(f"{family}."):
                full = f"{family}.{full}"
            start, end = self.code.span(node)
            yield Mention(start, end, full)

    def values(self, beside: ast.expr, node: ast.expr) -> Iterator[Mention]:
        """The values on one side of a comparison, where the other one is an attribute."""
        of = _dotted(beside)
        inside = node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else [node]
        for item in inside if of else ():
            if isinstance(item, ast.Constant) and isinstance(item.value, str):
                start, end = self.code.span(item)
                yield Mention(start + 1, end - 1, item.value, of)


def _is_text(nodes: list[ast.expr]) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], ast.Constant)


def _dotted(node: ast.expr) -> str:
    """The name that a part is; empty where it is none."""
    if isinstance(node, ast.Name):
        return node.id
    before = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{before}.{spelt(node.attr)}" if before and isinstance(node, ast.Attribute) else ""
