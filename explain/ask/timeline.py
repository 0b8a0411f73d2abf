"""timeline(case, until): every day on which a conclusion changes with nothing but time passing, and
why.

The days to look at come from the rules: those on which a comparison with the day asked turns, and
those on which a parameter takes another value. On each of them the case is assessed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from pydantic import Field

from engine.assessment import NO_LEGAL_ADVICE, Assessment, assess
from engine.knowledge_used import Knowledge
from engine.legal import tier_titles
from explain.argue.argument import Walker
from explain.ask.conclusions import ConclusionChange, differing
from explain.ask.days_told import day_lines
from explain.ask.moved_days import DayMove, move_lines, moved_starts
from explain.forms.data import Data
from explain.forms.footing import noticed
from explain.forms.of_base import of_base
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import quoted_tier, quoted_verdict
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Case, Day, given_case, given_day, refuse_unknown
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import LATEST, CaseModel, nested
from knowledge.conditions.calendar_days import add_months
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.told import Told
from knowledge.languages.words import Words

SCHEMA_VERSION = "1.0"
TODAY = Attr("today")
DAY = timedelta(days=1)
YEARS = 5


class DayOfChange(Data):
    """A day on which something changes."""

    on: date
    in_days: int = Field(description="days from the day asked")
    verdict: str
    verdict_before: str
    headline: str = Field(default="", description="the verdict, in words")
    headline_before: str = Field(default="", description="the verdict before, in words")
    tier: str
    tier_before: str
    tier_title: str = Field(default="", description="what lists call the tier")
    tier_title_before: str = Field(default="", description="what lists call the tier before")
    events: tuple[ConclusionChange, ...]
    starts: tuple[DayMove, ...] = Field(
        default=(), description="the duties that bind from another day than was told before"
    )
    lapsed: tuple[str, ...] = Field(
        default=(), description="attributes whose answers count no more from this day on"
    )


class Deadline(Data):
    """A day by which something must be done."""

    on: date
    in_days: int = Field(description="days from the day asked")
    proposition: str = Field(description="the duty or the note that asks for it")
    title: str


class Timeline(Outlined):
    """The changes day by day, if nothing but time passes."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date = Field(description="the day asked")
    until: date
    verdict: str = Field(description="the verdict on the day asked")
    headline: str = Field(default="", description="the same in words")
    days: tuple[DayOfChange, ...]
    deadlines: tuple[Deadline, ...] = Field(
        default=(), description="days by which something must be done, counted from an event"
    )
    knowledge: Knowledge = Field(description="the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE

    def laid_out(self, words: Words) -> Outline:
        """The days, laid out for reading."""
        count = len(self.days)
        changes = words.count("days_change", count) if count else words.say("no_day_changes")
        return Outline(
            subject=self.name,
            title=words.say("timeline_title", day=self.on, until=self.until),
            lead=(
                words.say(
                    "timeline_lead",
                    day=self.on,
                    verdict=quoted_verdict(self.verdict, self.headline, words),
                    changes=changes,
                ),
            ),
            sections=(
                *(_day(day, words) for day in self.days),
                Section(
                    title=words.say("deadlines"),
                    lines=tuple(_deadline(one, words) for one in self.deadlines),
                ),
            ),
            notice=noticed(self.knowledge, words),
        )


def timeline(
    case: Case,
    until: Day,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    valid_until: Mapping[str, Day] | None = None,
) -> Timeline:
    """Every day after the day asked, up to and with `until`, on which a conclusion changes.

    `valid_until`: attribute, by its dotted name, → the last day on which its answer counts; from
    the next day on it is unknown. Raises `InvalidCase` with every fault in the case, and where
    `until` is no later day, or `valid_until` names no attribute.
    """
    base = given_base(base)
    case, end = given_case(case, base), given_day(until, "until")
    now = assess(case, on, base=base)
    lapses = _lapses(valid_until or {}, base)
    if not now.on < end <= LATEST:
        raise InvalidCase(
            [
                BadCase(
                    Told("no_time_to_look_at"),
                    text=f"until {end}",
                    expected=Told("day_between", first=str(now.on), last=str(LATEST)),
                )
            ]
        )
    found, before, titles = [], now, tier_titles(base)
    due = {(day, name) for name, day in now.due.items()}
    for day in _days(case, now, end, lapses):
        after = assess(without(case, lapses, day), day, base=base)
        events = tuple(_events(before, after))
        due |= {(last, name) for name, last in after.due.items()}
        starts = tuple(moved_starts(before, after))
        if events or starts:
            found.append(
                DayOfChange(
                    on=day,
                    in_days=(day - now.on).days,
                    verdict=after.verdict.value,
                    verdict_before=before.verdict.value,
                    headline=after.headline,
                    headline_before=before.headline,
                    tier=after.tier,
                    tier_before=before.tier,
                    tier_title=titles[after.tier],
                    tier_title_before=titles[before.tier],
                    events=events,
                    starts=starts,
                    lapsed=tuple(name for name, last in lapses.items() if last == day),
                )
            )
        before = after
    return of_base(
        base,
        Timeline(
            name=now.name,
            on=now.on,
            until=end,
            verdict=now.verdict.value,
            headline=now.headline,
            days=tuple(found),
            deadlines=tuple(
                Deadline(
                    on=day,
                    in_days=(day - now.on).days,
                    proposition=name,
                    title=base.propositions[name].title,
                )
                for day, name in sorted(due)
                if now.on < day <= end
            ),
            knowledge=now.knowledge,
        ),
    )


def _lapses(valid_until: Mapping[str, Day], base: KnowledgeBase) -> dict[str, date]:
    """Attribute of today → the first day on which its answer does not count.

    Raises `InvalidCase` for each name that is no attribute.
    """
    lasting = {base.renames.attribute(name) or name: day for name, day in valid_until.items()}
    refuse_unknown(lasting, base)
    return {name: given_day(day, name) + DAY for name, day in lasting.items()}


def without(case: CaseModel, lapses: Mapping[str, date], day: date) -> CaseModel:
    """A case without the answers that count no more on a day.

    `lapses`: attribute → the first day on which its answer does not count.
    """
    gone = {name for name, since in lapses.items() if since <= day and name != "name"}
    if not gone:
        return case
    left = {name: value for name, value in case.stated().items() if name not in gone}
    return type(case).model_validate(nested(left))


def _days(case: CaseModel, now: Assessment, end: date, lapses: Mapping[str, date]) -> list[date]:
    """The days to look at: those on which an answer lapses, and between them those on which the
    clock turns something.
    """
    starts = sorted({day for day in lapses.values() if now.on < day <= end})
    found, since = set(starts), now
    for start, last in zip([now.on, *starts], [*(day - DAY for day in starts), end], strict=True):
        if start > now.on:
            since = assess(without(case, lapses, start), start, base=now.base)
        found |= set(turning_days(since, last)) if start < last else set()
    return sorted(found)


def default_end(case: CaseModel, on: date | None = None) -> date:
    """Five years after the day asked, or the last day there is."""
    return min(add_months(on or case.stated().get("today") or date.today(), YEARS * 12), LATEST)


def turning_days(assessment: Assessment, until: date) -> list[date]:
    """The days after the one asked on which a comparison with the day, or a parameter, turns out
    otherwise.
    """
    base, first = assessment.base, assessment.on
    changes = {
        value.from_
        for parameter in base.parameters.values()
        for value in parameter.values
        if value.from_
    }
    starts = sorted({first, *(day for day in changes if first < day <= until)})
    found = set(starts) - {first}
    tests = {
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, Test)
    }
    dated = [test for test in tests if TODAY in terms_of(test)]
    for start, end in zip(starts, [*(day - DAY for day in starts[1:]), until], strict=True):
        facts = {**assessment.facts, **base.parameters_on(start)}
        for test in dated:
            found |= set(_turns(test, facts, start, end))
    return sorted(found)


