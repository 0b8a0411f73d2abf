"""Comparisons that other languages write, each refused with the one of here."""

from __future__ import annotations

import ast
import itertools
from typing import TypeAlias

from knowledge.conditions.comparing import MIRRORED
from knowledge.conditions.names import NameReader
from knowledge.conditions.parsing import Code
from knowledge.conditions.spelling import NO_RANGES, either
from knowledge.conditions.tree import Op
from knowledge.conditions.vocabulary import Vocabulary, type_in_words
from knowledge.faults import BadExpression, Fault, WrongType, nearest
from knowledge.sentence import Sentence

ORDER: dict[type[ast.cmpop], Op] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_TRUTHS = frozenset(
    (
        *("true", "false", "yes", "no", "1", "0", "y", "n", "on", "off"),
        *("ja", "nein", "wahr", "falsch", "oui", "non", "vrai", "faux"),
    )
)
_ONE_MEMBER = Sentence("in asks for one member of a set")
Several: TypeAlias = ast.Tuple | ast.List | ast.Set
_NO_ANSWER = ("unknown", "none", "null", "nil", "undefined", "unanswered", "missing")


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def first_value(nodes: list[ast.expr]) -> object:
    """The first value that stands there; None where that is no value."""
    return nodes[0].value if nodes and isinstance(nodes[0], ast.Constant) else None


