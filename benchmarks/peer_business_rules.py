"""business-rules, conditions and actions as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.peers import steps
from engine.chain.program import Firings, Program, collect


class BusinessRules:
    """business-rules: it has no forward chaining, so the order is worked out here.

    A variable an atom, an action that fires a rule.
    """

    name = "business-rules"

    def __init__(self, program: Program):
        from business_rules import actions, fields, run_all, variables

        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._run = run_all
        absent = {absence.atom: absence.absent for absence in program.absences}

        def holds(atom: int) -> Any:
            def read(self: Any) -> bool:
                return atom in self.holding

            read.__name__ = f"a{atom}"
            return variables.boolean_rule_variable()(read)

        def fire(self: Any, rule: int) -> None:
            self.holding.add(program.rules[rule].head)
            self.fired.append(rule)

        read_all = {f"a{atom}": holds(atom) for atom in range(program.atoms)}
        self._variables: Any = type("Variables", (variables.BaseVariables,), read_all)
        action = actions.rule_action(params={"rule": fields.FIELD_NUMERIC})(fire)
        self._actions: Any = type("Actions", (actions.BaseActions,), {"fire": action})
        self._rules = [
            {
                "conditions": {
                    "all": [_condition(atom, absent) for atom in program.rules[index].body]
                },
                "actions": [{"name": "fire", "params": {"rule": index}}],
            }
            for step in steps(program)
            for index in step
        ]

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        variables, actions = self._variables(), self._actions()
        variables.holding = actions.holding = set(atoms)
        actions.fired = []
        self._run(
            rule_list=self._rules,
            defined_variables=variables,
            defined_actions=actions,
            stop_on_first_trigger=False,
        )
        return collect(self._sources, actions.fired)


def _condition(atom: int, absent: dict[int, int]) -> dict[str, Any]:
    return {
        "name": f"a{absent.get(atom, atom)}",
        "operator": "is_false" if atom in absent else "is_true",
        "value": True,
    }
