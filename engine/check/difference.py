"""Differences between two knowledge bases: over all cases and days at once, or on one case.

A proposition is looked at only where something behind it differs: its rules, or a figure that they
read. All others are the same function of the case in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple, TypeAlias

from engine.check.answers_read import (
    attributes_asked,
    entailed_otherwise,
    entailing_tests,
    parameters_of,
)
from engine.proof.algebra import Formula, differ
from engine.proof.days import Row, lean
from engine.proof.limits import NotProven, first_found
from engine.proof.masks import Cases
from engine.proof.progress import tell
from engine.proof.solver import Space, Truth
from engine.proof.truths import Truths
from engine.proof.turning import days_that_differ
from knowledge.base import KnowledgeBase
from knowledge.cases.attributes_read import asked_by_rules
from knowledge.cases.files import EXAMPLE, example_names, read_case
from knowledge.conditions.tree import TODAY
from knowledge.entries import Attribute, Entry, Verdict
from knowledge.rules.plain import Literal, Rule

Side: TypeAlias = tuple[Formula, dict[str, Any]]  # a base's rules on a day, and its facts


class Shows(NamedTuple):
    """A way in which an older and a newer base differ."""

    names: tuple[str, ...]  # the propositions that it is about
    where: Callable[[Truths[Any], Truths[Any]], Any]  # the cases, over any algebra, that show it


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two knowledge bases conclude otherwise, and a case that shows it."""

    proposition: str  # of a changed verdict, the verdict after it
    day: date
    # what a case states; the older base does not ask for all of it, perhaps, nor the newer one
    witness: Row


class Told(NamedTuple):
    """A conclusion that is told of one base or both."""

    name: str
    base: KnowledgeBase  # which tells of it: the newer one where both do
    by_both: bool


def key_of(rule: Rule) -> frozenset[Literal]:
    """The premises by which two rules for one head are the same rule, whatever their numbers."""
    return frozenset(rule.body)


def bodies(base: KnowledgeBase) -> dict[str, dict[frozenset[Literal], Rule]]:
    """Head → its rules by what they ask."""
    found: dict[str, dict[frozenset[Literal], Rule]] = {}
    for rule in base.rules:
        found.setdefault(rule.head, {})[key_of(rule)] = rule
    return found


def moved_parameters(old: KnowledgeBase, new: KnowledgeBase) -> set[str]:
    """The figures whose values, or their days, are not the same in both."""

    def timed(base: KnowledgeBase, name: str) -> Any:
        known = base.parameters.get(name)
        return known and [(value.from_, value.value) for value in known.values]

    return {
        name for name in {*old.parameters, *new.parameters} if timed(old, name) != timed(new, name)
    }


def touched(old: KnowledgeBase, new: KnowledgeBase) -> set[str]:
    """The propositions whose own rules, or the figures or answers that these read, are not the same
    in both.
    """
    one, other, moved = old.derived(bodies), new.derived(bodies), moved_parameters(old, new)
    entailed = entailed_otherwise(old, new).keys()
    found = {
        head for head in {*one, *other} if one.get(head, {}).keys() != other.get(head, {}).keys()
    }
    return found | {
        rule.head
        for base in (old, new)
        for rule in base.rules
        if parameters_of(rule) & moved or attributes_asked(rule) & entailed
    }


def affected(base: KnowledgeBase, propositions: set[str]) -> set[str]:
    """These propositions, and all whose rules rest on them."""
    above: dict[str, set[str]] = {}
    for rule in base.rules:
        for literal in rule.body:
            if isinstance(literal.target, str):
                above.setdefault(literal.target, set()).add(rule.head)
    found, waiting = set(propositions), list(propositions)
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def times_asked(base: KnowledgeBase) -> Counter[str]:
    """Attribute → how many rules ask for it: the more, the commoner its question."""
    return Counter(asked_by_rules(base))


@lru_cache(maxsize=1)
def public_cases() -> list[Mapping[str, Any]]:
    """The statements of the shipped cases of public systems."""
    return [read_case(f"{EXAMPLE}{name}").stated() for name in example_names()]


