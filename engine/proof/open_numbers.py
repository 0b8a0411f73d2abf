"""The comparisons of open numbers and days that can hold together: with numbers that show it, or
proven not to.

Linear comparisons are decided by Z3 in this process, products of open numbers in one that can be
killed. Months are read from the calendar as far as an answer needs them. Numbers that are found
are decimals which a case can state, and are checked once more by exact arithmetic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm
from threading import Lock
from typing import Any, Literal, TypeAlias

from engine.proof.limits import Allowance, Clock
from engine.proof.polynomials import (
    Bound,
    Months,
    Polynomial,
    holds_of,
    linear,
    months_in,
    months_on,
    moved,
    value,
    variables_of,
)
from engine.proof.smt import SmtAnswer, SmtQuestion, SolverProcess, own_context, solve
from engine.proven import Cause
from knowledge.cases.use_case import EARLIEST, LATEST
from knowledge.conditions.arithmetic import exact
from knowledge.conditions.calendar_days import days_on
from knowledge.limits import LARGEST_INTEGER

MOST_REFINED = 4_000  # months that are read from the calendar for one question
MONTHS_MORE = 6  # read on each side of one that is read, for each time before
FEW_MONTHS = 48
GRIDS = (1, 100, 10**6)  # parts of 1 of which numbers may be multiples, where others are no decimal
_PROCESS = SolverProcess()


@dataclass(frozen=True, slots=True)
class Kind:
    """The type and the range of a number."""

    type: Literal["number", "integer", "date"]
    minimum: float | None = None

    @property
    def least(self) -> Fraction | None:
        """The least that it may be; None where there is none."""
        if self.type == "date":
            return Fraction(EARLIEST.toordinal())
        if self.minimum is None:
            return Fraction(-LARGEST_INTEGER) if self.type == "integer" else None
        return Fraction(exact(self.minimum))

    @property
    def most(self) -> Fraction | None:
        """The most that it may be; None where there is none."""
        if self.type == "date":
            return Fraction(LATEST.toordinal())
        return Fraction(LARGEST_INTEGER) if self.type == "integer" else None

    def stated(self, number: Fraction) -> Any | None:
        """The value by which a case states a number; None where none can."""
        if not all(
            end is None or sign * number >= sign * end
            for sign, end in ((1, self.least), (-1, self.most))
        ):
            return None
        if self.type != "number":
            if number.denominator != 1:
                return None
            whole = int(number)
            return date.fromordinal(whole) if self.type == "date" else whole
        try:
            near = float(number)
        except OverflowError:
            return None
        return near if exact(near) == number else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of a form with a number."""

    bound: Bound
    op: Literal["<", "==", ">"]


