"""Questions whose answer never matters: an attribute that rules ask for, and that yet changes no
conclusion in any case.

That an answer matters is shown by a random case in which it does, or else by one that is proven to
be there: two cases that differ in nothing but this answer, one of which may leave it out, and that
differ in some conclusion that results show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from engine.check.flaw import Concerns, Flaw, everything, unless_proven
from engine.proof.days import Day
from engine.proof.limits import first_found
from engine.proof.masks import Cases
from engine.proof.truths import Truths
from knowledge.base import KnowledgeBase
from knowledge.languages.message import Message

SHOWN_ROWS = 128  # random cases in which each answer is tried
MOST_TRIALS = 512  # answers that are tried at once, which bounds the memory they take


def never_matter(
    base: KnowledgeBase, days: Sequence[Day], concerns: Concerns = everything
) -> Iterator[Flaw]:
    """Each attribute that some rule asks for and whose answer never changes a conclusion.

    `days` are those of all rules.
    """
    heads = [
        name
        for name, known in base.propositions.items()
        if not known.step and not known.hidden and name in days[0].formula.targets
    ]
    left = [
        name for name in days[0].free if base.attributes[name].type != "text" and concerns(name)
    ]
    for day in days:
        shown = _shown(day, left, heads)
        left = [name for name in left if name not in shown]
    for name in left:
        what = f"whether an answer to {name} changes any conclusion"
        yield from unless_proven(name, what, partial(_never, name, days, heads))


def _never(name: str, days: Sequence[Day], heads: Sequence[str]) -> Iterator[Flaw]:
    """An attribute no answer to which matters on any day."""
    if first_found(partial(_matters, day, name, heads) for day in days) is None:
        says = Message("flaw_never_matters", {"name": name})
        yield Flaw("never matters", name, None, says, None)


def _shown(day: Day, names: Sequence[str], heads: Sequence[str]) -> set[str]:
    """Those of these attributes that change a conclusion in some random case."""
    rows = [day.sample.row(number) for number in range(SHOWN_ROWS)]
    answers = {name: [None, *_answers(day, name)] for name in names}
    found: set[str] = set()
    for tried in _few_at_once(answers):
        trials = [{name: answer} for name in tried for answer in answers[name]]
        cases = Cases(day.base, day.free, rows, trials)
        values = day.formula.values(cases.masks, cases.choices, day.facts)
        turned = _turned(Truths(day.formula, cases.masks, values), heads)
        first = 0
        for name in tried:
            # all trials of this attribute but the last, which is followed by another attribute's
            blocks = SHOWN_ROWS * (len(answers[name]) - 1)
            if turned >> first * SHOWN_ROWS & (1 << blocks) - 1:
                found.add(name)
            first += len(answers[name])
    return found


def _few_at_once(answers: Mapping[str, Sequence[object]]) -> Iterator[list[str]]:
    """The attributes, as many at once as are tried with few answers together."""
    batch: list[str] = []
    trials = 0
    for name, tried in answers.items():
        if batch and trials + len(tried) > MOST_TRIALS:
            yield batch
            batch, trials = [], 0
        batch.append(name)
        trials += len(tried)
    if batch:
        yield batch


def _turned(truths: Truths[int], heads: Sequence[str]) -> int:
    """The cases in which some conclusion is another one than in the same row of the next trial."""
    turned = 0
    for head in heads:
        for mask in (truths.true(head), truths.possible(head)):
            turned |= mask ^ mask >> SHOWN_ROWS
    return turned


def _answers(day: Day, name: str) -> list[object]:
    choices = day.base.attributes[name].choices
    return (
        list(day.sample.domains[name])
        if name in day.sample.domains
        else [frozenset(), *(frozenset([member]) for member in choices)]
    )


def _matters(day: Day, name: str, heads: Sequence[str]) -> object | None:
    """A case in which another answer, or none, changes a conclusion; None where there is none."""
    world = day.partial
    return world.find(world.truths.apart(world.second(world.space.twins([name])), heads))
