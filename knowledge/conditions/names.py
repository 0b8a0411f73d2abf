"""Names in a condition, looked up in the vocabulary: attributes, parameters, families."""

from __future__ import annotations

import ast

from knowledge.conditions.other_forms import OtherForms
from knowledge.conditions.parsing import Code, spelt
from knowledge.conditions.spelling import LISTS, difference_of_days, two_comparisons
from knowledge.conditions.tree import TODAY, AnyOf, Attr, Param
from knowledge.conditions.vocabulary import Vocabulary, type_in_words
from knowledge.faults import (
    BadExpression,
    Fault,
    ForbiddenPremise,
    UnknownName,
    WrongType,
    nearest,
)
from knowledge.sentence import Sentence

DAY_ASKED = ("now", "date", "current_date")  # what others call the day asked
DAYS_BESIDE = {"yesterday": "today - {} == days(1)", "tomorrow": "{} - today == days(1)"}
_PARTS_OF_DAYS = ("year", "month", "day")


class NameReader:
    """Looks up the names of one condition."""

    def __init__(self, code: Code, vocabulary: Vocabulary):
        self.code, self.vocabulary = code, vocabulary
        self.forms = OtherForms(code, vocabulary)

    def dotted(self, node: ast.expr) -> str:
        """The name that a part of the condition is."""
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            if node.attr == "_":
                raise self.code.fault(
                    BadExpression,
                    Sentence("a family stands here, which has no answer of its own"),
                    node,
                    expected=Sentence(
                        "one name, or any({family}), at_least(2, {family}), all({family})",
                        family=self.code.written(node),
                    ),
                )
            return f"{self.dotted(node.value)}.{spelt(node.attr)}"
        if isinstance(node, ast.Subscript):
            raise self.code.fault(BadExpression, LISTS[0], node, expected=LISTS[1])
        raise self.code.fault(
            BadExpression,
            Sentence("this is not a name"),
            node,
            expected=Sentence("a name, such as exposure or controls.monitoring"),
        )

    def attribute(self, node: ast.expr, wanted: str | None = None, value: object = None) -> Attr:
        """An attribute, of the type that is wanted; `value`: what it is compared with."""
        name = self.dotted(node)
        attribute = self.vocabulary.attributes.get(name)
        if attribute is None:
            raise self.forms.conclusion(name, value, node) or self._unknown(name, node)
        if attribute.profiles:
            raise self.code.fault(
                ForbiddenPremise,
                Sentence(
                    "no rule rests on {name}, which only puts questions in an order", name=name
                ),
                node,
                expected=Sentence("a condition over what the use is, and not over its profile"),
            )
        if wanted and attribute.type != wanted:
            if attribute.type == "text" and wanted == "set":
                raise self.forms.inside(node, (), node)
            raise self.code.fault(
                WrongType,
                Sentence("{name} is {kind}", name=name, kind=type_in_words(attribute.type)),
                node,
                expected=type_in_words(wanted),
            )
        return Attr(name)

    def _unknown(self, name: str, node: ast.expr) -> Fault:
        """The fault of a name that no attribute has."""
        attributes = self.vocabulary.attributes
        message = Sentence("there is no attribute {name}", name=repr(name))
        if TODAY in attributes and name in DAYS_BESIDE:
            days = [one for one in attributes if attributes[one].type == "date" and one != TODAY]
            expected = difference_of_days(DAYS_BESIDE[name].format(*days[:1] or "x"))
            return self.code.fault(UnknownName, message, node, expected=expected, names=(name,))
        whole, _, part = name.rpartition(".")
        if part in _PARTS_OF_DAYS and whole in attributes and attributes[whole].type == "date":
            says = {
                "year": Sentence("no part of a date is asked for, such as its year"),
                "month": Sentence("no part of a date is asked for, such as its month"),
                "day": Sentence("no part of a date is asked for, such as its day"),
            }[part]
            expected = two_comparisons(f'{whole} >= date("2026-01-01")')
            return self.code.fault(BadExpression, says, node, expected=expected)
        day_asked = name in DAY_ASKED and TODAY in attributes
        near = TODAY if day_asked else nearest(name, attributes)
        if part in self.vocabulary.parameters and near != part:
            near = f"parameter.{part}"
        return self.code.fault(UnknownName, message, node, near=near, names=(name,))

    def parameter(self, name: str, node: ast.expr) -> tuple[Param, str]:
        """A parameter and its type."""
        kind = self.vocabulary.parameters.get(name)
        if name in self.vocabulary.keyed:
            attribute = self.vocabulary.keyed[name]
            raise self.code.fault(
                WrongType,
                Sentence(
                    "parameter.{name} has a value for each {attribute}",
                    name=name,
                    attribute=attribute,
                ),
                node,
                expected=f"parameter.{name}[{attribute}]",
            )
        if kind is None:
            raise self.code.fault(
                UnknownName,
                Sentence("there is no {what} {name}", what=Sentence("parameter"), name=repr(name)),
                node,
                near=nearest(name, self.vocabulary.parameters),
                names=(name,),
            )
        return Param(name), kind

    def family(self, arguments: list[ast.expr]) -> AnyOf:
        """The family that `any(family.*)` asks for, without the members after `except`."""
        first, *further = arguments
        left_out: list[ast.expr] = []
        if isinstance(first, ast.BinOp) and self.code.excepts(first):
            left_out = [first.right, *further]
            first = first.left
        elif further:
            either = " or ".join(map(self.code.written, arguments))
            raise self.code.fault(
                BadExpression,
                Sentence("{function}(…) takes one argument", function="any"),
                further[0],
                expected=f"{either}; any(family.*), any(family.* except member, member)",
            )
        if not isinstance(first, ast.Attribute) or first.attr != "_":
            self.forms.refuse(first)
            raise self.code.fault(
                BadExpression,
                Sentence("any(…) takes a family"),
                first,
                expected=Sentence("a family, such as any(ground.*); of a set, not empty(…)"),
            )
        family = self.dotted(first.value)
        if family not in self.vocabulary.families:
            raise self.code.fault(
                UnknownName,
                Sentence("there is no family {name}", name=repr(family)),
                first,
                near=nearest(family, self.vocabulary.families),
                names=(family,),
            )
        found = AnyOf(family, tuple(sorted({self._member(family, node) for node in left_out})))
        if not self.vocabulary.members(found):
            raise self.code.fault(
                BadExpression,
                Sentence("nothing of {family} is left", family=family),
                first,
                expected=Sentence("a family with a member that is not left out"),
            )
        return found

    def _member(self, family: str, node: ast.expr) -> str:
        """The last name of a member of a family, which may be named in full."""
        name = self.dotted(node)
        last = name.removeprefix(f"{family}.")
        known = self.vocabulary.members(AnyOf(family))
        if f"{family}.{last}" not in known:
            raise self.code.fault(
                UnknownName,
                Sentence("{family} has no member {name}", family=family, name=repr(name)),
                node,
                near=nearest(last, [full.rpartition(".")[2] for full in known]),
                names=(f"{family}.{last}",),
            )
        return last
