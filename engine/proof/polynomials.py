"""Comparisons as polynomials over what is open in them, exact: `a - b * 2 > 3` asks whether
`a - 2 b - 3` is positive.

Days count as whole numbers, weeks are seven of them; months, and days of a period, follow the
calendar and stay as they are (`Months`). Equal polynomials are equal tuples, so that `a > b` and
`b < a` meet in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, TypeAlias, Union

from knowledge.conditions.arithmetic import exact
from knowledge.conditions.calendar_days import add_days, add_months
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import DAYS_IN, Attr, Const, Op, Param, Span, Term, Test

Factor: TypeAlias = Union[str, "Months"]  # a variable, or a day some months from another
Factors: TypeAlias = tuple[Factor, ...]  # their product; of none, 1
Polynomial: TypeAlias = tuple[tuple[Factors, Fraction], ...]  # factors and coefficient, in order


@dataclass(frozen=True, slots=True)
class Months:
    """The day so many calendar months, or days of a period, from a day."""

    count: int
    day: Polynomial
    days: bool = False

    def __str__(self) -> str:
        return f"{'days' if self.days else 'months'}({self.count}, {self.day})"

    def from_(self, day: int) -> int:
        """The day it is from a day, both counted from 0001-01-01."""
        return moved(day, self.count, days=self.days)


class Unanswered(Exception):
    """Something in a term was not answered, and is not open either."""


def difference(test: Test, variables: Mapping[str, str], facts: Mapping[str, Any]) -> Polynomial:
    """The excess of the left side of a comparison over the right one.

    `variables`: attribute → its variable, for those that are open; all others are as in `facts`.
    Raises `Unanswered` where one of them is not there.
    """
    assert test.right is not None
    assert not isinstance(test.right, tuple)
    return _sum(_read(test.left, variables, facts), _read(test.right, variables, facts), -1)


def constant(number: object) -> Polynomial:
    """A number or a day alone."""
    if isinstance(number, date):
        return _made({(): Fraction(number.toordinal())})
    assert isinstance(number, (int, float, Fraction))
    return _made({(): Fraction(exact(number))})


def minus(one: Polynomial, other: Polynomial) -> Polynomial:
    """Their difference."""
    return _sum(one, other, -1)


def variable(name: str) -> Polynomial:
    """A variable alone."""
    return (((name,), Fraction(1)),)


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison in its one form: `form` against the number `at`, the first coefficient 1."""

    form: Polynomial
    at: Fraction

    @property
    def hard(self) -> bool:
        """Whether something in it is multiplied, or moved by months."""
        return not linear(self.form) or any(months_in(self.form))


def bound_of(polynomial: Polynomial) -> tuple[Bound, bool] | None:
    """(its bound, whether it grows with the bound's form); None where it is a number."""
    form = tuple(part for part in polynomial if part[0])
    if not form:
        return None
    scale = form[0][1]
    at = -number_in(polynomial) / scale
    return Bound(tuple((factors, c / scale) for factors, c in form), at), scale > 0


def number_in(polynomial: Polynomial) -> Fraction:
    """Its constant term."""
    return next((c for factors, c in polynomial if not factors), Fraction(0))


def holds_of(op: Op, number: Fraction | int) -> bool:
    """Whether a number compares so with 0."""
    match op:
        case "<":
            return number < 0
        case "<=":
            return number <= 0
        case ">":
            return number > 0
        case ">=":
            return number >= 0
        case "==":
            return number == 0
    return number != 0


@lru_cache(maxsize=10_000)
def variables_of(polynomial: Polynomial) -> frozenset[str]:
    """The variables in it, those inside of months too."""
    found: set[str] = set()
    for factor in factors_of(polynomial):
        found |= {factor} if isinstance(factor, str) else variables_of(factor.day)
    return frozenset(found)


def factors_of(polynomial: Polynomial) -> Iterator[Factor]:
    """The factors of its products."""
    return (factor for factors, _ in polynomial for factor in factors)


def months_in(polynomial: Polynomial) -> Iterator[Months]:
    """The months in it, those inside of others first."""
    for factor in factors_of(polynomial):
        if isinstance(factor, Months):
            yield from months_in(factor.day)
            yield factor


