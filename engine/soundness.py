"""What can never happen, and what must not: proofs over every case that a knowledge base admits, each with a witness.

A knowledge base is looked at on each day on which a date of its parameters, or a change of one, makes a difference. A rule
is dead where no case, however partial, makes it fire on any of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from engine.cases import Cases
from engine.domains import domains
from engine.formulas import Formula, Values
from engine.proof import Space, Truth
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Classification, Verdict
from knowledge.rules import Literal, Rule
from knowledge.wording import sentence

_names = count()
TODAY = "today"
ROWS = 1024  # random cases


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that the rules say and should not, or do not say and should."""

    kind: str  # dead rule, implied rule, two verdicts at once, no verdict, unreachable, two answers at once
    proposition: str  # of the entry it concerns
    rule: str | None
    says: str
    witness: dict[str, Any] | None  # what a case states that shows it, the day asked among it; None where there is none to show


def flaws(base: KnowledgeBase) -> Iterator[Flaw]:
    """Every flaw of a knowledge base that its rules can be proven to have."""
    days = [_Day(base, day) for day in days_that_differ(base)]
    yield from _verdicts(base, days)
    yield from _rules(base, days)


def dead_rules(base: KnowledgeBase, among: Sequence[Rule]) -> frozenset[str]:
    """The ids of those rules that are proven never to fire."""
    days = [_Day(base, day) for day in days_that_differ(base)] if among else []
    return frozenset(rule.id for rule in among if _fires(rule, days) is None)


def days_that_differ(base: KnowledgeBase) -> list[date]:
    """The last day before each date that parameters name, and that date: between them nothing turns by time alone."""
    named = {value.value for parameter in base.parameters.values() for value in parameter.values if isinstance(value.value, date)}
    changed = {value.from_ for parameter in base.parameters.values() for value in parameter.values if value.from_}
    starts = sorted(named | changed)
    return sorted({*starts, *(start - timedelta(days=1) for start in starts[:1])}, reverse=True) or [date.today()]


class _Day:
    """All cases, full and partial, on one day."""

    def __init__(self, base: KnowledgeBase, day: date):
        self.base, self.day = base, day
        self.formula = Formula(base, dict.fromkeys(rule.head for rule in base.rules))
        self.facts = {TODAY: day, **base.parameters_on(day)}

    @cached_property
    def full(self) -> tuple[Space, Values[Truth]]:
        """Cases in which everything is answered."""
        return self._space(unanswered=False)

    @cached_property
    def partial(self) -> tuple[Space, Values[Truth]]:
        """Cases in which anything may be unanswered."""
        return self._space(unanswered=True)

    def _space(self, *, unanswered: bool) -> tuple[Space, Values[Truth]]:
        free = [name for name in self.formula.attributes if name != TODAY]
        space = Space(self.formula, free, self.facts, unanswered=unanswered)
        return space, self.formula.values(space.algebra, space.choices, self.facts)

    @cached_property
    def sample(self) -> _Sample:
        """Random cases, which show at once most of what can happen."""
        return _Sample(self)

    def truth(self, proposition: str, *, partial: bool = False) -> Truth:
        """Where a proposition is true."""
        _, values = self.partial if partial else self.full
        return values.atoms.get(self.formula.targets.get(proposition, -1), False)

    def premises(self, rule: Rule) -> list[Truth]:
        """Where each premise of a rule is true, over partial cases."""
        space, values = self.partial
        return [self.formula.premise(literal, space.algebra, values) for literal in rule.body]

    def witness(self, *conditions: Truth, partial: bool = False) -> dict[str, Any] | None:
        """What a case states in which all of these hold, or None where it is proven that there is none."""
        space, _ = self.partial if partial else self.full
        model = space.find(*(_named(space, condition) for condition in conditions))
        if model is None:
            return None
        return {TODAY: self.day, **{name: value for name in space.free if (value := space.stated(model, name)) is not None}}

    def core(self, conditions: list[Truth]) -> list[int]:
        """Which of these conditions rule each other out."""
        space, _ = self.partial
        flags = [_named(space, condition) for condition in conditions]
        if any(flag is False for flag in flags):
            return [index for index, flag in enumerate(flags) if flag is False]
        if space.find(*flags) is not None:
            return []
        names = {str(flag) for flag in space.solver.unsat_core()}
        return [index for index, flag in enumerate(flags) if str(flag) in names]


