"""Forms of other languages that Python reads: each is refused with the form of here.

Forms that Python cannot read are told by `spelling`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TypeAlias

from knowledge.conditions.parsing import Code
from knowledge.conditions.spelling import LISTS, no_sign, two_comparisons
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.faults import BadExpression, Fault, nearest
from knowledge.sentence import Sentence

# what a call is refused with: what is wrong, and what is expected
_Told: TypeAlias = Callable[[str, Sequence[str]], tuple[str, str]]

_INSIDE_A_TEXT = Sentence("no condition looks inside a text")
_FEW = 3  # conclusions of a family that are named


def _no(function: str) -> Sentence:
    return Sentence("the condition language has no {function}(…)", function=function)


def _size(function: str, given: Sequence[str]) -> tuple[str, str]:
    return _no(function), f"count({', '.join(given)})"


def _days(function: str, given: Sequence[str]) -> tuple[str, str]:
    hours = int(given[0]) if given[0].isdecimal() else None
    days = "…" if hours is None else max(1, -(-hours // 24))
    return Sentence("a day is the shortest length of time"), f"days({days})"


def _quarters(function: str, given: Sequence[str]) -> tuple[str, str]:
    months = int(given[0]) * 3 if given[0].isdecimal() else "…"
    return _no(function), f"months({months})"


def _sum(function: str, given: Sequence[str]) -> tuple[str, str]:
    return _no(function), " + ".join(given)


def _magnitude(function: str, given: Sequence[str]) -> tuple[str, str]:
    x = given[0]
    return _no(function), two_comparisons(f"{x} > 3 or {x} < -3")


def _rounded(function: str, given: Sequence[str]) -> tuple[str, str]:
    return (
        Sentence("nothing is rounded: {reason}", reason=_no(function)),
        Sentence("{number} as it is, such as {number} >= 2.5", number=given[0]),
    )


def _unanswered(function: str, given: Sequence[str]) -> tuple[str, str]:
    return _no(function), f"not known({given[0]})"


def _answered(function: str, given: Sequence[str]) -> tuple[str, str]:
    return _no(function), f"known({given[0]})"


def _none(function: str, given: Sequence[str]) -> tuple[str, str]:
    if len(given) == 1:
        return _no(function), f"not any({given[0]})"
    return _no(function), f"not ({' or '.join(given)})"


def _one_of_two(function: str, given: Sequence[str]) -> tuple[str, str]:
    return _no(function), f"exactly(1, {', '.join(given)})"


def _follows(function: str, given: Sequence[str]) -> tuple[str, str]:
    return _no(function), f"not {given[0]} or {' and '.join(given[1:]) or '…'}"


def _either(function: str, given: Sequence[str]) -> tuple[str, str]:
    if len(given) < 3:
        return _no(function), "x and y or not x and z"
    return _no(function), f"{given[0]} and {given[1]} or not {given[0]} and {given[2]}"


_FUNCTIONS: dict[str, _Told] = {
    **dict.fromkeys(("len", "length", "size"), _size),
    "sum": _sum,
    "hours": _days,
    "quarters": _quarters,
    "abs": _magnitude,
    **dict.fromkeys(("round", "floor", "ceil", "ceiling", "trunc", "int"), _rounded),
    **dict.fromkeys(("unknown", "is_unknown", "isnull", "is_null", "is_none"), _unanswered),
    **dict.fromkeys(("exists", "defined", "is_known"), _answered),
    "none": _none,
    "xor": _one_of_two,
    "implies": _follows,
    "iif": _either,
}
_OF_TEXTS = frozenset(
    (
        *("contains", "includes", "substring", "find", "search", "lower", "upper"),
        *("startswith", "starts_with", "startsWith", "endswith", "ends_with", "endsWith"),
        *("match", "matches", "like", "regex"),
    )
)
_OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Mod: (
        Sentence("there is no remainder of a division"),
        Sentence("an attribute that asks for what is meant"),
    ),
    ast.FloorDiv: (Sentence("nothing is rounded: there is no //"), "x / 4"),
    ast.Pow: (Sentence("there is no power"), "x * x"),
    ast.BitXor: (no_sign("^"), "exactly(1, a, b)"),
}


class OtherForms:
    """Refuses what one condition has of other languages."""

    def __init__(self, code: Code, vocabulary: Vocabulary):
        self.code, self.vocabulary = code, vocabulary

    def refuse(self, node: ast.expr) -> None:
        """Raise where a part of the condition has a form of another language."""
        match node:
            case ast.Call(func=ast.Name(id=function), args=given) if given:
                if function in _OF_TEXTS or self._is_text(given[0]):
                    raise self.inside(given[0], given[1:], node)
                if (told := _FUNCTIONS.get(function)) is not None:
                    raise self._fault(told(function, [*map(self.code.written, given)]), node)
            case ast.Call(func=ast.Attribute(value=value, attr=function), args=given):
                if function in _OF_TEXTS:
                    raise self.inside(value, given, node)
            case ast.IfExp(test=test, body=body, orelse=other):
                asked = self._part(test)
                expected = f"{asked} and {self._part(body)} or not {asked} and {self._part(other)}"
                raise self._fault((Sentence("there is no if and no else"), expected), node)
            case (
                ast.BinOp(op=ast.BitXor(), right=ast.Constant())
                | ast.BinOp(op=ast.BitXor(), left=ast.Constant())
            ):
                raise self._fault(_OPERATORS[ast.Pow], node)
            case ast.BinOp(op=op) if type(op) in _OPERATORS:
                raise self._fault(_OPERATORS[type(op)], node)
            case ast.UnaryOp(op=ast.Invert(), operand=item):
                raise self._fault((no_sign("~"), f"not {self.code.written(item)}"), node)
            case ast.Subscript() | ast.GeneratorExp() | ast.ListComp() | ast.SetComp():
                raise self._fault(LISTS, node)

    def inside(self, node: ast.expr, sought: Sequence[ast.expr], at: ast.expr) -> Fault:
        """The fault of a condition that looks inside a text."""
        name = self.code.written(node)
        attribute = self.vocabulary.attributes.get(name)
        if attribute is not None and attribute.type == "set":
            members = [f"{self.code.written(member)} in {name}" for member in sought]
            says = Sentence("whether a set has a member is asked with in")
            return self._fault((says, " and ".join(members)), at)
        expected = Sentence(
            '{name} == "…", {name} in ("…", "…"), or a yes or no that asks for it', name=name
        )
        return self._fault((_INSIDE_A_TEXT, expected), at)

    def conclusion(self, name: str, value: object, node: ast.expr) -> Fault | None:
        """The fault of a conclusion, or a family of them, where an attribute is expected.

        `value`: what it is compared with; None where that is nothing.
        """
        if name in self.vocabulary.propositions:
            says = Sentence("{name} is a conclusion, and no attribute", name=name)
            expected = Sentence("{name} alone, or established({name})", name=name)
            return self._fault((says, expected), node)
        family = self.vocabulary.families.get(name) if name else None
        if family is None:
            return None
        said = f"{name}.{value}"
        if said not in family:
            lasts = [member.rpartition(".")[2] for member in family]
            close = None if value is None else nearest(str(value), lasts)
            shown = [f"{name}.{close}"] if close else sorted(family)[:_FEW]
            said = Sentence(
                "one of them alone, such as {names}; or any({family}.*)",
                names=", ".join(shown),
                family=name,
            )
        says = Sentence("{name} is no attribute, but a family of conclusions", name=name)
        return self._fault((says, said), node)

    def _is_text(self, node: ast.expr) -> bool:
        attribute = self.vocabulary.attributes.get(self.code.written(node))
        return attribute is not None and attribute.type == "text"

    def _part(self, node: ast.expr) -> str:
        written = self.code.written(node)
        return f"({written})" if isinstance(node, (ast.BoolOp, ast.IfExp)) else written

    def _fault(self, told: tuple[str, str], node: ast.expr) -> Fault:
        says, expected = told
        return self.code.fault(BadExpression, says, node, expected=expected)
