"""The rows of a block in which a test is true, and those in which it is true or unknown.

Comparisons run over whole columns. What double precision could get wrong, and what has no form over
columns, is decided by `knowledge.conditions.evaluation`, as for a single case: once for each
distinct combination of answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.table.block import Block, day_of, days_of
from engine.table.masks import Mask
from knowledge.conditions.calendar_days import add_days, add_months, add_weeks, days_on
from knowledge.conditions.evaluation import COMPARISONS, decider
from knowledge.conditions.tree import (
    DAYS_IN,
    TODAY,
    Attr,
    Calculation,
    Const,
    Op,
    Param,
    Span,
    Term,
    Test,
    terms_of,
)
from knowledge.truth import Pair, negation_of_pair

_NEGATED: dict[Op, Op] = {
    "no": "yes",
    "not in": "in",
    "!=": "==",
    "excludes": "includes",
    "empty": "nonempty",
}

_THURSDAY = 3  # as Python counts weekdays
ROUNDING = 2.0**-52  # relative error of a number as a float, and of one operation, at most


class Vector(NamedTuple):
    """The value of a term: one for all rows, or one a row."""

    values: Any
    error: Any = None  # how far the exact value may lie from it; None: comparisons are exact

    @property
    def decimal_error(self) -> Any:
        """The most by which the decimal as written may differ from the float that stands for it."""
        return np.abs(self.values) * ROUNDING if self.error is None else self.error


def decide(tests: Iterable[Test], block: Block) -> dict[Test, Pair[Mask]]:
    """The rows in which each test is true, and those in which it is true or unknown."""
    found: dict[Test, Pair[Mask]] = {}
    for test in tests:
        opposite = found.get(test.complement)
        found[test] = (
            _decided(test, block)
            if opposite is None or test.op in ("known", "unanswered")
            else negation_of_pair(block.logic, opposite)
        )
    return found


def _decided(test: Test, block: Block) -> Pair[Mask]:
    logic, left = block.logic, test.left
    if isinstance(left, Attr) and test.op in ("known", "unanswered"):
        known = block.answered(left.name)
        known = known if test.op == "known" else logic.no(known)
        return known, known
    attributes = [term.name for term in terms_of(test) if isinstance(term, Attr)]
    known = logic.all_of([block.answered(name) for name in attributes])
    if not known.any():
        return logic.bottom, logic.top
    holds = _holds(test, block, known)
    if known is logic.top:
        return holds, holds
    true = logic.all_of([known, holds])
    return true, logic.any_of([true, logic.no(known)])


def _holds(test: Test, block: Block, known: Mask) -> Mask:
    """The rows in which a test holds, among those that answer all it reads."""
    if test.op in _NEGATED:
        return block.logic.no(_holds(_positive(test), block, known))
    left, right = test.left, test.right
    if isinstance(left, Attr):
        match test.op:
            case "yes":
                return block.yes(left.name)
            case "nonempty":
                return block.logic.mask(block.array(left.name) != 0)
            case "includes":
                assert isinstance(right, Const)
                return block.chosen(left.name, str(right.value))
        column = block.columns.get(left.name)
        if column is not None and column.categories and isinstance(right, (tuple, Const)):
            choices = right if isinstance(right, tuple) else (right.value,)
            return block.logic.any_of([block.chosen(left.name, str(one)) for one in choices])
    if test.op in COMPARISONS and isinstance(right, (Attr, Param, Const, Calculation, Span)):
        first, second = _vector(left, block), _vector(right, block)
        if first is not None and second is not None:
            return _compared(test, first, second, block, known)
    return _one_by_one(test, block, known)


def _positive(test: Test) -> Test:
    return Test(_NEGATED[test.op], test.left, test.right, test.dated)


def _vector(term: Term, block: Block) -> Vector | None:
    """A term over the columns; None for one that has no such form, such as texts."""
    match term:
        case Attr(name):
            if name == TODAY and block.days is None:
                return Vector(days_of(block.on))
            measured = block.base.attributes[name].measured
            return Vector(block.array(name)) if measured else None
        case Const(value):
            return _number(value)
        case Param(name):
            return _in_force(name, block)
        case Calculation():
            return _calculated(term, block)
        case Span(count, unit):
            days = _vector(count, block)
            return None if days is None else Vector(days.values * DAYS_IN[unit], days.error)
    return None


def _number(value: object) -> Vector | None:
    if isinstance(value, date):
        return Vector(days_of(value))
    if isinstance(value, (bool, str)):
        return None
    assert isinstance(value, (int, float))
    try:
        number = float(value)
    except OverflowError:
        return Vector(0.0, error=float("inf"))
    return Vector(number) if number == value else Vector(number, error=abs(number) * ROUNDING)


def _in_force(name: str, block: Block) -> Vector | None:
    values = [value.value for value in block.base.parameters[name].values]
    numbers = [_number(value) for value in values]
    if any(number is None for number in numbers):
        return None
    errors = [number.error for number in numbers if number and number.error is not None]

    def made(value: object) -> Any:
        number = _number(value)
        assert number is not None
        return number.values

    return Vector(block.parameter(name, made), max(errors, default=None))


def _calculated(term: Calculation, block: Block) -> Vector | None:
    left = _vector(term.left, block)
    if left is None:
        return None
    if isinstance(term.right, Span):
        return _moved(left, term.right, -1 if term.op == "-" else 1, block)
    right = _vector(term.right, block)
    if right is None:
        return None
    with np.errstate(all="ignore"):
        one, other = np.asarray(left.values, dtype=float), np.asarray(right.values, dtype=float)
        off, other_off = left.decimal_error, right.decimal_error
        match term.op:
            case "*":
                found = one * other
                error = np.abs(one) * other_off + np.abs(other) * off + off * other_off
            case "/":
                found = one / other
                error = (off + np.abs(found) * other_off) / (np.abs(other) - other_off)
            case "-":
                found, error = one - other, off + other_off
            case _:
                found, error = one + other, off + other_off
        return Vector(found, 2 * (error + np.abs(found) * ROUNDING))


def _moved(days: Vector, span: Span, sign: int, block: Block) -> Vector | None:
    """Days moved by a span whose length is a constant or a parameter."""
    count, unit = span.count, span.unit
    if unit == "years":
        unit, sign = "months", 12 * sign
    if isinstance(count, Const):
        lengths: Any = sign * _length(count.value)
    elif isinstance(count, Param):
        lengths = block.parameter(count.name, lambda value: sign * _length(value))
    else:
        return None
    if not np.isscalar(lengths):  # a parameter that differs by the day asked: each value in turn
        parts = {length: _all_moved(days.values, length, unit) for length in set(lengths)}
        return Vector(np.select([lengths == length for length in parts], [*parts.values()]))
    return Vector(_all_moved(days.values, lengths, unit))


def _length(count: Any) -> int | float:
    """So many months or weeks."""
    assert isinstance(count, (int, float))
    return count


def _all_moved(days: Any, length: Any, unit: str) -> Any:
    """Days moved as `add_months` and `add_weeks` move them, which decide those near the ends."""
    if np.ndim(days) == 0:
        return _later(int(days), length, unit)
    first, last = int(days.min(initial=0)), int(days.max(initial=0))
    if last - first < len(days):  # days lie close together: each of the range once
        between = _each_moved(np.arange(first, last + 1), length, unit)
        return between.take(days - first)
    return _each_moved(days, length, unit)


def _each_moved(days: npt.NDArray[Any], length: Any, unit: str) -> npt.NDArray[np.int64]:
    moved: npt.NDArray[np.int64]
    if unit == "days":
        later: npt.NDArray[Any] = np.array([days_on(weekday, int(length)) for weekday in range(7)])
        # the first day of 1970 was a Thursday
        moved = days.astype(np.int64) + later[(days.astype(np.int64) + _THURSDAY) % 7]
    elif unit == "weeks":
        moved = days.astype(np.int64) + timedelta(weeks=length).days
    else:
        starts = days.astype("datetime64[D]")
        months = starts.astype("datetime64[M]")
        after = months + np.timedelta64(int(length), "M")
        first = after.astype("datetime64[D]")
        last = (after + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
        moved = np.minimum(first + (starts - months), last).astype(np.int64)
    outside = (moved < days_of(date.min)) | (moved > days_of(date.max))
    for row in np.flatnonzero(outside):
        moved[row] = _later(int(days[row]), length, unit)
    return moved


def _later(day: int, length: Any, unit: str) -> int:
    """A day some months, weeks or days later, as a number."""
    start = day_of(day)
    if unit == "weeks":
        return days_of(add_weeks(start, length))
    return days_of((add_months if unit == "months" else add_days)(start, int(length)))


def _compared(test: Test, first: Vector, second: Vector, block: Block, known: Mask) -> Mask:
    rows = block.logic.rows
    exact = first.error is None and second.error is None
    if exact and not np.ndim(first.values) and not np.ndim(second.values):
        same = COMPARISONS[test.op](first.values, second.values)
        return block.logic.top if same else block.logic.bottom
    with np.errstate(all="ignore"):
        holds = np.broadcast_to(COMPARISONS[test.op](first.values, second.values), rows)
        if exact:
            return block.logic.mask(holds)
        one, other = np.asarray(first.values, float), np.asarray(second.values, float)
        errors = (side.error for side in (first, second) if side.error is not None)
        near = ~(np.abs(one - other) > 2 * sum(errors))
    close = np.broadcast_to(near, rows) & block.logic.each(known)
    if close.any():
        holds = holds.copy()
        exactly = decider(test)
        names = dict.fromkeys(term.name for term in terms_of(test) if isinstance(term, Attr))
        for row in np.flatnonzero(close):
            holds[row] = exactly(block.facts(int(row), names))
    return block.logic.mask(holds)


def _one_by_one(test: Test, block: Block, known: Mask) -> Mask:
    """Once for each distinct combination of what the test reads."""
    names = dict.fromkeys(term.name for term in terms_of(test) if isinstance(term, Attr))
    by_day = block.days is not None and (
        TODAY in names or any(isinstance(term, Param) for term in terms_of(test))
    )
    keys = [name for name in names if name != TODAY] + ([TODAY] if by_day else [])
    columns = {name: _codes(block, name) for name in keys}
    answers = pl.DataFrame(columns).with_row_index("row").filter(block.logic.each(known))
    firsts = answers.group_by(keys, maintain_order=True).first()
    exactly = decider(test)
    truths = [bool(exactly(block.facts(row, names))) for row in firsts["row"]]
    told = firsts.select(keys).with_columns(holds=pl.Series(truths, dtype=pl.Boolean))
    each = answers.join(told, on=keys, how="left", nulls_equal=True, maintain_order="left")
    holds = np.zeros(block.logic.rows, dtype=bool)
    holds[each["row"].to_numpy()] = each["holds"].to_numpy()
    return block.logic.mask(holds)


def _codes(block: Block, name: str) -> npt.NDArray[Any]:
    """The values of a scalar attribute, one a row."""
    if name != TODAY and block.base.attributes[name].type == "bool":
        return block.logic.each(block.yes(name))
    return block.array(name)
