"""A program as one formula: the same rules, evaluated over any algebra of truth values.

A chainer answers one case. Over an algebra the rules answer many cases in one pass: over bit masks
(`Masks`) a row of random or enumerated cases, over logical formulas (`engine.proof.solver`) all
cases at once. Tests are decided by the very deciders that decide single cases, over what attributes
may state (`engine.proof.choices`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple

from engine.chain.program import Guard, Program, compile_program
from engine.proof.choices import (
    Algebra,
    Asked,
    Choices,
    Masks,
    Members,
    Open,
    Scalar,
    T,
    attributes_of,
    truth_of,
)
from engine.proof.entailed import affected, completed_choices
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Test
from knowledge.rules.plain import Literal

__all__ = [
    "Algebra",
    "Asked",
    "Choices",
    "Formula",
    "Masks",
    "Members",
    "Open",
    "Scalar",
    "T",
    "Values",
    "attributes_of",
    "differ",
    "truth_of",
]


def differ(algebra: Algebra[T], one: T, other: T) -> T:
    """The cases in which just one of two conditions holds."""
    if algebra.same(one, other):
        return algebra.bottom
    return algebra.any_of(
        [algebra.all_of([one, algebra.no(other)]), algebra.all_of([algebra.no(one), other])]
    )


class Step(NamedTuple):
    """The derivation of an atom: some alternative, each a conjunction of atoms.

    Or the absence of another atom.
    """

    atom: int
    alternatives: tuple[tuple[int, ...], ...]
    absent: int | None = None

    @property
    def needs(self) -> Iterable[int]:
        """The atoms that it is made of."""
        return (
            (self.absent,)
            if self.absent is not None
            else {below for body in self.alternatives for below in body}
        )


@dataclass(frozen=True)
class Supposed(Generic[T]):
    """The cases in which an atom is set, whatever the rules say of it."""

    there: T
    not_there: T

    def put(self, algebra: Algebra[T], value: T) -> T:
        """The value of the atom with that."""
        kept = algebra.all_of([value, algebra.no(self.not_there)])
        return algebra.any_of([kept, self.there])


@dataclass(frozen=True)
class Values(Generic[T]):
    """The values of a formula over an algebra."""

    atoms: Mapping[int, T]
    tests: Mapping[Test, tuple[T, T]]  # where it is true; where it is true or unknown


@dataclass(frozen=True)
class Plan:
    """The part of a program that some propositions rest on, in an order in which it can be
    evaluated.
    """

    targets: Mapping[str, int]  # proposition → the atom that says it is true
    groups: tuple[tuple[Step, ...], ...]  # each after those it needs; a circle is one group
    guards: tuple[Guard, ...]
    tests: tuple[Test, ...]
    attributes: tuple[str, ...]  # those that the tests read


def plan(
    base: KnowledgeBase,
    propositions: Iterable[str],
    tests: Iterable[Test] = (),
    *,
    possible: bool | Collection[str] = False,
) -> Plan:
    """The plan of a formula: see `Formula`."""
    program: Program = base.derived(compile_program)
    targets = {
        name: program.truths[name] for name in dict.fromkeys(propositions) if name in program.truths
    }
    goals = [
        *targets.values(),
        *(program.possibles[name] for name in targets if _asked(name, possible)),
    ]
    groups = _ordered(base.derived(_steps), sorted(set(goals)))
    atoms = {
        atom for group in groups for step in group for body in step.alternatives for atom in body
    }
    atoms |= set(goals)
    places = base.derived(_places_of_guards)
    wanted = sorted({place for atom in atoms for place in places.get(atom, ())})
    guards = tuple(program.guards[place] for place in wanted)
    guarded = [test for guard in guards for test, _ in guard.literals]
    asked = tuple(dict.fromkeys([*guarded, *tests]))
    attributes = dict.fromkeys(name for test in asked for name in attributes_of(test))
    return Plan(targets, groups, guards, asked, tuple(attributes))


class Formula:
    """The part of a knowledge base's program that some propositions rest on, to be evaluated."""

    def __init__(
        self,
        base: KnowledgeBase,
        propositions: Iterable[str] = (),
        tests: Iterable[Test] = (),
        *,
        possible: bool | Collection[str] = False,
        made: Plan | None = None,
    ):
        """`tests`: others to be decided as well.

        `possible`: where each proposition, or each of these, is true or unknown is asked for, too.
        `made`: the plan of all that, where there is one already.
        """
        self.base = base
        self.program: Program = base.derived(compile_program)
        own = made or plan(base, propositions, tests, possible=possible)
        self.plan, self.targets = own, own.targets
        self.tests, self.attributes = own.tests, own.attributes

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Its tests, each with what it reads and how it is decided."""
        return tuple(map(Asked.of, self.tests))

    def evaluate(
        self, algebra: Algebra[T], choices: Mapping[str, Choices[T]], facts: Mapping[str, Any]
    ) -> dict[str, T]:
        """The cases in which each target is true, given what the attributes in `choices` may state.

        All others are as in `facts`.
        """
        atoms = self.values(algebra, choices, facts).atoms
        return {name: atoms.get(atom, algebra.bottom) for name, atom in self.targets.items()}

    def again(
        self,
        algebra: Algebra[T],
        choices: Mapping[str, Choices[T]],
        facts: Mapping[str, Any],
        before: Values[T],
        changed: Collection[str],
    ) -> Values[T]:
        """The same values as before where only the choices of the `changed` attributes are others.

        What they do not touch stays.
        """
        tests = dict(before.tests)
        choices = completed_choices(self.base, algebra, choices, facts)
        turned = affected(self.base, dict.fromkeys(changed))
        for asked in self.asked:
            if not turned.isdisjoint(asked.attributes):
                tests[asked.test] = truth_of(asked, algebra, choices, facts)
        values, touched = dict(before.atoms), set()

        def put(atom: int, value: T) -> None:
            if atom not in values or not algebra.same(values[atom], value):
                values[atom] = value
                touched.add(atom)

        for guard in self.plan.guards:
            if any(tests[test] is not before.tests[test] for test, _ in guard.literals):
                both = [mode.of_pair(algebra, tests[test]) for test, mode in guard.literals]
                put(guard.atom_true, algebra.all_of([true for true, _ in both]))
                if guard.atom_possible != guard.atom_true:
                    put(guard.atom_possible, algebra.all_of([possible for _, possible in both]))
        for group in self.plan.groups:
            if touched.isdisjoint(below for step in group for below in step.needs):
                continue
            if len(group) > 1:
                values |= dict.fromkeys((step.atom for step in group), algebra.bottom)
            for _ in group if len(group) > 1 else (None,):
                for step in group:
                    put(step.atom, _stepped(algebra, step, values))
        return Values(values, tests)

    def values(
        self,
        algebra: Algebra[T],
        choices: Mapping[str, Choices[T]],
        facts: Mapping[str, Any],
        supposed: Mapping[int, Supposed[T]] | None = None,
    ) -> Values[T]:
        """The cases in which each atom and each test is true, given the same.

        `supposed`: atoms that are set, whatever the rules say.
        """
        choices = completed_choices(self.base, algebra, choices, facts)
        tests = {asked.test: truth_of(asked, algebra, choices, facts) for asked in self.asked}
        return self.chained(algebra, tests, supposed)

    def chained(
        self,
        algebra: Algebra[T],
        tests: Mapping[Test, tuple[T, T]],
        supposed: Mapping[int, Supposed[T]] | None = None,
    ) -> Values[T]:
        """The cases where each atom is true, given those where each test is true, and possible."""
        supposed = supposed or {}
        values: dict[int, T] = {}
        for guard in self.plan.guards:
            both = [mode.of_pair(algebra, tests[test]) for test, mode in guard.literals]
            values[guard.atom_true] = algebra.all_of([true for true, _ in both])
            if guard.atom_possible != guard.atom_true:
                values[guard.atom_possible] = algebra.all_of([possible for _, possible in both])
        for group in self.plan.groups:
            for step in group:
                values.setdefault(step.atom, algebra.bottom)
            # atoms that support each other in a circle: as many rounds as there are
            for _ in group if len(group) > 1 else (None,):
                for step in group:
                    value = _stepped(algebra, step, values)
                    if found := supposed.get(step.atom):
                        value = found.put(algebra, value)
                    values[step.atom] = value
        return Values(values, tests)

    def truth(self, name: str, algebra: Algebra[T], values: Values[T]) -> tuple[T, T]:
        """The cases in which a proposition behind the targets is true; and is true or unknown."""
        program = self.program
        return (
            values.atoms.get(program.truths.get(name, -1), algebra.bottom),
            values.atoms.get(program.possibles.get(name, -1), algebra.bottom),
        )

    def premise(self, literal: Literal, algebra: Algebra[T], values: Values[T]) -> T:
        """The cases in which a premise of some rule behind the targets is true."""
        target = literal.target
        if isinstance(target, Test):
            return literal.mode.of_pair(algebra, values.tests[target])[0]
        return literal.mode.of_pair(algebra, self.truth(target, algebra, values))[0]


def _asked(name: str, asked: bool | Collection[str]) -> bool:
    return asked if isinstance(asked, bool) else name in asked


def _stepped(algebra: Algebra[T], step: Step, values: Mapping[int, T]) -> T:
    if step.absent is not None:
        return algebra.no(values.get(step.absent, algebra.bottom))
    bodies = [
        algebra.all_of([values.get(atom, algebra.bottom) for atom in body])
        if len(body) != 1
        else values.get(body[0], algebra.bottom)
        for body in step.alternatives
    ]
    return bodies[0] if len(bodies) == 1 else algebra.any_of(bodies)


def _places_of_guards(base: KnowledgeBase) -> dict[int, list[int]]:
    """Atom → the places of the guards that set it."""
    found: dict[int, list[int]] = {}
    for place, guard in enumerate(base.derived(compile_program).guards):
        for atom in {guard.atom_true, guard.atom_possible}:
            found.setdefault(atom, []).append(place)
    return found


def _steps(base: KnowledgeBase) -> dict[int, Step]:
    """Atom → how it is made of others."""
    program: Program = base.derived(compile_program)
    bodies: dict[int, list[tuple[int, ...]]] = {}
    for rule in program.rules:
        bodies.setdefault(rule.head, []).append(rule.body)
    for decided in program.decided:
        guard = program.guards[decided.guard]
        bodies.setdefault(decided.head_true, []).append((guard.atom_true,))
        if decided.head_possible != decided.head_true:
            bodies.setdefault(decided.head_possible, []).append((guard.atom_possible,))
    steps = {
        atom: Step(atom, tuple(dict.fromkeys(alternatives)))
        for atom, alternatives in bodies.items()
    }
    return steps | {
        absence.atom: Step(absence.atom, (), absence.absent) for absence in program.absences
    }


def _ordered(steps: Mapping[int, Step], targets: Iterable[int]) -> tuple[tuple[Step, ...], ...]:
    """The steps that the targets rest on, each after those it needs.

    Steps that need each other form one group.
    """
    import networkx as nx

    needs: nx.DiGraph[int] = nx.DiGraph()
    waiting = [target for target in targets if target in steps]
    needs.add_nodes_from(waiting)
    while waiting:
        step = steps[atom := waiting.pop()]
        for below in step.needs:
            if below in steps:
                if below not in needs:
                    waiting.append(below)
                needs.add_edge(below, atom)
    whole = nx.condensation(needs)
    return tuple(
        tuple(steps[atom] for atom in sorted(whole.nodes[group]["members"]))
        for group in nx.topological_sort(whole)
    )