def _turns(test: Test, facts: dict[str, object], start: date, end: date) -> Iterable[date]:
    """The days on which a comparison of the day with something fixed turns.

    Two at most: an equality comes and goes.
    """
    decide = decider(test)

    def truth(day: date) -> bool | None:
        return decide({**facts, "today": day})

    while start < end and truth(start) is not None:
        low, high = start.toordinal(), end.toordinal()
        if test.op in ("==", "!="):
            high = next(
                (n for n in range(low, high + 1) if truth(date.fromordinal(n)) != truth(start)), low
            )
        if truth(date.fromordinal(high)) == truth(start):
            return
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (
                (middle, high) if truth(date.fromordinal(middle)) == truth(start) else (low, middle)
            )
        start = date.fromordinal(high)
        yield start


def _events(before: Assessment, after: Assessment) -> Iterable[ConclusionChange]:
    """The changed conclusions, with the comparisons with the day or a parameter that turned."""
    now, turned = Walker(after, before), _turned(before, after)
    for change in differing(before, after):
        facts = now.facts(change.proposition)
        rests_on = tuple(fact for fact in facts if fact.twin in turned)
        because = tuple(statement.says for statement in rests_on)
        yield change.model_copy(update={"rests_on": rests_on, "because": because})


def _turned(before: Assessment, after: Assessment) -> frozenset[object]:
    """The comparisons of now that came out otherwise before, by what their twins have in common."""
    known = after.trace.derivations
    was, now = before.trace.derivations.values, known.values
    return known.twins({number for number, value in enumerate(now) if was[number] is not value})


def _deadline(one: Deadline, words: Words) -> Line:
    title = words.statement(one.proposition, one.title)
    return Line(
        text=words.say("deadline_line", day=one.on, title=title), proposition=one.proposition
    )


def _day(day: DayOfChange, words: Words) -> Section:
    """What changes on a day; reasons that all changes share are told once, above them."""
    because, lines = told_on(day, words)
    return Section(title=_headline(day, words), before=because, lines=lines)


def told_on(day: DayOfChange, words: Words) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The reasons that all changes of a day share, and the changes, each thing told once; last the
    duties that bind from another day.
    """
    because, lines = day_lines(day.events, words, verdict_told=day.verdict != day.verdict_before)
    return because, (*lines, *move_lines(day.starts, words))


def _headline(day: DayOfChange, words: Words) -> str:
    told = words.count("day_ahead", day.in_days, day=day.on)
    if day.verdict != day.verdict_before:
        turned = {
            "before": quoted_verdict(day.verdict_before, day.headline_before, words),
            "after": quoted_verdict(day.verdict, day.headline, words),
        }
        told = words.titled(told, words.say("verdict_becomes", **turned))
    if day.tier != day.tier_before:
        told += words.say(
            "and_tier_becomes",
            before=quoted_tier(day.tier_before, day.tier_title_before, words),
            after=quoted_tier(day.tier, day.tier_title, words),
        )
    if day.lapsed:
        asked = (words.fact(name, None) or name for name in day.lapsed)
        told += words.say("and_answers_lapse", attributes=words.listed(asked))
    return told
