"""The changes that further answers can make, and the presumptions of the answer, as typed data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from engine import Assessment
from engine.legal import UNKNOWN_TIER, tier_titles, tiers
from engine.proven import Presumed, Reached
from engine.sourcing import question_asked
from explain.argue.judged import judged_grounds
from explain.forms.data import Data
from knowledge.entries import Verdict
from knowledge.entries import derived_names as names

Change = Literal["verdict", "tier"]


class Reachable(Data):
    """Another answer that complete answers to the open questions can lead to."""

    id: str
    proposition: str
    short: str = Field(description="what lists call it")
    contradictory: bool = Field(description="only if answers contradict each other")
    proven: bool = Field(description="false: not ruled out within the solver's limit")


class Unanswered(Data):
    """A question on which something presumed hangs."""

    attribute: str
    question: str


class Presumption(Data):
    """Something that nobody established, and that would change the answer if it were otherwise."""

    name: str = Field(description="a proposition; of an own statement, the attribute")
    counted: bool = Field(description="whether it counts as so")
    title: str = Field(
        description="the statement, where it counts as so; of an own statement, what was stated"
    )
    asked: str = Field(description="what is asked of it, as it reads after `whether`")
    value: str = Field(default="", description="of an own statement: the value that was stated")
    unanswered: tuple[Unanswered, ...]
    changes: tuple[Change, ...]
    unchecked: tuple[tuple[str, str], ...] = Field(
        default=(),
        description="of an own statement: the propositions by which rules would check it, each "
        "with what is asked",
    )


class Judgement(Data):
    """The analyst's own judgement on which the verdict rests alone."""

    attribute: str
    value: str
    meaning: str


class Outlook(Data):
    """The changes that further answers can make to the verdict and to the legal tier."""

    settled: bool = Field(description="no further answers can change the verdict")
    decided: bool = Field(description="false: there is no verdict yet but the last resort")
    verdicts: tuple[Reachable, ...] = Field(
        description="the other verdicts that complete answers can lead to, the strictest first"
    )
    open_questions: int | None = Field(
        description="how many open questions can still change the verdict; null: not counted"
    )
    presumed: tuple[Presumption, ...]
    judgements: tuple[Judgement, ...] = Field(
        default=(),
        description="the analyst's own judgements, where every ground that stands rests on them "
        "alone",
    )
    tier: str = Field(description="the present tier, by the last part of its name")
    tiers: tuple[Reachable, ...] = Field(description="the same, of the legal tier")
    would_be_tier: str | None = Field(
        description="before it is used: the tier that it would have; null where it is in use"
    )
    tier_titles: dict[str, str] = Field(description="tier → what lists call it")

    @property
    def own_statements(self) -> tuple[Presumption, ...]:
        """The analyst's own statements on which the verdict rests, unchecked."""
        return tuple(one for one in self.presumed if one.unchecked and "verdict" in one.changes)

    @property
    def launch_changes(self) -> str:
        """The tier once it is used, where that is another one; else empty."""
        after = self.would_be_tier
        return after if after is not None and after != self.tier else ""


def outlook(assessment: Assessment, *, counted: bool = True) -> Outlook:
    """The outlook of one assessment; `counted`: how many questions can still change the verdict is
    worked out as well, which takes the longest.
    """
    base, titles = assessment.base, tier_titles(assessment.base)
    entries = {entry.id: entry for entry in base.of_kind(Verdict)}
    known = tiers(base)
    return Outlook(
        settled=assessment.settled,
        decided=entries[assessment.verdict].when is not None,
        verdicts=tuple(
            _reachable(id, names.verdict(id), entries[id].short or entries[id].title, found)
            for id, found in assessment.reachable.items()
            if id != assessment.verdict
        ),
        open_questions=len(assessment.turning) if counted else None,
        presumed=tuple(_presumption(assessment, item) for item in assessment.presumed),
        judgements=tuple(_judgements(assessment)),
        tier=assessment.tier,
        tiers=tuple(
            _reachable(id, known[id], titles[id], found)
            for id, found in assessment.reachable_tiers.items()
            if id != assessment.tier
        ),
        would_be_tier=assessment.would_be_tier,
        tier_titles={
            tier: titles[tier]
            for tier in (assessment.tier, assessment.would_be_tier or UNKNOWN_TIER)
        },
    )


def _reachable(id: str, proposition: str, short: str, found: Reached) -> Reachable:
    return Reachable(
        id=id,
        proposition=proposition,
        short=short,
        contradictory=found.contradictory,
        proven=found.proven,
    )


def _judgements(assessment: Assessment) -> Iterator[Judgement]:
    judged = judged_grounds(assessment)
    if not all(one.proposition in judged for one in assessment.grounds if one.state == "stands"):
        return
    for name in dict.fromkeys(name for read in judged.values() for name in read):
        value = str(assessment.facts[name])
        meaning = assessment.base.attributes[name].values[value]
        yield Judgement(attribute=name, value=value, meaning=meaning)


def _title(assessment: Assessment, item: Presumed) -> str:
    base = assessment.base
    if item.own_statement:
        return base.attributes[item.name].values[str(assessment.facts[item.name])]
    return base.propositions[item.name].title if item.counted else ""


def _presumption(assessment: Assessment, item: Presumed) -> Presumption:
    base = assessment.base
    own = item.own_statement
    return Presumption(
        name=item.name,
        counted=item.counted,
        title=_title(assessment, item),
        asked="" if own else base.propositions[item.name].asked,
        value=str(assessment.facts[item.name]) if own else "",
        unanswered=tuple(
            Unanswered(attribute=name, question=question_asked(base, name, assessment.stated))
            for name in item.attributes
            if assessment.facts.get(name) is None
        ),
        changes=item.changes,
        unchecked=tuple((name, base.propositions[name].asked) for name in item.unchecked),
    )
