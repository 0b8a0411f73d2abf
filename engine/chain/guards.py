"""What rules ask of the stated facts, decided for one case in Python: typed and exact, before any chaining."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.chain.program import Firings, Guard, Program
from knowledge.conditions.evaluation import Decide, Facts, decider
from knowledge.conditions.tree import Test
from knowledge.truth import Mode


class GuardKeeper:
    """Decides all guards of a program; each test is decided once, however many guards use it."""

    def __init__(self, guards: Iterable[Guard]):
        numbers: dict[Test, int] = {}
        self._deciders: list[Decide] = []
        self._wanted: list[tuple[int, tuple[tuple[int, Mode], ...] | None]] = []
        for guard in guards:
            wanted = []
            for test, mode in guard.literals:
                if test not in numbers:
                    numbers[test] = len(self._deciders)
                    self._deciders.append(decider(test))
                wanted.append((numbers[test], mode))
            # most guards are one test, taken as it is
            alone = len(wanted) == 1 and wanted[0][1] is Mode.IS
            self._wanted.append((wanted[0][0], None) if alone else (0, tuple(wanted)))

    def decide(self, facts: Facts) -> list[bool | None]:
        """Each guard's truth, in the order of the program."""
        values = [decide(facts) for decide in self._deciders]
        return [
            values[single] if wanted is None else _all(values, wanted)
            for single, wanted in self._wanted
        ]


def _all(values: list[bool | None], wanted: tuple[tuple[int, Mode], ...]) -> bool | None:
    truth: bool | None = True
    for index, mode in wanted:
        value = values[index] if mode is Mode.IS else mode.of(values[index])
        if value is False:
            return False
        if value is None:
            truth = None
    return truth


def start(program: Program, truths: Sequence[bool | None]) -> tuple[set[int], Firings]:
    """The atoms that a chainer starts from, and the rules that have fired before it starts."""
    atoms: set[int] = set()
    for number, atom_true, atom_possible in program.chained_guards:
        truth = truths[number]
        if truth:
            atoms.add(atom_true)
        if truth is not False:
            atoms.add(atom_possible)
    true: set[int] = set()
    possible: set[int] = set()
    for rule in program.decided:
        truth = truths[rule.guard]
        if truth is False:
            continue
        possible.add(rule.source)
        atoms.add(rule.head_possible)
        if truth:
            true.add(rule.source)
            atoms.add(rule.head_true)
    return atoms, Firings(frozenset(true), frozenset(possible))
