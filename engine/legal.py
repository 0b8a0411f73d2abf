"""What the law asks in this case.

Its tier, the duties with the day from which they bind, the ceilings of fines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.entries import derived_names as names

if TYPE_CHECKING:
    from knowledge.entries import Classification

UNKNOWN_TIER = "unknown"
NOT_SETTLED = "not settled yet"
_ORDER = ("owed", "open", "may arise", "not for this role")
DutyState = Literal["owed", "not for this role", "open", "may arise"]
Truths = Mapping[str, "bool | None"]


class DutyStatus(BaseModel):
    """A duty that the use gives rise to, for somebody."""

    model_config = ConfigDict(
        frozen=True, populate_by_name=True, serialize_by_alias=True, defer_build=True
    )

    id: str
    article: str
    title: str
    role: str = Field(description="who owes it")
    status: DutyState
    binding: bool | None = Field(
        description="whether it binds on the day asked; null where that is open"
    )
    from_: date = Field(alias="from", description="the day from which it binds")
    certainty: str = Field(description="how certain that day is")
    days_left: int | None = Field(
        default=None, description="days from the day asked to that day; null once it has come"
    )
    says: str = Field(description="when it binds, in words")


class PenaltyCeiling(BaseModel):
    """The most that a fine may come to."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    id: str
    article: str
    title: str
    amount: float = Field(description="EUR")
    share: float = Field(description="part of the worldwide annual turnover")
    counts: Literal["higher", "lower", "open"] = Field(
        description="which of the two is the ceiling; open where the size is not known"
    )
    ceiling: float | None = Field(
        description="EUR; null where the turnover, or which of the two counts, is not known"
    )
    says: str


def tier_titles(base: KnowledgeBase) -> dict[str, str]:
    """The answers to the legal tier, the heaviest first.

    By their last names → what lists call them.
    """
    return answer_titles(base, base.legal_tier)


def answer_titles(base: KnowledgeBase, classification: Classification | None) -> dict[str, str]:
    """The answers of a classification, in its order: last names → what lists call them."""
    answers = () if classification is None else classification.answers
    return {
        **{names.last_of(answer): called(base, answer) for answer in answers},
        UNKNOWN_TIER: NOT_SETTLED,
    }


def tiers(base: KnowledgeBase) -> dict[str, str]:
    """The answers to the legal tier: their last names → the propositions."""
    answers = () if base.legal_tier is None else base.legal_tier.answers
    return {names.last_of(answer): answer for answer in answers}


def called(base: KnowledgeBase, proposition: str) -> str:
    """What lists call a proposition: the short form that its entry gives it, or its title."""
    entry = base.entries.get(proposition)
    short = entry.short if isinstance(entry, entries.Define) else ""
    return short or base.propositions[proposition].title


def tier_of(base: KnowledgeBase, truths: Truths) -> str:
    """The legal tier, by the last name of its answer; unknown where none holds."""
    return answer_of(base.derived(tiers).values(), truths)


def classifications_of(base: KnowledgeBase, truths: Truths) -> dict[str, str]:
    """Each classification by its id → its answer, by the last name; unknown where none holds."""
    known = base.derived(classification_answers)
    return {id: answer_of(answers, truths) for id, answers in known.items()}


