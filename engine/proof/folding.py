"""A formula around fixed facts: what no open answer can change is worked out once, and left out of
each evaluation. The values that it gives are those of the whole formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from engine.chain.program import Guard
from engine.proof.algebra import Choices, Formula, Plan, Step, T, attributes_of, truth_of
from engine.proof.entailed import affected, completed_choices
from knowledge.conditions.tree import Test
from knowledge.truth import Pair, conjunction, disjunction, negation


class _Constants:
    """The algebra of what is the same in all cases: true or false; None where cases may differ."""

    top: bool | None = True
    bottom: bool | None = False

    def all_of(self, items: Sequence[bool | None]) -> bool | None:
        return conjunction(items)

    def any_of(self, items: Sequence[bool | None]) -> bool | None:
        return disjunction(items)

    def no(self, item: bool | None) -> bool | None:
        return negation(item)

    def same(self, one: bool | None, other: bool | None) -> bool:
        return one is other


class Folded:
    """A formula, for the cases that state the same but for some free attributes."""

    def __init__(self, formula: Formula, free: Iterable[str], facts: Mapping[str, Any]):
        self._whole, self._facts = formula, facts
        tests = _decided(formula, free, facts)
        self._atoms = formula.chained(_Constants(), tests).atoms
        self._differing = Formula(formula.base, made=self._plan(formula.plan, tests))

    def evaluate(self, algebra: Any, choices: Mapping[str, Choices[T]]) -> dict[str, T]:
        """The cases in which each target is true, given what the free attributes may state."""
        same = {
            name: algebra.top if self._atoms.get(atom) else algebra.bottom
            for name, atom in self._whole.targets.items()
        }
        return same | self._differing.evaluate(algebra, choices, self._facts)

    def _differs(self, atom: int) -> bool:
        return self._atoms.get(atom, False) is None

    def _plan(self, whole: Plan, tests: Mapping[Test, Pair[bool | None]]) -> Plan:
        """The part of a plan that differs from case to case."""
        guards = tuple(
            _open_part(guard, tests)
            for guard in whole.guards
            if self._differs(guard.atom_true) or self._differs(guard.atom_possible)
        )
        groups = tuple(steps for group in whole.groups if (steps := tuple(self._open_steps(group))))
        asked = tuple(dict.fromkeys(test for guard in guards for test, _ in guard.literals))
        return Plan(
            {name: atom for name, atom in whole.targets.items() if self._differs(atom)},
            groups,
            guards,
            asked,
            tuple(dict.fromkeys(name for test in asked for name in attributes_of(test))),
        )

    def _open_steps(self, group: Iterable[Step]) -> Iterator[Step]:
        for step in group:
            if self._differs(step.atom):
                bodies = (
                    tuple(atom for atom in body if self._atoms.get(atom, False) is not True)
                    for body in step.alternatives
                    if all(self._atoms.get(atom, False) is not False for atom in body)
                )
                yield step._replace(alternatives=tuple(bodies))


def _decided(
    formula: Formula, free: Iterable[str], facts: Mapping[str, Any]
) -> dict[Test, Pair[bool | None]]:
    """Each test as it is in all cases; (None, None) where an open answer takes part in it."""
    constants = _Constants()
    open_ = affected(formula.base, dict.fromkeys(free))
    fixed = completed_choices(formula.base, constants, {}, facts)
    return {
        asked.test: truth_of(asked, constants, fixed, facts)
        if open_.isdisjoint(asked.attributes)
        else (None, None)
        for asked in formula.asked
    }


def _open_part(guard: Guard, tests: Mapping[Test, Pair[bool | None]]) -> Guard:
    """A guard without what it asks for that holds in all cases."""
    constants = _Constants()
    return guard._replace(
        literals=tuple(
            (test, mode)
            for test, mode in guard.literals
            if mode.of_pair(constants, tests[test]) != (True, True)
        )
    )
