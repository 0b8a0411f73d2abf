"""The tally of a count in a case, and the conditions that decide it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.graph.bodies import Concluded
from engine.graph.derivations import Compared, Derivations
from explain.forms.data import VALUES, Statement, status_of
from explain.forms.tally import Member, Tally, joined, tally_text
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words
from knowledge.rules.writing import premise_text
from knowledge.truth import conjunction, negation


def tallies_of(known: Derivations, steps: Iterable[str]) -> list[Statement]:
    """The tallies of the conditions that steps count, as statements.

    Two steps that count the same are told in one: exactly so many are at least so many, and not
    more.
    """
    found: list[Statement] = []
    for told in (tally_of(known, step) for step in steps):
        for place, before in enumerate(found):
            if (both := together(before, told)) is not None:
                found[place] = both
                break
        else:
            found.append(told)
    return found


def together(one: Statement, other: Statement) -> Statement | None:
    """One statement for two tallies of the same conditions; None where they are not."""
    if one.tally is None or other.tally is None:
        return None
    tally = joined(one.tally, other.tally)
    if tally is None:
        return None
    low, high = (one, other) if one.tally.least < other.tally.least else (other, one)
    truth = conjunction((VALUES[low.status], negation(VALUES[high.status])))
    says = tally_text(tally, Words.of(ENGLISH))
    return Statement(says=says, status=status_of(truth), tally=tally)


def tally_of(known: Derivations, step: str) -> Statement:
    """The tally of the conditions that a step counts, as a statement."""
    base = known.base
    count = base.counts[step]
    members: dict[bool | None, list[Member]] = {True: [], None: [], False: []}
    for literal, found, worth in zip(count.members, known.counted(step), count.worth, strict=True):
        condition = premise_text(literal)
        points = count.points(worth)
        if isinstance(found, Compared):
            test = found.comparison
            members[test.truth].append(Member(condition=condition, test=test, points=points))
            continue
        name = found.proposition
        if found.step:
            members[found.truth].append(Member(condition=condition, points=points))
            continue
        says = (
            base.propositions[name].title
            if found.truth is None
            else base.says(name, known.status(name))
        )
        members[found.truth].append(
            Member(condition=condition, proposition=name, says=says, points=points)
        )
    tally = Tally(
        least=count.number(count.least),
        below=count.number(count.below),
        total=count.number(sum(count.worth)),
        points=count.parts is not None,
        holding=tuple(members[True]),
        open=tuple(members[None]),
    )
    says = tally_text(tally, Words.of(ENGLISH))
    return Statement(says=says, status=status_of(known.status(step)), tally=tally)


def deciding(known: Derivations, step: str) -> list[Concluded | Compared]:
    """Of what a step counts, what makes it come out as it does; of an open one, what holds, too."""
    status = known.status(step)
    return [
        found
        for found in known.counted(step)
        if _truth(found) is status or (status is None and _truth(found))
    ]


def turned(known: Derivations, was: Derivations, step: str) -> list[Concluded | Compared]:
    """Of what a step counts, what came out otherwise in another answer by the same knowledge."""
    both = zip(known.counted(step), was.counted(step), strict=True)
    return [found for found, before in both if _truth(found) is not _truth(before)]


def _truth(found: Concluded | Compared) -> bool | None:
    return found.comparison.truth if isinstance(found, Compared) else found.truth
