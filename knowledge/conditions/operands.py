"""Operands of a calculation that are no plain terms: the least or the greatest of several terms,
and points.

Both go when the comparison in which they stand is read, so that nothing behind the reader knows
them: `min(a, b) > 3` asks whether `a > 3 and b > 3`, and a comparison of points is a count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal, TypeAlias

from knowledge.conditions.arithmetic import exact
from knowledge.conditions.tree import Attr, Calculation, Const, Expression, Param, Span, Term
from knowledge.faults import BadExpression, Fault, TooComplex
from knowledge.limits import MOST_ALTERNATIVES, MOST_FACTORS, MOST_OPERANDS
from knowledge.sentence import Sentence

Sign: TypeAlias = Literal["+", "-", "*", "/"]
Refuse: TypeAlias = Callable[[type[Fault], str, str], Fault]  # kind, message, what is expected


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least of several operands, or the greatest."""

    least: bool
    items: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """The points of the conditions that hold, and what is added to them.

    Points and `rest` are made of constants and parameters.
    """

    items: tuple[tuple[Expression, Term], ...]
    rest: Term


@dataclass(frozen=True, slots=True)
class Keyed:
    """Another operand for each value of an enumeration."""

    attribute: Attr
    cases: tuple[tuple[str, Operand], ...]

    def of(self, value: str) -> Operand:
        """The one for a value."""
        return dict(self.cases)[value]


Operand: TypeAlias = Term | Extreme | Points | Keyed


def given(operand: Operand, attribute: Attr, value: str) -> Operand:
    """The operand where an enumeration has a value."""
    if isinstance(operand, Keyed):
        if operand.attribute == attribute:
            return operand.of(value)
        cases = tuple((key, given(case, attribute, value)) for key, case in operand.cases)
        return Keyed(operand.attribute, cases)
    return operand


def parameters_in(term: Term) -> list[str]:
    """The parameters of a constant term."""
    match term:
        case Param(name):
            return [name]
        case Calculation(left, _, right):
            return [*parameters_in(left), *parameters_in(right)]
    return []


def number_of(term: Term, values: Mapping[str, Fraction]) -> Fraction:
    """The value of a constant term, given the values of its parameters."""
    match term:
        case Const(value):
            assert isinstance(value, (int, float))
            return Fraction(exact(value))
        case Param(name):
            return values[name]
        case Calculation(left, op, right):
            one, other = number_of(left, values), number_of(right, values)
            match op:
                case "*":
                    return one * other
                case "/":
                    return one / other
                case "-":
                    return one - other
            return one + other
    raise AssertionError("an attribute or a length of time is no constant")


def is_constant(term: Term) -> bool:
    """Whether a number is made of constants and parameters only."""
    match term:
        case Calculation(left, _, right):
            return is_constant(left) and is_constant(right)
        case Const(value):
            return isinstance(value, (int, float))
    return isinstance(term, Param)


