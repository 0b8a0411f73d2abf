"""Counts of conditions that hold: `at_least(2, …)`, `at_most`, `exactly`, `count(…) >= 2`,
`all(…)`.

Each comes down to "at least so many of them hold", once or twice, negated perhaps: a node of the
tree that no reader expands to its alternatives.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.names import NameReader
from knowledge.conditions.parsing import Code
from knowledge.conditions.tree import And, Attr, Const, Count, Expression, Not, Op, Or, Prop, Test
from knowledge.conditions.vocabulary import Vocabulary, type_in_words
from knowledge.conditions.writing import condition_text
from knowledge.faults import BadExpression, WrongType
from knowledge.limits import MOST_COUNTED
from knowledge.sentence import Sentence

COUNTING: Mapping[str, Op] = {"at_least": ">=", "at_most": "<=", "exactly": "=="}
COUNT = "count"
ONCE = Sentence("each condition once")
_NO_NUMBER = Sentence("this is not a number of conditions")
_NUMBER = Sentence("a whole number, or parameter.<name>")


class ReadsParts(Protocol):
    """Reads a part of the condition as a condition of its own."""

    def __call__(self, node: ast.expr) -> Expression:
        """The tree of the part."""


def is_count(node: ast.expr) -> bool:
    """Whether a part of a condition is `count(…)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == COUNT


class CountReader:
    """Reads what a condition counts."""

    def __init__(self, code: Code, vocabulary: Vocabulary, names: NameReader, read: ReadsParts):
        self.code, self.vocabulary, self.names, self.read = code, vocabulary, names, read

    def called(self, function: str, node: ast.Call) -> Expression:
        """`at_least(2, …)`, `at_most(2, …)` or `exactly(2, …)`."""
        if len(node.args) < 2:
            raise self.code.fault(
                BadExpression,
                Sentence("{function}(…) takes a number and what is counted", function=function),
                node,
                expected=f"{function}(2, condition, condition, …), {function}(2, family.*)",
            )
        number, *counted = node.args
        return self._compared(COUNTING[function], number, counted, node)

    def all_of(self, node: ast.Call) -> Expression:
        """`all(family.*)`: every one of them, however many there are."""
        items, spelt = self._counted(node.args, node, fewest=1)
        return items[0] if len(items) == 1 else Count(len(items), items, f"all({spelt})")

    def comparison(self, node: ast.Call, op: Op, number: ast.expr) -> Expression:
        """`count(…) >= 2`, and other comparisons of a count with a number."""
        if not node.args:
            says = Sentence("count(…) takes what is counted")
            raise self.code.fault(BadExpression, says, node, expected="count(family.*)")
        return self._compared(op, number, node.args, node)

    def _compared(
        self, op: Op, number: ast.expr, counted: Sequence[ast.expr], node: ast.Call
    ) -> Expression:
        items, spelt = self._counted(counted, node)

        def at_least(least: int) -> Expression:
            return Count(least, items, f"at_least({least}, {spelt})")

        def of(asked: int) -> Expression:
            return _meaning(op, asked, len(items), at_least) or self._constant(
                number, asked, len(items)
            )

        if isinstance(number, ast.Attribute):
            return self._by_parameter(number, of)
        if isinstance(number, ast.Constant) and type(number.value) is int:
            return of(number.value)
        raise self.code.fault(WrongType, _NO_NUMBER, number, expected=_NUMBER)

    def _by_parameter(self, node: ast.expr, of: Callable[[int], Expression]) -> Expression:
        """A count that is compared with a parameter: one alternative for each of its values."""
        name = self.names.dotted(node)
        if not name.startswith(PARAMETER):
            raise self.code.fault(WrongType, _NO_NUMBER, node, expected=_NUMBER)
        parameter, kind = self.names.parameter(name.removeprefix(PARAMETER), node)
        values = dict.fromkeys(self.vocabulary.figures.get(parameter.name, ()))
        if kind != "number" or not values or any(value != int(value) for value in values):
            raise self.code.fault(
                WrongType,
                Sentence("the values of {name} are not numbers of conditions", name=name),
                node,
                expected=Sentence("whole numbers"),
            )
        cases = [And((Test("==", parameter, Const(value)), of(int(value)))) for value in values]
        return cases[0] if len(cases) == 1 else Or(tuple(cases))

    def _constant(self, node: ast.expr, asked: int, counted: int) -> Expression:
        raise self.code.fault(
            BadExpression,
            Sentence(
                "of {counted} conditions, {asked} makes this always true or always false",
                counted=counted,
                asked=str(asked),
            ),
            node,
            expected=Sentence(
                "a number that {counted} conditions can reach, and can miss", counted=counted
            ),
        )

    def _counted(
        self, nodes: Sequence[ast.expr], call: ast.Call, fewest: int = 2
    ) -> tuple[tuple[Expression, ...], str]:
        """The counted conditions, families and sets spelt out; and all of it as it is written."""
        items: dict[Expression, ast.expr] = {}
        spelt: list[str] = []
        for written, members, node in self.groups(list(nodes)):
            spelt.append(written)
            for item in members:
                if item in items:
                    raise self.code.fault(
                        BadExpression,
                        twice(item),
                        node,
                        expected=ONCE,
                    )
                items[item] = node
        if not fewest <= len(items) <= MOST_COUNTED:
            raise self.code.fault(
                BadExpression,
                Sentence("this counts 1 condition")
                if len(items) == 1
                else Sentence("this counts {count} conditions", count=len(items)),
                call,
                expected=Sentence("{least} to {most}", least=fewest, most=MOST_COUNTED),
            )
        return tuple(items), ", ".join(spelt)

    def groups(self, nodes: list[ast.expr]) -> Iterator[tuple[str, Sequence[Expression], ast.expr]]:
        """The groups of a count: each as written, the conditions that this means, its place."""
        while nodes:
            node = nodes.pop(0)
            if isinstance(node, ast.BinOp) and self.code.excepts(node):
                # all that follows is left out, as in any(family.* except member, member)
                family = self.names.family([node, *nodes])
                nodes.clear()
            elif isinstance(node, ast.Attribute) and node.attr == "_":
                family = self.names.family([node])
            else:
                yield from self._one(node)
                continue
            members = self.vocabulary.members(family)
            yield family.spelt, [Prop(name) for name in members], node

    def _one(self, node: ast.expr) -> Iterator[tuple[str, Sequence[Expression], ast.expr]]:
        """A condition, or the members of a set."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = self.names.dotted(node)
            known = self.vocabulary.attributes.get(name)
            if known is not None and known.type == "set":
                members = [Test("includes", Attr(name), Const(value)) for value in known.choices]
                yield name, members, node
                return
            if known is not None and known.type != "bool":
                raise self.code.fault(
                    WrongType,
                    Sentence(
                        "{name} is {kind}, of which nothing can be counted",
                        name=name,
                        kind=type_in_words(known.type),
                    ),
                    node,
                    expected=Sentence(
                        "yes-or-no attributes, propositions, comparisons, a set, or a family"
                    ),
                )
        item = self.read(node)
        yield condition_text(item), [item], node


def twice(item: Expression) -> Sentence:
    """What is wrong with a condition that is counted again."""
    return Sentence("{condition} is counted twice", condition=condition_text(item))


def _meaning(
    op: Op, asked: int, counted: int, at_least: Callable[[int], Expression]
) -> Expression | None:
    """A comparison of a count, in terms of "at least"; None where it holds always or never."""
    if op in ("==", "!="):
        if not 0 <= asked <= counted:
            return None
        enough = [at_least(asked)] if asked > 0 else []
        too_many = [Not(at_least(asked + 1))] if asked < counted else []
        parts = (*enough, *too_many)
        exact = parts[0] if len(parts) == 1 else And(parts)
        return exact if op == "==" else Not(exact)
    least = asked + (op in (">", "<="))
    if not 1 <= least <= counted:
        return None
    return at_least(least) if op in (">", ">=") else Not(at_least(least))
