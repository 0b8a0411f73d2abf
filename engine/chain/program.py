"""Three truth values for a two-valued chainer: plain rules become positive rules over atoms.

Each proposition p has an atom `p is true` and, where it can be unknown at all, an atom `p is
possible`. Each rule is chained over both. A negated premise becomes an atom of its own, which a
chainer adds once the stratum it looks at is closed. What a rule asks of the stated facts is decided
outside, as one guard; a chainer sees atoms only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode


@dataclass(frozen=True, slots=True)
class ChainedRule:
    """A rule as a chainer sees it: where all atoms of the body are there, the head is added."""

    source: int  # which plain rule it comes from
    possible: bool  # False: the copy over `is true`; True: the copy over `is possible`
    level: int  # the step of evaluation that its head belongs to
    head: int
    body: tuple[int, ...]  # atoms


@dataclass(frozen=True, slots=True)
class Absence:
    """The atom that says that another one is not there, to be added when its level is closed."""

    atom: int
    absent: int
    level: int  # of `absent`


@dataclass(frozen=True, slots=True)
class Guard:
    """All that one rule asks of the stated facts."""

    literals: tuple[tuple[Test, Mode], ...]
    atom_true: int
    atom_possible: int  # the same atom where the guard is never unknown


@dataclass(frozen=True, slots=True)
class DecidedRule:
    """A rule that asks for nothing but stated facts: where its guard holds it has fired, and chaining starts from its head."""

    source: int  # which plain rule it is
    guard: int  # number of its guard
    head_true: int  # atoms; the same one where the head is never unknown
    head_possible: int


@dataclass(frozen=True)
class Program:
    """What a chainer is built from, and what is decided before it starts."""

    rules: tuple[ChainedRule, ...]
    absences: tuple[Absence, ...]
    guards: tuple[Guard, ...]
    decided: tuple[DecidedRule, ...]
    atoms: int  # how many there are; they are numbered from 0
    levels: int
    # the same → the atom that says it may be
    possibles: Mapping[str, int] = field(default_factory=dict)
    # proposition that some rule concludes → the atom that says it is true
    truths: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def chained_guards(self) -> tuple[tuple[int, int, int], ...]:
        """(number, atom where it holds, atom where it may hold) of each guard that some chained rule has as a premise."""
        used = {atom for rule in self.rules for atom in rule.body}
        both = (
            (number, guard.atom_true, guard.atom_possible)
            for number, guard in enumerate(self.guards)
        )
        return tuple(entry for entry in both if used & set(entry[1:]))

    @property
    def given(self) -> frozenset[int]:
        """The atoms that a chainer may start from."""
        guards = {atom for guard in self.guards for atom in (guard.atom_true, guard.atom_possible)}
        return frozenset(
            guards
            | {atom for rule in self.decided for atom in (rule.head_true, rule.head_possible)}
        )


@dataclass(frozen=True, slots=True)
class Firings:
    """What a chainer found: the plain rules that fired, over `is true` and over `is possible`."""

    true: frozenset[int]
    possible: frozenset[int]  # contains `true`


class _Atoms:
    def __init__(self) -> None:
        self.numbers: dict[tuple[object, ...], int] = {}

    def __call__(self, *key: object) -> int:
        return self.numbers.setdefault(key, len(self.numbers))


def compile_program(base: KnowledgeBase, *, all_answered: bool = False) -> Program:
    """The program of a knowledge base.

    Pure: the same base gives the same program, with its guards in the same order.

    Where every guard of a case is decided, nothing can be unknown: `all_answered` is the program
    for such cases, which chains each rule once only.
    """
    certain = (
        frozenset(rule.head for rule in base.rules) if all_answered else two_valued(base.rules)
    )
    atoms = _Atoms()
    guards: dict[tuple[tuple[Test, Mode], ...], Guard] = {}
    numbers: dict[tuple[tuple[Test, Mode], ...], int] = {}
    decided: list[DecidedRule] = []
    chained: list[ChainedRule] = []
    absences: dict[int, Absence] = {}

    def atom(name: str, possible: bool) -> int:
        return atoms("possible" if possible and name not in certain else "true", name)

    def absence(name: str, possible: bool) -> int:
        absent = atom(name, possible)
        number = atoms("absent", absent)
        absences[number] = Absence(number, absent, _level(base, name, possible, certain))
        return number

    def premise(literal: Literal, possible: bool) -> int:
        name = literal.target
        assert isinstance(name, str)
        match literal.mode:
            case Mode.IS:
                return atom(name, possible)
            case Mode.IS_NOT:
                return absence(name, not possible)
            case Mode.ESTABLISHED:
                return atom(name, False)
            case Mode.NOT_ESTABLISHED:
                return absence(name, False)
            case Mode.REFUTED:
                return absence(name, True)
            case Mode.NOT_REFUTED:
                return atom(name, True)

    for index, rule in enumerate(base.rules):
        tests = tuple(
            (literal.target, literal.mode)
            for literal in rule.body
            if isinstance(literal.target, Test)
        )
        names = [literal for literal in rule.body if isinstance(literal.target, str)]
        guard = None
        if tests or not names:
            key = tuple(sorted(tests, key=repr))
            if key not in guards:
                settled = all_answered or all(_settled(test, mode) for test, mode in key)
                true = atoms("guard", key)
                guards[key] = Guard(key, true, true if settled else atoms("guard possible", key))
                numbers[key] = len(numbers)
            guard = guards[key]
            if not names:
                decided.append(
                    DecidedRule(index, numbers[key], atom(rule.head, False), atom(rule.head, True))
                )
                continue
        for possible in (False,) if rule.head in certain else (False, True):
            body = [] if guard is None else [guard.atom_possible if possible else guard.atom_true]
            body += [premise(literal, possible) for literal in names]
            level = _level(base, rule.head, possible, certain)
            chained.append(
                ChainedRule(
                    index, possible, level, atom(rule.head, possible), tuple(dict.fromkeys(body))
                )
            )
    levels = 1 + max(
        [rule.level for rule in chained] + [absence.level for absence in absences.values()],
        default=0,
    )
    truths, possibles = (
        {rule.head: atom(rule.head, possible) for rule in base.rules} for possible in (False, True)
    )
    return Program(
        tuple(chained),
        tuple(absences.values()),
        tuple(guards.values()),
        tuple(decided),
        len(atoms.numbers),
        levels,
        possibles,
        truths,
    )


def two_valued(rules: Iterable[Rule]) -> frozenset[str]:
    """The propositions that are never unknown, whatever is answered."""
    bodies: dict[str, list[Literal]] = {}
    for rule in rules:
        bodies.setdefault(rule.head, []).extend(rule.body)
    certain = set(bodies)
    while True:
        doubtful = {
            head
            for head in certain
            if not all(_never_unknown(literal, certain) for literal in bodies[head])
        }
        if not doubtful:
            return frozenset(certain)
        certain -= doubtful


def _never_unknown(literal: Literal, certain: set[str]) -> bool:
    if isinstance(literal.target, Test):
        return _settled(literal.target, literal.mode)
    return literal.mode not in (Mode.IS, Mode.IS_NOT) or literal.target in certain


def _settled(test: Test, mode: Mode) -> bool:
    return mode is not Mode.IS or test.op in ("known", "unanswered")


def _level(base: KnowledgeBase, name: str, possible: bool, certain: frozenset[str]) -> int:
    """Within a stratum `is true` comes first, since what is possible may rest on what is established."""
    return 2 * base.strata.get(name, 0) + (possible and name not in certain)
