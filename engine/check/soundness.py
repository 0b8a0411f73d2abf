"""What can never happen, and what must not: proofs over every case that a knowledge base admits,
each with a witness.

A rule is dead where no case, however partial, makes it fire on any day, and implied where it fires
only where others of its entry do. The language has no conclusion of the form "not p", so that two
rules contradict each other where they establish what the packs declare to exclude each other: two
verdicts that nothing but their place in the file puts in an order, two answers of one
classification, or what an invariant calls exclusive (`engine.check.invariants`). A gap is a fully
answered case that nothing but the last resort answers. A conclusion that is false in no case tells
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from engine.proof.algebra import Formula, differ
from engine.proof.days import Day, Row, days_of, differing
from engine.proof.solver import Truth
from engine.proof.truths import Truths, every_proposition, every_test
from knowledge.base import KnowledgeBase
from knowledge.entries import (
    Caution,
    Ceiling,
    Classification,
    Contradiction,
    Define,
    ExceptionEntry,
    Ground,
    RuleEntry,
    Verdict,
)
from knowledge.rules.plain import Rule
from knowledge.rules.writing import body_text, premise_text
from knowledge.truth import Mode


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that the rules say and should not, or do not say and should."""

    kind: str
    proposition: str  # of the entry it concerns
    rule: str | None
    says: str
    # what a case states that shows it, the day asked among it; None where there is none to show
    witness: dict[str, Any] | None
    shows: tuple[str, ...] = ()  # the propositions in which the case shows it
    against: dict[str, Any] | None = None  # a second case, where it takes two to show it


ONCE: tuple[type[RuleEntry], ...] = (Ground, ExceptionEntry, Contradiction, Caution, Define)

Shows = Callable[[Truths[Any]], Any]  # where, over any algebra, a case shows a flaw


def flaws(base: KnowledgeBase, days: Sequence[Day] | None = None) -> Iterator[Flaw]:
    """Every flaw of a knowledge base that its rules can be proven to have.

    `days`: those of `formula_of`, where they are there already.
    """
    days = days or days_of(formula_of(base))
    answers = differing(days_of(_answers(base)))
    yield from _verdicts(base, days, answers)
    yield from _classifications(base, days, answers)
    yield from _rules(base, days)
    yield from _alike(base, days)
    yield from _always(base, days)


def dead_rules(base: KnowledgeBase, among: Sequence[Rule]) -> frozenset[str]:
    """The ids of those rules that are proven never to fire."""
    days = days_of(formula_of(base)) if among else []
    return frozenset(rule.id for rule in among if not _can_fire(rule, days))


def formula_of(base: KnowledgeBase) -> Formula:
    """All rules of a knowledge base, and all tests that its verdicts and invariants make."""
    tests = dict.fromkeys(
        test for condition in base.conditions.values() for test in every_test(condition)
    )
    return Formula(base, dict.fromkeys(rule.head for rule in base.rules), tests, possible=True)


