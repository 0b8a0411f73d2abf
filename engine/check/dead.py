"""Rules that no case makes fire, and what kills each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from engine.check.flaw import Flaw
from engine.check.rests_on_itself import circle, circle_told
from engine.check.rows import row_below
from engine.proof.days import Day, last_of
from engine.proof.limits import first_found
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import terms_of
from knowledge.languages.message import Joined, Message
from knowledge.rules.plain import Literal, Rule
from knowledge.rules.writing import premise_text
from knowledge.truth import Mode


def dead(base: KnowledgeBase, rule: Rule, days: Sequence[Day], circled: set[str]) -> Iterator[Flaw]:
    """A rule that never fires, and what kills it; `circled`: rules of circles that are told."""
    if can_fire(rule, days):
        return
    needed = _killers(days, rule)
    if row := row_below(base, rule, needed):
        yield Flaw("dead rule", rule.entry, rule.id, row, None)
        return
    if way := circle(base, rule, partial(_killers, days)):
        yield Flaw("dead rule", rule.entry, rule.id, circle_told(base, way), None)
        circled.update(one.id for one in way)
        return
    killers = _as_written(needed)
    key = "flaw_dead_together" if len(killers) > 1 else "flaw_dead"
    says = Message(key, {"rule": rule.id, "premises": Joined("and", tuple(killers))})
    yield Flaw("dead rule", rule.entry, rule.id, says, None)


def _killers(days: Sequence[Day], rule: Rule) -> list[Literal]:
    """The premises of a rule that never fires which cannot hold together; none of any other.

    On the last day, on which no premise merely waits for its time.
    """
    last = last_of(days).partial
    core = last.core(last.truths.premises(rule))
    return [rule.body[index] for index in core or ()]


def _as_written(premises: Sequence[Literal]) -> list[str]:
    """Premises that cannot hold together, as conditions.

    What is established holds, so that beside what contradicts it that it holds is enough to say.
    """

    def told(one: Literal) -> Literal:
        beside = (other for other in premises if other is not one)
        if one.mode in _HOLDS and any(_about(one) & _about(other) for other in beside):
            return Literal(one.target, _HOLDS[one.mode])
        return one

    return [premise_text(told(one)) for one in premises]


_HOLDS = {Mode.ESTABLISHED: Mode.IS, Mode.REFUTED: Mode.IS_NOT}


def _about(premise: Literal) -> frozenset[str]:
    """The attributes that a premise reads, or the proposition that it is."""
    if isinstance(premise.target, str):
        return frozenset({premise.target})
    return frozenset(term.name for term in terms_of(premise.target))


def can_fire(rule: Rule, days: Sequence[Day]) -> bool:
    """Whether some case makes a rule fire. Raises `NotProven` where that is not known."""
    if any(day.sample.fires(rule) for day in days):
        return True
    found = first_found(
        partial(lambda day: day.partial.find(*day.partial.truths.premises(rule)), day)
        for day in days
    )
    return found is not None
