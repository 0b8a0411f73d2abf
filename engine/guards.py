"""What rules ask of the stated facts, decided for one case in Python: typed and exact, before any chaining."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.program import Guard
from knowledge.evaluation import Decide, Facts, decider
from knowledge.expression import Test
from knowledge.rules import Mode


class GuardKeeper:
    """Decides all guards of a program; each test is decided once, however many guards use it."""

    def __init__(self, guards: Iterable[Guard]):
        numbers: dict[Test, int] = {}
        self._deciders: list[Decide] = []
        self._wanted: list[tuple[tuple[int, Mode], ...]] = []
        for guard in guards:
            wanted = []
            for test, mode in guard.literals:
                if test not in numbers:
                    numbers[test] = len(self._deciders)
                    self._deciders.append(decider(test))
                wanted.append((numbers[test], mode))
            self._wanted.append(tuple(wanted))

    def decide(self, facts: Facts) -> list[bool | None]:
        """Each guard's truth, in the order of the program."""
        values = [decide(facts) for decide in self._deciders]
        return [_all(values, wanted) for wanted in self._wanted]


def _all(values: list[bool | None], wanted: tuple[tuple[int, Mode], ...]) -> bool | None:
    truth: bool | None = True
    for index, mode in wanted:
        value = values[index] if mode is Mode.IS else mode.of(values[index])
        if value is False:
            return False
        if value is None:
            truth = None
    return truth


def atoms(guards: Sequence[Guard], truths: Sequence[bool | None]) -> list[int]:
    """The atoms that a chainer starts from."""
    found = []
    for guard, truth in zip(guards, truths, strict=True):
        if truth:
            found.append(guard.atom_true)
        if truth is not False and guard.atom_possible != guard.atom_true:
            found.append(guard.atom_possible)
    return found