def _answers(base: KnowledgeBase) -> Formula:
    """The rules behind verdicts and classifications."""
    asked = [
        base.conditions[entry.key, "when"]
        for entry in base.of_kind(Verdict)
        if entry.when is not None
    ]
    heads = [
        *(entry.proposition for entry in base.of_kind(Verdict)),
        *(name for entry in base.of_kind(Classification) for name in entry.answers),
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


def fully_answered(days: Sequence[Day], shows: Shows) -> Row | None:
    """A case, as small as it can be, that shows something in whatever way it is answered to the
    end; None where there is none.
    """
    for day in days:
        if (found := day.full.case(shows(day.full.truths))) is not None:
            return day.lean(found, shows)
    return None


def however_partial(days: Sequence[Day], shows: Shows) -> Row | None:
    """A case, as small as it can be, that shows something: a random one, else one that is proven to
    be there; or None.
    """
    for day in days:
        if rows := shows(day.sample.truths):
            return day.lean(day.sample.first(rows), shows)
    for day in days:
        if (found := day.partial.case(shows(day.partial.truths))) is not None:
            return day.lean(found, shows)
    return None


def _true(name: str) -> Shows:
    return lambda truths: truths.true(name)


def _fires(rule: Rule) -> Shows:
    return lambda truths: truths.fires(rule)


def _verdicts(base: KnowledgeBase, days: Sequence[Day], answers: Sequence[Day]) -> Iterator[Flaw]:
    """Exactly one verdict in each fully answered case; each can be reached."""
    verdicts = base.verdicts
    ranked = [entry for entry in verdicts if entry.when is not None]
    names = [entry.proposition for entry in verdicts]

    def none(truths: Truths[Any]) -> Any:
        return truths.algebra.no(
            truths.algebra.any_of([truths.possible(entry.proposition) for entry in ranked])
        )

    if verdicts and (gap := fully_answered(answers, none)) is not None:
        says = (
            "a fully answered case has no"
            f" verdict{' but the last resort' if len(ranked) < len(verdicts) else ''}"
        )
        yield Flaw("no verdict", names[-1], None, says, gap, tuple(names))
    for one, other in combinations(verdicts, 2):

        def both(truths: Truths[Any], one: Verdict = one, other: Verdict = other) -> Any:
            return truths.algebra.all_of([_asked(truths, one), _asked(truths, other)])

        if one.rank == other.rank and (found := fully_answered(answers, both)) is not None:
            says = (
                f"{one.proposition} and {other.proposition} hold in one case, and both have rank"
                f" {one.rank}"
            )
            yield Flaw(
                "two verdicts at once",
                other.proposition,
                None,
                says,
                found,
                (one.proposition, other.proposition),
            )
    for name in names:
        if however_partial(days, _true(name)) is None:
            yield Flaw("unreachable verdict", name, None, f"no case leads to {name}", None)


def _asked(truths: Truths[Any], verdict: Verdict) -> Any:
    """Where a verdict's own condition holds, whichever verdicts come before it."""
    condition = truths.formula.base.conditions.get((verdict.key, "when"))
    return truths.true(verdict.proposition) if condition is None else truths.holds(condition)


def _classifications(
    base: KnowledgeBase, days: Sequence[Day], answers: Sequence[Day]
) -> Iterator[Flaw]:
    """Exactly one answer in each fully answered case; each can be reached."""
    for entry in base.of_kind(Classification):

        def none(truths: Truths[Any], entry: Classification = entry) -> Any:
            return truths.algebra.no(
                truths.algebra.any_of([truths.possible(answer) for answer in entry.answers])
            )

        if (gap := fully_answered(answers, none)) is not None:
            yield Flaw(
                "no answer",
                entry.key,
                None,
                f"a fully answered case has no {entry.id}",
                gap,
                tuple(entry.answers),
            )
        for one, other in combinations(entry.answers, 2):

            def both(truths: Truths[Any], one: str = one, other: str = other) -> Any:
                return truths.algebra.all_of([truths.true(one), truths.true(other)])

            if (found := fully_answered(answers, both)) is not None:
                says = f"{one} and {other} hold in one case, and a {entry.id} is one of them"
                yield Flaw("two answers at once", entry.key, None, says, found, (one, other))
        for answer in entry.answers:
            if however_partial(days, _true(answer)) is None:
                yield Flaw("unreachable answer", answer, None, f"no case leads to {answer}", None)


def _rules(base: KnowledgeBase, days: Sequence[Day]) -> Iterator[Flaw]:
    """Every rule can fire; of the rules of one entry, none fires only where others do."""
    alike: dict[tuple[str, str], list[Rule]] = {}
    for rule in base.rules:
        known = base.propositions[rule.head]
        if not known.made and not known.hidden:
            alike.setdefault((rule.head, rule.entry), []).append(rule)
    for rules in alike.values():
        alive: list[Rule] = []
        for rule in rules:
            if _can_fire(rule, days):
                alive.append(rule)
            else:
                killers = [
                    premise_text(rule.body[index])
                    for index in days[0].partial.core(days[0].partial.truths.premises(rule))
                ]
                says = (
                    f"{rule.id} can never fire: {' and '.join(killers)}"
                    f" {'cannot hold together' if len(killers) > 1 else 'never holds'}"
                )
                yield Flaw("dead rule", rule.entry, rule.id, says, None)
        alive = [rule for rule in alive if not (_blocked(base, rule) or _of_a_ceiling(base, rule))]
        for rule in list(reversed(alive)) if len(alive) > 1 else []:
            others = [other for other in alive if other is not rule]
            needed = _implying(rule, others, days)
            if needed is None:
                continue
            alive.remove(rule)
            case = however_partial(days, _fires(rule))
            where = " or ".join(f"{other.id} ({body_text(other)})" for other in needed)
            says = f"{rule.id} ({body_text(rule)}) fires only where {where} does"
            yield Flaw("implied rule", rule.entry, rule.id, says, case, (rule.head,))


def _blocked(base: KnowledgeBase, rule: Rule) -> bool:
    """Whether a rule says that a relief failed since a contradiction blocks it.

    It may do so beside a requirement that says the same: nothing in the entry is one too many.
    """
    blockers = base.blockers(rule.entry)
    return any(literal.target in blockers and literal.mode is Mode.IS for literal in rule.body)


def _of_a_ceiling(base: KnowledgeBase, rule: Rule) -> bool:
    """Whether a rule counts a duty under a ceiling of fines: all of them do, one being enough."""
    return isinstance(base.entries.get(rule.entry), Ceiling)


def _can_fire(rule: Rule, days: Sequence[Day]) -> bool:
    if any(day.sample.fires(rule) for day in days):
        return True
    return any(day.partial.find(*day.partial.truths.premises(rule)) is not None for day in days)


def _implying(rule: Rule, others: Sequence[Rule], days: Sequence[Day]) -> list[Rule] | None:
    """The fewest of the other rules of which one fires wherever this one does, on every day.

    None where it fires without them.
    """
    if any(_alone(day, rule, others) for day in days):
        return None
    needed: dict[str, Rule] = {}
    for day in days:
        truths, no = day.partial.truths, day.partial.algebra.no
        premises = truths.premises(rule)
        conditions: list[Truth] = [*premises, *(no(truths.fires(other)) for other in others)]
        core = day.partial.core(conditions)
        if not core:
            return None
        needed |= {
            (other := others[index - len(premises)]).id: other
            for index in core
            if index >= len(premises)
        }
    # one by itself is told rather than several, of which each day took another
    for other in others:
        if not any(_alone(day, rule, [other]) for day in days) and all(
            day.partial.find(
                *day.partial.truths.premises(rule),
                day.partial.algebra.no(day.partial.truths.fires(other)),
            )
            is None
            for day in days
        ):
            return [other]
    return list(needed.values())


def _alone(day: Day, rule: Rule, others: Sequence[Rule]) -> int:
    """The random cases in which a rule fires and none of the others does."""
    rows = day.sample.fires(rule)
    for other in others:
        rows &= ~day.sample.fires(other)
    return rows


def _alike(base: KnowledgeBase, days: Sequence[Day]) -> Iterator[Flaw]:
    """No two entries of a kind that need each be said only once hold in the same cases.

    Several duties, or risks, well may.
    """
    seen: dict[object, list[str]] = {}
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
        for other in group:

            def apart(truths: Truths[Any], one: str = entry.proposition, other: str = other) -> Any:
                pairs = (
                    (truths.true(one), truths.true(other)),
                    (truths.possible(one), truths.possible(other)),
                )
                return truths.algebra.any_of([differ(truths.algebra, *pair) for pair in pairs])

            if however_partial(days, apart) is None:
                case = however_partial(days, _true(entry.proposition))
                says = f"{entry.proposition} holds just where {other} does"
                yield Flaw(
                    "same as another", entry.key, None, says, case, (entry.proposition, other)
                )
                break
        group.append(entry.proposition)


def _always(base: KnowledgeBase, days: Sequence[Day]) -> Iterator[Flaw]:
    """Every conclusion is false in some case: else no answer changes it, and it tells nothing."""
    for name, proposition in base.propositions.items():
        if proposition.made or proposition.hidden:
            continue

        def false(truths: Truths[Any], name: str = name) -> Any:
            return truths.algebra.no(truths.possible(name))

        if any(false(day.sample.truths) for day in days) or any(
            day.partial.find(false(day.partial.truths)) is not None for day in days
        ):
            continue
        case = however_partial(days, _true(name))
        yield Flaw(
            "always holds",
            proposition.entry or name,
            None,
            f"{name} is false in no case, whatever is answered",
            case,
            (name,),
        )
