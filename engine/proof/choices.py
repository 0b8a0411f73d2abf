"""The choices of attributes, over any algebra of truth values, and the cases in which they make a
test true.

An attribute of few values that matter has a condition for each of them (`Scalar`), a set one for
each member (`Members`). Numbers and days that are compared with each other stay open (`Open`): what
is asked of them are polynomials. Over masks each row states one value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from engine.proof.limits import MOST_COMBINATIONS, NotProven
from engine.proof.polynomials import Polynomial, Unanswered, constant, difference, minus, variable
from knowledge.conditions.evaluation import PARAMETER, Decide, decider
from knowledge.conditions.tree import Attr, Const, Test, terms_of
from knowledge.conditions.writing import test_text
from knowledge.truth import Logic, pair_of

FEW_COMBINATIONS = 2_000  # of values; where there are more, a test is decided row by row

T = TypeVar("T")


class Algebra(Logic[T], Protocol[T]):
    """A logic whose values can be compared: masks of rows, or formulas."""

    def same(self, one: T, other: T) -> bool:
        """Whether two values are structurally equal; equivalent ones may still differ."""


class Masks:
    """The algebra of bit masks: bit i is the truth in case i."""

    def __init__(self, rows: int):
        self.rows, self.top, self.bottom = rows, (1 << rows) - 1, 0

    def all_of(self, items: Sequence[int]) -> int:
        """The rows in which all hold."""
        found = self.top
        for item in items:
            found &= item
        return found

    def any_of(self, items: Sequence[int]) -> int:
        """The rows in which some holds."""
        found = 0
        for item in items:
            found |= item
        return found

    def no(self, item: int) -> int:
        """The rows in which it does not hold."""
        return self.top ^ item

    def same(self, one: int, other: int) -> bool:
        """Whether the rows are the same."""
        return one == other


@dataclass(frozen=True)
class Scalar(Generic[T]):
    """The choices of an attribute of one value: each value, None for no answer, with the condition
    under which it is stated.
    """

    values: Mapping[Any, T]


@dataclass(frozen=True)
class Members(Generic[T]):
    """The choices of a set attribute: whether it is answered, and which members it has."""

    answered: T
    members: Mapping[str, T]


@dataclass(frozen=True)
class Open(Generic[T]):
    """A number or a day that may be any its attribute takes: whether it is answered, the variable
    that stands for it, and where a polynomial over such variables compares so with 0.
    """

    answered: T
    variable: str
    compared: Callable[[Test, Polynomial], T]


Choices: TypeAlias = "Scalar[T] | Members[T] | Open[T]"


def attributes_of(test: Test) -> list[str]:
    """The attributes that a test reads."""
    return [term.name for term in terms_of(test) if isinstance(term, Attr)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A test, with what it reads and how it is decided: found once, and used for many cases."""

    test: Test
    attributes: tuple[str, ...]
    facts: tuple[str, ...]  # those attributes, and parameters, as `decide` looks them up
    decide: Decide

    @classmethod
    def of(cls, test: Test) -> Asked:
        """What is asked by a test."""
        facts = (
            term.name if isinstance(term, Attr) else PARAMETER + term.name
            for term in terms_of(test)
        )
        return cls(test, tuple(attributes_of(test)), tuple(facts), decider(test))


def truth_of(
    asked: Asked, algebra: Algebra[T], choices: Mapping[str, Choices[T]], facts: Mapping[str, Any]
) -> tuple[T, T]:
    """(where the test is true, where it is true or unknown)."""
    test, decide = asked.test, asked.decide
    free = [name for name in asked.attributes if name in choices]
    if not free:
        return pair_of(algebra, decide(facts))
    only = choices[free[0]]
    if isinstance(only, Members):
        return _of_members(test, algebra, only)
    if any(isinstance(choices[name], Open) for name in free):
        return _of_numbers(test, algebra, {name: choices[name] for name in free}, facts)
    known = {name: facts.get(name) for name in asked.facts}
    true: list[T] = []
    possible: list[T] = []
    scalars = [choice.values for name in free if isinstance(choice := choices[name], Scalar)]
    combinations = prod(map(len, scalars))
    if isinstance(algebra, Masks) and combinations > FEW_COMBINATIONS:
        return _of_rows(asked, algebra, {name: choices[name] for name in free}, facts)
    if combinations > MOST_COMBINATIONS:
        raise NotProven("effort", (test_text(test),))
    for combination in product(*(values.items() for values in scalars)):
        known.update(zip(free, (value for value, _ in combination), strict=True))
        truth = decide(known)
        if truth is not False:
            where = (
                combination[0][1]
                if len(combination) == 1
                else algebra.all_of([condition for _, condition in combination])
            )
            possible.append(where)
            if truth:
                true.append(where)
    return algebra.any_of(true), algebra.any_of(possible)


