"""rule-engine, a language for matching objects."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.peers import steps
from engine.chain.program import Firings, Program, collect


class RuleEngine:
    """rule-engine: it has no forward chaining, so the order is worked out here.

    Each rule one expression over the atoms so far.
    """

    name = "rule-engine"

    def __init__(self, program: Program):
        import rule_engine

        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._none = {f"a{atom}": False for atom in range(program.atoms)}
        absent = {absence.atom: absence.absent for absence in program.absences}
        self._rules = []
        for index in (index for step in steps(program) for index in step):
            rule = program.rules[index]
            words = [f"not a{absent[atom]}" if atom in absent else f"a{atom}" for atom in rule.body]
            self._rules.append((index, f"a{rule.head}", rule_engine.Rule(" and ".join(words))))

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        holding, fired = {**self._none, **{f"a{atom}": True for atom in atoms}}, []
        for index, head, rule in self._rules:
            if rule.matches(holding):
                fired.append(index)
                holding[head] = True
        return collect(self._sources, fired)
