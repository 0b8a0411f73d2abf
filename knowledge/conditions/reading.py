"""From the text of a condition to its tree.

The syntax is Python's, read by the standard library's `ast` and never run. Each name is checked
against the vocabulary, each comparison against the types of its two sides; what is wrong is said
with line, column, the text and the nearest right name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from knowledge.conditions.comparing import MIRRORED, compared
from knowledge.conditions.counting import COUNTING, CountReader, is_count
from knowledge.conditions.operands import Extreme, Keyed, Points
from knowledge.conditions.other_comparisons import ORDER, OtherComparisons, first_value
from knowledge.conditions.parsing import FORMS, Code
from knowledge.conditions.points import PointsReader
from knowledge.conditions.terms import TermReader
from knowledge.conditions.tree import (
    And,
    Attr,
    Const,
    Established,
    Expression,
    Not,
    Op,
    Or,
    Prop,
    Term,
    Test,
)
from knowledge.conditions.vocabulary import (
    Vocabulary,
    example_of,
    type_in_words,
    type_of_constant,
)
from knowledge.faults import BadExpression, Fault, Place, UnknownName, WrongType, nearest
from knowledge.sentence import Sentence


def read_condition(
    text: str, vocabulary: Vocabulary, locate: Callable[[int], Place] | None = None
) -> Expression:
    """The tree of a condition.

    Raises `BadExpression`, `UnknownName` or `WrongType`; `locate` tells an offset's place.
    """
    code = Code(text, locate)
    return _Reader(code, vocabulary).expression(code.parsed())


def read_term(
    text: str,
    vocabulary: Vocabulary,
    locate: Callable[[int], Place] | None = None,
    *,
    wanted: tuple[str, ...] = ("number", "date"),
) -> Term:
    """The tree of a calculation, such as `went_live_on + months(6)`.

    Its result is a number or a date, as `wanted`. Raises as `read_condition` does.
    """
    code = Code(text, locate)
    node = code.parsed()
    term, kind = TermReader(code, vocabulary).term(node)
    if isinstance(term, (Extreme, Keyed, Points)):
        says = Sentence("min(…), max(…) and what has a key stand in a comparison")
        expected = Sentence("a calculation without them")
        raise code.fault(BadExpression, says, node, expected=expected)
    if kind not in wanted and not (kind == "days" and "number" in wanted):
        one, *others = map(type_in_words, wanted)
        expected = Sentence("{one} or {other}", one=one, other=others[0]) if others else one
        says = Sentence("the result is {kind}", kind=type_in_words(kind))
        raise code.fault(WrongType, says, node, expected=expected)
    return term


# what is a number or a day, and no condition: how it is compared
OF_NUMBERS = {
    "count": "count(…) >= 2",
    "points": "points({condition: 1, …}) >= 2",
    **{unit: f"today - x > {unit}(…)" for unit in ("days", "weeks")},
    **{unit: f"x + {unit}(…) < today" for unit in ("months", "years")},
    **{least: f"{least}(…, …) >= 2" for least in ("min", "max")},
    "date": 'x >= date("2026-01-01")',
}


def _a_comparison(example: str) -> Sentence:
    return Sentence("a comparison, such as {example}", example=example)


class _Reader:
    def __init__(self, code: Code, vocabulary: Vocabulary):
        self.code, self.vocabulary = code, vocabulary
        self.terms = TermReader(code, vocabulary)
        self.names = self.terms.names
        self.others = OtherComparisons(code, vocabulary, self.names)
        self.counts = CountReader(code, vocabulary, self.names, self.expression)
        self.terms.points = PointsReader(code, self.counts, self.terms.term).read

    def expression(self, node: ast.expr) -> Expression:
        match node:
            case ast.BoolOp(op=ast.And()):
                return And(tuple(self.expression(value) for value in node.values))
            case ast.BoolOp(op=ast.Or()):
                self.others.refuse_bare_alternatives(node.values)
                return Or(tuple(self.expression(value) for value in node.values))
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.expression(node.operand))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call():
                return self.call(node)
            case ast.Name() | ast.Attribute():
                return self.name(node)
        self.names.forms.refuse(node)
        self.code.refuse_other_spellings()
        raise self.code.fault(
            BadExpression, Sentence("this is not a condition"), node, expected=FORMS
        )

    def name(self, node: ast.expr) -> Expression:
        name = self.names.dotted(node)
        attribute = self.vocabulary.attributes.get(name)
        if attribute is not None:
            if attribute.type != "bool":
                raise self.code.fault(
                    WrongType,
                    Sentence(
                        "{name} is not a yes-or-no attribute but {kind}",
                        name=name,
                        kind=type_in_words(attribute.type),
                    ),
                    node,
                    expected=_a_comparison(example_of(name, attribute)),
                )
            return Test("yes", Attr(name))
        if name in self.vocabulary.propositions:
            return Prop(name)
        if (fault := self.names.forms.conclusion(name, None, node)) is not None:
            raise fault
        known = [
            *self.vocabulary.propositions,
            *(n for n, a in self.vocabulary.attributes.items() if a.type == "bool"),
        ]
        raise self.code.fault(
            UnknownName,
            Sentence("unknown name {name}", name=repr(name)),
            node,
            expected=Sentence("an attribute or a proposition"),
            near=nearest(name, known),
            names=(name,),
        )

    def call(self, node: ast.Call) -> Expression:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        names = ("established", "known", "empty", "missing", "any", "all", *COUNTING)
        if function not in names or node.keywords or not node.args:
            self.names.forms.refuse(node)
            self.code.refuse_other_spellings()
            if function in OF_NUMBERS:
                raise self.code.fault(
                    BadExpression,
                    Sentence("{function}(…) is no condition", function=function),
                    node,
                    expected=_a_comparison(OF_NUMBERS[function]),
                )
            raise self.code.fault(
                BadExpression,
                Sentence("the condition language has no such function"),
                node,
                expected=", ".join(f"{n}(…)" for n in names),
                near=nearest(function, names),
            )
        if function == "missing":
            return self.missing(node)
        if function == "any":
            return self.names.family(node.args)
        if function == "all":
            return self.counts.all_of(node)
        if function in COUNTING:
            return self.counts.called(function, node)
        if len(node.args) != 1:
            says = Sentence("{function}(…) takes one argument", function=function)
            raise self.code.fault(BadExpression, says, node)
        argument = node.args[0]
        if function == "established":
            return Established(self.expression(argument))
        attribute = self.names.attribute(argument, "set" if function == "empty" else None)
        return Test("known" if function == "known" else "empty", attribute)

    def missing(self, node: ast.Call) -> Expression:
        """One of these controls is not in place.

        Controls are given by name, or by the trigger or duty that requires them.
        """
        controls: list[str] = []
        for argument in node.args:
            name = self.names.dotted(argument)
            if name in self.vocabulary.requirements:
                controls += self.vocabulary.requirements[name]
            else:
                controls.append(self.names.attribute(argument, "bool").name)
        tests = tuple(Test("no", Attr(name)) for name in dict.fromkeys(controls))
        return tests[0] if len(tests) == 1 else Or(tests)

    def comparison(self, node: ast.Compare) -> Expression:
        sides = [node.left, *node.comparators]
        if isinstance(node.left, ast.Constant) and all(type(op) in ORDER for op in node.ops):
            raise self.others.constant_first([ORDER[type(op)] for op in node.ops], sides)
        pairs = [self.pair(sides[i], op, sides[i + 1]) for i, op in enumerate(node.ops)]
        return pairs[0] if len(pairs) == 1 else And(tuple(pairs))

    def pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Expression:
        if isinstance(left, ast.Call) and is_count(left) and type(op) in ORDER:
            return self.counts.comparison(left, ORDER[type(op)], right)
        if isinstance(op, (ast.In, ast.NotIn)):
            return self.membership(left, isinstance(op, ast.In), right)
        if type(op) not in ORDER:
            self.code.refuse_other_spellings()
            raise self.code.fault(
                BadExpression,
                Sentence("this comparison is not supported"),
                left,
                expected="== != < <= > >= in",
            )
        sign = ORDER[type(op)]
        self.others.refuse_comparison(left, sign, right)
        first, kind = self.terms.term(left)
        second, other = self.terms.term(right)
        if (kind, other) == ("span", "days"):
            left, right = right, left
            first, kind, second, other, sign = second, other, first, kind, MIRRORED[sign]
        if (kind, other) != ("days", "span"):
            self.terms.check_types(first, kind, second, other, left, right)
        if kind == "enum" and isinstance(first, Attr) and sign not in ("==", "!="):
            if isinstance(second, Const):
                return self.ordered(first, sign, second, left, right)
            assert isinstance(second, Attr)
            return self.ordered_alike(first, sign, second, left, right)
        if kind in ("bool", "set") or (kind == "text" and sign not in ("==", "!=")):
            raise self.incomparable(kind, left, right, sign)
        if kind == "span":
            raise self.code.fault(
                WrongType,
                Sentence("lengths of time cannot be compared"),
                left,
                expected=Sentence("a date + years(…), months(…), weeks(…) or days(…)"),
            )
        if isinstance(first, Const):
            raise self.others.constant_first([sign], [left, right])
        if kind == "enum" or kind == "text":
            assert isinstance(first, Attr)
            assert isinstance(second, (Attr, Const))
            return Test(sign, first, second)
        refusal = self.terms.refusal(left)
        return compared(
            first, sign, second, self.terms.operands, refusal, dated="date" in (kind, other)
        )

    def incomparable(self, kind: str, node: ast.expr, other: ast.expr, op: Op) -> Fault:
        """Values of this type have no such comparison."""
        one, two = self.code.written(node), self.code.written(other)
        same = "not " if op == "==" else ""
        expected = {
            "bool": f"{same}exactly(1, {one}, {two})",
            "enum": Sentence(
                "== or !=, or in (…); an order where the attribute says ordered: true"
            ),
            "set": Sentence('a membership, such as "value" in attribute'),
        }.get(kind, Sentence("== or !=, or in (…)"))
        says = Sentence("{kind} cannot be compared like this", kind=type_in_words(kind))
        return self.code.fault(WrongType, says, node, expected=expected)

    def ordered_alike(
        self, left: Attr, op: Op, right: Attr, at: ast.expr, node: ast.expr
    ) -> Expression:
        """A comparison of two enumerations whose values are in one order.

        One is at least another where some value is at most the one, and at least the other.
        """
        if left == right:
            raise self.code.fault(
                WrongType,
                Sentence("{name} is compared with itself", name=left.name),
                at,
                expected=Sentence("another attribute, or one of its values"),
            )
        kinds = [self.vocabulary.attributes[term.name] for term in (left, right)]
        for term, known, place in zip((left, right), kinds, (at, node), strict=True):
            if not known.ordered:
                raise self.code.fault(
                    WrongType,
                    Sentence("{name} has no order", name=term.name),
                    place,
                    expected=Sentence("== or !=, or ordered: true at both attributes"),
                )
        values = kinds[0].choices
        if values != kinds[1].choices:
            raise self.code.fault(
                WrongType,
                Sentence(
                    "{one} and {other} have their values in another order",
                    one=left.name,
                    other=right.name,
                ),
                node,
                expected=Sentence("{order} at both attributes", order=" < ".join(values)),
            )
        more, less = (left, right) if op in (">", ">=") else (right, left)
        beyond = op in ("<", ">")
        cases: list[Expression] = []
        for number in range(beyond, len(values)):
            own = Test("in", more, values[number:])
            below = Test("in", less, values[: number + (not beyond)])
            parts = [test for test in (own, below) if test.right != values]
            cases.append(parts[0] if len(parts) == 1 else And(tuple(parts)))
        return Or(tuple(cases))

    def ordered(self, left: Attr, op: Op, right: Const, at: ast.expr, node: ast.expr) -> Expression:
        """A comparison by the order of an enumeration's values: one of those that it takes in."""
        known = self.vocabulary.attributes[left.name]
        if not known.ordered:
            raise self.incomparable("enum", at, node, op)
        place = known.choices.index(str(right.value))
        taken = {
            "<": known.choices[:place],
            "<=": known.choices[: place + 1],
            ">": known.choices[place + 1 :],
            ">=": known.choices[place:],
        }[op]
        if not taken or taken == known.choices:
            test = f"{left.name} {op} {right.value!r}"
            raise self.code.fault(
                BadExpression,
                Sentence("{test} is true of all of its values", test=test)
                if taken
                else Sentence("{test} is true of none of its values", test=test),
                node,
                expected=Sentence(
                    "a comparison that parts {order}", order=" < ".join(known.choices)
                ),
            )
        return Test("in", left, taken)

    def membership(self, left: ast.expr, wanted: bool, right: ast.expr) -> Test:
        if isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            self.others.refuse_set_among(left, wanted, right)
            attribute, values = (
                self.names.attribute(left, value=first_value(right.elts)),
                tuple(self.terms.constant(item) for item in right.elts),
            )
            for value, item in zip(values, right.elts, strict=True):
                self.terms.check_types(
                    attribute,
                    self.vocabulary.type_of(attribute),
                    Const(value),
                    type_of_constant(value),
                    left,
                    item,
                )
            return Test("in" if wanted else "not in", attribute, values)
        self.others.refuse_membership(left, wanted, right)
        attribute = self.names.attribute(right, "set", first_value([left]))
        member = self.terms.constant(left)
        self.terms.check_choice(attribute.name, member, left)
        return Test("includes" if wanted else "excludes", attribute, Const(member))
