"""`points({condition: number, …})`: the sum of the points of the conditions that hold.

Compared with a number it is a count in which each condition counts what it is worth: decided as
soon as what is open cannot change it.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from knowledge.conditions.arithmetic import exact, rounded
from knowledge.conditions.counting import ONCE, CountReader, twice
from knowledge.conditions.operands import (
    Extreme,
    Keyed,
    Operand,
    Operands,
    Points,
    Refuse,
    is_constant,
    number_of,
    parameters_in,
)
from knowledge.conditions.parsing import Code
from knowledge.conditions.tree import (
    And,
    Const,
    Count,
    Expression,
    Not,
    Op,
    Or,
    Param,
    Term,
    Test,
)
from knowledge.conditions.writing import condition_text
from knowledge.faults import BadExpression, TooComplex
from knowledge.limits import MOST_COUNTED, MOST_SUMS
from knowledge.sentence import Sentence
from knowledge.truth import sums_of

POINTS = "points"
EXAMPLE = "points({condition: 1, condition: 0.5, family.*: 1}) >= 2"


class PointsReader:
    """Reads `points({…})`."""

    def __init__(
        self, code: Code, counts: CountReader, term: Callable[[ast.expr], tuple[Operand, str]]
    ):
        self.code, self.counts, self.term = code, counts, term

    def read(self, node: ast.Call) -> Points:
        """The conditions and their points."""
        if len(node.args) != 1 or node.keywords or not isinstance(node.args[0], ast.Dict):
            raise self.code.fault(
                BadExpression,
                Sentence("points(…) takes conditions and their points in braces"),
                node,
                expected=EXAMPLE,
            )
        found: dict[Expression, Term] = {}
        for key, value in zip(node.args[0].keys, node.args[0].values, strict=True):
            if key is None:
                says = Sentence("** is not supported")
                raise self.code.fault(BadExpression, says, value, expected=EXAMPLE)
            worth, kind = self.term(value)
            if isinstance(worth, (Extreme, Keyed, Points)) or not (
                kind == "number" and is_constant(worth)
            ):
                raise self.code.fault(
                    BadExpression,
                    Sentence("points are a number or a parameter"),
                    value,
                    expected=Sentence("a number, or parameter.<name>"),
                )
            for _, members, _ in self.counts.groups([key]):
                for item in members:
                    if item in found:
                        raise self.code.fault(
                            BadExpression,
                            twice(item),
                            key,
                            expected=ONCE,
                        )
                    found[item] = worth
        return Points(tuple(found.items()), Const(0))


def points_reach(operands: Operands, points: Operand, op: Op, refuse: Refuse) -> Expression | bool:
    """The comparison of points, and of the terms added to them, with 0: a count.

    Of parameters, one alternative for each of their values.
    """
    assert isinstance(points, Points)
    terms = [points.rest, *(worth for _, worth in points.items)]
    names = [name for term in terms for name in parameters_in(term)]
    cases: list[Expression] = []
    for setting in operands.settings(names, refuse):
        found = _reaching(points, op, setting, refuse)
        if not setting:
            return found
        given = [Test("==", Param(name), Const(rounded(v))) for name, v in setting.items()]
        cases.append(And((*given, found)))
    return cases[0] if len(cases) == 1 else Or(tuple(cases))


def _reaching(
    points: Points, op: Op, setting: Mapping[str, Fraction], refuse: Refuse
) -> Expression:
    """The same for one choice of the values of parameters."""
    asked = -number_of(points.rest, setting)
    worth: dict[Expression, Fraction] = {}
    for item, term in points.items:
        worth[item] = worth.get(item, Fraction(0)) + number_of(term, setting)
    items: dict[Expression, Fraction] = {}
    for item, number in worth.items():
        if number < 0:  # what counts against it counts for it where it does not hold
            item, number, asked = Not(item), -number, asked - number
        if number:
            items[item] = items.get(item, Fraction(0)) + number
    if not 1 <= len(items) <= MOST_COUNTED:
        says = Sentence("this gives points to {count} conditions", count=len(items))
        expected = Sentence("1 to {count}, each with points", count=MOST_COUNTED)
        raise refuse(BadExpression, says, expected)
    parts = lcm(*(number.denominator for number in items.values()))
    whole = tuple(int(number * parts) for number in items.values())
    sums = sums_of(whole, MOST_SUMS)
    if sums is None:
        says = Sentence("these points make more than {count} different sums", count=MOST_SUMS)
        raise refuse(TooComplex, says, Sentence("points in rounder numbers"))
    asked *= parts

    def never() -> Exception:
        told = _number(Fraction(sums[-1], parts))
        return refuse(
            BadExpression,
            Sentence(
                "of at most {most} points, {asked} makes this always true or always false",
                most=told,
                asked=_number(asked / parts),
            ),
            Sentence(
                "a number that the points can reach, and can miss, from 0 to {most}", most=told
            ),
        )

    def at_least(place: int) -> Expression:
        if not 0 < place < len(sums):
            raise never()
        turning = _turning(whole, sums[place])
        kept = [(item, worth) for item, worth in zip(items, whole, strict=True) if worth in turning]
        left = sums_of(worth for _, worth in kept)
        assert left is not None
        least = left[bisect_left(left, sums[place])]
        named = ", ".join(
            f"{condition_text(item)}: {_number(Fraction(worth, parts))}" for item, worth in kept
        )
        name = f"points({{{named}}}) >= {_number(Fraction(least, parts))}"
        return Count(
            least,
            tuple(item for item, _ in kept),
            name,
            tuple(worth for _, worth in kept),
            parts,
        )

    reached = bisect_left(sums, asked)  # the place of the least sum that is so much
    exact = reached < len(sums) and sums[reached] == asked
    match op:
        case ">=":
            return at_least(reached)
        case ">":
            return at_least(reached + exact)
        case "<":
            return Not(at_least(reached))
        case "<=":
            return Not(at_least(reached + exact))
    if not exact:
        raise never()
    parts_of = [at_least(reached)] if reached else []
    parts_of += [Not(at_least(reached + 1))] if reached + 1 < len(sums) else []
    same = parts_of[0] if len(parts_of) == 1 else And(tuple(parts_of))
    return same if op == "==" else Not(same)


def _turning(worth: Sequence[int], least: int) -> set[int]:
    """The points that can turn whether so much is reached: 1 can not beside 2, where it is 2."""
    found = set()
    for number in set(worth):
        others = list(worth)
        others.remove(number)
        sums = sums_of(others)
        assert sums is not None
        place = bisect_left(sums, least - number)
        if place < len(sums) and sums[place] < least:
            found.add(number)
    return found


def _number(number: Fraction) -> str:
    """A number as a condition writes it: a decimal, or a quotient that no decimal is."""
    if number.denominator == 1:
        return f"{number.numerator}"
    near = float(number)
    return repr(near) if exact(near) == number else f"{number.numerator} / {number.denominator}"
