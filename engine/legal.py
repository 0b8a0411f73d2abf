"""The law's demands in this case: its tier, and the duties with the day from which they bind.

The rules of both are data: `knowledge/packs/ai_act`, of the tier `tiers.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from knowledge import entries
from knowledge.base import KnowledgeBase, consulted_on
from knowledge.conditions.evaluation import PARAMETER, value_of
from knowledge.conditions.tree import TODAY, Attr, Test, terms_of
from knowledge.entries import derived_names as names
from knowledge.entries.pilots import Pilot

if TYPE_CHECKING:
    from knowledge.entries import Classification

UNKNOWN_TIER = "unknown"
NOT_SETTLED = "not settled yet"
_ORDER = ("owed", "open", "may arise", "not for this role")
DutyState = Literal["owed", "not for this role", "open", "may arise"]
Fulfilment = Literal["met", "open", "unanswered"]
Truths = Mapping[str, "bool | None"]
Starts = tuple[tuple[str, str], ...]  # the step 'this start counts' → its parameter


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
    moved_to: date | None = Field(
        default=None,
        description="the day from which it binds by the law as last consulted, where that has moved"
        " since the day asked",
    )
    perhaps_from: tuple[date, ...] = Field(
        default=(),
        description="other days from which it binds, where answers that are open say so",
    )
    certainty: str = Field(description="how certain that day is")
    days_left: int | None = Field(
        default=None, description="days from the day asked to that day; null once it has come"
    )
    says: str = Field(description="when it binds, in words")
    fulfilment: Fulfilment | None = Field(
        default=None,
        description="whether what fulfils it is in place; null where it is not known to be owed, "
        "or nothing is known of what fulfils it",
    )
    ceiling: str | None = Field(
        default=None, description="the ceiling of fines under which its breach falls"
    )
    ceiling_at: str = Field(default="", description="where the law says so")
    due: date | None = Field(default=None, description="the day by which it must be done")
    law: str = Field(default="", description="the id of the work that it stands in")
    pilot: Pilot | None = Field(
        default=None, description="whether a pilot is under it; null where its law does not say so"
    )
    met_by: tuple[str, ...] = Field(
        default=(), description="the controls that it requires or that fulfil it, by their ids"
    )


def tier_titles(base: KnowledgeBase) -> dict[str, str]:
    """The answers to the legal tier, the heaviest first.

    By their last names → what lists call them.
    """
    return answer_titles(base, base.legal_tier)


def answer_titles(base: KnowledgeBase, classification: Classification | None) -> dict[str, str]:
    """The answers of a classification, in its order: last names → what lists call them."""
    answers = () if classification is None else classification.tried
    return {
        **{names.last_of(answer): called(base, answer) for answer in answers},
        UNKNOWN_TIER: NOT_SETTLED,
    }


def tiers(base: KnowledgeBase) -> dict[str, str]:
    """The answers to the legal tier: their last names → the propositions."""
    answers = () if base.legal_tier is None else base.legal_tier.answers
    return {names.last_of(answer): answer for answer in answers}


def called(base: KnowledgeBase, proposition: str) -> str:
    """The name of a proposition in lists: the short form that its entry gives it, or its title."""
    entry = base.entries.get(proposition)
    short = entry.short if isinstance(entry, entries.Define) else ""
    return short or base.propositions[proposition].title


def tier_of(base: KnowledgeBase, truths: Truths) -> str:
    """The legal tier, by the last name of its answer; unknown where none holds."""
    return answer_of(base.derived(tiers).values(), truths)


def classifications_of(base: KnowledgeBase, truths: Truths) -> dict[str, str]:
    """Each classification by its id → its answer, by the last name; unknown where none holds."""
    known = base.derived(classification_answers)
    return {
        id: (level_of if answers.are_levels else answer_of)(answers.tried, truths)
        for id, answers in known.items()
    }


class Answers(NamedTuple):
    """The answers to a classification."""

    tried: tuple[str, ...]  # propositions, in the order in which they are tried
    are_levels: bool  # the first of them is the highest


def classification_answers(base: KnowledgeBase) -> dict[str, Answers]:
    """Each classification by its id → what answers it."""
    return {
        entry.id: Answers(entry.tried, bool(entry.levels))
        for entry in base.of_kind(entries.Classification)
    }


class NamedAnswers(NamedTuple):
    """A classification, and what lists call its answers."""

    id: str
    title: str
    titles: dict[str, str]  # the last name of an answer → its words
    propositions: dict[str, str]  # the last name of an answer → its proposition


def further_classifications(base: KnowledgeBase) -> tuple[NamedAnswers, ...]:
    """The classifications beside the legal tier, in the order of the packs."""
    return tuple(
        NamedAnswers(
            entry.id,
            entry.title,
            answer_titles(base, entry),
            {names.last_of(answer): answer for answer in entry.tried},
        )
        for entry in base.of_kind(entries.Classification)
        if entry is not base.legal_tier
    )


def answer_of(answers: Iterable[str], truths: Truths) -> str:
    """The first answer that holds, by its last name, or unknown."""
    held = (answer for answer in answers if truths.get(answer, False))
    return names.last_of(next(held, UNKNOWN_TIER))


def level_of(levels: Iterable[str], truths: Truths) -> str:
    """The highest level that holds, by its last name; unknown while a higher one is open.

    `levels`: the highest first.
    """
    reached = next((level for level in levels if truths.get(level, False) is not False), None)
    return names.last_of(reached) if reached and truths[reached] else UNKNOWN_TIER


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
    found, dues = [], dues_of(base, truths, facts)
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
        name, others = start_among(duty.starts, truths)
        start, certainty, moved_to = _start(base, name, facts)
        perhaps = tuple(sorted({facts[PARAMETER + one] for one in others} - {start}))
        if start <= today and all(day <= today for day in perhaps):
            perhaps = ()  # it binds by now, whichever counts
        found.append(
            DutyStatus(
                id=duty.id,
                article=duty.article,
                title=duty.title,
                role=duty.role,
                status=status,
                binding=get(duty.binds, False),
                from_=start,
                moved_to=moved_to,
                perhaps_from=perhaps,
                certainty=certainty,
                days_left=(start - today).days if start > today else None,
                says=_when(status, start, moved_to, perhaps, today),
                fulfilment=_fulfilment(duty, truths) if owed else None,
                ceiling=duty.ceiling,
                ceiling_at=duty.ceiling_at,
                due=dues.get(duty.proposition),
                law=duty.law,
                pilot=duty.pilot,
                met_by=duty.met_by,
            )
        )
    return tuple(sorted(found, key=_place))


def _place(duty: DutyStatus) -> tuple[int, int, date]:
    """The place of a duty: those that bind and are open first, then by date, then those met."""
    group = 1
    if duty.status == "owed":
        group = 2 if duty.fulfilment == "met" else 0 if _is_pressing(duty) else 1
    return _ORDER.index(duty.status), group, duty.from_


def _is_pressing(duty: DutyStatus) -> bool:
    return duty.fulfilment == "open" and duty.binding is True


def _fulfilment(duty: PreparedDuty, truths: Truths) -> Fulfilment | None:
    if not duty.is_fulfilled_by:
        return None
    if truths.get(names.met(duty.proposition), False):
        return "met"
    return "open" if truths.get(names.left_open(duty.proposition), False) else "unanswered"


def dues_of(base: KnowledgeBase, truths: Truths, facts: Mapping[str, Any]) -> dict[str, date]:
    """Proposition of a finding or a duty → the day by which something must be done.

    Where that day hangs on an unanswered question, there is none.
    """
    found: dict[str, date] = {}
    for name, days in base.dues.items():
        for step, term in days:
            if truths.get(step, False) and (day := value_of(term, facts)) is not None:
                found[name] = day
    return found


class PreparedDuty(NamedTuple):
    """A duty with the names that rules know it by."""

    id: str
    article: str
    title: str
    role: str
    proposition: str  # that it is owed
    arises: str
    binds: str
    starts: Starts
    is_fulfilled_by: bool  # whether the base says what fulfils it
    ceiling: str | None
    ceiling_at: str
    law: str
    pilot: Pilot | None
    met_by: tuple[str, ...]


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
            is_fulfilled_by=bool(duty.fulfilled_by),
            ceiling=duty.ceiling,
            ceiling_at=duty.ceiling_at,
            law=duty.law,
            pilot=duty.pilot,
            met_by=_met_by(base, duty),
        )
        for duty in base.of_kind(entries.Duty)
        for name in (duty.proposition,)
    )


def _met_by(base: KnowledgeBase, duty: entries.Duty) -> tuple[str, ...]:
    """The controls that a duty requires, then those that the rules by which it is met read."""
    stated = {names.stated(control.id): control.id for control in base.of_kind(entries.Control)}
    read = attributes_read(base, names.met(duty.proposition))
    fulfilling = (stated[name] for name in read if name in stated)
    return tuple(dict.fromkeys((*duty.requires, *fulfilling)))


def attributes_read(base: KnowledgeBase, proposition: str) -> Iterator[str]:
    """The attributes that the rules for a proposition read themselves, each once, in their order;
    without the day asked.
    """
    read = dict.fromkeys(
        term.name
        for number in base.rules_for.get(proposition, ())
        for literal in base.rules[number].body
        if isinstance(literal.target, Test)
        for term in terms_of(literal.target)
        if isinstance(term, Attr)
    )
    return (name for name in read if name != TODAY)


def start_among(starts: Starts, truths: Truths) -> tuple[str, tuple[str, ...]]:
    """The parameter of the start that counts, and those of others that may count.

    Where it is open which counts, it is the first that is established, or the last of all: no
    other comes after it that is not ruled out.
    """
    *others, counts = [
        parameter for step, parameter in starts if truths.get(step, False) is not False
    ]
    return counts, tuple(others)


def _start(
    base: KnowledgeBase, name: str, facts: Mapping[str, Any]
) -> tuple[date, str, date | None]:
    """From when it binds, how certain that is, and to which day that has moved since."""
    start, today, consulted = facts[PARAMETER + name], facts["today"], base.derived(consulted_on)
    later = start
    if consulted is not None and consulted > today:
        later = base.parameters_on(consulted)[PARAMETER + name]
    return start, base.certainty_on(name, today), later if later != start else None


def _when(
    status: str, start: date, moved_to: date | None, perhaps: Sequence[date], today: date
) -> str:
    if status == "not for this role":
        return status
    moved = "" if moved_to is None else f"; moved since then, to {moved_to}"
    moved += "".join(f"; from {day} where open answers say so" for day in perhaps)
    if start <= today:
        return f"binding since {start}{moved}"
    days = (start - today).days
    return f"binding from {start}, in {days:,} day{'' if days == 1 else 's'}{moved}"
