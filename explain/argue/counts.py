"""How a count came out in a case, and what of it decides that."""

from __future__ import annotations

from engine.graph.bodies import Concluded
from engine.graph.derivations import Compared, Derivations
from explain.forms.data import Statement, status_of
from explain.forms.tally import Member, Tally, tally_text
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words
from knowledge.rules.writing import premise_text


def tally_of(known: Derivations, step: str) -> Statement:
    """How many of the conditions that a step counts hold, as a statement."""
    base = known.base
    count = base.counts[step]
    members: dict[bool | None, list[Member]] = {True: [], None: [], False: []}
    for literal, found in zip(count.members, known.counted(step), strict=True):
        condition = premise_text(literal)
        if isinstance(found, Compared):
            members[found.comparison.truth].append(Member(condition=condition))
            continue
        name = found.proposition
        says = (
            base.propositions[name].title
            if found.truth is None
            else base.says(name, known.status(name))
        )
        members[found.truth].append(Member(condition=condition, proposition=name, says=says))
    tally = Tally(
        least=count.least,
        total=len(count.members),
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


def _truth(found: Concluded | Compared) -> bool | None:
    return found.comparison.truth if isinstance(found, Compared) else found.truth
