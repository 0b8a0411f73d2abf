"""The meaning of numbers, in every engine.

A number is the decimal as written: `0.1` is one tenth. A `float` stands for the shortest decimal
that it is read from, which is what Python, JSON and YAML print for it.

- A comparison of one attribute with a bound (`volume > 0.1`) may use floats: of two floats the
  smaller one stands for the smaller decimal. Only a whole number beyond 2^53 has to be looked at,
  since a float may stand for another one than it (`bound`).
- A calculation is exact: `0.1 + 0.2 == 0.3` holds, and `a - b > 0.1` is decided on fractions. An
  engine that calculates in floats over columns decides again, with `exact`, those cells whose two
  sides differ by no more than rounding can explain.
- A calculation that is shown is rounded to the nearest float (`rounded`).
- Whole numbers that a case states lie within 2^53 on either side of 0 (`LARGEST_INTEGER`), and its
  numbers within `LARGEST_STATED`; what is beyond is refused alike by files, tables and Python.
- Days are counted one by one; months follow the calendar (`calendar_days.add_months`).
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeAlias

from knowledge.limits import LARGEST_INTEGER

Exact: TypeAlias = int | Fraction


def exact(number: Exact | float) -> Exact:
    """The decimal that a number stands for.

    >>> exact(0.1) + exact(0.2) == exact(0.3)
    True
    """
    if not isinstance(number, float):
        return number
    if number.is_integer() and abs(number) <= LARGEST_INTEGER:
        return int(number)
    return Fraction(repr(number))


def rounded(number: Exact) -> int | float:
    """An exact number as it is shown: a whole one as it is, another as the nearest float."""
    if isinstance(number, int):
        return number
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def bound(number: int | float) -> Exact | float:
    """A bound that compares with a stated number as its decimal does.

    That is the number itself; of a whole one beyond 2^53 the float that stands for it, if there is
    one, and else the number, to be compared exactly (`needs_care`).
    """
    if isinstance(number, float) or abs(number) <= LARGEST_INTEGER:
        return number
    near = float(number)
    return near if exact(near) == number else number


def needs_care(number: object) -> bool:
    """Whether comparing this value with a float may differ from comparing the decimals."""
    return isinstance(number, Fraction) or (
        isinstance(number, int) and not -LARGEST_INTEGER <= number <= LARGEST_INTEGER
    )