class Operands:
    """Arithmetic on operands, given the values that parameters have over time."""

    def __init__(self, figures: Mapping[str, tuple[float, ...]]):
        self.figures = figures
        self._sizes: dict[int, tuple[Calculation, tuple[int, int]]] = {}  # by the term's identity

    def joined(self, left: Operand, op: Sign, right: Operand, refuse: Refuse) -> Operand:
        """The sum, difference, product or quotient. Raises what `refuse` makes."""
        if isinstance(left, Keyed) or isinstance(right, Keyed):
            key = left if isinstance(left, Keyed) else right
            assert isinstance(key, Keyed)
            check_width(left, right, refuse)
            return Keyed(
                key.attribute,
                tuple(
                    (value, self.joined(*self._sides(left, right, key, value, op), refuse))
                    for value, _ in key.cases
                ),
            )
        if op == "/":
            self._check_divisor(right, refuse)
        if isinstance(left, Extreme):
            flipped = op in "*/" and self._is_negative(right, refuse)
            check_width(left, right, refuse)
            items = tuple(self.joined(item, op, right, refuse) for item in left.items)
            return Extreme(left.least ^ flipped, items)
        if isinstance(right, Extreme):
            flipped = op == "-" or (op == "*" and self._is_negative(left, refuse))
            items = tuple(self.joined(left, op, item, refuse) for item in right.items)
            return Extreme(right.least ^ flipped, items)
        if isinstance(left, Points) or isinstance(right, Points):
            return self._with_points(left, op, right, refuse)
        return self._limited(Calculation(left, op, right), refuse)

    def _limited(self, term: Calculation, refuse: Refuse) -> Calculation:
        """The calculation, unless it is too long once its products are multiplied out."""
        operands, factors = self._size(term)
        if operands > MOST_OPERANDS:
            says = Sentence("this calculation is too long once its products are multiplied out")
            expected = Sentence("at most {count} numbers and dates", count=MOST_OPERANDS)
            raise refuse(TooComplex, says, expected)
        if factors > MOST_FACTORS:
            says = Sentence("{count} numbers are multiplied with one another", count=factors)
            raise refuse(TooComplex, says, at_most(MOST_FACTORS))
        return term

    def _size(self, term: Term) -> tuple[int, int]:
        """(how many products a term is the sum of, how many factors the longest has)."""
        if not isinstance(term, Calculation):
            return 1, 1
        known = self._sizes.get(id(term))
        if known is None or known[0] is not term:
            (one, left), (other, right) = self._size(term.left), self._size(term.right)
            size = (
                (one * other, left + right) if term.op == "*" else (one + other, max(left, right))
            )
            known = self._sizes[id(term)] = term, size
        return known[1]

    def _sides(
        self, left: Operand, right: Operand, key: Keyed, value: str, op: Sign
    ) -> tuple[Operand, Sign, Operand]:
        return given(left, key.attribute, value), op, given(right, key.attribute, value)

    def settings(self, names: list[str], refuse: Refuse) -> list[dict[str, Fraction]]:
        """Each choice of the values of these parameters."""
        names = list(dict.fromkeys(names))
        values = [dict.fromkeys(self.figures.get(name, ())) for name in names]
        choices = 1
        for several in values:
            choices *= len(several)
        if choices > MOST_ALTERNATIVES:
            says = Sentence(
                "the values of these parameters have {count} combinations", count=choices
            )
            raise refuse(TooComplex, says, at_most(MOST_ALTERNATIVES))
        return [
            dict(zip(names, (Fraction(exact(value)) for value in chosen), strict=True))
            for chosen in product(*values)
        ]

    def values_of(self, term: Term, refuse: Refuse) -> set[Fraction]:
        """The values of a constant term over time."""
        settings = self.settings(parameters_in(term), refuse)
        return {number_of(term, setting) for setting in settings}

    def _check_divisor(self, divisor: Operand, refuse: Refuse) -> None:
        if not isinstance(divisor, (Const, Param, Calculation)) or not is_constant(divisor):
            raise refuse(
                BadExpression,
                Sentence("a number is divided by a constant or a parameter only"),
                Sentence(
                    "x / 4, x / parameter.<name>; of x / y > 3 write x > 3 * y, where y is above 0"
                ),
            )
        if 0 in self.values_of(divisor, refuse):
            says = Sentence("this divides by 0")
            raise refuse(BadExpression, says, Sentence("a number other than 0"))

    def _is_negative(self, factor: Operand, refuse: Refuse) -> bool:
        if not isinstance(factor, (Const, Param, Calculation)) or not is_constant(factor):
            raise refuse(
                BadExpression,
                Sentence("min(…) and max(…) are multiplied with a constant or a parameter only"),
                Sentence("2 * min(a, b), parameter.<name> * max(a, b)"),
            )
        signs = {number < 0 for number in self.values_of(factor, refuse)}
        if len(signs) > 1:
            raise refuse(
                BadExpression,
                Sentence("min(…) and max(…) are multiplied with a parameter that changes its sign"),
                Sentence("a parameter that is never, or always, below 0"),
            )
        return True in signs

    def _with_points(self, left: Operand, op: Sign, right: Operand, refuse: Refuse) -> Points:
        if op in "+-":
            one, other = _as_points(left, refuse), _as_points(right, refuse)
            if op == "-":
                other = _times(other, "*", Const(-1))
            return Points((*one.items, *other.items), Calculation(one.rest, "+", other.rest))
        if isinstance(right, Points) and op == "*":
            left, right = right, left
        if not isinstance(left, Points) or isinstance(right, (Points, Extreme, Keyed)):
            says = Sentence("points are not multiplied with points")
            raise refuse(BadExpression, says, _WITH_POINTS)
        if not is_constant(right):
            says = Sentence("points are multiplied with a constant only")
            raise refuse(BadExpression, says, _WITH_POINTS)
        return _times(left, op, right)


_WITH_POINTS = Sentence("a number or parameter.<name> beside points(…)")


def at_most(count: int) -> Sentence:
    """What is expected where there are too many."""
    return Sentence("at most {count}", count=count)


def check_width(left: Operand, right: Operand, refuse: Refuse) -> None:
    """Refuse what would become too many comparisons."""
    if _width(left) * _width(right) > MOST_OPERANDS:
        says = Sentence("min(…) and max(…) make too many comparisons here")
        raise refuse(TooComplex, says, at_most(MOST_OPERANDS))


def _width(operand: Operand) -> int:
    if isinstance(operand, Keyed):
        return sum(_width(case) for _, case in operand.cases)
    return sum(map(_width, operand.items)) if isinstance(operand, Extreme) else 1


def _as_points(operand: Operand, refuse: Refuse) -> Points:
    if isinstance(operand, Points):
        return operand
    if isinstance(operand, (Extreme, Keyed, Span)) or not is_constant(operand):
        says = Sentence(
            "what is added to points, or compared with them, is a constant or a parameter"
        )
        raise refuse(BadExpression, says, _WITH_POINTS)
    return Points((), operand)


def _times(points: Points, op: Sign, factor: Term) -> Points:
    items = tuple((item, Calculation(worth, op, factor)) for item, worth in points.items)
    return Points(items, Calculation(points.rest, op, factor))