def changed_entries(
    old: KnowledgeBase, new: KnowledgeBase
) -> dict[str, tuple[Entry | None, Entry | None]]:
    """Key → the entry before and after, for each that was added, removed, retired, or says
    something else.
    """

    def active(base: KnowledgeBase, key: str) -> Entry | None:
        written = base.written.get(key)
        return None if written is None or written.retired else written.entry

    pairs = {
        key: (active(old, key), active(new, key))
        for key in dict.fromkeys((*old.written, *new.written))
    }
    return {key: pair for key, pair in pairs.items() if not _alike(*pair)}


def _alike(one: Entry | None, other: Entry | None) -> bool:
    """Whether two entries say the same; of values in order, that order as well."""
    if isinstance(one, Attribute) and isinstance(other, Attribute) and one.ordered:
        return one == other and one.choices == other.choices
    return one == other


class Impact:
    """The effect of a change of the knowledge on any case, full or partial, on any day."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, on: date | None = None):
        """`on`: the day that is looked at first, by default the current one.

        Then come those on which anything can differ.
        """
        self.old, self.new = old, new
        self.touched = touched(old, new)
        # proposition → why it is not known whether any case tells it apart
        self.unproven: dict[str, NotProven] = {}
        self._names = affected(old, self.touched) | affected(new, self.touched)
        days = dict.fromkeys((on or date.today(), *days_that_differ(new), *days_that_differ(old)))
        self._days = [_Both(old, new, day, self._names) for day in days]

    @property
    def days(self) -> list[date]:
        """The days that are looked at: the one asked first, then those that can differ."""
        return [both.day for both in self._days]

    @cached_property
    def changed(self) -> dict[str, tuple[Entry | None, Entry | None]]:
        """The entries that are not the same, before and after."""
        return changed_entries(self.old, self.new)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The conclusions that results list and readers know."""
        found = []
        for name in dict.fromkeys((*self.old.visible, *self.new.visible)):
            drawn = [base for base in (self.old, self.new) if base.draws(name)]
            if drawn and not drawn[-1].propositions[name].step:
                found.append(Told(name, drawn[-1], len(drawn) == 2))
        return tuple(found)

    @cached_property
    def moved(self) -> frozenset[str]:
        """The touched propositions that some case tells apart.

        Of all others it is proven that none does, but for those in `unproven`.
        """
        found = set()
        for name in sorted(self.touched):
            tell(f"whether {name} stays as it was")
            try:
                case = first_found(partial(day.find, self._apart(name)) for day in self._days)
            except NotProven as gap:
                self.unproven[name] = gap
            else:
                if case is not None:
                    found.add(name)
        return frozenset(found)

    def differences(self, shown: Container[tuple[str, str]] = ()) -> Iterator[Difference]:
        """One for each verdict that becomes another, and for each other conclusion that readers
        know and that can differ.

        `shown` are those, as (proposition before, proposition after), of which a case is known
        already; it may grow on the way. What is neither there nor among the differences, nor in
        `unproven` after the last of them, is proven to be the same in every case on every day.
        """
        if not self.moved and not self.unproven:
            return
        verdicts = {
            entry.proposition for base in (self.old, self.new) for entry in base.of_kind(Verdict)
        }
        for one in sorted(verdicts & self._names):
            for other in (
                name for name in sorted(verdicts & self._names - {one}) if (one, name) not in shown
            ):
                yield from self._first(other, _turns(one, other))
        for name in sorted(self._told(), key=verdicts.__contains__):  # a verdict that may come last
            if (name, name) not in shown:
                yield from self._first(name, self._apart(name))

    def _told(self) -> Iterator[str]:
        """The propositions that readers know by name, steps between entries left out."""
        known = {**self.old.propositions, **self.new.propositions}
        return (
            name
            for name, proposition in known.items()
            if name in self._names and not (proposition.step or proposition.hidden)
        )

    def _apart(self, name: str) -> Shows:
        """The cases in which its truth value differs.

        Of what only one of them can conclude, where that one does.
        """
        both = self.old.draws(name) and self.new.draws(name)
        return Shows(
            (name,),
            lambda old, new: (
                old.apart(new, [name])
                if both
                else differ(old.algebra, old.true(name), new.true(name))
            ),
        )

    def _first(self, name: str, shows: Shows) -> Iterator[Difference]:
        tell(f"a case that shows how {name} differs")

        def on(day: _Both) -> Difference | None:
            witness = day.witness(shows)
            return None if witness is None else Difference(name, day.day, witness)

        try:
            found = first_found(partial(on, day) for day in self._days)
        except NotProven as gap:
            self.unproven[name] = gap
        else:
            if found is not None:
                yield found


