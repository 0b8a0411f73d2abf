"""Tests of the stated facts, decided for one case in Python, before any chaining.

Typed and exact. Each test is decided once for a case, and what was decided is kept with the
assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.chain.program import Firings, Guard, Program
from knowledge.conditions.evaluation import Facts, decider
from knowledge.conditions.tree import Test
from knowledge.truth import BY_RANK, RANKS, Mode, Rank


class GuardKeeper:
    """Decides tests, and the guards that are made of them.

    Each test is decided once, however many guards use it.
    """

    def __init__(self, tests: Iterable[Test], guards: Iterable[Guard]):
        """`tests`: all that a guard asks for, in the order in which `values` gives them."""
        numbers = {test: number for number, test in enumerate(tests)}
        self._deciders = [decider(test) for test in numbers]
        # behind the ranks of the tests stand those of tests in another mode than `is`
        moded: dict[tuple[int, Mode], int] = {}

        def place(test: Test, mode: Mode) -> int:
            if mode is Mode.IS:
                return numbers[test]
            return moded.setdefault((numbers[test], mode), len(numbers) + len(moded))

        asked = [[place(test, mode) for test, mode in guard.literals] for guard in guards]
        self._moded = [
            (number, tuple(RANKS[truth] for truth in mode.table().values()))
            for number, mode in moded
        ]
        always = len(numbers) + len(moded)  # the place of what is true in each case
        # most guards ask for one test or two
        self._firsts = [places[0] if places else always for places in asked]
        self._seconds = [places[1] if len(places) > 1 else always for places in asked]
        self._further = [
            (guard, tuple(places[2:])) for guard, places in enumerate(asked) if len(places) > 2
        ]

    def values(self, facts: Facts) -> list[bool | None]:
        """Each test's truth."""
        return [decide(facts) for decide in self._deciders]

    def truths(self, values: Iterable[bool | None]) -> list[bool | None]:
        """Each guard's truth, given each test's, in the order of the program."""
        ranks: list[Rank] = [RANKS[value] for value in values]
        ranks += [table[ranks[number]] for number, table in self._moded]
        ranks.append(RANKS[True])
        get = ranks.__getitem__
        found = list(map(min, map(get, self._firsts), map(get, self._seconds)))
        for guard, places in self._further:
            found[guard] = min(found[guard], *map(get, places))
        return [BY_RANK[rank] for rank in found]


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
        atoms.add(rule.head_possible)
        if truth:
            true.add(rule.source)
            atoms.add(rule.head_true)
        else:
            possible.add(rule.source)
    fired = frozenset(true)
    return atoms, Firings(fired, fired | possible if possible else fired)
