"""Kleene's strong logic of three truth values: true, false, unknown.

Inside the library a truth value travels as ``True``, ``False`` or ``None``; `Truth` is its public
name. Over many cases at once it is a pair: where something is true, and where it is true or
unknown. The parts of a pair are joined by a `Logic` of two values, such as bit masks or formulas.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Protocol, TypeAlias, TypeVar

T = TypeVar("T")
Pair: TypeAlias = tuple[T, T]  # (where it is true, where it is true or unknown)
# a truth value as a number: a conjunction is the least of its parts, a disjunction the greatest
Rank: TypeAlias = int
BY_RANK: tuple[bool | None, ...] = (False, None, True)
RANKS: Mapping[bool | None, Rank] = {truth: rank for rank, truth in enumerate(BY_RANK)}


class Truth(Enum):
    """A truth value that an assessment gives a proposition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """The truth value of ``True``, ``False`` or ``None`` (unknown).

        >>> Truth.of(None)
        <Truth.UNKNOWN: 'unknown'>
        """
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    @property
    def value_or_none(self) -> bool | None:
        """``True``, ``False`` or ``None``: the form JSON uses."""
        return None if self is Truth.UNKNOWN else self is Truth.TRUE

    def __bool__(self) -> bool:
        """Refused: `if result.status(p):` would silently read unknown as one of the two."""
        raise TypeError(
            "a truth value has three cases; "
            "compare it with Truth.TRUE, Truth.FALSE or Truth.UNKNOWN"
        )


class Mode(Enum):
    """The way in which a literal looks at its target, which is a test or a proposition."""

    IS = "is"  # its own truth value
    IS_NOT = "is not"  # the opposite truth value
    ESTABLISHED = "is established"  # true, or else false
    NOT_ESTABLISHED = "is not established"  # false or unknown, or else false
    REFUTED = "is established not to be"  # false, or else false
    NOT_REFUTED = "is not ruled out"  # true or unknown, or else false

    def of(self, value: bool | None) -> bool | None:
        """The literal's truth, given the truth of its target.

        >>> Mode.NOT_ESTABLISHED.of(None), Mode.IS_NOT.of(None)
        (True, None)
        """
        match self:
            case Mode.IS:
                return value
            case Mode.IS_NOT:
                return negation(value)
            case Mode.ESTABLISHED:
                return value is True
            case Mode.NOT_ESTABLISHED:
                return value is not True
            case Mode.REFUTED:
                return value is False
            case Mode.NOT_REFUTED:
                return value is not False

    def table(self) -> dict[bool | None, bool | None]:
        """The literal's truth for each truth of its target.

        >>> Mode.ESTABLISHED.table()
        {False: False, None: False, True: True}
        """
        return {truth: self.of(truth) for truth in BY_RANK}

    def of_pair(self, logic: Logic[T], target: Pair[T]) -> Pair[T]:
        """The literal's truth over many cases, given that of its target."""
        true, possible = target
        match self:
            case Mode.IS:
                return target
            case Mode.IS_NOT:
                return negation_of_pair(logic, target)
            case Mode.ESTABLISHED:
                return true, true
            case Mode.NOT_ESTABLISHED:
                return logic.no(true), logic.no(true)
            case Mode.REFUTED:
                return logic.no(possible), logic.no(possible)
            case Mode.NOT_REFUTED:
                return possible, possible


class Logic(Protocol[T]):
    """Conditions of two values that can be joined."""

    top: T  # always
    bottom: T  # never

    def all_of(self, items: Sequence[T]) -> T:
        """The conjunction."""

    def any_of(self, items: Sequence[T]) -> T:
        """The disjunction."""

    def no(self, item: T) -> T:
        """The negation."""


def negation(value: bool | None) -> bool | None:
    """True where the value is false, and unknown where it is."""
    return None if value is None else not value


def conjunction(values: Iterable[bool | None]) -> bool | None:
    """True where all are, false where one is, else unknown.

    >>> conjunction([True, None]), conjunction([False, None]), conjunction([])
    (None, False, True)
    """
    found: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            found = None
    return found


def disjunction(values: Iterable[bool | None]) -> bool | None:
    """True where one is, false where all are, else unknown.

    >>> disjunction([False, None]), disjunction([True, None]), disjunction([])
    (None, True, False)
    """
    return negation(conjunction(map(negation, values)))


def at_least(least: int, values: Sequence[bool | None], worth: Sequence[int]) -> bool | None:
    """True where those that are true come to so much, false where no more can, else unknown.

    `worth`: what each of them counts.

    >>> at_least(2, [True, None, False], [1, 1, 1]), at_least(2, [True, None], [2, 1])
    (None, True)
    """
    found = list(zip(values, worth, strict=True))
    if sum(count for value, count in found if value is True) >= least:
        return True
    return None if sum(count for value, count in found if value is not False) >= least else False


def sums_of(worth: Iterable[int], most: int | None = None) -> list[int] | None:
    """Each sum that some of these numbers come to, in order; None where there are more than `most`.

    >>> sums_of([1, 2, 2])
    [0, 1, 2, 3, 4, 5]
    """
    found = {0}
    for number in worth:
        found |= {number + other for other in found}
        if most is not None and len(found) > most:
            return None
    return sorted(found)


def pair_of(logic: Logic[T], value: bool | None) -> Pair[T]:
    """One truth value as a pair: the same in each case."""
    return (
        logic.top if value else logic.bottom,
        logic.bottom if value is False else logic.top,
    )


def negation_of_pair(logic: Logic[T], pair: Pair[T]) -> Pair[T]:
    """The negation, case by case."""
    true, possible = pair
    return logic.no(possible), logic.no(true)


def conjunction_of_pairs(logic: Logic[T], pairs: Sequence[Pair[T]]) -> Pair[T]:
    """The conjunction, case by case."""
    return logic.all_of([true for true, _ in pairs]), logic.all_of(
        [possible for _, possible in pairs]
    )


def disjunction_of_pairs(logic: Logic[T], pairs: Sequence[Pair[T]]) -> Pair[T]:
    """The disjunction, case by case."""
    return logic.any_of([true for true, _ in pairs]), logic.any_of(
        [possible for _, possible in pairs]
    )


def at_least_of_pairs(
    logic: Logic[T], least: int, pairs: Sequence[Pair[T]], worth: Sequence[int]
) -> Pair[T]:
    """That those which hold come to at least so much, case by case; `worth`: what each counts."""
    return (
        _at_least(logic, least, [true for true, _ in pairs], worth),
        _at_least(logic, least, [possible for _, possible in pairs], worth),
    )


def _at_least(logic: Logic[T], least: int, items: Sequence[T], worth: Sequence[int]) -> T:
    sums = sums_of(worth)
    assert sums is not None
    enough = bisect_left(sums, least)
    # where those so far come to at least each of these sums
    reached = [logic.top, *[logic.bottom] * enough]
    for item, count in zip(items, worth, strict=True):
        for place in range(enough, 0, -1):
            before = bisect_left(sums, sums[place] - count)
            with_it = logic.all_of([reached[before], item])
            reached[place] = logic.any_of([reached[place], with_it])
    return reached[enough]
