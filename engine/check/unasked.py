"""Answers that matter although their question is not asked: an attribute that can change the
verdict while its `asked_when` is false, and no other answer says what its own is.

Most are seen not to by their rules alone: none that reads the attribute, or what comes of it, can
fire while the condition is false. The others are proven over two cases that differ in nothing but
that answer, on each day on which the rules differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from engine.asking import conditions_of_asking
from engine.check.flaw import Concerns, Flaw, everything, unless_proven
from engine.proof.algebra import Formula, attributes_of
from engine.proof.days import Day, Row, days_of, differing
from engine.proof.limits import first_found
from engine.proof.pairs import leanest_pair
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import TODAY, And, Const, Expression, Or, Prop, Test
from knowledge.entries import Verdict
from knowledge.entries.facts import states
from knowledge.languages.message import Message
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode

_POSITIVE = (Mode.IS, Mode.ESTABLISHED)  # false where what they look at is


def matter_unasked(base: KnowledgeBase, concerns: Concerns = everything) -> Iterator[Flaw]:
    """Each attribute whose answer can change the verdict while it is not asked for."""
    asked = conditions_of_asking(base)
    left = [name for name in asked if concerns(name) and not idle(base, name)]
    if not left:
        return
    verdicts = [entry.proposition for entry in base.of_kind(Verdict)]
    named = [name for one in left for name in every_proposition(asked[one], base.propositions)]
    said = {one: entailing(base, one) for one in left}
    tests = [test for one in left for test in (*every_test(asked[one]), *said[one])]
    formula = Formula(base, dict.fromkeys([*verdicts, *named]), tests, possible=set(named))
    days = differing(days_of(formula))
    for name in left:
        if name in formula.attributes:
            what = f"whether an answer to {name} matters while it is not asked for"
            yield from unless_proven(
                name, what, partial(_unasked, name, said[name], days, verdicts)
            )


def entailing(base: KnowledgeBase, name: str) -> tuple[Test, ...]:
    """The answers to other attributes by which an attribute that nobody answered is answered."""
    return tuple(
        states(base.attributes[one.source], one.value)
        for one in base.entailments
        if one.target == name and not one.renames
    )


def _unasked(
    name: str, said: Sequence[Test], days: Sequence[Day], verdicts: Sequence[str]
) -> Iterator[Flaw]:
    found = first_found(partial(_pair, day, name, said, verdicts) for day in days)
    if found is None:
        return
    day, one, other = found
    before, after = (_verdict(day, verdicts, row) for row in (one, other))
    told = {"name": name, "before": before, "after": after}
    says = Message("flaw_matters_unasked", told)
    yield Flaw("matters unasked", name, None, says, one, (before,), other)


def _pair(
    day: Day, name: str, said: Sequence[Test], verdicts: Sequence[str]
) -> tuple[Day, Row, Row] | None:
    """Two cases on a day that differ in nothing but an attribute that is not asked for, and in the
    verdict; none of them states an answer by which it is answered.
    """
    condition = conditions_of_asking(day.base)[name]

    def apart(one: Truths[Any], other: Truths[Any]) -> Any:
        differs = [one.apart_in_truth(other, verdict) for verdict in verdicts]
        never = [one.algebra.no(one.read(test)[1]) for test in (condition, *said)]
        return one.algebra.all_of([one.algebra.any_of(differs), *never])

    world = day.paired
    twins = world.space.twins([name])
    model = world.find(apart(world.truths, world.second(twins)))
    if model is None:
        return None
    second = world.row(model, {**world.space.choices, **twins})
    return day, *leanest_pair(day, world.row(model), second, apart)


def idle(base: KnowledgeBase, name: str) -> bool:
    """Whether it is plain from the rules that an attribute turns no verdict while it is not asked
    for.
    """
    condition = conditions_of_asking(base)[name]
    left = [rule for rule in base.rules if not _needs_it(rule, condition)]  # these may fire
    never: set[str] = set()  # what cannot hold while the condition is false
    while True:
        left = [rule for rule in left if not _rests_on(rule, never)]
        fresh = base.rules_for.keys() - never - {rule.head for rule in left}
        if not fresh:
            break
        never |= fresh
    touched: set[str] = set()
    while True:
        fresh = {
            rule.head
            for rule in left
            if rule.head not in touched and any(_reads(one, name, touched) for one in rule.body)
        }
        if not fresh:
            return not any(entry.proposition in touched for entry in base.of_kind(Verdict))
        touched |= fresh


def _reads(literal: Literal, attribute: str, touched: Collection[str]) -> bool:
    target = literal.target
    if isinstance(target, str):
        return target in touched
    return attribute in attributes_of(target)


def _rests_on(rule: Rule, never: Collection[str]) -> bool:
    """Whether a rule needs something that cannot hold."""
    return any(one.target in never and one.mode in _POSITIVE for one in rule.body)


def _needs_it(rule: Rule, condition: Expression) -> bool:
    """Whether a rule cannot fire, nor possibly fire, while a condition is false."""
    match condition:
        case And(items):
            return all(_needs_it(rule, item) for item in items)
        case Or(items):
            return any(_needs_it(rule, item) for item in items)
    return any(one.mode in _POSITIVE and _needs(one.target, condition) for one in rule.body)


def _needs(target: Test | str, condition: Expression) -> bool:
    """Whether a premise is false wherever a condition is."""
    if isinstance(condition, Prop):
        return target == condition.name
    if not isinstance(condition, Test) or isinstance(target, str):
        return False
    if target == condition:
        return True
    both = {*attributes_of(target), *attributes_of(condition)}
    if len(both) > 1 or target.right is None or condition.right is None:
        return False
    (name,) = both
    values = [one for test in (target, condition) for one in _constants(test)]
    if not values or any(test.op not in ("==", "in") for test in (target, condition)):
        return False
    truths = [
        (decider(target)({name: value}), decider(condition)({name: value}))
        for value in (*values, None)
    ]
    return all(needed is False for needed, asked in truths if asked is False)


def _constants(test: Test) -> tuple[Any, ...]:
    """The values that a test compares an attribute with."""
    if isinstance(test.right, tuple):
        return test.right
    return (test.right.value,) if isinstance(test.right, Const) else ()


def _verdict(day: Day, verdicts: Sequence[str], row: Row) -> str:
    truths = day.rows([{key: value for key, value in row.items() if key != TODAY}])
    return next(name for name in verdicts if truths.true(name))
