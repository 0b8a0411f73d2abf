"""Changes of the knowledge that made a conclusion on one case come out otherwise, rule by rule."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import NamedTuple

from engine.assessment import Assessment
from engine.check.answers_read import keys_read, read_otherwise
from engine.check.difference import bodies
from knowledge.rules.plain import Rule


@dataclass(frozen=True, slots=True)
class Cause:
    """A changed entry, and a rule that fires in one of the two only because of it."""

    entry: str
    rule: str
    fires: bool  # in the newer knowledge; else it did in the older


class _Looked(NamedTuple):
    """What a rule, in one of the two or both, has to do with a difference."""

    rule: tuple[str, bool]  # and whether it fires in the newer knowledge
    causes: tuple[str, ...]  # changed entries
    premises: tuple[str, ...]  # that come out otherwise


class Causes:
    """Looks for what made two knowledge bases conclude otherwise on one case."""

    def __init__(self, before: Assessment, after: Assessment, changed: Container[str]):
        """`changed`: the keys of the entries that are not the same."""
        self.before, self.after, self.changed = before, after, changed
        self._rules = (before.base.derived(bodies), after.base.derived(bodies))
        self._heads = (_heads(before), _heads(after))
        self._otherwise = read_otherwise(before.base, after.base, taken=True)

    def of(self, proposition: str) -> tuple[Cause, ...]:
        """Why a proposition has another truth value: changed entries, each with the rules that came
        to fire or ceased to. A rule for a step that no entry names counts where there is no other,
        as the rule that asks for that step. A rule that fires now and reads otherwise than the one
        of its number did before is told once, as the one that fires.
        """
        found: dict[Cause, Cause] = {}  # each cause → as what it is told
        above: dict[str, tuple[str, bool] | None] = {proposition: None}
        waiting = [proposition]
        while waiting:
            head = waiting.pop()
            one, other = (rules.get(head, {}) for rules in self._rules)
            for body in dict.fromkeys((*one, *other)):
                looked = self._look(head, one.get(body), other.get(body))
                told = (above[head] if self._is_unnamed(head) else None) or looked.rule
                found |= {Cause(key, *looked.rule): Cause(key, *told) for key in looked.causes}
                fresh = [name for name in looked.premises if name not in above]
                above.update(dict.fromkeys(fresh, told))
                waiting += fresh
        named = {cause.entry for cause in found if not self._is_unnamed_step(cause.rule)}
        kept = dict.fromkeys(
            told
            for cause, told in found.items()
            if cause.entry not in named or not self._is_unnamed_step(cause.rule)
        )
        return tuple(
            cause for cause in kept if cause.fires or replace(cause, fires=True) not in kept
        )

    def _is_unnamed_step(self, rule: str) -> bool:
        """Whether a rule concludes a step that no entry names, such as any(standing.*)."""
        return self._is_unnamed(rule.rpartition("/")[0])

    def _is_unnamed(self, head: str) -> bool:
        known = (self.after.base.propositions.get(head), self.before.base.propositions.get(head))
        return any(proposition is not None and proposition.hidden for proposition in known)

    def _look(self, head: str, one: Rule | None, other: Rule | None) -> _Looked:
        """The causes that a rule shows, and the premises to look at further."""
        fired = (
            self.before.derivations.get(one.id) if one else None,
            self.after.derivations.get(other.id) if other else None,
        )
        rule = other or one
        assert rule is not None
        if fired[0] == fired[1]:
            return _Looked((rule.id, False), (), ())
        now = fired[1] == "true" or (fired[1] == "possible" and fired[0] is None)
        keys = [*([] if one and other else [rule.entry]), *keys_read(rule, self._otherwise)]
        causes = [key for key in keys if key in self.changed]
        if not causes and not (one and other):
            causes = [*self._worded_by(head)]
        premises = (
            name
            for name in _premises(rule)
            if self._heads[0].get(name, False) != self._heads[1].get(name, False)
        )
        return _Looked((rule.id, now), tuple(causes), tuple(premises))

    def _worded_by(self, proposition: str) -> dict[str, None]:
        """The changed entries that are in a rule for it in one of the two only, such as one that
        blocks it, a figure by which it counts, or the order of values that it asks for.
        """
        found: dict[str, None] = {}
        seen, waiting = {proposition}, [proposition]
        while waiting:
            head = waiting.pop()
            one, other = (rules.get(head, {}) for rules in self._rules)
            for body in one.keys() ^ other.keys():
                rule = one.get(body) or other[body]
                read = [entry for name in _premises(rule) if (entry := self._entry(name))]
                keys = (rule.entry, *keys_read(rule, self._otherwise), *read)
                found.update({key: None for key in keys if key in self.changed})
                steps = [name for name in _premises(rule) if self._in_one(name)]
                waiting += [name for name in steps if name not in seen]
                seen.update(steps)
        return dict(sorted(found.items()))

    def _entry(self, proposition: str) -> str | None:
        """The entry that a proposition comes from."""
        for base in (self.after.base, self.before.base):
            if proposition in base.propositions:
                return base.propositions[proposition].entry
        return None

    def _in_one(self, step: str) -> bool:
        return (step in self._rules[0]) != (step in self._rules[1])


def _premises(rule: Rule) -> list[str]:
    """The propositions that a rule asks for."""
    return [literal.target for literal in rule.body if isinstance(literal.target, str)]


def _heads(assessment: Assessment) -> dict[str, bool | None]:
    """The truth of all that some rule concludes on a case."""
    rules, numbers = assessment.base.rules, assessment.base.numbers
    found: dict[str, bool | None] = {}
    for name, kind in assessment.derivations.items():
        head = rules[numbers[name]].head
        found[head] = True if kind == "true" or found.get(head) else None
    return found
