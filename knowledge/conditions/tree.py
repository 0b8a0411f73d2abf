"""The condition language as a tree: tests of stated facts, propositions, connectives.

A tree has several readers: `knowledge.conditions.reading` makes it from text,
`knowledge.conditions.evaluation` decides its tests, `knowledge.rules.plain` turns it into plain
rules, `knowledge.conditions.wording` puts its tests into sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias

Constant: TypeAlias = str | bool | int | float | date
Unit: TypeAlias = Literal["years", "months", "weeks", "days"]
TODAY = "today"  # the attribute of the day asked, which no case has to state
DAYS_IN: dict[Unit, int] = {"days": 1, "weeks": 7}  # of those that are always equally long


class _Node:
    """A part of a tree, which is pickled as the call that makes it: that is read fastest."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@dataclass(frozen=True, slots=True)
class Attr(_Node):
    """The value that the case states for an attribute."""

    name: str  # dotted for controls: controls.monitoring


@dataclass(frozen=True, slots=True)
class Param(_Node):
    """A parameter's value in force on the day asked."""

    name: str  # without its prefix; cap["micro"] for a value of an enumeration


def keyed_name(parameter: str, value: str) -> str:
    """The name of the parameter that holds what another one is for a value of its enumeration."""
    return f'{parameter}["{value}"]'


@dataclass(frozen=True, slots=True)
class Const(_Node):
    """A value written in the condition."""

    value: Constant


@dataclass(frozen=True, slots=True)
class Span(_Node):
    """A length of time: so many calendar years or months, weeks of 7 days, or days of a period.

    Behind a day, a period in days ends on no weekend, and one of two days or more holds two working
    days. Alone, beside the difference of two days, it is a number of days (`DAYS_IN`).
    """

    count: Term
    unit: Unit


@dataclass(frozen=True, slots=True)
class Calculation(_Node):
    """A sum, a difference, a product or a quotient: of a day and a span, of two numbers, or of two
    days, whose difference is a number of days.

    A negative term is what 0 exceeds it by: `-x` is read as `0 - x`. A divisor is made of constants
    and parameters, and never 0.
    """

    left: Term
    op: Literal["+", "-", "*", "/"]
    right: Term


Term: TypeAlias = Attr | Param | Const | Span | Calculation

Op: TypeAlias = Literal[
    "==", "!=", "<", "<=", ">", ">=",  # two terms
    "in", "not in",  # a term and several constants
    "includes", "excludes",  # a set attribute and one value
    "nonempty", "empty",  # a set attribute
    "yes", "no",  # a yes-or-no attribute
    "known", "unanswered",  # any attribute; these two are never unknown themselves
]  # fmt: skip

COMPLEMENT: dict[Op, Op] = {
    "==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
    "in": "not in", "not in": "in", "includes": "excludes", "excludes": "includes",
    "nonempty": "empty", "empty": "nonempty", "yes": "no", "no": "yes",
    "known": "unanswered", "unanswered": "known",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test(_Node):
    """One question put to what is stated; unknown where something it needs was not answered."""

    __test__: ClassVar[bool] = False  # no test of pytest's

    op: Op
    left: Term
    right: Term | tuple[Constant, ...] | None = None
    # it compares days, which matters to its wording only
    dated: bool = field(default=False, compare=False)

    @property
    def complement(self) -> Test:
        """The test that is true exactly where this one is false."""
        return Test(COMPLEMENT[self.op], self.left, self.right, self.dated)


@dataclass(frozen=True, slots=True)
class Prop(_Node):
    """A proposition: what some rule may conclude."""

    name: str


@dataclass(frozen=True, slots=True)
class AnyOf(_Node):
    """True where some proposition of a family holds: any(ground.*), any(ground.* except scale)."""

    family: str  # ground
    but: tuple[str, ...] = ()  # the last names of the members that are left out

    @property
    def name(self) -> str:
        """The proposition that is true where some member is, as conditions write it."""
        return f"any({self.spelt})"

    @property
    def spelt(self) -> str:
        """The family as conditions write it: `ground.*`."""
        left_out = f" except {', '.join(self.but)}" if self.but else ""
        return f"{self.family}.*{left_out}"

    def members(self, known: Iterable[str]) -> list[str]:
        """Its members among the propositions that are known."""
        left_out = {f"{self.family}.{name}" for name in self.but}
        return [
            name
            for name in known
            if name.rpartition(".")[0] == self.family and name not in left_out
        ]


@dataclass(frozen=True, slots=True)
class Count(_Node):
    """True where at least so many of its items hold, false where fewer can.

    Families and sets are spelt out in `items`; the name is as conditions write it. Items may have
    points: then what counts is the sum of the points of those that hold.
    """

    least: int  # from 1 to as much as all items come to
    items: tuple[Expression, ...]
    name: str  # at_least(2, gdpr.criterion.*), points({a: 0.5, b: 1}) >= 1
    points: tuple[int, ...] = ()  # of each item, above 0; empty: each counts as one
    parts: int = 1  # so many of them are one point as it is written

    @property
    def worth(self) -> tuple[int, ...]:
        """The worth of each item."""
        return self.points or (1,) * len(self.items)


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """Kleene's negation."""

    item: Expression


@dataclass(frozen=True, slots=True)
class And(_Node):
    """Kleene's conjunction."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """Kleene's disjunction."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Established(_Node):
    """True where its item is true, false where it is false or unknown."""

    item: Expression


Expression: TypeAlias = Test | Prop | AnyOf | Count | Not | And | Or | Established


def made_by_a_condition(proposition: str) -> bool:
    """Whether a proposition is a step of a condition, such as any(ground.*) or a count."""
    return "(" in proposition


def with_read(test: Test, put: Callable[[Attr | Param], Term]) -> Test:
    """A test with what `put` makes of each attribute and parameter that it reads in its place."""

    def made(part: Any) -> Any:
        if isinstance(part, (Attr, Param)):
            return put(part)
        if not isinstance(part, (Test, Calculation, Span)):
            return part
        return replace(part, **{one.name: made(getattr(part, one.name)) for one in fields(part)})

    found: Test = made(test)
    return found


def terms_of(test: Test) -> tuple[Attr | Param, ...]:
    """The attributes and parameters that a test reads, in the order in which they stand."""
    if isinstance(test.left, Attr) and isinstance(test.right, (Const, tuple, type(None))):
        return (test.left,)  # most tests
    found: list[Attr | Param] = []

    def walk(term: object) -> None:
        if isinstance(term, (Attr, Param)):
            found.append(term)
        elif isinstance(term, Span):
            walk(term.count)
        elif isinstance(term, Calculation):
            walk(term.left)
            walk(term.right)

    walk(test.left)
    walk(test.right)
    return tuple(dict.fromkeys(found))
