"""smallest_change(assessment, to): every smallest set of changes that reaches a verdict, found by
`engine.proof.minimal_changes`, each confirmed by assessing again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from pydantic import Field

from engine.acting import out_of_reach
from engine.asking import makes_sense, waits_for
from engine.assessment import NO_LEGAL_ADVICE, Assessment, assess
from engine.knowledge_used import Knowledge
from engine.proof.limits import NotProven
from engine.proof.minimal_changes import barriers, minimal_changes
from engine.proof.ways import MinimalSet, Reach, ends_of
from engine.sourcing import asked_of_vendor, question_asked
from explain.argue.first_layout import value_told
from explain.argue.named import verdict_named
from explain.argue.stated_answers import meanings_of
from explain.ask.comparison import with_changes
from explain.ask.remedy import AttributeChange, change_of
from explain.forms.data import Data
from explain.forms.footing import noticed
from explain.forms.of_base import of_base
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import quoted_verdict, signed
from explain.forms.unproven import Unproven
from knowledge.cases.stated import Stated, plain
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.conditions.wording import in_words
from knowledge.entries import Contradiction, Verdict, derived_names
from knowledge.languages.words import Words

SCHEMA_VERSION = "1.0"
MOST_SETS = 10


class NotConfirmed(Exception):
    """A change that was proven to reach a verdict does not reach it when assessed: a defect of this
    library.
    """


class ChangeSet(Data):
    """Attributes that must all change; leaving out any of them is not enough."""

    changes: tuple[AttributeChange, ...]
    ways: tuple[dict[str, Stated], ...] = Field(
        description="combinations of values that will do, the one shown first"
    )
    confirmed_by: str = Field(
        description="the chainer that assessed the changed case and found the verdict"
    )


class Obstacle(Data):
    """Something that no team can change, and that together with its group bars the way."""

    attribute: str
    question: str
    now: str = Field(description="as a reader would write it, in English")
    stated: Stated = Field(default=None, description="the same as a value")
    meanings: dict[str, str] = Field(
        default={}, description="value → its meaning, for those stated"
    )

    @property
    def answered(self) -> bool:
        """Whether somebody has answered it."""
        return self.stated is not None

    def said(self, words: Words) -> str:
        """The question, and what was answered."""
        question = words.question(self.attribute, self.question)
        return f"{question} {value_told(self.stated, self.meanings, self.attribute, words)}"

    def line(self, sign: str, words: Words) -> Line:
        """It on one line."""
        return signed(sign, f"{self.said(words)} ({self.attribute})", words)


class SmallestChange(Outlined):
    """All smallest sets of changes to a verdict, up to a stated number; proven minimal, unless
    `unproven` says why not.
    """

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    verdict: str = Field(description="the verdict now")
    headline: str = Field(default="", description="the verdict now, in words")
    to: str = Field(description="the verdict wanted")
    title: str = Field(description="the verdict wanted, in words")
    sets: tuple[ChangeSet, ...] = Field(
        description="smallest first; one empty set where the verdict is reached already"
    )
    more: bool = Field(description="there are more sets than are listed")
    unproven: Unproven | None = Field(
        default=None,
        description="why it is not proven that there are no other sets, nor smaller ones; null"
        " where it is",
    )
    obstacles: tuple[Obstacle, ...] = Field(
        description="where there is no way at all: what bars it, and is not for a team to change;"
        " the first of `barriers`"
    )
    barriers: tuple[tuple[Obstacle, ...], ...] = Field(
        default=(),
        description="groups of such obstacles; as long as one of the groups stays as it is, there "
        "is no way; that changing them is enough is not said",
    )
    impossible: bool = Field(
        default=False,
        description="it is proven that on the day asked no answers whatever lead to the verdict",
    )
    knowledge: Knowledge = Field(description="the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE

    def laid_out(self, words: Words) -> Outline:
        """The sets, laid out for reading."""
        named = {
            "now": quoted_verdict(self.verdict, self.headline, words),
            "to": quoted_verdict(self.to, self.title, words),
        }
        if not self.sets:
            key = "no_change_found" if self.unproven else "no_change_leads"
            lead = words.say(key, **named)
        elif not self.sets[0].changes:
            lead = words.say("reached_already", **named)
        else:
            lead = words.count("changes_lead", len(self.sets), **named)
            lead += words.say("more_changes") if self.more else ""
        if self.unproven:
            lead += words.say("ways_unproven", reason=self.unproven.told(words))
        ways = (
            Section(
                title=words.count("way", len(item.changes), number=number),
                lines=tuple(
                    signed("changed", change.said(words), words) for change in item.changes
                ),
            )
            for number, item in enumerate(self.sets, start=1)
        )
        if self.impossible:
            lead += words.say("no_answers_lead", day=self.on)
        if len(self.barriers) > 1:
            lead += words.say("barriers_lead", count=words.number(len(self.barriers)))
        return Outline(
            subject=self.name,
            title=words.say("change_title", to=named["to"], day=self.on),
            lead=(lead,),
            sections=(*ways, *self._barred(words)),
            notice=noticed(self.knowledge, words),
        )

    def _barred(self, words: Words) -> Iterator[Section]:
        """The barriers on the way: group by group where there are several."""
        if len(self.barriers) > 1:
            for number, group in enumerate(self.barriers, start=1):
                yield Section(
                    title=words.say("barrier", number=words.number(number)),
                    lines=tuple(
                        item.line("false" if item.answered else "unknown", words) for item in group
                    ),
                )
            return
        barred = [item for item in self.obstacles if item.answered]
        open_ = [item for item in self.obstacles if not item.answered]
        yield Section(
            title=words.say("obstacles"),
            lines=tuple(item.line("false", words) for item in barred),
        )
        yield Section(
            title=words.say("obstacles_open"),
            lines=tuple(item.line("unknown", words) for item in open_),
        )


def smallest_change(
    case: CaseModel | Assessment,
    to: str,
    on: date | None = None,
    *,
    most: int = MOST_SETS,
) -> SmallestChange:
    """Every smallest set of changes after which the verdict on `case` is `to`, at most `most` of
    them.

    Only attributes change that the vocabulary marks as actionable, in the directions in which a
    team can move them, and no set ends in a contradiction. Each is proven minimal, but where
    `unproven` says otherwise, and confirmed by assessing the changed case, ranges at their ends and
    beyond. Raises `UnknownName` where there is no such verdict.
    """
    assessment = case if isinstance(case, Assessment) else assess(case, on)
    base = assessment.base
    wanted = verdict_named(base, str(to))
    titles = {entry.id: entry.title for entry in base.of_kind(Verdict)}
    order = [*base.attributes].index
    reached = assessment.verdict.value == wanted
    found: list[MinimalSet] = []
    barred: list[list[str]] = []
    unproven: Unproven | None = None
    try:
        if not reached:
            ways = minimal_changes(assessment, derived_names.verdict(wanted))
            for item in islice(ways, most + 1):
                found.append(item)
            barred = [] if found else [*barriers(assessment, derived_names.verdict(wanted))]
    except NotProven as gap:
        unproven = Unproven.of(gap)
    found.sort(key=lambda item: (len(item.attributes), sorted(map(order, item.attributes))))
    groups = tuple(tuple(_obstacles(assessment, group)) for group in barred if group)
    return of_base(
        base,
        SmallestChange(
            knowledge=assessment.knowledge,
            name=assessment.name,
            on=assessment.on,
            verdict=assessment.verdict.value,
            headline=assessment.headline,
            to=wanted,
            title=titles[wanted],
            sets=(_nothing(assessment),)
            if reached
            else tuple(_set(assessment, item, wanted) for item in found[:most]),
            more=len(found) > most,
            unproven=unproven,
            obstacles=groups[0] if groups else (),
            barriers=groups,
            impossible=barred == [[]],
        ),
    )


def _asked_today(assessment: Assessment, names: Iterable[str]) -> list[str]:
    """A group in which a question that others took the place of gives way to these, unless it was
    answered.
    """
    group, known, facts = [*names], assessment.base.attributes, assessment.facts
    for name in [one for one in group if known[one].superseded and facts.get(one) is None]:
        in_its_place = known[name].superseded_by
        told = [] if set(in_its_place) & set(group) else in_its_place
        group[group.index(name) : group.index(name) + 1] = told
    return group


def _obstacles(assessment: Assessment, names: Iterable[str]) -> Iterator[Obstacle]:
    """Those of a group that are answered, or whose question makes sense and is asked today.

    Of those that other answers put out of a team's reach these stand first, and what is asked
    before them takes the place of those that wait.
    """
    sense, fixed = makes_sense(assessment), out_of_reach(assessment)
    group = _asked_today(assessment, names)
    facts = [fact for name in group for fact in fixed.get(name, ())]
    before = [asked for name in group if name in fixed for asked in waits_for(assessment, name)]
    for name in dict.fromkeys([*facts, *before, *group]):
        now = assessment.facts.get(name)
        if now is not None or sense.get(name, True):
            yield Obstacle(
                attribute=name,
                question=question_asked(assessment.base, name, assessment.stated),
                now=in_words(now),
                stated=plain(now),
                meanings=meanings_of(assessment.base.attributes[name], now),
            )


def _nothing(assessment: Assessment) -> ChangeSet:
    return ChangeSet(changes=(), ways=({},), confirmed_by=assessment.chainer)


def _set(assessment: Assessment, found: MinimalSet, wanted: str) -> ChangeSet:
    first = found.ways[0]
    again = _confirmed(assessment, first, wanted)
    names = sorted(first, key=[*assessment.base.attributes].index)
    return ChangeSet(
        changes=tuple(
            change_of(
                assessment.base.attributes[name],
                assessment.facts.get(name),
                _tested(assessment, first, name, found.reaches[name], wanted),
                bought=asked_of_vendor(assessment.base, name, assessment.stated),
            )
            for name in names
        ),
        ways=tuple({name: plain(value) for name, value in way.items()} for way in found.ways),
        confirmed_by=again.chainer,
    )


def _confirmed(assessment: Assessment, way: Mapping[str, Any], wanted: str) -> Assessment:
    """The changed case, assessed again. Raises `NotConfirmed` where it is not as was proven."""
    again = assess(changed_case(assessment, way), assessment.on, base=assessment.base)
    if again.verdict.value != wanted:
        raise NotConfirmed(f"{dict(way)} gives {again.verdict.value}, not {wanted}")
    if contrary := again.holding(Contradiction.namespace):
        raise NotConfirmed(f"{dict(way)} ends in {', '.join(contrary)}")
    return again


def _tested(
    assessment: Assessment, first: Mapping[str, Any], name: str, reach: Reach, wanted: str
) -> Reach:
    """The values that will do, with a range that was assessed at both ends and beyond them.

    Where it does not hold there, the one value is left, for example.
    """
    if reach.range is None:
        return reach
    attribute = assessment.base.attributes[name]

    def works(value: Any) -> bool:
        case = changed_case(assessment, {**first, name: value})
        again = assess(case, assessment.on, base=assessment.base)
        return again.verdict.value == wanted and not again.holding(Contradiction.namespace)

    within, beyond = ends_of(attribute, reach.range)
    if not all(works(value) for value in within):
        return Reach((first[name],), complete=False)
    if reach.complete and any(works(value) for value in beyond):
        return replace(reach, complete=False)
    return reach


def changed_case(assessment: Assessment, changes: Mapping[str, Any]) -> CaseModel:
    """The case of an assessment with some attributes stated otherwise."""
    case = model_of(assessment.base).model_validate(nested(assessment.stated))
    return with_changes(case, changes, assessment.base)
