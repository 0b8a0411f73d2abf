"""The reference chainer: semi-naive evaluation in plain Python, level by level."""

from __future__ import annotations

from collections.abc import Iterable

from engine.chain.program import Firings, Program, collect


class SemiNaive:
    """A chainer that counts, for each rule, the premises still to come.

    A rule fires when none is left.
    """

    name = "semi-naive"

    def __init__(self, program: Program):
        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._heads = [rule.head for rule in program.rules]
        self._missing = [len(rule.body) for rule in program.rules]
        # atom → the rules it is a premise of
        self._rules_of: list[list[int]] = [[] for _ in range(program.atoms)]
        for index, rule in enumerate(program.rules):
            for atom in rule.body:
                self._rules_of[atom].append(index)
        # level → (atom, what must be absent)
        self._closing: list[list[tuple[int, int]]] = [[] for _ in range(program.levels)]
        for absence in program.absences:
            self._closing[absence.level].append((absence.atom, absence.absent))

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        missing, known = self._missing[:], set(atoms)
        agenda = list(known)
        fired: list[int] = []
        for closing in self._closing:
            self._spread(agenda, known, missing, fired)
            agenda = [atom for atom, absent in closing if absent not in known]
            known.update(agenda)
        self._spread(agenda, known, missing, fired)
        return collect(self._sources, fired)

    def _spread(
        self, agenda: list[int], known: set[int], missing: list[int], fired: list[int]
    ) -> None:
        rules_of, heads = self._rules_of, self._heads
        while agenda:
            for index in rules_of[agenda.pop()]:
                missing[index] -= 1
                if missing[index]:
                    continue
                fired.append(index)
                head = heads[index]
                if head not in known:
                    known.add(head)
                    agenda.append(head)
