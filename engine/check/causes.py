"""Changes of the knowledge that made a conclusion on one case come out otherwise, rule by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.assessment import Assessment
from engine.check.difference import bodies, parameters_of
from knowledge.base import KnowledgeBase
from knowledge.entries import Entry, Parameter
from knowledge.rules.plain import Rule


@dataclass(frozen=True, slots=True)
class Cause:
    """A changed entry, and a rule that fires in one of the two only because of it."""

    entry: str
    rule: str
    fires: bool  # in the newer knowledge; else it did in the older


def changed_entries(
    old: KnowledgeBase, new: KnowledgeBase
) -> dict[str, tuple[Entry | None, Entry | None]]:
    """Key → the entry before and after, for each that was added, removed, retired, or says
    something else.
    """

    def active(base: KnowledgeBase, key: str) -> Entry | None:
        written = base.written.get(key)
        return None if written is None or written.retired else written.entry

    pairs = {
        key: (active(old, key), active(new, key))
        for key in dict.fromkeys((*old.written, *new.written))
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


class Causes:
    """Looks for what made two knowledge bases conclude otherwise on one case."""

    def __init__(self, before: Assessment, after: Assessment):
        self.before, self.after = before, after
        self._rules = (bodies(before.base), bodies(after.base))
        self._heads = (_heads(before), _heads(after))

    @cached_property
    def changed(self) -> Mapping[str, tuple[Entry | None, Entry | None]]:
        """The entries that are not the same."""
        return changed_entries(self.before.base, self.after.base)

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
