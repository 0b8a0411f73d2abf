"""Which rules the case tests put to the test: each plain rule fires in some case, and is nearly missed in another.

Nearly missed: all of its premises but one hold. Alone: it is the only rule that derives its head, and the test expects
that head, so that the test fails without the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.case_testing import Tested
from engine.soundness import dead_rules
from knowledge.base import KnowledgeBase
from knowledge.case_tests import TIER, VERDICT
from knowledge.entries import Classification
from knowledge.evaluation import decider
from knowledge.expression import Test
from knowledge.rules import Rule

STEPS = "steps between entries"


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """How the cases cover one rule; None where no case does."""

    rule: Rule
    kind: str  # of the entry it comes from
    fired: str | None  # a case in which it fires
    missed: str | None  # a case in which all of its premises but one hold
    alone: str | None  # a case that fails without it
    dead: bool  # it is proven that it can never fire


@dataclass(frozen=True)
class Coverage:
    """How case tests cover the rules of a knowledge base."""

    rules: tuple[RuleCoverage, ...]

    @property
    def uncovered(self) -> list[RuleCoverage]:
        """The rules that can fire, but do so in no case, or are missed in none."""
        return [rule for rule in self.rules if not rule.dead and not (rule.fired and rule.missed)]

    def to_data(self) -> list[dict[str, Any]]:
        """A row a rule."""
        return [
            {"rule": r.rule.id, "kind": r.kind, "fired": r.fired, "missed": r.missed, "alone": r.alone, "dead": r.dead} for r in self.rules
        ]

    def __str__(self) -> str:
        kinds: dict[str, list[RuleCoverage]] = {}
        for rule in self.rules:
            kinds.setdefault(rule.kind, []).append(rule)
        lines = [f"{'rules by kind of entry':<26}{'rules':>6}{'fired':>7}{'nearly missed':>15}{'alone':>7}{'dead':>6}"]
        for kind, mine in [*kinds.items(), ("all", list(self.rules))]:
            fired, missed, alone, dead = (sum(bool(getattr(r, field)) for r in mine) for field in ("fired", "missed", "alone", "dead"))
            lines.append(f"{kind:<26}{len(mine):>6}{fired:>7}{missed:>15}{alone:>7}{dead:>6}")
        for rule in self.uncovered:
            lacks = " and ".join(word for word, case in (("fires", rule.fired), ("is nearly missed", rule.missed)) if case is None)
            lines.append(f"uncovered: {rule.rule.id} {lacks} in no case")
        return "\n".join([*lines, *(f"proven dead: {rule.rule.id}" for rule in self.rules if rule.dead)])


def coverage(base: KnowledgeBase, ran: Iterable[Tested]) -> Coverage:
    """The coverage of every rule of `base` by tests that were run on it."""
    fired: dict[str, str] = {}
    missed: dict[str, str] = {}
    alone: dict[str, str] = {}
    for tested in ran:
        _look(base, tested, fired, missed, alone)
    dead = dead_rules(base, [rule for rule in base.rules if rule.id not in fired])
    return Coverage(
        tuple(
            RuleCoverage(rule, _kind(base, rule), fired.get(rule.id), missed.get(rule.id), alone.get(rule.id), rule.id in dead)
            for rule in base.rules
        )
    )


def _look(base: KnowledgeBase, tested: Tested, fired: dict[str, str], missed: dict[str, str], alone: dict[str, str]) -> None:
    """Note what one test adds."""
    name, derivations = tested.test.name, tested.assessment.derivations
    heads: dict[str, bool | None] = {base.rules[base.numbers[rule]].head: None for rule in derivations}
    heads |= {base.rules[base.numbers[rule]].head: True for rule, kind in derivations.items() if kind == "true"}
    for rule in base.rules:
        if derivations.get(rule.id) == "true":
            fired.setdefault(rule.id, name)
        elif rule.id not in missed and (_lacks_one(rule, tested, heads) or not rule.body):
            missed[rule.id] = name
    for head in _expected_to_hold(base, tested):
        own = [base.rules[number].id for number in base.rules_for.get(head, ())]
        deriving = [rule for rule in own if derivations.get(rule) == "true"]
        if len(deriving) == 1:
            alone.setdefault(deriving[0], name)


def _lacks_one(rule: Rule, tested: Tested, heads: dict[str, bool | None]) -> bool:
    facts, lacking = tested.assessment.facts, 0
    for literal in rule.body:
        target = literal.target
        value = decider(target)(facts) if isinstance(target, Test) else heads.get(target, False)
        lacking += literal.mode.of(value) is not True
        if lacking > 1:
            return False
    return lacking == 1


def _expected_to_hold(base: KnowledgeBase, tested: Tested) -> list[str]:
    """The propositions that a test expects to be true."""
    expect = tested.test.expect
    found = [name for name, value in expect.items() if value is True]
    if VERDICT in expect:
        found.append(f"{VERDICT}.{expect[VERDICT]}")
    answers = [answer for entry in base.of_kind(Classification) for answer in entry.answers]
    return found + [answer for answer in answers if TIER in expect and answer.rpartition(".")[2] == expect[TIER]]


def _kind(base: KnowledgeBase, rule: Rule) -> str:
    entry = base.entries.get(rule.entry)
    return entry.kind if entry is not None else STEPS
