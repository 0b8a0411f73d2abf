"""From the text of a condition to its tree.

The syntax is Python's, read by the standard library's `ast` and never run. Each name is checked
against the vocabulary, each comparison against the types of its two sides; what is wrong is said
with line, column, the text and the nearest right name.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import StringIO
from tokenize import COMMENT, generate_tokens
from typing import Literal, Protocol

from knowledge.conditions.tree import (
    And,
    AnyOf,
    Attr,
    Calculation,
    Const,
    Established,
    Expression,
    Not,
    Op,
    Or,
    Param,
    Prop,
    Span,
    Term,
    Test,
)
from knowledge.faults import (
    BadExpression,
    Fault,
    Place,
    TooComplex,
    UnknownName,
    WrongType,
    nearest,
)
from knowledge.limits import (
    DEEPEST_CONDITION,
    LARGEST_NUMBER,
    LONGEST_CONDITION,
    LONGEST_SPAN,
    MOST_OPERANDS,
)

FORMS = (
    "comparisons, in, and, or, not, established(…), known(…), empty(…), missing(…), any(family.*)"
)

_FAMILY = re.compile(r"\.\*(?=\s*\))")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_DAY = re.compile(r"(?<![\w.-])\d{4}-\d{1,2}-\d{1,2}(?![\w.-])")
_ONE_EQUALS_SIGN = re.compile(r"(?<![=!<>])=(?!=)")
_ORDER: dict[type[ast.cmpop], Op] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class AttributeType(Protocol):
    """What the reader needs to know of an attribute."""

    @property
    def type(self) -> str:
        """Text, enum, bool, set, number, integer or date."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values it may take; empty where it is no enum or set."""


@dataclass(frozen=True)
class Vocabulary:
    """The names that a condition may use."""

    attributes: Mapping[str, AttributeType]  # what a case may state
    parameters: Mapping[str, str]  # name → type: number or date
    propositions: Collection[str]  # what rules may conclude
    requirements: Mapping[str, tuple[str, ...]]  # proposition → the controls its entry requires

    @cached_property
    def families(self) -> frozenset[str]:
        """What stands before the last name of a proposition."""
        return frozenset(name.rpartition(".")[0] for name in self.propositions)


def read_condition(
    text: str, vocabulary: Vocabulary, locate: Callable[[int], Place] | None = None
) -> Expression:
    """The tree of a condition.

    Raises `BadExpression`, `UnknownName` or `WrongType`; `locate` tells an offset's place.
    """
    reader = _Reader(text, vocabulary, locate)
    return reader.expression(reader.parsed())


def read_term(
    text: str, vocabulary: Vocabulary, locate: Callable[[int], Place] | None = None
) -> Term:
    """The tree of a calculation that comes to a number or a date, such as `went_live_on + months(6)`; raises as `read_condition` does."""
    reader = _Reader(text, vocabulary, locate)
    node = reader.parsed()
    term, kind = reader.term(node)
    if kind not in ("number", "date"):
        raise reader.fault(
            WrongType, f"this comes to {_a(kind)}", node, expected="a number or a date"
        )
    return term


