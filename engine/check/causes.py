"""Changes of the knowledge that made a conclusion on one case come out otherwise, rule by rule."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from engine.assessment import Assessment
from engine.check.difference import bodies, parameters_of
from knowledge.entries import Parameter
from knowledge.rules.plain import Rule


@dataclass(frozen=True, slots=True)
class Cause:
    """A changed entry, and a rule that fires in one of the two only because of it."""

    entry: str
    rule: str
    fires: bool  # in the newer knowledge; else it did in the older


class Causes:
    """Looks for what made two knowledge bases conclude otherwise on one case."""

    def __init__(self, before: Assessment, after: Assessment, changed: Container[str]):
        """`changed`: the keys of the entries that are not the same."""
        self.before, self.after, self.changed = before, after, changed
        self._rules = (before.base.derived(bodies), after.base.derived(bodies))
        self._heads = (_heads(before), _heads(after))

    def of(self, proposition: str) -> tuple[Cause, ...]:
        """Why a proposition has another truth value: changed entries, each with the rules that came
        to fire or ceased to.
        """
        found: dict[Cause, None] = {}
        seen, waiting = {proposition}, [proposition]
        while waiting:
            head = waiting.pop()
            one, other = (rules.get(head, {}) for rules in self._rules)
            for body in dict.fromkeys((*one, *other)):
                waiting += [
                    name
                    for name in self._look(one.get(body), other.get(body), found)
                    if name not in seen
                ]
                seen.update(waiting)
        return tuple(found)

    def _look(self, one: Rule | None, other: Rule | None, found: dict[Cause, None]) -> list[str]:
        """Note the causes that a rule shows; return the premises to look at further."""
        fired = (
            self.before.derivations.get(one.id) if one else None,
            self.after.derivations.get(other.id) if other else None,
        )
        if fired[0] == fired[1]:
            return []
        rule = other or one
        assert rule is not None
        now = fired[1] == "true" or (fired[1] == "possible" and fired[0] is None)
        keys = (
            [f"{Parameter.kind}:{name}" for name in sorted(parameters_of(rule))]
            if one and other
            else [rule.entry]
        )
        found.update({Cause(key, rule.id, now): None for key in keys if key in self.changed})
        targets = [literal.target for literal in rule.body if isinstance(literal.target, str)]
        return [
            name
            for name in targets
            if self._heads[0].get(name, False) != self._heads[1].get(name, False)
        ]


def _heads(assessment: Assessment) -> dict[str, bool | None]:
    """The truth of all that some rule concludes on a case."""
    rules, numbers = assessment.base.rules, assessment.base.numbers
    found: dict[str, bool | None] = {}
    for name, kind in assessment.derivations.items():
        head = rules[numbers[name]].head
        found[head] = True if kind == "true" or found.get(head) else None
    return found
