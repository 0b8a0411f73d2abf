"""Terms of a condition: what stands on the two sides of a comparison, and of which type it is;
spans of time such as `months(3)` among them, which `calendar_days` reckons with.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date

from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.names import NameReader
from knowledge.conditions.operands import (
    Extreme,
    Keyed,
    Operand,
    Operands,
    Points,
    Refuse,
    Sign,
    given,
)
from knowledge.conditions.parsing import Code, day_expected
from knowledge.conditions.spelling import either
from knowledge.conditions.tree import Attr, Const, Param, Span, Unit, keyed_name
from knowledge.conditions.vocabulary import Vocabulary, type_in_words, type_of_constant
from knowledge.faults import (
    BadExpression,
    TooComplex,
    UnknownName,
    WrongType,
    nearest,
    value_of,
)
from knowledge.limits import LONGEST_SPAN, MOST_OPERANDS
from knowledge.sentence import Sentence

_NUMBERS = frozenset({"number", "days"})  # days: the difference of two days
_SIGNS: dict[type[ast.operator], Sign] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


def _not_joined(sign: Sign, one: Sentence, other: Sentence) -> Sentence:
    """What is wrong with a calculation of two types."""
    if sign == "-":
        return Sentence("{one} and {other} cannot be subtracted", one=one, other=other)
    if sign == "/":
        return Sentence("{one} and {other} cannot be divided", one=one, other=other)
    return Sentence("{one} and {other} cannot be added or multiplied", one=one, other=other)


_VALUES = ("years", "months", "weeks", "days", "min", "max", "date")


def _type_of(kind: str, sign: Sign, other: str) -> str | None:
    """The type of a calculation, or None where there is none."""
    if kind == "date" and sign in "+-" and other == "span":
        return "date"
    if kind == other == "date" and sign == "-":
        return "days"
    if kind == other:
        return kind if kind == "number" or (kind == "days" and sign in "+-") else None
    if (kind, other) == ("days", "number") and sign in "*/":
        return "days"
    return "days" if (kind, sign, other) == ("number", "*", "days") else None


def _wanted(kind: str, given: Operand) -> str:
    """What is compared with something of this kind; of a day in quotes, how it is written."""
    if kind == "date" and isinstance(given, Const):
        return day_expected(given.value)
    return type_in_words(kind)


class TermReader:
    """Reads the terms of one condition."""

    def __init__(self, code: Code, vocabulary: Vocabulary):
        self.code, self.vocabulary = code, vocabulary
        self.names = NameReader(code, vocabulary)
        self.operands = Operands(vocabulary.figures)
        self.points: Callable[[ast.Call], Points] | None = None  # where conditions are read, too

    def term(self, node: ast.expr) -> tuple[Operand, str]:
        """An operand of a comparison, or of a calculation, and its type."""
        match node:
            case ast.Constant():
                value = self.constant(node)
                return Const(value), type_of_constant(value)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
                return Const(value := self.constant(node)), type_of_constant(value)
            case ast.UnaryOp(op=ast.USub()):
                return self.negative(node)
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
                return self.calculation(node)
            case ast.Call(func=ast.Name(id="min" | "max" as function), keywords=[]):
                return self.extreme(node, least=function == "min")
            case ast.Call(func=ast.Name(id="points")) if self.points is not None:
                return self.points(node), "number"
            case ast.Call(
                func=ast.Name(id="years" | "months" | "weeks" | "days" as unit), args=[count]
            ):
                return self.span(unit, count), "span"
            case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str() as text)]):
                try:
                    return Const(date.fromisoformat(text)), "date"
                except ValueError as error:
                    raise self.code.fault(
                        WrongType,
                        Sentence("{value} is not a date", value=repr(text)),
                        node,
                        expected=day_expected(text),
                    ) from error
            case ast.Subscript():
                return self.keyed(node)
            case ast.Name() | ast.Attribute():
                name = self.names.dotted(node)
                if name.startswith(PARAMETER):
                    return self.names.parameter(name.removeprefix(PARAMETER), node)
                attribute = self.names.attribute(node)
                return attribute, self.vocabulary.type_of(attribute)
        self.names.forms.refuse(node)
        self.code.refuse_other_spellings()
        match node:
            case ast.Call(func=ast.Name(id="date"), args=given):
                said = "-".join(map(self.code.written, given))
                says = Sentence("a date stands in quotes")
                raise self.code.fault(BadExpression, says, node, expected=day_expected(said))
        called = self.code.written(node.func) if isinstance(node, ast.Call) else ""
        raise self.code.fault(
            BadExpression,
            Sentence("this is not a value"),
            node,
            near=nearest(called, _VALUES) if called else None,
            expected=Sentence(
                "an attribute, parameter.<name>, a number, text, a date, "
                "years(…), months(…), weeks(…) or days(…), {forms}",
                forms="min(…), max(…)" + (", points({…})" if self.points else ""),
            ),
        )

    def keyed(self, node: ast.Subscript) -> tuple[Operand, str]:
        """`parameter.cap[organisation_size]`, or one value of it: `parameter.cap["micro"]`."""
        name = self.names.dotted(node.value)
        known = name.removeprefix(PARAMETER)
        attribute = self.vocabulary.keyed.get(known)
        if not name.startswith(PARAMETER):
            self.names.forms.refuse(node)
        if attribute is None and known in self.vocabulary.parameters:
            raise self.code.fault(
                WrongType,
                Sentence(
                    "parameter.{name} has one value, and none for each value of an attribute",
                    name=known,
                ),
                node,
                expected=Sentence("parameter.{name}, or values_for at the parameter", name=known),
            )
        if attribute is None:
            raise self.code.fault(
                UnknownName,
                Sentence(
                    "there is no parameter {name} that has a value for each value of an attribute",
                    name=repr(known),
                ),
                node,
                near=nearest(known, self.vocabulary.keyed),
                names=(known,),
            )
        choices = self.vocabulary.attributes[attribute].choices
        if isinstance(node.slice, ast.Constant):
            self.check_choice(attribute, node.slice.value, node.slice)
            return self.names.parameter(keyed_name(known, str(node.slice.value)), node)
        said = self.names.dotted(node.slice)
        if said != attribute:
            whole = f"parameter.{known}[{attribute}]"
            quoted = said in choices
            near = nearest(said, [attribute, *(f'"{choice}"' for choice in choices)])
            raise self.code.fault(
                WrongType,
                Sentence(
                    "parameter.{name} has a value for each {attribute}",
                    name=known,
                    attribute=attribute,
                ),
                node.slice,
                expected=either(f'parameter.{known}["{said}"]', whole) if quoted else whole,
                near=None if quoted or said in self.vocabulary.attributes else near,
            )
        read = [(key, *self.names.parameter(keyed_name(known, key), node)) for key in choices]
        return Keyed(Attr(attribute), tuple((key, case) for key, case, _ in read)), read[0][2]

    def span(self, unit: Unit, node: ast.expr) -> Operand:
        """A length of time: years(…), months(…), weeks(…) or days(…) of a number."""
        count, kind = self.term(node)
        if isinstance(count, Keyed) and kind == "number":
            cases = [(key, self.span_of(unit, case, node)) for key, case in count.cases]
            return Keyed(count.attribute, tuple(cases))
        return self.span_of(unit, count, node, kind)

    def span_of(self, unit: Unit, count: Operand, node: ast.expr, kind: str = "number") -> Span:
        """A length of time of a number that was read."""
        if kind != "number" or not isinstance(count, (Const, Param)):
            given = type_in_words(kind) if kind != "number" else Sentence("an attribute or a sum")
            raise self.code.fault(
                WrongType,
                Sentence("{unit}(…) takes a number, not {given}", unit=unit, given=given),
                node,
                expected=Sentence("a whole number or parameter.<name>"),
            )
        if isinstance(count, Const) and not (
            isinstance(count.value, int) and 0 <= count.value <= LONGEST_SPAN
        ):
            raise self.code.fault(
                WrongType,
                Sentence("{unit}(…) does not take this number", unit=unit),
                node,
                expected=Sentence("a whole number from 0 to {most}", most=LONGEST_SPAN),
            )
        if isinstance(count, Param):
            self.check_span(unit, count.name, node)
        return Span(count, unit)

    def check_span(self, unit: str, name: str, node: ast.expr) -> None:
        """Refuse a length of time that a parameter makes negative, too long, or no whole number."""
        for value in self.vocabulary.figures.get(name, ()):
            if value != int(value) or not 0 <= value <= LONGEST_SPAN:
                raise self.code.fault(
                    WrongType,
                    Sentence(
                        "{unit}(…) does not take a value of parameter.{name}, {value}",
                        unit=unit,
                        name=name,
                        value=f"{value:g}",
                    ),
                    node,
                    expected=Sentence("whole numbers from 0 to {most}", most=LONGEST_SPAN),
                )

    def negative(self, node: ast.UnaryOp) -> tuple[Operand, str]:
        """A minus sign before an attribute, a parameter or a calculation."""
        term, kind = self.term(node.operand)
        if kind not in _NUMBERS:
            raise self.code.fault(
                WrongType,
                Sentence("{kind} has no minus sign", kind=type_in_words(kind)),
                node,
                expected=Sentence("a minus sign before a number"),
            )
        return self.operands.joined(Const(0), "-", term, self.refusal(node)), kind

    def calculation(self, node: ast.BinOp) -> tuple[Operand, str]:
        """A sum, a difference, a product or a quotient, and its type."""
        if sum(isinstance(part, ast.BinOp) for part in ast.walk(node)) >= MOST_OPERANDS:
            raise self.code.fault(
                TooComplex,
                Sentence("this calculation is too long"),
                node,
                expected=Sentence("at most {count} numbers and dates", count=MOST_OPERANDS),
            )
        (left, kind), (right, other) = self.term(node.left), self.term(node.right)
        sign = _SIGNS[type(node.op)]
        found = _type_of(kind, sign, other)
        if found is None:
            raise self.code.fault(
                WrongType,
                _not_joined(sign, type_in_words(kind), type_in_words(other)),
                node,
                expected=self._counted(node)
                if "bool" in (kind, other)
                else Sentence(
                    "a date and years(…), months(…), weeks(…) or days(…), two numbers, "
                    "or the difference of two dates"
                ),
            )
        return self.operands.joined(left, sign, right, self.refusal(node)), found

    def _counted(self, node: ast.BinOp) -> str:
        """The form that counts the yes-or-nos of a sum."""
        parts: list[str] = []
        sides: list[ast.expr] = [node]
        while sides:
            side = sides.pop()
            if isinstance(side, ast.BinOp):
                sides += [side.right, side.left]
            else:
                parts.append(self.code.written(side))
        points = ", ".join(f"{part}: 1" for part in parts)
        return either(f"count({', '.join(parts)})", f"points({{{points}}})")

    def extreme(self, node: ast.Call, *, least: bool) -> tuple[Operand, str]:
        """The least of several numbers or days, or the greatest."""
        function = "min" if least else "max"
        read = [self.term(argument) for argument in node.args]
        kinds = {kind for _, kind in read}
        if len(read) < 2 or len(kinds) > 1 or not kinds <= {"number", "date", "days"}:
            raise self.code.fault(
                WrongType,
                Sentence(
                    "{function}(…) takes several numbers, or several dates", function=function
                ),
                node,
                expected=f"{function}(a, b, …)",
            )
        return self._extreme(least, tuple(operand for operand, _ in read)), kinds.pop()

    def _extreme(self, least: bool, items: tuple[Operand, ...]) -> Operand:
        """Of what has a key, one for each value of the enumeration."""
        key = next((item for item in items if isinstance(item, Keyed)), None)
        if key is None:
            return Extreme(least, items)
        cases = []
        for value, _ in key.cases:
            own = tuple(given(item, key.attribute, value) for item in items)
            cases.append((value, self._extreme(least, own)))
        return Keyed(key.attribute, tuple(cases))

    def refusal(self, node: ast.expr) -> Refuse:
        """A maker of faults about this part of the condition."""
        return lambda kind, message, expected: self.code.fault(
            kind, message, node, expected=expected
        )

    def constant(self, node: ast.expr) -> str | int | float:
        """A text or a number, with a minus sign perhaps."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self.constant(node.operand)
            if not isinstance(value, str):
                return -value
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, (str, int, float))
            and not isinstance(node.value, bool)
        ):
            return node.value
        raise self.code.fault(
            BadExpression,
            Sentence("this is not a plain value"),
            node,
            expected=Sentence('a number, or text in quotes such as "public"'),
        )

    def check_types(
        self,
        first: Operand,
        kind: str,
        second: Operand,
        other: str,
        left: ast.expr,
        right: ast.expr,
    ) -> None:
        """Refuse to compare what is of different types, or with a value that there is not."""
        if kind == other == "enum" and isinstance(first, Attr) and isinstance(second, Attr):
            lists = [self.vocabulary.attributes[term.name].choices for term in (first, second)]
            if set(lists[0]) != set(lists[1]):
                raise self.code.fault(
                    WrongType,
                    Sentence(
                        "{one} and {other} have other values", one=first.name, other=second.name
                    ),
                    right,
                    expected=Sentence(
                        "an attribute with the values {values}", values=", ".join(lists[0])
                    ),
                )
        if {kind, other} <= {"enum", "text"}:
            for attribute, constant, node in ((first, second, right), (second, first, left)):
                if isinstance(attribute, Attr) and isinstance(constant, Const):
                    self.check_choice(attribute.name, constant.value, node)
        elif kind != other:
            raise self.code.fault(
                WrongType,
                Sentence(
                    "{kind} cannot be compared with {other}",
                    kind=type_in_words(kind),
                    other=type_in_words(other),
                ),
                left if kind == "days" else right,
                expected=Sentence("{one} or {other}", one="days(…)", other="weeks(…)")
                if kind == "days"
                else _wanted(kind, second),
            )

    def check_choice(self, name: str, value: object, node: ast.expr) -> None:
        """Refuse a value that an attribute does not take."""
        choices = self.vocabulary.attributes[name].choices
        if choices and value not in choices:
            raise self.code.fault(
                UnknownName,
                Sentence("{name} has no value {value}", name=name, value=repr(value)),
                node,
                expected=", ".join(choices),
                near=nearest(str(value), choices),
                names=(value_of(name, value),),
            )