class OtherComparisons:
    """Refuses the comparisons of one condition that have another form here."""

    def __init__(self, code: Code, vocabulary: Vocabulary, names: NameReader):
        self.code, self.vocabulary, self.names = code, vocabulary, names

    def refuse_comparison(self, left: ast.expr, op: Op, right: ast.expr) -> None:
        """Raise where two sides are compared in a way that is not the one of here."""
        if isinstance(left, (ast.Name, ast.Attribute)):
            self.refuse_bare_values(left, op, right)
            self.refuse_several(left, op, right)
            self.refuse_conclusion(left, right)

    def refuse_bare_alternatives(self, values: list[ast.expr]) -> None:
        """Refuse a value alone behind `or`: `level == "low" or "high"`."""
        for before, value in itertools.pairwise(values):
            match before:
                case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Constant() as first]):
                    if isinstance(value, ast.Constant):
                        both = f"{self.code.written(first)}, {self.code.written(value)}"
                        says = Sentence("a value alone is no condition")
                        expected = f"{self.code.written(left)} in ({both})"
                        raise self.code.fault(BadExpression, says, value, expected=expected)

    def refuse_set_among(self, left: ast.expr, wanted: bool, right: Several) -> None:
        """Refuse a set that is asked for among some values: `regions in ("eu", "us")`."""
        name = self.code.written(left)
        known = self.vocabulary.attributes.get(name)
        if known is None or known.type != "set" or not right.elts:
            return
        each = self._each(right, name, " or ")
        raise self.code.fault(
            WrongType,
            _ONE_MEMBER,
            right.elts[0],
            expected=each if wanted else f"not ({each})",
        )

    def refuse_membership(self, left: ast.expr, wanted: bool, right: ast.expr) -> None:
        """Raise where `in`, or `not in`, does not ask for one member of a set."""
        equal, among = ("==", "in") if wanted else ("!=", "not in")
        known = self.vocabulary.attributes.get(self.code.written(right))
        if isinstance(left, (ast.Set, ast.List, ast.Tuple)):
            name = self.code.written(right)
            expected = f"{self._each(left, name, ' and ')}; {self._each(left, name, ' or ')}"
            raise self.code.fault(BadExpression, _ONE_MEMBER, left, expected=expected)
        if known is not None and known.choices and known.type != "set":
            raise self.code.fault(
                WrongType,
                Sentence(
                    "{name} is {kind}",
                    name=self.code.written(right),
                    kind=type_in_words(known.type),
                ),
                right,
                expected=f"{self.code.written(right)} {equal} {self.code.written(left)}",
            )
        if isinstance(right, ast.Call):
            name, given = self.code.written(left), [*map(self.code.written, right.args)]
            low, high = given if len(given) == 2 else ("…", "…")
            within, beyond = (
                f"{name} >= {low} and {name} <= {high}",
                f"{name} < {low} or {name} > {high}",
            )
            expected = within if wanted else beyond
            raise self.code.fault(BadExpression, NO_RANGES, right, expected=expected)
        if isinstance(right, ast.Constant):
            is_name = isinstance(left, (ast.Name, ast.Attribute))
            name = self.names.dotted(left) if is_name else "attribute"
            value = f'"{right.value}"' if isinstance(right.value, str) else f"{right.value!s}"
            raise self.code.fault(
                BadExpression,
                Sentence("in takes several values, or a set"),
                right,
                expected=either(f"{name} {equal} {value}", f"{name} {among} ({value}, …)"),
            )

    def constant_first(self, signs: list[Op], sides: list[ast.expr]) -> Fault:
        """A number, a text or a day stands before what it is compared with."""
        first, second, *others = map(self.code.written, sides)
        parts = [f"{second} {MIRRORED[signs[0]]} {first}"]
        for sign, left, right in zip(signs[1:], [second, *others], others, strict=False):
            parts.append(f"{left} {sign} {right}")
        return self.code.fault(
            BadExpression,
            Sentence("write the attribute on the left of a comparison"),
            sides[0],
            expected=" and ".join(parts),
        )

    def refuse_bare_values(self, left: ast.expr, op: Op, right: ast.expr) -> None:
        """Refuse `== true` and a value without its quotes, with the right spelling."""
        name = self.names.dotted(left)
        known = self.vocabulary.attributes.get(name)
        if isinstance(right, ast.Constant):
            value = str(right.value)
        elif isinstance(right, ast.Name):
            value = right.id
        else:
            return
        holds = name in self.vocabulary.propositions or (known is not None and known.type == "bool")
        bare = isinstance(right, ast.Name)
        if bare and value in self.vocabulary.attributes:
            return
        meant = nearest(value, known.choices, 0.7) if bare and known and known.choices else None
        if meant is not None:
            says = Sentence("the value {value} stands in quotes", value=value)
            raise self.code.fault(BadExpression, says, right, expected=f'"{meant}"')
        unanswered = bare or value == "None"
        if (known is not None or holds) and unanswered and value.lower() in _NO_ANSWER:
            asked = f"known({name})" if known else f"established({name})"
            raise self.code.fault(
                BadExpression,
                Sentence("whether anybody answered is asked with known(…)"),
                right,
                expected=f"not {asked}" if op == "==" else asked,
            )
        if holds and value.lower() in _TRUTHS:
            raise self.code.fault(
                BadExpression,
                Sentence("a yes or no stands alone"),
                right,
                expected=either(name, f"not {name}"),
            )

    def refuse_conclusion(self, left: ast.expr, right: ast.expr) -> None:
        """Refuse to compare a conclusion, or a family of them, with a value."""
        name = self.names.dotted(left)
        if name not in self.vocabulary.attributes:
            fault = self.names.forms.conclusion(name, first_value([right]), left)
            if fault is not None:
                raise fault

    def refuse_several(self, left: ast.expr, op: Op, right: ast.expr) -> None:
        """Refuse a set that is compared as a whole, or with the number of its members."""
        name = self.code.written(left)
        known = self.vocabulary.attributes.get(name)
        several = isinstance(right, (ast.Set, ast.List, ast.Tuple))
        if known is not None and known.type == "set" and _is_number(right):
            says = Sentence("the members of a set are counted")
            expected = f"count({name}) {op} {self.code.written(right)}"
        elif (
            op in ("==", "!=")
            and known is not None
            and known.type == "set"
            and (several or isinstance(right, ast.Constant))
        ):
            says = Sentence("a set is not compared as a whole")
            members = right.elts if isinstance(right, (ast.Set, ast.List, ast.Tuple)) else [right]
            has = " and ".join(f"{self.code.written(item)} in {name}" for item in members)
            expected = has if op == "==" else f"not ({has})"
            expected = expected if members else f"{'not ' * (op == '!=')}empty({name})"
            kind = BadExpression if several else WrongType
            raise self.code.fault(kind, says, right, expected=expected)
        elif several and op in ("==", "!="):
            says = Sentence("== compares with one value")
            how = "in" if op == "==" else "not in"
            assert isinstance(right, (ast.Set, ast.List, ast.Tuple))
            expected = f"{name} {how} ({', '.join(map(self.code.written, right.elts))})"
        else:
            return
        raise self.code.fault(BadExpression, says, right, expected=expected)

    def _each(self, several: ast.expr, name: str, joined: str) -> str:
        assert isinstance(several, (ast.Set, ast.List, ast.Tuple))
        return joined.join(f"{self.code.written(item)} in {name}" for item in several.elts)
