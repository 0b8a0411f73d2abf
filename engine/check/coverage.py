"""The coverage of rules by the case tests: each plain rule fires in some case, and is missed in
another.

Missed: it does not fire where all of its premises but one hold, or where the test expects its head
not to hold. Alone: it is the only rule that derives its head, and the test expects that head, so
that the test fails without the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.check.case_tests import Tested
from engine.check.soundness import dead_rules
from knowledge.base import KnowledgeBase
from knowledge.cases.tests import TIER, VERDICT
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import Test
from knowledge.entries import Verdict
from knowledge.languages.words import Words
from knowledge.pack_paths import SHIPPED
from knowledge.rules.plain import Rule

STEPS = "steps between entries"
COUNTED = ("fired", "missed", "alone", "dead")


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """The cases that cover one rule; None where no case does."""

    rule: Rule
    kind: str  # of the entry it comes from
    fired: str | None  # a case in which it fires
    missed: str | None  # a case in which it does not fire, though it was considered
    alone: str | None  # a case that fails without it
    dead: bool  # it is proven that it can never fire


@dataclass(frozen=True)
class Coverage:
    """The coverage by case tests of the rules of a knowledge base: of one's own packs, where there
    are some, else of the shipped ones.
    """

    rules: tuple[RuleCoverage, ...]
    beneath: int = 0  # rules of the shipped packs, beneath one's own, which are not looked at

    @property
    def uncovered(self) -> list[RuleCoverage]:
        """The rules that can fire, but do so in no case, or are missed in none.

        One that asks for nothing is never missed.
        """
        return [
            rule
            for rule in self.rules
            if not rule.dead and not (rule.fired and (rule.missed or not rule.rule.body))
        ]

    def to_data(self) -> list[dict[str, Any]]:
        """A row a rule."""
        return [
            {
                "rule": r.rule.id,
                "kind": r.kind,
                "fired": r.fired,
                "missed": r.missed,
                "alone": r.alone,
                "dead": r.dead,
            }
            for r in self.rules
        ]

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, words: Words | None = None) -> str:
        """The counts as a table, and the rules that no case covers, in a language (English)."""
        words = Words.of(words)
        say = words.say
        kinds: dict[str, list[RuleCoverage]] = {}
        for rule in self.rules:
            kinds.setdefault(rule.kind, []).append(rule)
        heads = [say(f"coverage_{name}") for name in ("rules", *COUNTED)]
        widths = [max(5, len(head) + bool(number) + 1) for number, head in enumerate(heads)]
        first = say("coverage_by_kind")
        names = {kind: say(_key(kind)) for kind in kinds} | {"": say("coverage_all")}
        left = max(26, *(len(name) + 1 for name in (first, *names.values())))
        lines = [f"{first:<{left}}" + _row(heads, widths)]
        for kind, mine in [*kinds.items(), ("", list(self.rules))]:
            counts = [sum(bool(getattr(rule, field)) for rule in mine) for field in COUNTED]
            lines.append(f"{names[kind]:<{left}}" + _row([len(mine), *counts], widths))
        for rule in self.uncovered:
            lacks = {"fires": rule.fired, "is_missed": rule.missed}
            lacking = [say(f"coverage_{name}") for name, case in lacks.items() if case is None]
            told = say("and", one="", other="").join(lacking)
            lines.append(say("coverage_uncovered", rule=rule.rule.id, lacks=told))
        dead = (say("coverage_proven_dead", rule=r.rule.id) for r in self.rules if r.dead)
        beneath = [words.count("coverage_beneath", self.beneath)] if self.beneath else []
        return "\n".join([*lines, *dead, *beneath])


def _row(cells: Sequence[object], widths: Sequence[int]) -> str:
    return "".join(f"{cell!s:>{width}}" for cell, width in zip(cells, widths, strict=True))


def coverage(base: KnowledgeBase, ran: Iterable[Tested]) -> Coverage:
    """The coverage of the rules of `base` by tests that were run on it.

    With packs of one's own on top of the shipped ones: those that these packs wrote or changed.
    """
    fired: dict[str, str] = {}
    missed: dict[str, str] = {}
    alone: dict[str, str] = {}
    for tested in ran:
        _look(base, tested, fired, missed, alone)
    stacked = {*SHIPPED} & {*base.packs}
    own = [rule for rule in base.rules if _is_own(base, rule)] if stacked else []
    rules = own or base.rules
    dead = dead_rules(base, [rule for rule in rules if rule.id not in fired])
    return Coverage(
        tuple(
            RuleCoverage(
                rule,
                _kind(base, rule),
                fired.get(rule.id),
                missed.get(rule.id),
                alone.get(rule.id),
                rule.id in dead,
            )
            for rule in rules
        ),
        beneath=len(base.rules) - len(rules),
    )


def _is_own(base: KnowledgeBase, rule: Rule) -> bool:
    """Whether a pack that is not shipped wrote, or changed, the entry that a rule was made from."""
    written = base.written.get(rule.entry)
    return written is not None and written.pack not in SHIPPED


def _look(
    base: KnowledgeBase,
    tested: Tested,
    fired: dict[str, str],
    missed: dict[str, str],
    alone: dict[str, str],
) -> None:
    """Note what one test adds."""
    name, derivations = tested.test.name, tested.assessment.derivations
    heads: dict[str, bool | None] = {
        base.rules[base.numbers[rule]].head: None for rule in derivations
    }
    heads |= {
        base.rules[base.numbers[rule]].head: True
        for rule, kind in derivations.items()
        if kind == "true"
    }
    wanted, unwanted = _expected(base, tested)
    for rule in base.rules:
        if derivations.get(rule.id) == "true":
            fired.setdefault(rule.id, name)
        elif rule.id not in missed and (rule.head in unwanted or _lacks_one(rule, tested, heads)):
            missed[rule.id] = name
    for head in wanted:
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


def _expected(base: KnowledgeBase, tested: Tested) -> tuple[set[str], set[str]]:
    """The propositions that a test expects to be true, and those that it expects not to be."""
    truths = {
        name: value is True
        for name, value in tested.test.expect.items()
        if value is None or isinstance(value, bool)
    }
    for name, answers in (
        (VERDICT, [entry.proposition for entry in base.of_kind(Verdict)]),
        (TIER, [] if base.legal_tier is None else base.legal_tier.answers),
    ):
        if name in tested.test.expect:
            truths |= {
                answer: answer.rpartition(".")[2] == tested.test.expect[name] for answer in answers
            }
    return {name for name, true in truths.items() if true}, {
        name for name, true in truths.items() if not true
    }


def _key(kind: str) -> str:
    return "coverage_steps" if kind == STEPS else f"kind_{kind}"


def _kind(base: KnowledgeBase, rule: Rule) -> str:
    entry = base.entries.get(rule.entry)
    return entry.kind if entry is not None else STEPS