def _turns(one: str, other: str) -> Shows:
    """The cases in which the older base concludes the one and the newer base the other."""
    return Shows(
        (one, other), lambda old, new: old.algebra.all_of([old.true(one), new.true(other)])
    )


class _Both:
    """All cases on one day, under two knowledge bases."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, day: date, names: set[str]):
        self.bases, self.day, self._names = (old, new), day, names

    @cached_property
    def _sides(self) -> list[Side]:
        return self._sides_of(sorted(self._names))

    def _sides_of(self, names: Iterable[str]) -> list[Side]:
        """What these propositions rest on, in each of the two."""
        names = [*names]
        return [
            (_formula(base, names), {TODAY: self.day, **base.parameters_on(self.day)})
            for base in self.bases
        ]

    @cached_property
    def _free(self) -> list[str]:
        """The attributes that may be answered, those that fewest rules ask for first."""
        asked = {name for side, _ in self._sides for name in side.attributes} - {TODAY}
        common = self.bases[1].derived(times_asked)
        return sorted(asked, key=lambda name: (common[name], name))

    @cached_property
    def _space(self) -> Space:
        (formula, facts), beside = self._sides
        return Space(formula, sorted(self._free), facts, unanswered=True, beside=beside)

    @cached_property
    def _public(self) -> list[Row]:
        """The cases that are shipped, as far as both bases ask for what they state."""
        rows = (
            {
                name: value
                for name in self._free
                if (value := case.get(name)) is not None and self._takes(name, value)
            }
            for case in public_cases()
        )
        return [row for row in rows if row]

    @cached_property
    def _public_truths(self) -> list[Truths[int]]:
        return _rows(self._sides, self._public)

    def _takes(self, name: str, value: Any) -> bool:
        known = [base.attributes[name] for base in self.bases if name in base.attributes]
        members = value if isinstance(value, frozenset) else {value}
        return all(not one.choices or members <= {*one.choices} for one in known)

    @cached_property
    def _truths(self) -> list[Truths[Truth]]:
        algebra, choices = self._space.algebra, self._space.choices
        return [
            Truths(formula, algebra, formula.values(algebra, choices, facts))
            for formula, facts in self._sides
        ]

    def find(self, shows: Shows) -> Any | None:
        """A model of a case that shows something; None where it is proven that there is none."""
        return self._space.find(self._space.named(shows.where(*self._truths)))

    def witness(self, shows: Shows) -> Row | None:
        """The statements of such a case, with no answer more than it needs: a part of a public case
        where one shows it, else one that is proven to be there; of what common questions ask.
        """
        sides = self._sides_of(shows.names)
        read = {name for formula, _ in sides for name in formula.attributes}
        if self._public and (found := shows.where(*self._public_truths)):
            rows = [row for number, row in enumerate(self._public) if found >> number & 1]
            told = min(rows, key=len)
            stated = {name: value for name, value in told.items() if name in read}
        elif (model := self.find(shows)) is None:
            return None
        else:
            stated = {
                name: value
                for name in self._free
                if name in read and (value := self._space.stated(model, name)) is not None
            }
        return lean(stated, lambda rows: shows.where(*_rows(sides, rows)))


def _formula(base: KnowledgeBase, names: Sequence[str]) -> Formula:
    """What these propositions rest on, and the answers that say something about it."""
    formula = Formula(base, names, possible=True)
    tests = entailing_tests(base, formula.tests)
    return Formula(base, names, tests, possible=True) if tests else formula


def _rows(sides: Iterable[Side], rows: Sequence[Row]) -> list[Truths[int]]:
    """The truth values that the rules of each base give these cases, as masks."""
    found = []
    for formula, facts in sides:
        cases = Cases(formula.base, [name for name in formula.attributes if name != TODAY], rows)
        found.append(
            Truths(formula, cases.masks, formula.values(cases.masks, cases.choices, facts))
        )
    return found
