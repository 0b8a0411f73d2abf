"""Proofs over every case that a knowledge base admits, each with a witness, of what can never
happen, and of what must not.

A rule is dead where no case, however partial, makes it fire on any day, and implied where it fires
only where others of its entry do. The language has no conclusion of the form "not p", so that two
rules contradict each other where they establish what the packs declare to exclude each other: two
verdicts that nothing but their place in the file puts in an order, two answers of one
classification, or what an invariant calls exclusive (`engine.check.invariants`). A gap is a fully
answered case that nothing but the last resort answers. A conclusion that is false in no case tells
nothing. Where a proof is not reached within its limits, that is a finding as well, and no other is
made of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from engine.check.dead import can_fire, dead
from engine.check.flaw import (
    UNPROVEN,
    Concerns,
    Flaw,
    Shows,
    everything,
    fully_answered,
    however_partial,
    some_case,
    unless_proven,
)
from engine.check.outcomes import asked_by, classification_flaws, table_flaws, verdict_flaws
from engine.check.rows import answers_of_one_row, table_of
from engine.proof.algebra import Formula, differ
from engine.proof.days import Day, days_of, differing
from engine.proof.limits import NotProven, first_found
from engine.proof.solver import Truth
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import KnowledgeBase
from knowledge.entries import (
    Caution,
    Ceiling,
    Classification,
    Contradiction,
    DecisionTable,
    Define,
    ExceptionEntry,
    Ground,
    RuleEntry,
    Verdict,
)
from knowledge.languages.message import Joined, Message
from knowledge.rules.consensus import completed
from knowledge.rules.plain import Rule
from knowledge.rules.writing import body_text
from knowledge.truth import Mode

__all__ = [
    "UNPROVEN",
    "Flaw",
    "Shows",
    "dead_rules",
    "flaws",
    "formula_of",
    "fully_answered",
    "however_partial",
    "unless_proven",
]

ONCE: tuple[type[RuleEntry], ...] = (Ground, ExceptionEntry, Contradiction, Caution, Define)


def flaws(
    base: KnowledgeBase, days: Sequence[Day] | None = None, concerns: Concerns = everything
) -> Iterator[Flaw]:
    """Every flaw of a knowledge base that its rules can be proven to have.

    `days`: those of `formula_of`, where they are there already. `concerns`: of which entries it is
    told that a rule of theirs is one too many, or says nothing; that a verdict, an answer or a row
    cannot be reached or is missing is told of all.
    """
    days = days or days_of(formula_of(base))
    answers = differing(days_of(_answers(base)))
    yield from verdict_flaws(base, days, answers)
    yield from classification_flaws(base, days, answers)
    yield from table_flaws(base, answers)
    yield from _rules(base, days, concerns)
    yield from _alike(base, days, concerns)
    yield from _always(base, days, concerns)


def dead_rules(base: KnowledgeBase, among: Sequence[Rule]) -> frozenset[str]:
    """The ids of those rules that are proven never to fire."""
    days = days_of(formula_of(base)) if among else []
    found = set()
    for rule in among:
        try:
            if not can_fire(rule, days):
                found.add(rule.id)
        except NotProven:  # then it is not told as dead
            continue
    return frozenset(found)


def formula_of(base: KnowledgeBase) -> Formula:
    """All rules of a knowledge base, and all tests that its verdicts and invariants make."""
    tests = dict.fromkeys(
        test for condition in base.conditions.values() for test in every_test(condition)
    )
    return Formula(base, dict.fromkeys(rule.head for rule in base.rules), tests, possible=True)


def _answers(base: KnowledgeBase) -> Formula:
    """The rules behind verdicts, classifications and tables."""
    asked = [
        condition
        for entry in base.of_kind(Verdict)
        if (condition := asked_by(base, entry)) is not None
    ]
    heads = [
        *(entry.proposition for entry in base.of_kind(Verdict)),
        *(name for entry in base.of_kind(Classification) for name in entry.tried),
        *(name for entry in base.of_kind(DecisionTable) for name in entry.concluded),
    ]
    heads += [
        name for condition in asked for name in every_proposition(condition, base.propositions)
    ]
    return Formula(
        base,
        dict.fromkeys(heads),
        [test for condition in asked for test in every_test(condition)],
        possible=True,
    )


def _rules(base: KnowledgeBase, days: Sequence[Day], concerns: Concerns) -> Iterator[Flaw]:
    """Every rule can fire; of the rules of one entry, none fires only where others do."""
    alike: dict[tuple[str, str], list[Rule]] = {}
    circled, told = set[str](), set[str]()
    for rule in base.rules:
        known = base.propositions[rule.head]
        if not known.made and not known.hidden and concerns(rule.entry):
            alike.setdefault((rule.head, rule.entry), []).append(rule)
    for rules in alike.values():
        alive: list[Rule] = []
        for rule in rules:
            found = list(
                unless_proven(
                    rule.entry,
                    f"whether {rule.id} can ever fire",
                    partial(dead, base, rule, days, circled),
                )
            )
            if not found:
                alive.append(rule)
            elif rule.id not in told:  # a circle is told once
                yield from found
            told |= circled
        alive = [rule for rule in alive if not (_blocked(base, rule) or _of_a_ceiling(base, rule))]
        for rule in list(reversed(alive)) if len(alive) > 1 else []:
            others = [other for other in alive if other is not rule]
            what = f"whether {rule.id} fires only where others do"
            found = list(unless_proven(rule.entry, what, partial(_implied, rule, others, days)))
            if found:  # by what the author wrote, or only by what follows from it?
                others = [other for other in others if not _follows(base, other, alive)]
                found = list(unless_proven(rule.entry, what, partial(_implied, rule, others, days)))
            yield from found
            if any(flaw.kind != UNPROVEN for flaw in found):
                alive.remove(rule)


def _implied(rule: Rule, others: Sequence[Rule], days: Sequence[Day]) -> Iterator[Flaw]:
    """A rule that fires only where others do."""
    needed = _implying(rule, others, days)
    if needed is None:
        return
    case = however_partial(days, lambda truths: truths.fires(rule))
    where = Joined("or", tuple(f"{other.id} ({body_text(other)})" for other in needed))
    says = Message("flaw_implied", {"rule": f"{rule.id} ({body_text(rule)})", "others": where})
    yield Flaw("implied rule", rule.entry, rule.id, says, case, (rule.head,))


def _follows(base: KnowledgeBase, rule: Rule, alike: Sequence[Rule]) -> bool:
    """Whether a rule is among those that follow from the others of its entry, as the engine adds
    them: nobody wrote it, and none of the others is one too many beside it.
    """
    others = [other.body for other in alike if other is not rule]
    written = {frozenset(body) for body in others}
    added = {frozenset(body) for body in completed(others, base.attributes) or ()} - written
    return frozenset(rule.body) in added  # in whatever order it asks for the same


def _blocked(base: KnowledgeBase, rule: Rule) -> bool:
    """Whether a rule says that a relief failed since a contradiction blocks it.

    It may do so beside a requirement that says the same: nothing in the entry is one too many.
    """
    blockers = base.blockers(rule.entry)
    return any(literal.target in blockers and literal.mode is Mode.IS for literal in rule.body)


def _of_a_ceiling(base: KnowledgeBase, rule: Rule) -> bool:
    """Whether a rule counts a duty under a ceiling of fines: all of them do, one being enough."""
    return isinstance(base.entries.get(rule.entry), Ceiling)


def _implying(rule: Rule, others: Sequence[Rule], days: Sequence[Day]) -> list[Rule] | None:
    """The fewest of the other rules of which one fires wherever this one does, on every day.

    None where it fires without them, or where it alone leaves the conclusion open.
    """
    if any(_alone(day, rule, others) for day in days):
        return None
    needed: dict[str, Rule] = {}

    def without(day: Day) -> bool | None:
        """Whether it fires without them on a day; else which of them it needs is noted."""
        truths, no = day.partial.truths, day.partial.algebra.no
        premises = truths.premises(rule)
        conditions: list[Truth] = [*premises, *(no(truths.fires(other)) for other in others)]
        core = day.partial.core(conditions)
        places = [index - len(premises) for index in core if index >= len(premises)]
        needed.update({others[place].id: others[place] for place in places})
        return None if core else True

    if first_found(partial(without, day) for day in days):
        return None
    if _leaves_open(rule, others, days):
        return None
    # one by itself is told rather than several, of which each day took another
    for other in others:
        if not any(_alone(day, rule, [other]) for day in days) and _needs(rule, other, days):
            return [other]
    return list(needed.values())


def _leaves_open(rule: Rule, others: Sequence[Rule], days: Sequence[Day]) -> bool:
    """Whether open answers may make a rule fire in a case in which none of the others may."""

    def open_alone(day: Day) -> object | None:
        truths, no = day.partial.truths, day.partial.algebra.no
        others_may = [no(truths.may_fire(other)) for other in others]
        return day.partial.find(truths.may_fire(rule), *others_may)

    return first_found(partial(open_alone, day) for day in days) is not None


def _needs(rule: Rule, other: Rule, days: Sequence[Day]) -> bool:
    """Whether it is proven that a rule fires only where another one does."""

    def alone(day: Day) -> object | None:
        truths, no = day.partial.truths, day.partial.algebra.no
        return day.partial.find(*truths.premises(rule), no(truths.fires(other)))

    try:
        return first_found(partial(alone, day) for day in days) is None
    except NotProven:
        return False


def _alone(day: Day, rule: Rule, others: Sequence[Rule]) -> int:
    """The random cases in which a rule fires and none of the others does."""
    rows = day.sample.fires(rule)
    for other in others:
        rows &= ~day.sample.fires(other)
    return rows


def _alike(base: KnowledgeBase, days: Sequence[Day], concerns: Concerns) -> Iterator[Flaw]:
    """No two entries of a kind that need each be said only once hold in the same cases.

    Several duties, or risks, well may.
    """
    seen: dict[object, list[str]] = {}
    alike_by_form, tables = answers_of_one_row(base), table_of(base)
    for entry in (entry for kind in ONCE for entry in base.of_kind(kind)):
        known = base.propositions.get(entry.proposition)
        truths = [day.sample.truths for day in days]
        masks = tuple(
            mask
            for read in truths
            for mask in (read.true(entry.proposition), read.possible(entry.proposition))
        )
        if known is None or known.step or not any(read.true(entry.proposition) for read in truths):
            continue
        group = seen.setdefault((entry.kind, masks), [])
        for other in group if concerns(entry.key) else ():
            if {entry.proposition, other} in alike_by_form:
                continue
            if tables.get(entry.proposition) != tables.get(other):
                continue  # a table is whole only with a row that says what something else says

            def apart(truths: Truths[Any], one: str = entry.proposition, other: str = other) -> Any:
                pairs = (
                    (truths.true(one), truths.true(other)),
                    (truths.possible(one), truths.possible(other)),
                )
                return truths.algebra.any_of([differ(truths.algebra, *pair) for pair in pairs])

            def same(
                name: str = entry.proposition, other: str = other, apart: Shows = apart
            ) -> Iterator[Flaw]:
                if not some_case(days, apart):
                    case = however_partial(days, partial(_true, name))
                    says = Message("flaw_same", {"one": name, "other": other})
                    yield Flaw("same as another", name, None, says, case, (name, other))

            what = f"whether {entry.proposition} holds just where {other} does"
            found = list(unless_proven(entry.key, what, same))
            yield from found
            if any(flaw.kind != UNPROVEN for flaw in found):
                break
        group.append(entry.proposition)


def _true(name: str, truths: Truths[Any]) -> Any:
    return truths.true(name)


def _always(base: KnowledgeBase, days: Sequence[Day], concerns: Concerns) -> Iterator[Flaw]:
    """Every conclusion is false in some case: else no answer changes it, and it tells nothing."""
    for name, proposition in base.propositions.items():
        if proposition.made or proposition.hidden or not concerns(proposition.entry or name):
            continue

        def false(truths: Truths[Any], name: str = name) -> Any:
            return truths.algebra.no(truths.possible(name))

        if any(false(day.sample.truths) for day in days):
            continue

        def find(
            name: str = name, entry: str = proposition.entry or name, false: Shows = false
        ) -> Iterator[Flaw]:
            def on(day: Day) -> object | None:
                return day.partial.find(false(day.partial.truths))

            if first_found(partial(on, day) for day in days) is None:
                case = however_partial(days, partial(_true, name))
                says = Message("flaw_always", {"name": name})
                yield Flaw("always holds", entry, None, says, case, (name,))

        what = f"that {name} is false in some case"
        yield from unless_proven(proposition.entry or name, what, find)