def _of_numbers(
    test: Test, algebra: Algebra[T], choices: Mapping[str, Choices[T]], facts: Mapping[str, Any]
) -> tuple[T, T]:
    """The cases in which a test of open numbers or days is true; and is true or unknown."""
    opens = {name: choice for name, choice in choices.items() if isinstance(choice, Open)}
    answered = algebra.all_of([choice.answered for choice in opens.values()])
    if test.op in ("known", "unanswered"):
        known = answered if test.op == "known" else algebra.no(answered)
        return known, known
    true, possible = [], []
    for where, others in _combined(algebra, choices):
        holds = _compared(test, algebra, opens, {**facts, **others})
        if holds is None:  # something else that it needs was not answered
            possible.append(where)
            continue
        true.append(algebra.all_of([where, answered, holds]))
        possible.append(algebra.all_of([where, algebra.any_of([algebra.no(answered), holds])]))
    return algebra.any_of(true), algebra.any_of(possible)


def _combined(
    algebra: Algebra[T], choices: Mapping[str, Choices[T]]
) -> Iterator[tuple[T, dict[str, Any]]]:
    """The values of those attributes that are not open, and the cases in which they are stated."""
    scalars = {name: c.values for name, c in choices.items() if isinstance(c, Scalar)}
    for combination in product(*(values.items() for values in scalars.values())):
        where = algebra.all_of([condition for _, condition in combination])
        yield where, dict(zip(scalars, (value for value, _ in combination), strict=True))


def _compared(
    test: Test, algebra: Algebra[T], opens: Mapping[str, Open[T]], facts: Mapping[str, Any]
) -> T | None:
    """The cases in which a comparison holds, given that what is open is answered."""
    compared = next(iter(opens.values())).compared
    if isinstance(test.right, tuple):
        (only,) = opens.values()
        own = variable(only.variable)
        listed = [
            compared(Test("==", test.left, Const(item)), minus(own, constant(item)))
            for item in test.right
        ]
        some = algebra.any_of(listed)
        return some if test.op == "in" else algebra.no(some)
    try:
        names = {name: choice.variable for name, choice in opens.items()}
        return compared(test, difference(test, names, facts))
    except Unanswered:
        return None


def _of_rows(
    asked: Asked, masks: Masks, choices: Mapping[str, Choices[int]], facts: Mapping[str, Any]
) -> tuple[int, int]:
    """The rows in which a test of several attributes is true; and is true or unknown."""
    columns = [_column(choice, masks.rows) for choice in choices.values()]
    decide, known = asked.decide, dict(facts)
    decided: dict[tuple[Any, ...], bool | None] = {}
    found = []
    for values in zip(*columns, strict=True):
        if values not in decided:
            known.update(zip(choices, values, strict=True))
            decided[values] = decide(known)
        found.append(decided[values])
    found.reverse()
    true = "".join("1" if truth else "0" for truth in found)
    possible = "".join("0" if truth is False else "1" for truth in found)
    return int(true or "0", 2), int(possible or "0", 2)


def _column(choice: Choices[int], rows: int) -> list[Any]:
    """The value that each row states."""
    assert isinstance(choice, Scalar)
    found: list[Any] = [None] * rows
    for value, mask in choice.values.items():
        if value is None:
            continue
        for row, bit in enumerate(reversed(f"{mask:b}")):
            if bit == "1":
                found[row] = value
    return found


def _of_members(test: Test, algebra: Algebra[T], choice: Members[T]) -> tuple[T, T]:
    answered, unanswered = choice.answered, algebra.no(choice.answered)
    if test.op in ("known", "unanswered"):
        known = answered if test.op == "known" else unanswered
        return known, known
    if test.op in ("includes", "excludes"):
        assert isinstance(test.right, Const)
        some = choice.members[str(test.right.value)]
    else:
        some = algebra.any_of(list(choice.members.values()))
    holds = some if test.op in ("includes", "nonempty") else algebra.no(some)
    return algebra.all_of([answered, holds]), algebra.any_of([unanswered, holds])