class _Sample:
    """Random partial cases on a day, and where each rule fires among them."""

    def __init__(self, day: _Day):
        dice, base = random.Random(0), day.base
        attributes = {name: base.attributes[name] for name in day.formula.attributes if name != TODAY}
        single = [name for name, attribute in attributes.items() if attribute.type != "set"]
        values = domains(base, day.formula.tests, single, day.facts)
        self.rows = [{name: _drawn(dice, attribute, values.get(name, ())) for name, attribute in attributes.items()} for _ in range(ROWS)]
        cases = Cases(base, attributes, self.rows)
        self._algebra, self._formula = cases.masks, day.formula
        self._values = day.formula.values(cases.masks, cases.choices, day.facts)

    def fires(self, rule: Rule) -> int:
        """The rows in which a rule fires, as a mask."""
        return self._algebra.all_of([self._formula.premise(literal, self._algebra, self._values) for literal in rule.body])

    def first(self, rows: int) -> dict[str, Any]:
        """What the first of these rows states."""
        number = (rows & -rows).bit_length() - 1
        return {name: value for name, value in self.rows[number].items() if value is not None}


def _drawn(dice: random.Random, attribute: Attribute, values: Sequence[Any]) -> Any:
    """An answer, or none: one time in three."""
    if dice.random() < 1 / 3:
        return None
    if attribute.type == "set":
        rare = dice.choice((0.0, 0.05, 0.4))
        return frozenset(member for member in attribute.choices if dice.random() < rare)
    return dice.choice(values)


def _named(space: Space, condition: Truth) -> Truth:
    """A condition under a name of its own, so that it can be assumed and taken back."""
    if isinstance(condition, bool):
        return condition
    import z3

    flag = space.algebra.variable(f"assume {next(_names)}")
    space.solver.add(z3.Implies(flag, condition))
    return flag


def _verdicts(base: KnowledgeBase, days: list[_Day]) -> Iterator[Flaw]:
    """Exactly one verdict in each fully answered case; each can be reached; of a classification's answers, one at most."""
    names = [entry.proposition for entry in base.of_kind(Verdict)]
    for day in days:
        space, _ = day.full
        algebra = space.algebra
        none = day.witness(algebra.no(algebra.any_of([day.truth(name) for name in names])))
        if none is not None:
            yield Flaw("no verdict", names[0], None, "a fully answered case has no verdict", none)
        for index, first in enumerate(names):
            for second in names[index + 1 :]:
                both = day.witness(day.truth(first), day.truth(second))
                if both is not None:
                    yield Flaw("two verdicts at once", first, None, f"{first} and {second} hold in one fully answered case", both)
    for name in names:
        if all(day.witness(day.truth(name, partial=True), partial=True) is None for day in days):
            yield Flaw("unreachable verdict", name, None, f"no case leads to {name}", None)
    for classification in base.of_kind(Classification):
        for answer in classification.answers:
            if all(day.witness(day.truth(answer, partial=True), partial=True) is None for day in days):
                yield Flaw("unreachable answer", answer, None, f"no case leads to {answer}", None)


def _rules(base: KnowledgeBase, days: list[_Day]) -> Iterator[Flaw]:
    """Every rule can fire; of the rules of one entry, none fires only where another one does."""
    alike: dict[tuple[str, str], list[Rule]] = {}
    for rule in base.rules:
        alike.setdefault((rule.head, rule.entry), []).append(rule)
    for rule in base.rules:
        witness = _fires(rule, days)
        if witness is None:
            killers = [_told(rule.body[index]) for index in days[0].core(days[0].premises(rule))]
            never = "cannot hold together" if len(killers) > 1 else "never holds"
            yield Flaw("dead rule", rule.entry, rule.id, f"{rule.id} can never fire: {' and '.join(killers)} {never}", None)
            continue
        for other in alike[rule.head, rule.entry]:
            if other is not rule and _implies(rule, other, days) and not (rule.id < other.id and _implies(other, rule, days)):
                yield Flaw("implied rule", rule.entry, rule.id, f"{rule.id} fires only where {other.id} does", witness)
                break


def _fires(rule: Rule, days: list[_Day]) -> dict[str, Any] | None:
    """A case in which a rule fires: a random one where that shows it, else one that is proven to be there."""
    for day in days:
        if rows := day.sample.fires(rule):
            return {TODAY: day.day, **day.sample.first(rows)}
    return next((found for day in days if (found := day.witness(*day.premises(rule), partial=True)) is not None), None)


def _implies(rule: Rule, other: Rule, days: list[_Day]) -> bool:
    """Whether a rule fires only where another one does, on every day."""
    if any(day.sample.fires(rule) & ~day.sample.fires(other) for day in days):
        return False

    def apart(day: _Day) -> Truth:
        algebra = day.partial[0].algebra
        return algebra.no(algebra.all_of(day.premises(other)))

    return all(day.witness(*day.premises(rule), apart(day), partial=True) is None for day in days)


def _told(literal: Literal) -> str:
    if isinstance(literal.target, str):
        return f"{literal.target} {literal.mode.value}"
    return sentence(literal.target, {})
