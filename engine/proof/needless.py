"""Which other questions each answer makes needless: a rule whose outcome is decided asks no more.

An answer is put in and all else is left open. Where an atom of the program then holds or fails
whatever else is answered, nothing behind it is asked for its sake. What no rule asks for any longer
is needless for certain; more may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from engine.proof.algebra import Formula, Values
from engine.proof.choices import Masks, attributes_of, truth_of
from engine.proof.entailed import affected, completed_choices
from engine.proof.masks import Cases

# the cases in which something holds whatever else is answered, and those in which it can hold
Span: TypeAlias = tuple[int, int]


class Spans:
    """The algebra of spans of bit masks."""

    def __init__(self, masks: Masks):
        self._masks = masks
        self.top, self.bottom = (masks.top, masks.top), (0, 0)

    def all_of(self, items: Sequence[Span]) -> Span:
        """The conjunction."""
        some = self._masks.all_of
        return some([least for least, _ in items]), some([most for _, most in items])

    def any_of(self, items: Sequence[Span]) -> Span:
        """The disjunction."""
        some = self._masks.any_of
        return some([least for least, _ in items]), some([most for _, most in items])

    def no(self, item: Span) -> Span:
        """The negation."""
        least, most = item
        return self._masks.no(most), self._masks.no(least)

    def same(self, one: Span, other: Span) -> bool:
        """Whether both are alike."""
        return one == other


def shares_settled(
    formula: Formula, facts: Mapping[str, Any], answers: Mapping[str, Sequence[Any]]
) -> dict[str, float]:
    """Attribute → the share of the other attributes that an answer to it makes needless, at the
    average of its answers.

    `answers`: attribute → the answers that are tried, of each attribute that is compared.
    """
    if len(answers) < 2:
        return dict.fromkeys(answers, 1.0)
    trials = [(name, answer) for name, several in answers.items() for answer in several]
    asked = asked_after(formula, facts, trials)
    found = {}
    start = 0
    for name, several in answers.items():
        own = ((1 << len(several)) - 1) << start
        start += len(several)
        needless = sum(
            (own & ~asked.get(other, 0)).bit_count() for other in answers if other != name
        )
        found[name] = needless / (len(answers) - 1) / len(several)
    return found


def asked_after(
    formula: Formula, facts: Mapping[str, Any], trials: Sequence[tuple[str, Any]]
) -> dict[str, int]:
    """Attribute → the trials, a bit each, after which some rule still asks for it.

    `trials`: each an attribute with an answer to it.
    """
    cases = Cases(formula.base, formula.attributes, [{}], [{name: v} for name, v in trials])
    masks, algebra = cases.masks, Spans(cases.masks)
    choices = completed_choices(formula.base, masks, cases.choices, facts)
    put: dict[str, int] = {}  # attribute → the trials that say something about it
    behind: dict[str, list[str]] = {}  # attribute → those whose answers say something about it
    for row, (name, _) in enumerate(trials):
        for target in affected(formula.base, {name: None}):
            put[target] = put.get(target, 0) | 1 << row
    for name in formula.attributes:
        for target in affected(formula.base, {name: None}):
            behind.setdefault(target, []).append(name)
    tests = {}
    for test in formula.tests:
        true, possible = truth_of(test, masks, choices, facts)
        told = masks.any_of([put.get(name, 0) for name in attributes_of(test)])
        span = (true & told, possible | masks.no(told))
        tests[test] = span, span
    values = formula.chained(algebra, tests)
    found: dict[str, int] = {}
    for test, rows in _open(formula, values, masks).items():
        for read in attributes_of(test):
            for name in behind.get(read, ()):
                found[name] = found.get(name, 0) | rows & masks.no(put.get(read, 0))
    return found


def _open(formula: Formula, values: Values[Span], masks: Masks) -> dict[Any, int]:
    """Test → the trials in which a target still rests on its outcome."""

    def undecided(atom: int) -> int:
        least, most = values.atoms.get(atom, (0, 0))
        return most & masks.no(least)

    wanted = {atom: undecided(atom) for atom in formula.targets.values()}
    for group in reversed(formula.groups):
        for _ in group:  # atoms that support each other in a circle: as many rounds as there are
            for step in group:
                rows = wanted.get(step.atom, 0)
                if not rows:
                    continue
                bodies = step.alternatives if step.absent is None else ((step.absent,),)
                for body in bodies:
                    alive = rows
                    if step.absent is None:
                        for atom in body:
                            alive &= values.atoms.get(atom, (0, 0))[1]
                    for atom in body:
                        wanted[atom] = wanted.get(atom, 0) | alive & undecided(atom)
    found: dict[Any, int] = {}
    for guard in formula.guards:
        rows = wanted.get(guard.atom_true, 0) | wanted.get(guard.atom_possible, 0)
        for test, _ in guard.literals if rows else ():
            (least, most), _ = values.tests[test]
            found[test] = found.get(test, 0) | rows & most & masks.no(least)
    return found