class _Reader:
    def __init__(self, text: str, vocabulary: Vocabulary, locate: Callable[[int], Place] | None):
        self.text, self.vocabulary, self.locate = text, vocabulary, locate
        # ground.* is no Python; the same length keeps the columns
        self.source = _FAMILY.sub("._", text.replace("\n", " ")).strip()

    def parsed(self) -> ast.expr:
        if len(self.text) > LONGEST_CONDITION:
            raise BadExpression(
                f"the condition has {len(self.text):,} characters",
                self._place(0),
                text=self.text,
                expected=f"at most {LONGEST_CONDITION:,}",
            )
        self.refuse_bare_days()
        try:
            with warnings.catch_warnings():
                # what Python merely warns of is a slip of the pen: 1and, "\\d"
                warnings.simplefilter("error")
                tree = ast.parse(self.source, mode="eval").body
        except SyntaxError as error:
            self.refuse_one_equals_sign()
            raise BadExpression(
                f"this cannot be read: {error.msg}",
                self._place((error.offset or 1) - 1),
                text=self.text,
                expected=FORMS,
            ) from error
        except (RecursionError, MemoryError, ValueError) as error:
            raise BadExpression(
                "this cannot be read: it is nested too deeply", self._place(0), text=self.text
            ) from error
        if _depth(tree) > DEEPEST_CONDITION:
            raise BadExpression(
                "this is nested too deeply",
                self._place(0),
                text=self.text,
                expected=f"at most {DEEPEST_CONDITION} levels",
            )
        if "#" in self.source:
            self.refuse_comments()
        return tree

    def refuse_comments(self) -> None:
        """A condition is one line to Python, so that a comment would hide everything after it."""
        for token in generate_tokens(StringIO(self.source).readline):
            if token.type == COMMENT:
                expected = "a comment of the YAML file, outside the condition"
                raise BadExpression(
                    "a condition has no comments",
                    self._place(token.start[1]),
                    text=self.text,
                    expected=expected,
                )

    def refuse_bare_days(self) -> None:
        """Python would take the day for a sum, or for numbers that begin with a nought."""
        found = _DAY.search(self._without_texts())
        if found:
            expected = f'a parameter, or date("{found.group()}")'
            raise BadExpression(
                "a day stands here by itself",
                self._place(found.start()),
                text=self.text,
                expected=expected,
            )

    def refuse_one_equals_sign(self) -> None:
        """The commonest slip in a comparison."""
        found = _ONE_EQUALS_SIGN.search(self._without_texts())
        if found:
            raise BadExpression(
                "one = compares nothing", self._place(found.start()), text=self.text, expected="=="
            )

    def _without_texts(self) -> str:
        """The condition with blanks for what stands in quotes.

        The same length keeps the columns.
        """
        return _QUOTED.sub(lambda found: " " * len(found.group()), self.source)

    def expression(self, node: ast.expr) -> Expression:
        match node:
            case ast.BoolOp(op=ast.And()):
                return And(tuple(self.expression(value) for value in node.values))
            case ast.BoolOp(op=ast.Or()):
                return Or(tuple(self.expression(value) for value in node.values))
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.expression(node.operand))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call():
                return self.call(node)
            case ast.Name() | ast.Attribute():
                return self.name(node)
        raise self.fault(BadExpression, "this is no condition", node, expected=FORMS)

    def name(self, node: ast.expr) -> Expression:
        name = self.dotted(node)
        attribute = self.vocabulary.attributes.get(name)
        if attribute is not None:
            if attribute.type != "bool":
                raise self.fault(
                    WrongType,
                    f"{name} is no yes-or-no attribute but {_a(attribute.type)}",
                    node,
                    expected=f"a comparison, such as {_example(name, attribute)}",
                )
            return Test("yes", Attr(name))
        if name in self.vocabulary.propositions:
            return Prop(name)
        known = [
            *self.vocabulary.propositions,
            *(n for n, a in self.vocabulary.attributes.items() if a.type == "bool"),
        ]
        raise self.fault(
            UnknownName,
            f"nothing is named {name!r}",
            node,
            expected="an attribute or a proposition",
            near=nearest(name, known),
            names=(name,),
        )

    def call(self, node: ast.Call) -> Expression:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        names = ("established", "known", "empty", "missing", "any")
        if function not in names or node.keywords or not node.args:
            raise self.fault(
                BadExpression,
                "this is no function of the condition language",
                node,
                expected=", ".join(f"{n}(…)" for n in names),
                near=nearest(function, names),
            )
        if function == "missing":
            return self.missing(node)
        if len(node.args) != 1:
            raise self.fault(BadExpression, f"{function}(…) takes one thing", node)
        argument = node.args[0]
        if function == "established":
            return Established(self.expression(argument))
        if function == "any":
            return self.family(argument)
        attribute = self.attribute(argument, "set" if function == "empty" else None)
        return Test("known" if function == "known" else "empty", attribute)

    def family(self, node: ast.expr) -> Expression:
        if isinstance(node, ast.Attribute) and node.attr == "_":
            family = self.dotted(node.value)
            if family in self.vocabulary.families:
                return AnyOf(family)
            raise self.fault(
                UnknownName,
                f"there is no family {family!r}",
                node,
                near=nearest(family, self.vocabulary.families),
                names=(family,),
            )
        raise self.fault(
            BadExpression, "any(…) takes a family", node, expected="a family, such as any(ground.*)"
        )

    def missing(self, node: ast.Call) -> Expression:
        """Some of these controls is not in place: controls by name, or those that a trigger or duty requires."""
        controls: list[str] = []
        for argument in node.args:
            name = self.dotted(argument)
            if name in self.vocabulary.requirements:
                controls += self.vocabulary.requirements[name]
            else:
                controls.append(self.attribute(argument, "bool").name)
        tests = tuple(Test("no", Attr(name)) for name in dict.fromkeys(controls))
        return tests[0] if len(tests) == 1 else Or(tests)

    def comparison(self, node: ast.Compare) -> Expression:
        sides = [node.left, *node.comparators]
        pairs = [self.pair(sides[i], op, sides[i + 1]) for i, op in enumerate(node.ops)]
        return pairs[0] if len(pairs) == 1 else And(tuple(pairs))

    def pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Test:
        if isinstance(op, (ast.In, ast.NotIn)):
            return self.membership(left, isinstance(op, ast.In), right)
        if type(op) not in _ORDER:
            raise self.fault(
                BadExpression, "this comparison is not read", left, expected="== != < <= > >= in"
            )
        first, kind = self.term(left)
        second, other = self.term(right)
        self.check_types(first, kind, second, other, left, right)
        if kind in ("bool", "set") or (
            kind in ("enum", "text") and not isinstance(op, (ast.Eq, ast.NotEq))
        ):
            expected = {
                "bool": "the attribute alone, or not before it",
                "set": 'a membership, such as "value" in attribute',
            }.get(kind, "== or !=, or in (…)")
            raise self.fault(
                WrongType, f"{_a(kind)} is not compared like this", left, expected=expected
            )
        if kind == "span":
            raise self.fault(
                WrongType,
                "lengths of time are not compared",
                left,
                expected="a date + months(…) or weeks(…)",
            )
        if isinstance(first, Const):
            raise self.fault(
                BadExpression, "the attribute stands on the left of a comparison", left
            )
        return Test(_ORDER[type(op)], first, second, dated=kind == "date")

    def membership(self, left: ast.expr, wanted: bool, right: ast.expr) -> Test:
        if isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            attribute, values = (
                self.attribute(left),
                tuple(self.constant(item) for item in right.elts),
            )
            for value, item in zip(values, right.elts, strict=True):
                self.check_types(
                    attribute,
                    self.type_of(attribute),
                    Const(value),
                    _type_of_constant(value),
                    left,
                    item,
                )
            return Test("in" if wanted else "not in", attribute, values)
        attribute, member = self.attribute(right, "set"), self.constant(left)
        self.check_choice(attribute.name, member, left)
        return Test("includes" if wanted else "excludes", attribute, Const(member))

    def term(self, node: ast.expr) -> tuple[Term, str]:
        """A term and its type."""
        match node:
            case ast.Constant():
                value = self.constant(node)
                return Const(value), _type_of_constant(value)
            case ast.BinOp(op=ast.Add() | ast.Mult()):
                return self.calculation(node)
            case ast.Call(func=ast.Name(id="months" | "weeks" as unit), args=[count]):
                return self.span("months" if unit == "months" else "weeks", count), "span"
            case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str() as text)]):
                try:
                    return Const(date.fromisoformat(text)), "date"
                except ValueError as error:
                    raise self.fault(
                        WrongType, f"{text!r} is no date", node, expected="YYYY-MM-DD"
                    ) from error
            case ast.Name() | ast.Attribute():
                name = self.dotted(node)
                if name.startswith("parameter."):
                    return self.parameter(name.removeprefix("parameter."), node)
                attribute = self.attribute(node)
                return attribute, self.type_of(attribute)
        raise self.fault(
            BadExpression,
            "this is no value",
            node,
            expected="an attribute, parameter.<name>, a number, text, a date, months(…) or weeks(…)",
        )

    def span(self, unit: Literal["months", "weeks"], node: ast.expr) -> Span:
        count, kind = self.term(node)
        if kind != "number" or not isinstance(count, (Const, Param)):
            given = _a(kind) if kind != "number" else "an attribute or a sum"
            raise self.fault(
                WrongType,
                f"{unit}(…) takes a number, not {given}",
                node,
                expected="a whole number or parameter.<name>",
            )
        if isinstance(count, Const) and not (
            isinstance(count.value, int) and count.value <= LONGEST_SPAN
        ):
            raise self.fault(
                WrongType,
                f"{unit}(…) does not take this number",
                node,
                expected=f"a whole number up to {LONGEST_SPAN:,}",
            )
        return Span(count, unit)

    def calculation(self, node: ast.BinOp) -> tuple[Term, str]:
        if sum(isinstance(part, ast.BinOp) for part in ast.walk(node)) >= MOST_OPERANDS:
            raise self.fault(
                TooComplex,
                "this calculation is too long",
                node,
                expected=f"at most {MOST_OPERANDS} numbers and dates",
            )
        (left, kind), (right, other) = self.term(node.left), self.term(node.right)
        if isinstance(node.op, ast.Add) and (kind, other) in (
            ("date", "span"),
            ("number", "number"),
        ):
            return Calculation(left, "+", right), kind
        if isinstance(node.op, ast.Mult) and (kind, other) == ("number", "number"):
            return Calculation(left, "*", right), "number"
        raise self.fault(
            WrongType,
            f"{_a(kind)} and {_a(other)} make no sum",
            node,
            expected="a date + months(…), or two numbers",
        )

    def parameter(self, name: str, node: ast.expr) -> tuple[Term, str]:
        kind = self.vocabulary.parameters.get(name)
        if kind is None:
            raise self.fault(
                UnknownName,
                f"there is no parameter {name!r}",
                node,
                near=nearest(name, self.vocabulary.parameters),
                names=(name,),
            )
        return Param(name), kind

    def attribute(self, node: ast.expr, wanted: str | None = None) -> Attr:
        name = self.dotted(node)
        attribute = self.vocabulary.attributes.get(name)
        if attribute is None:
            raise self.fault(
                UnknownName,
                f"there is no attribute {name!r}",
                node,
                near=nearest(name, self.vocabulary.attributes),
                names=(name,),
            )
        if wanted and attribute.type != wanted:
            raise self.fault(
                WrongType, f"{name} is {_a(attribute.type)}", node, expected=_a(wanted)
            )
        return Attr(name)

    def type_of(self, attribute: Attr) -> str:
        kind = self.vocabulary.attributes[attribute.name].type
        return "number" if kind == "integer" else kind

    def check_types(
        self, first: Term, kind: str, second: Term, other: str, left: ast.expr, right: ast.expr
    ) -> None:
        if {kind, other} <= {"enum", "text"}:
            for attribute, constant, node in ((first, second, right), (second, first, left)):
                if isinstance(attribute, Attr) and isinstance(constant, Const):
                    self.check_choice(attribute.name, constant.value, node)
        elif kind != other:
            raise self.fault(
                WrongType, f"{_a(kind)} is compared with {_a(other)}", right, expected=_a(kind)
            )

    def check_choice(self, name: str, value: object, node: ast.expr) -> None:
        choices = self.vocabulary.attributes[name].choices
        if choices and value not in choices:
            raise self.fault(
                UnknownName,
                f"{name} has no value {value!r}",
                node,
                expected=", ".join(choices),
                near=nearest(str(value), choices),
            )

    def constant(self, node: ast.expr) -> str | int | float:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, (str, int, float))
            and not isinstance(node.value, bool)
        ):
            if not isinstance(node.value, str) and node.value > LARGEST_NUMBER:
                raise self.fault(
                    WrongType,
                    "this number is too large",
                    node,
                    expected=f"at most {LARGEST_NUMBER:.0e}",
                )
            return node.value
        raise self.fault(
            BadExpression,
            "this is no plain value",
            node,
            expected='a number, or text in quotes such as "public"',
        )

    def dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            return f"{self.dotted(node.value)}.{node.attr}"
        raise self.fault(
            BadExpression,
            "this is no name",
            node,
            expected="a name, such as exposure or controls.monitoring",
        )

    def fault(
        self,
        kind: type[Fault],
        message: str,
        node: ast.expr,
        expected: str = "",
        near: str | None = None,
        names: tuple[str, ...] = (),
    ) -> Fault:
        # Python counts bytes
        before = self.source.encode()[: node.col_offset].decode(errors="ignore")
        return kind(
            message,
            self._place(len(before)),
            text=self.text,
            expected=expected,
            nearest=near,
            names=names,
        )

    def _place(self, offset: int) -> Place | None:
        lead = len(self.text) - len(self.text.lstrip())
        return self.locate(offset + lead) if self.locate else None


def _depth(tree: ast.expr) -> int:
    """How deeply a tree is nested; counted without recursion, which is what it guards against."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [
            (child, depth + 1)
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.expr)
        ]
    return deepest


def _type_of_constant(value: object) -> str:
    return "text" if isinstance(value, str) else "number"


def _a(kind: str) -> str:
    names = {
        "enum": "one of several values",
        "set": "a set",
        "bool": "a yes or no",
        "text": "a text",
        "span": "a length of time",
        "integer": "a whole number",
    }
    return names.get(kind, f"a {kind}")


def _example(name: str, attribute: AttributeType) -> str:
    value = attribute.choices[0] if attribute.choices else ""
    return {
        "set": f'"{value}" in {name}',
        "enum": f'{name} == "{value}"',
        "text": f"known({name})",
    }.get(attribute.type, f"{name} >= …")