def linear(polynomial: Polynomial) -> bool:
    """Whether nothing in it is multiplied with anything but a number."""
    return all(len(factors) <= 1 for factors, _ in polynomial) and all(
        linear(months.day) for months in months_in(polynomial)
    )


def monotone(polynomial: Polynomial) -> str | None:
    """The one variable that it grows with, or falls with, if it stands in it just once.

    Then the sign of the polynomial changes once at most.
    """
    rest = [factors for factors, _ in polynomial if factors]
    if len(rest) != 1 or len(rest[0]) != 1:
        return None
    (factor,) = rest[0]
    return factor if isinstance(factor, str) else monotone(factor.day)


def value(polynomial: Polynomial, numbers: Mapping[str, Fraction]) -> Fraction:
    """Its value."""
    total = Fraction(0)
    for factors, coefficient in polynomial:
        for factor in factors:
            coefficient *= (
                numbers[factor] if isinstance(factor, str) else months_on(factor, numbers)
            )
        total += coefficient
    return total


def in_wholes(polynomial: Polynomial) -> Polynomial:
    """The polynomial times the least number above 0 that makes its coefficients whole ones."""
    scale = lcm(*(coefficient.denominator for _, coefficient in polynomial))
    return _product(polynomial, constant(scale))


def day_on(polynomial: Polynomial, day: int) -> int:
    """The value of a monotone polynomial of one day, whose coefficients are whole numbers."""
    total = 0
    for factors, coefficient in polynomial:
        for factor in factors:
            day = day if isinstance(factor, str) else factor.from_(day_on(factor.day, day))
        total += coefficient.numerator * (day if factors else 1)
    return total


def months_on(months: Months, numbers: Mapping[str, Fraction]) -> int:
    """The day that it is, counted."""
    return months.from_(int(value(months.day, numbers)))


def moved(day: int, count: int, *, days: bool = False) -> int:
    """A day some months, or days of a period, on; both counted from 0001-01-01."""
    within = date.fromordinal(min(max(day, date.min.toordinal()), date.max.toordinal()))
    return (add_days if days else add_months)(within, count).toordinal()


def _read(term: Term, variables: Mapping[str, str], facts: Mapping[str, Any]) -> Polynomial:
    match term:
        case Attr(name) if name in variables:
            return variable(variables[name])
        case Attr(name):
            return _stated(facts.get(name))
        case Param(name):
            return _stated(facts.get(PARAMETER + name))
        case Const(number):
            return constant(number)
        case Span(length, unit):
            return _product(_read(length, variables, facts), constant(DAYS_IN[unit]))
    left = _read(term.left, variables, facts)
    if isinstance(term.right, Span):
        span = term.right
        count = int(number_in(_read(span.count, variables, facts))) * (-1 if term.op == "-" else 1)
        if span.unit == "weeks":
            return _sum(left, constant(7 * count), 1)
        if span.unit == "years":
            count *= 12
        shift = Months(count, left, days=span.unit == "days")
        if not variables_of(left):
            return constant(shift.from_(int(number_in(left))))
        return (((shift,), Fraction(1)),)
    right = _read(term.right, variables, facts)
    if term.op == "*":
        return _product(left, right)
    if term.op == "/":
        return _product(left, constant(1 / number_in(right)))
    return _sum(left, right, -1 if term.op == "-" else 1)


def _stated(number: object) -> Polynomial:
    if number is None:
        raise Unanswered
    return constant(number)


def _sum(one: Polynomial, other: Polynomial, times: int) -> Polynomial:
    found = dict(one)
    for factors, coefficient in other:
        found[factors] = found.get(factors, Fraction(0)) + times * coefficient
    return _made(found)


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    found: dict[Factors, Fraction] = {}
    for left, c in one:
        for right, d in other:
            factors = tuple(sorted((*left, *right), key=str))
            found[factors] = found.get(factors, Fraction(0)) + c * d
    return _made(found)


def _made(parts: Mapping[Factors, Fraction]) -> Polynomial:
    known: Iterable[tuple[Factors, Fraction]] = ((f, c) for f, c in parts.items() if c)
    return tuple(sorted(known, key=lambda part: (len(part[0]), [str(f) for f in part[0]])))
