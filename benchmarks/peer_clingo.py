"""clingo, the answer set solver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.chain.program import Firings, Program, collect


class Clingo:
    """clingo: grounded once, the guards as externals, absence as `not`.

    A solve for each case, whose one answer names the rules.

    Only externals that differ from the case before are assigned anew.
    """

    name = "clingo"

    def __init__(self, program: Program):
        import clingo

        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        absent = {absence.atom: absence.absent for absence in program.absences}
        lines = [f"#external g({atom}). a({atom}) :- g({atom})." for atom in sorted(program.given)]
        for index, rule in enumerate(program.rules):
            body = ", ".join(
                f"not a({absent[atom]})" if atom in absent else f"a({atom})" for atom in rule.body
            )
            lines += [f"r({index}) :- {body}.", f"a({rule.head}) :- r({index})."]
        self._control: Any = clingo.Control(["--warn=none"])
        self._control.add("base", [], "\n".join([*lines, "#show r/1."]))
        self._control.ground([("base", [])])
        self._symbols = {
            atom: clingo.Function("g", [clingo.Number(atom)]) for atom in program.given
        }
        self._holding: frozenset[int] = frozenset()

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        holding = frozenset(atoms)
        for atom in self._holding ^ holding:
            self._control.assign_external(self._symbols[atom], atom in holding)
        self._holding = holding
        with self._control.solve(yield_=True) as handle:
            return collect(
                self._sources,
                [symbol.arguments[0].number for symbol in next(iter(handle)).symbols(shown=True)],
            )