def classification_answers(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Each classification by its id → the propositions that answer it, in its order."""
    return {entry.id: tuple(entry.answers) for entry in base.of_kind(entries.Classification)}


class NamedAnswers(NamedTuple):
    """A classification, and what lists call its answers."""

    id: str
    title: str
    titles: dict[str, str]  # the last name of an answer → its words


def further_classifications(base: KnowledgeBase) -> tuple[NamedAnswers, ...]:
    """The classifications beside the legal tier, in the order of the packs."""
    return tuple(
        NamedAnswers(entry.id, entry.title, answer_titles(base, entry))
        for entry in base.of_kind(entries.Classification)
        if entry is not base.legal_tier
    )


def answer_of(answers: Iterable[str], truths: Truths) -> str:
    """The first answer that holds, by its last name, or unknown."""
    held = (answer for answer in answers if truths.get(answer, False))
    return names.last_of(next(held, UNKNOWN_TIER))


def once_used(base: KnowledgeBase, stated: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that become others once the thing is in use, as they then are.

    Empty where it is in use, or nobody said that it is not.
    """
    return {
        attribute: after[value]
        for attribute, after in base.derived(changed_by_use).items()
        if (value := stated.get(attribute)) in after
    }


def changed_by_use(base: KnowledgeBase) -> dict[str, dict[Any, Any]]:
    """Attribute → answer → what it becomes once the thing is in use."""
    return {} if base.legal_tier is None else dict(base.legal_tier.once_used)


def duties_of(
    base: KnowledgeBase, truths: Truths, facts: Mapping[str, Any]
) -> tuple[DutyStatus, ...]:
    """The duties that arise for somebody.

    Open where it is not known whether they fall on this case's role.

    Once the tier is settled, those that open questions may add are told as well, unless the role
    rules them out.
    """
    settled = tier_of(base, truths) != UNKNOWN_TIER
    today, get = facts["today"], truths.get
    found = []
    for duty in base.derived(prepared_duties):
        arises = get(duty.arises, False)
        if arises is False:
            continue
        owed = get(duty.proposition, False)
        if arises is None and (owed is False or not settled):
            continue
        status: DutyState = (
            "may arise"
            if arises is None
            else "owed"
            if owed
            else "open"
            if owed is None
            else "not for this role"
        )
        start, certainty = _start(base, duty.starts, truths, facts)
        found.append(
            DutyStatus.model_construct(  # checked data already, and this is done for each case
                id=duty.id,
                article=duty.article,
                title=duty.title,
                role=duty.role,
                status=status,
                binding=get(duty.binds, False),
                from_=start,
                certainty=certainty,
                days_left=(start - today).days if start > today else None,
                says=_when(status, start, today),
            )
        )
    return tuple(sorted(found, key=lambda duty: (_ORDER.index(duty.status), duty.from_)))


class PreparedDuty(NamedTuple):
    """A duty with the names that rules know it by."""

    id: str
    article: str
    title: str
    role: str
    proposition: str  # that it is owed
    arises: str
    binds: str
    starts: tuple[tuple[str, str], ...]  # the step 'this start counts' → its parameter


def prepared_duties(base: KnowledgeBase) -> tuple[PreparedDuty, ...]:
    """The duties of a base, in its order."""
    schedules = {schedule.id: schedule for schedule in base.of_kind(entries.Schedule)}
    starts = {
        name: tuple(
            (names.start(schedule.id, index), start.from_)
            for index, start in enumerate(schedule.starts)
        )
        for name, schedule in schedules.items()
    }
    return tuple(
        PreparedDuty(
            id=duty.id,
            article=duty.article,
            title=duty.title,
            role=duty.role,
            proposition=name,
            arises=names.arises(name),
            binds=names.binds(name),
            starts=starts[duty.binding],
        )
        for duty in base.of_kind(entries.Duty)
        for name in (duty.proposition,)
    )


def _start(
    base: KnowledgeBase,
    starts: tuple[tuple[str, str], ...],
    truths: Truths,
    facts: Mapping[str, Any],
) -> tuple[date, str]:
    name = next(parameter for step, parameter in starts if truths.get(step, False))
    return facts[PARAMETER + name], base.certainty_on(name, facts["today"])


def _when(status: str, start: date, today: date) -> str:
    if status == "not for this role":
        return status
    if start <= today:
        return f"binding since {start}"
    days = (start - today).days
    return f"binding from {start}, in {days:,} day{'' if days == 1 else 's'}"


def penalties_of(
    base: KnowledgeBase, truths: Truths, facts: Mapping[str, Any]
) -> tuple[PenaltyCeiling, ...]:
    """The ceilings of fines that the case is exposed to."""
    return tuple(
        _ceiling(penalty, truths, facts)
        for penalty in base.derived(prepared_penalties)
        if truths.get(penalty.proposition, False)
    )


class PreparedPenalty(NamedTuple):
    """A penalty with the names that rules know it by."""

    id: str
    article: str
    title: str
    proposition: str
    amount: str  # parameters
    share: str
    turnover: str  # an attribute
    lower: str | None  # that the lower of the two counts; None where the higher one always does


def prepared_penalties(base: KnowledgeBase) -> tuple[PreparedPenalty, ...]:
    """The penalties of a base, in its order."""
    return tuple(
        PreparedPenalty(
            id=penalty.id,
            article=penalty.article,
            title=penalty.title,
            proposition=penalty.proposition,
            amount=penalty.amount,
            share=penalty.share,
            turnover=penalty.turnover,
            lower=None if penalty.lower_when is None else names.lower(penalty.proposition),
        )
        for penalty in base.of_kind(entries.Penalty)
    )


def _ceiling(penalty: PreparedPenalty, truths: Truths, facts: Mapping[str, Any]) -> PenaltyCeiling:
    amount, share = facts[PARAMETER + penalty.amount], facts[PARAMETER + penalty.share]
    lower = False if penalty.lower is None else truths.get(penalty.lower, False)
    turnover = facts.get(penalty.turnover)
    counts: Literal["higher", "lower", "open"] = (
        "open" if lower is None else "lower" if lower else "higher"
    )
    ceiling = (
        None
        if turnover is None or lower is None
        else (min if lower else max)(amount, share * turnover)
    )
    both = f"EUR {amount:,.0f} or {share:.0%} of turnover"
    rule = (
        "the higher of the two, for small and mid-sized companies the lower"
        if counts == "open"
        else f"the {counts} of the two"
    )
    says = f"{both}, {rule}" + (f": EUR {ceiling:,.0f}" if ceiling is not None else "")
    return PenaltyCeiling.model_construct(  # checked data already, and done for each case
        id=penalty.id,
        article=penalty.article,
        title=penalty.title,
        amount=float(amount),
        share=float(share),
        counts=counts,
        ceiling=None if ceiling is None else float(ceiling),
        says=says,
    )
