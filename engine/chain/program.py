"""Three truth values for a two-valued chainer: plain rules become positive rules over atoms.

Each proposition p has an atom `p is true` and, where it can be unknown at all, an atom `p is
possible`. Each rule is chained over both. A negated premise becomes an atom of its own, which a
chainer adds once the stratum it looks at is closed. The tests of a rule on the stated facts are
decided outside, as one guard; a chainer sees atoms only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test
from knowledge.rules.certainty import never_unknown, two_valued
from knowledge.truth import Mode

if TYPE_CHECKING:
    from knowledge.rules.plain import Literal, Rule

_Asked: TypeAlias = tuple[tuple[Test, Mode], ...]  # what a guard asks of the stated facts


class ChainedRule(NamedTuple):
    """A rule as a chainer sees it: where all atoms of the body are there, the head is added."""

    source: int  # which plain rule it comes from
    possible: bool  # False: the copy over `is true`; True: the copy over `is possible`
    level: int  # the step of evaluation that its head belongs to
    head: int
    body: tuple[int, ...]  # atoms


class Absence(NamedTuple):
    """The atom that says that another one is not there, to be added when its level is closed."""

    atom: int
    absent: int
    level: int  # of `absent`


class Guard(NamedTuple):
    """All that one rule asks of the stated facts."""

    literals: _Asked
    atom_true: int
    atom_possible: int  # the same atom where the guard is never unknown


class DecidedRule(NamedTuple):
    """A rule that asks for nothing but stated facts.

    Where its guard holds it has fired, and chaining starts from its head.
    """

    source: int  # which plain rule it is
    guard: int  # number of its guard
    head_true: int  # atoms; the same one where the head is never unknown
    head_possible: int


@dataclass(frozen=True, kw_only=True)
class Program:
    """The program of a chainer, and the rules decided before it starts."""

    rules: tuple[ChainedRule, ...]
    absences: tuple[Absence, ...] = ()
    guards: tuple[Guard, ...] = ()
    decided: tuple[DecidedRule, ...] = ()
    atoms: int  # how many there are; they are numbered from 0
    levels: int
    # proposition that some rule concludes → the atom that says it is true
    truths: Mapping[str, int] = field(default_factory=dict)
    # proposition that some rule concludes → the atom that says it is possible
    possibles: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def chained_guards(self) -> tuple[tuple[int, int, int], ...]:
        """The guards that some chained rule has as a premise.

        Of each: its number, the atom where it holds, the atom where it may hold.
        """
        used = {atom for rule in self.rules for atom in rule.body}
        both = (
            (number, guard.atom_true, guard.atom_possible)
            for number, guard in enumerate(self.guards)
        )
        return tuple(entry for entry in both if used & set(entry[1:]))

    def within_reach(self, atoms: Iterable[int]) -> list[int]:
        """The numbers of the rules that can fire from these atoms, whatever is absent."""
        reached = {*atoms, *(absence.atom for absence in self.absences)}
        kept: list[int] = []
        waiting: Sequence[int] = self._by_level
        grown = True
        while grown:
            behind, before = [], len(kept)
            for number in waiting:
                rule = self.rules[number]
                if reached.issuperset(rule.body):
                    reached.add(rule.head)
                    kept.append(number)
                else:
                    behind.append(number)
            waiting, grown = behind, len(kept) > before
        return kept

    @cached_property
    def _by_level(self) -> list[int]:
        """The numbers of the rules, those of the first level first."""
        return sorted(range(len(self.rules)), key=lambda number: self.rules[number].level)

    @property
    def given(self) -> frozenset[int]:
        """The atoms that a chainer may start from."""
        guards = {atom for guard in self.guards for atom in (guard.atom_true, guard.atom_possible)}
        return frozenset(
            guards
            | {atom for rule in self.decided for atom in (rule.head_true, rule.head_possible)}
        )


class Firings(NamedTuple):
    """The plain rules that fired in a chainer, over `is true` and over `is possible`."""

    true: frozenset[int]
    possible: frozenset[int]  # contains `true`; the same set where nothing is open

    @property
    def settled(self) -> bool:
        """Whether each rule that may fire has fired."""
        return len(self.true) == len(self.possible)

    def joined(self, other: Firings) -> Firings:
        """These and the others."""
        true = self.true | other.true
        if self.settled and other.settled:
            return Firings(true, true)
        return Firings(true, self.possible | other.possible)


def collect(sources: Sequence[tuple[int, bool]], fired: Iterable[int]) -> Firings:
    """The firings of plain rules, given those of chained ones.

    `sources`: the plain rule of each chained one, and whether that one is the copy over `is
    possible`. A rule that fires over `is true` is possible, too.
    """
    true: set[int] = set()
    possible: set[int] = set()
    for index in fired:
        source, is_possible = sources[index]
        (possible if is_possible else true).add(source)
    fired = frozenset(true)
    return Firings(fired, fired | possible if possible else fired)


def compile_program(base: KnowledgeBase, *, all_answered: bool = False) -> Program:
    """The program of a knowledge base.

    Pure: the same base gives the same program, with its guards in the same order.

    Where every guard of a case is decided, nothing can be unknown: `all_answered` is the program
    for such cases, which chains each rule once only.
    """
    compiler = _Compiler(base, all_answered)
    for number, rule in enumerate(base.rules):
        compiler.add(number, rule)
    return compiler.program()


def program_when_all_answered(base: KnowledgeBase) -> Program:
    """The program for cases in which every guard is decided."""
    return compile_program(base, all_answered=True)


def numbered_tests(base: KnowledgeBase) -> dict[Test, int]:
    """Each test that a rule asks for → its number, in the order of the rules."""
    tests = (
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, Test)
    )
    return {test: number for number, test in enumerate(dict.fromkeys(tests))}


class _Compiler:
    """The program as far as it is compiled; atoms and guards are numbered as they come."""

    def __init__(self, base: KnowledgeBase, all_answered: bool):
        self.base, self.all_answered = base, all_answered
        heads = frozenset(rule.head for rule in base.rules)
        self.certain = heads if all_answered else two_valued(base.rules)
        self.numbers: dict[tuple[object, ...], int] = {}  # what an atom says → its number
        self.guards: dict[_Asked, int] = {}  # → the number of the guard
        self.made: list[Guard] = []
        self.decided: list[DecidedRule] = []
        self.chained: list[ChainedRule] = []
        self.absences: dict[int, Absence] = {}

    def add(self, number: int, rule: Rule) -> None:
        """Compile one rule: what it asks of the stated facts is one guard."""
        names = [literal for literal in rule.body if isinstance(literal.target, str)]
        guard = None if names and len(names) == len(rule.body) else self.guard(rule)
        if guard is not None and not names:
            true, possible = self.atom(rule.head, False), self.atom(rule.head, True)
            self.decided.append(DecidedRule(number, guard, true, possible))
            return
        for possible_too in (False,) if rule.head in self.certain else (False, True):
            self.chain(number, rule.head, guard, names, possible_too)

    def chain(
        self, number: int, head: str, guard: int | None, names: Sequence[Literal], possible: bool
    ) -> None:
        """Compile one copy of a rule that rests on conclusions."""
        body = []
        if guard is not None:
            found = self.made[guard]
            body.append(found.atom_possible if possible else found.atom_true)
        body += [self.premise(literal, possible) for literal in names]
        level = self.level(head, possible)
        atoms = tuple(dict.fromkeys(body))  # a premise asked for twice counts once
        self.chained.append(ChainedRule(number, possible, level, self.atom(head, possible), atoms))

    def guard(self, rule: Rule) -> int:
        """The number of the guard that asks what this rule asks of the stated facts."""
        tests = [
            (literal.target, literal.mode)
            for literal in rule.body
            if isinstance(literal.target, Test)
        ]
        asked = tuple(sorted(tests, key=repr))
        if asked not in self.guards:
            settled = self.all_answered or all(never_unknown(test, mode) for test, mode in asked)
            true = self.number("guard", asked)
            possible = true if settled else self.number("guard possible", asked)
            self.guards[asked] = len(self.made)
            self.made.append(Guard(asked, true, possible))
        return self.guards[asked]

    def premise(self, literal: Literal, possible: bool) -> int:
        """The atom that a literal asks for, in the copy over `is true` or over `is possible`."""
        name = literal.target
        assert isinstance(name, str)
        match literal.mode:
            case Mode.IS:
                return self.atom(name, possible)
            case Mode.IS_NOT:
                return self.absence(name, not possible)
            case Mode.ESTABLISHED:
                return self.atom(name, False)
            case Mode.NOT_ESTABLISHED:
                return self.absence(name, False)
            case Mode.REFUTED:
                return self.absence(name, True)
            case Mode.NOT_REFUTED:
                return self.atom(name, True)

    def absence(self, name: str, possible: bool) -> int:
        absent = self.atom(name, possible)
        number = self.number("absent", absent)
        self.absences[number] = Absence(number, absent, self.level(name, possible))
        return number

    def atom(self, name: str, possible: bool) -> int:
        return self.number("possible" if possible and name not in self.certain else "true", name)

    def number(self, *says: object) -> int:
        return self.numbers.setdefault(says, len(self.numbers))

    def level(self, name: str, possible: bool) -> int:
        """Within a stratum `is true` comes first.

        What is possible may rest on what is established.
        """
        return 2 * self.base.strata.get(name, 0) + (possible and name not in self.certain)

    def program(self) -> Program:
        """All that was compiled."""
        closed = (absence.level for absence in self.absences.values())
        last = max((*(rule.level for rule in self.chained), *closed), default=0)
        return Program(
            rules=tuple(self.chained),
            absences=tuple(self.absences.values()),
            guards=tuple(self.made),
            decided=tuple(self.decided),
            truths={rule.head: self.atom(rule.head, False) for rule in self.base.rules},
            possibles={rule.head: self.atom(rule.head, True) for rule in self.base.rules},
            atoms=len(self.numbers),
            levels=1 + last,
        )