@dataclass(frozen=True, slots=True)
class Together:
    """They can hold together: variable → what a case states for it."""

    numbers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Apart:
    """It is proven that these cannot."""

    core: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Neither is known."""

    cause: Cause
    among: tuple[Compared, ...]


Outcome: TypeAlias = Together | Apart | Unsure


class Numbers:
    """The outcomes of comparisons; kept, since the same ones are asked about again."""

    def __init__(self) -> None:
        self._found: dict[object, Outcome] = {}
        self._allowance = Allowance()
        self._lock = Lock()
        self._context: Any = None

    def decide(
        self, kinds: Mapping[str, Kind], asked: Iterable[Compared], clock: Clock
    ) -> list[Outcome]:
        """The outcome for each group of comparisons that share variables with each other."""
        found: list[Outcome] = []
        for group in _groups(asked):
            names = sorted({name for item in group for name in variables_of(item.bound.form)})
            own = {name: kinds[name] for name in names}
            key = (frozenset(group), frozenset(own.items()))
            with self._lock:
                if key not in self._found:
                    self._found[key] = self._decided(own, group, clock)
            found.append(self._found[key])
        return found

    def _decided(
        self, kinds: Mapping[str, Kind], asked: Sequence[Compared], clock: Clock
    ) -> Outcome:
        problem = _Problem(kinds, asked)
        multiplied = not all(linear(item.bound.form) for item in asked)
        answer = SmtAnswer("unknown")
        for _ in range(MOST_REFINED):
            answer = self._asked(problem.question(self._allowance.steps, multiplied), clock)
            if answer.outcome != "together" or not problem.refine(answer):
                break
        if answer.outcome == "apart":
            return Apart(tuple(asked[number] for number in answer.core))
        if answer.outcome == "unknown":
            self._allowance.gave_up()
            return Unsure("products", tuple(asked))
        if (numbers := problem.settled(answer)) is not None:
            return Together(numbers)
        for parts in GRIDS:
            answer = self._asked(problem.question(self._allowance.steps, multiplied, parts), clock)
            if answer.outcome == "together" and (numbers := problem.settled(answer)) is not None:
                return Together(numbers)
        return Unsure("decimals", tuple(asked))

    def _asked(self, question: SmtQuestion, clock: Clock) -> SmtAnswer:
        if question.multiplied:
            return _PROCESS.solve(question, clock.left)
        if self._context is None:
            self._context = own_context()
        return solve(question, clock.left, self._context)


def _groups(asked: Iterable[Compared]) -> list[tuple[Compared, ...]]:
    """The comparisons that are linked by variables, directly or by way of others."""
    groups: list[tuple[set[str], list[Compared]]] = []
    for item in asked:
        names = set(variables_of(item.bound.form))
        items = [item]
        apart = []
        for known, others in groups:
            if known & names:
                names |= known
                items = [*others, *items]
            else:
                apart.append((known, others))
        groups = [*apart, (names, items)]
    return [tuple(sorted(items, key=str)) for _, items in groups]


class _Problem:
    """Comparisons as statements for Z3, and numbers of Z3 as answers of a case."""

    def __init__(self, kinds: Mapping[str, Kind], asked: Sequence[Compared]):
        self.kinds, self.asked = kinds, asked
        self.months = list(
            dict.fromkeys(months for item in asked for months in months_in(item.bound.form))
        )
        self.names: dict[Any, str] = {
            **{name: name for name in kinds},
            **{months: f"month {number}" for number, months in enumerate(self.months)},
        }
        self.given = [text for name, kind in kinds.items() for text in _limits(name, kind)]
        for months in self.months:
            if months.days:
                self.given.append(self._period(months))
                continue
            low, high = _shifts(months.count)
            day, moved_to = self._sum(months.day), f"|{self.names[months]}|"
            self.given += [f"(<= (+ {day} {low}) {moved_to})", f"(<= {moved_to} (+ {day} {high}))"]
        self.read: set[tuple[Months, int]] = set()
        self.times_read: Counter[Months] = Counter()

    def question(self, steps: int, multiplied: bool, parts: int | None = None) -> SmtQuestion:
        """The question for Z3; `parts`: numbers are multiples of 1 / parts."""
        sorts = {
            name: "Real" if name in self.kinds and self.kinds[name].type == "number" else "Int"
            for name in self.names.values()
        }
        given = list(self.given)
        for name, sort in list(sorts.items()) if parts else ():
            if sort == "Real":
                sorts[f"{name} in parts"] = "Int"
                given.append(f"(= (* {parts} |{name}|) (to_real |{name} in parts|))")
        asked = [self._statement(item) for item in self.asked]
        return SmtQuestion(sorts, given, asked, steps, multiplied)

    def refine(self, answer: SmtAnswer) -> bool:
        """Whether some month in the answer is not as in the calendar, which is now stated."""
        numbers = {name: Fraction(answer.numbers[name]) for name in self.kinds}
        for months in self.months:  # those inside of others first
            told = Fraction(answer.numbers[self.names[months]])
            if told == months_on(months, numbers):
                continue
            day = int(value(months.day, numbers))
            first = date.fromordinal(day).replace(day=1).toordinal()
            assert (months, first) not in self.read
            self._read_around(months, first)
            return True
        return False

    def _read_around(self, months: Months, first: int) -> None:
        """State how a month lies in the calendar; where that was asked before, those around it too:
        the more, the more often, since a question that meets few months ends before.
        """
        around = MONTHS_MORE * self.times_read[months]
        self.times_read[months] += 1
        for month in dict.fromkeys(moved(first, away) for away in range(-around, around + 1)):
            stated = EARLIEST.toordinal() <= month <= LATEST.toordinal() or month == first
            if stated and (months, month) not in self.read:
                self.read.add((months, month))
                self.given.append(self._month(months, month))

    def _period(self, months: Months) -> str:
        """The end of a period in days, which the weekday of its beginning tells."""
        day = self._sum(months.day)
        # the first day of all was a Monday
        found = _number(Fraction(days_on(6, months.count)))
        for weekday in range(6):
            begins = f"(= (mod (- {day} 1) 7) {weekday})"
            found = f"(ite {begins} {_number(Fraction(days_on(weekday, months.count)))} {found})"
        return f"(= |{self.names[months]}| (+ {day} {found}))"

    def _month(self, months: Months, first: int) -> str:
        """The day to which each day of one month is moved."""
        day, name = self._sum(months.day), f"|{self.names[months]}|"
        last = moved(first, 1) - 1
        start, end = moved(first, months.count), moved(last, months.count)
        even = first + end - start  # up to it a day moves with the first, from it on to the last
        within = (
            f"(ite (<= {day} {min(even, last)}) (= {name} (+ {day} {start - first}))"
            f" (= {name} {end}))"
        )
        return (
            f"(ite (< {day} {first}) (<= {name} {start})"
            f" (ite (> {day} {last}) (>= {name} {end}) {within}))"
        )

    def settled(self, answer: SmtAnswer) -> dict[str, Any] | None:
        """The numbers of an answer, or some beside them that are shorter, as a case states them."""
        numbers = {name: Fraction(answer.numbers[name]) for name in self.kinds}
        for name, kind in self.kinds.items():
            if kind.type != "number":
                continue
            asked = [item for item in self.asked if name in variables_of(item.bound.form)]
            for digits in (0, 1, 2, 3, 6, 9, 12):
                near = Fraction(round(numbers[name], digits))
                if kind.stated(near) is not None and all(
                    _holds(item, {**numbers, name: near}) for item in asked
                ):
                    numbers[name] = near
                    break
        stated = {name: kind.stated(numbers[name]) for name, kind in self.kinds.items()}
        if None in stated.values() or not all(_holds(item, numbers) for item in self.asked):
            return None
        return stated

    def _statement(self, item: Compared) -> str:
        scale = lcm(item.bound.at.denominator, *(c.denominator for _, c in item.bound.form))
        left = self._sum(tuple((factors, c * scale) for factors, c in item.bound.form))
        op = "=" if item.op == "==" else item.op
        return f"({op} {left} {_number(item.bound.at * scale)})"

    def _sum(self, polynomial: Polynomial) -> str:
        parts = []
        for factors, coefficient in polynomial:
            names = [f"|{self.names[factor]}|" for factor in factors]
            if coefficient != 1 or not names:
                names = [_number(coefficient), *names]
            parts.append(names[0] if len(names) == 1 else f"(* {' '.join(names)})")
        return parts[0] if len(parts) == 1 else f"(+ {' '.join(parts)})"


def _holds(item: Compared, numbers: Mapping[str, Fraction]) -> bool:
    return holds_of(item.op, value(item.bound.form, numbers) - item.bound.at)


def _limits(name: str, kind: Kind) -> Iterable[str]:
    if kind.least is not None:
        yield f"(>= |{name}| {_number(kind.least)})"
    if kind.most is not None:
        yield f"(<= |{name}| {_number(kind.most)})"


def _number(number: Fraction) -> str:
    above = str(abs(number.numerator))
    if number.denominator != 1:
        above = f"(/ {above} {number.denominator})"
    return above if number >= 0 else f"(- {above})"


@lru_cache(maxsize=200)
def _shifts(count: int) -> tuple[int, int]:
    """The fewest and the most days that so many months can take, in either direction."""
    found = []
    # the calendar repeats itself after 400 years; what spans few months meets all that it can meet
    # around a year that should be a leap year and is none, and the two that are
    start, years = (1892, 20) if abs(count) <= FEW_MONTHS else (1800, 400)
    for month in range(years * 12):
        first = date(start + month // 12, month % 12 + 1, 1).toordinal()
        last = moved(first, 1) - 1
        found += [moved(day, count) - day for day in (first, last)]
    return min(found), max(found)
