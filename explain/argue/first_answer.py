"""first_answer(assessment): what is told first of an answer, as typed data.

The verdict with what is reachable, the tier, the duties of one's own by date, what is most urgent,
what contradicts, what is presumed, what to ask next. Forms lay it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from pydantic import Field, PrivateAttr

from engine import Assessment
from engine.assessment import NO_LEGAL_ADVICE
from engine.gaps import Gap, day_of, gaps_of
from engine.judgement import overruled_judgements
from engine.knowledge_used import Knowledge
from engine.legal import DutyStatus, further_classifications, tier_titles
from engine.proof.next_questions import asked_first
from engine.proven import About
from engine.ranking import Pressing, pressing
from engine.sourcing import question_asked
from explain.argue.argument import Walker
from explain.argue.as_if import AsIfToday, as_if_today
from explain.argue.judged import judged_grounds
from explain.argue.outlook import Outlook, outlook
from explain.argue.resting import rests_elsewhere
from explain.argue.stated_answers import StatedAnswer, stated_answers
from explain.forms.data import Data, Statement
from explain.forms.forms import FIRST, SCREEN
from explain.forms.of_base import of_base
from explain.forms.outline import Outline, Outlined
from knowledge.entries import Finding
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words

SCHEMA_VERSION = "1.0"
MOST_ASKED = 3  # questions that are told first
MOST_GAPS = 3
OWNER = "owner"  # the attribute that names who answers for a case

DutyState = Literal["open", "unanswered", "role open", "met"]
STATES: tuple[DutyState, ...] = ("open", "unanswered", "role open", "met")


class Titled(Data):
    """A proposition with what it states."""

    proposition: str
    title: str
    own_judgement: bool = Field(
        default=False, description="of a ground: it stands on the analyst's own judgement alone"
    )


class DutyToMeet(Data):
    """A duty that falls on this case's role, or may."""

    id: str
    article: str
    title: str
    role: str = Field(description="who owes it")
    state: DutyState = Field(
        description="met; open: something that fulfils it is missing; unanswered: nobody said; "
        "role open: whether it falls on this case's role is not known"
    )
    from_: date = Field(description="the day from which it binds")
    moved_to: date | None = Field(
        default=None, description="to which day that has moved since the day asked"
    )
    perhaps_from: tuple[date, ...] = Field(
        default=(),
        description="other days from which it binds, where answers that are open say so",
    )
    due: date | None = Field(default=None, description="the day by which it must be done")
    days_left: int = Field(description="days to the day due, or else to that from which it binds")
    certainty: str = Field(description="how certain that day is")

    @property
    def day(self) -> date:
        """The day due, or else that from which it binds."""
        return self.due or self.from_


class WhoseQuestion(Data):
    """The question on which it hangs whose most of the duties are of which that is open."""

    attribute: str
    question: str
    duties: int = Field(description="how many of them hang on it")


class GapToClose(Data):
    """A required control that is missing."""

    id: str
    title: str
    from_vendor: bool = Field(default=False, description="its vendor has to show it")
    day: date | None = Field(description="the first day on which a duty takes it")
    days_left: int | None = Field(description="days to that day")
    articles: tuple[str, ...] = Field(description="the articles of the duties that take it")


class NextQuestion(Data):
    """A question that is worth asking next."""

    attribute: str
    question: str
    about: About = Field(description="what its answer can change")


class Classified(Data):
    """A classification beside the legal tier."""

    classification: str
    title: str
    answer: str
    answer_title: str
    proposition: str = Field(default="", description="the answer; empty while none is known")


@dataclass(frozen=True, slots=True)
class AskedBy:
    """How a command asked about a case, which the commands to go on with have to repeat."""

    number: int | None = None  # of the case in its file, from 1; None of the only one
    options: str = ""  # such as `--pack company.yaml`


class FirstAnswer(Outlined):
    """One screen: what is told first."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    verdict: str
    headline: str
    outlook: Outlook
    tier: str | None = Field(description="the legal tier; null where the base has none")
    classified: tuple[Classified, ...]
    banners: tuple[Titled, ...]
    as_if: AsIfToday | None = Field(
        description="on a day before the law applied: the same case as if it were used today"
    )
    rests_on: tuple[Statement, ...] = Field(
        default=(), description="of a verdict that rests on no ground: what it rests on"
    )
    grounds: tuple[Titled, ...] = Field(description="those that stand")
    pressing: Pressing = Field(
        description="what places it among other cases, the weightiest criterion first"
    )
    rank_reason: str = Field(description="the first of these criteria that speaks for its place")
    duties: tuple[DutyToMeet, ...] = Field(
        description="the duties of this case's role, by day; what is met comes last"
    )
    whose: WhoseQuestion | None = Field(
        default=None,
        description="the question on which it hangs whose duties are of which that is open; null "
        "where it is known of all",
    )
    counted: tuple[Titled, ...] = Field(
        default=(), description="what is noted of answers that are open, and asked for"
    )
    other_duties: int = Field(description="how many duties fall on other roles")
    gaps: tuple[GapToClose, ...] = Field(description="the most urgent ones")
    missing: int = Field(description="how many required controls are missing")
    unconfirmed: int = Field(description="of how many of them nobody said whether they are there")
    to_confirm: tuple[str, ...] = Field(description="the controls of which nobody said so")
    contradictions: tuple[Titled, ...]
    overruled: tuple[Titled, ...] = Field(
        default=(),
        description="those of the contradictions in which the rules conclude otherwise than one's "
        "own judgement; the rules count",
    )
    questions: tuple[NextQuestion, ...] = Field(description="the next ones, what weighs most first")
    stated: tuple[StatedAnswer, ...] = Field(description="what was stated, in the order of packs")
    owner: str = Field(description="who answers for the case; empty where nobody is named")
    knowledge: Knowledge
    notice: str = NO_LEGAL_ADVICE

    _asked_by: AskedBy = PrivateAttr(default=AskedBy())

    @property
    def asked_by(self) -> AskedBy:
        """How a command asked about the case."""
        return self._asked_by

    def was_asked_by(self, asked: AskedBy) -> None:
        """Take note of how a command asked, so that what is said of going on is said likewise."""
        self._asked_by = asked

    def laid_out(self, words: Words) -> Outline:
        """All that it says, laid out for reading."""
        found: Outline = FIRST(self, words)
        return found

    def to_text(self, *, language: Words | str | None = None, notice: bool = True) -> str:
        """The first answer as a screen of at most 40 lines of 100 characters.

        Whoever prints several says the `notice` once.
        """
        outline = self.outline(language)
        return str(SCREEN(outline if notice else outline.model_copy(update={"notice": ""})))


def first_answer(assessment: Assessment) -> FirstAnswer:
    """The first answer of an assessment; proven, as `Assessment.reachable` is."""
    base, controls = assessment.base, assessment.controls
    titles, presses = tier_titles(base), pressing(assessment)
    return of_base(
        base,
        FirstAnswer(
            name=assessment.name,
            on=assessment.on,
            verdict=assessment.verdict.value,
            headline=assessment.headline,
            outlook=outlook(assessment),
            tier=None if base.legal_tier is None else titles[assessment.tier],
            classified=tuple(
                Classified(
                    classification=further.id,
                    title=further.title,
                    answer=(answer := assessment.classifications[further.id]),
                    answer_title=further.titles[answer],
                    proposition=further.propositions.get(answer, ""),
                )
                for further in base.derived(further_classifications)
            ),
            banners=_titled(assessment, assessment.banners),
            as_if=as_if_today(assessment),
            rests_on=_rests_on(assessment),
            grounds=tuple(_grounds(assessment)),
            pressing=presses,
            rank_reason=presses.reason(),
            duties=own_duties(assessment),
            whose=_whose(assessment),
            counted=_titled(assessment, noted_of_open(assessment)),
            other_duties=sum(duty.status == "not for this role" for duty in assessment.duties),
            gaps=tuple(_gap(gap, assessment.on) for gap in gaps_of(assessment)[:MOST_GAPS]),
            missing=len(controls.missing),
            unconfirmed=len(controls.unconfirmed),
            to_confirm=tuple(control.id for control in controls.unconfirmed),
            contradictions=_titled(assessment, assessment.contradictions),
            overruled=_titled(
                assessment,
                tuple(
                    name
                    for name in assessment.contradictions
                    if name in overruled_judgements(assessment.base)
                ),
            ),
            questions=tuple(
                NextQuestion(
                    attribute=one.attribute,
                    question=question_asked(base, one.attribute, assessment.stated),
                    about=one.about,
                )
                for one in islice(asked_first(assessment), MOST_ASKED)
            ),
            stated=stated_answers(assessment),
            owner=str(assessment.stated.get(OWNER, "")),
            knowledge=assessment.knowledge,
        ),
    )


def noted_of_open(assessment: Assessment) -> tuple[str, ...]:
    """The notes and the like that hold and ask for an answer that is still open."""
    return tuple(
        entry.proposition
        for entry in assessment.base.of_kind(Finding)
        if assessment.conclusions[entry.proposition]
        and any(assessment.facts.get(name) is None for name in entry.asks)
    )


def _titled(assessment: Assessment, propositions: tuple[str, ...]) -> tuple[Titled, ...]:
    known = assessment.base.propositions
    return tuple(Titled(proposition=name, title=known[name].title) for name in propositions)


def _rests_on(assessment: Assessment) -> tuple[Statement, ...]:
    walker, verdict = Walker(assessment), names.verdict(assessment.verdict.value)
    grounds = {one.proposition for one in assessment.grounds}
    if not grounds.isdisjoint(walker.premises(verdict)):
        return ()  # as nearly always, and its whole argument takes long
    return rests_elsewhere(walker.argument(verdict), grounds)


def _grounds(assessment: Assessment) -> Iterator[Titled]:
    """The grounds that stand."""
    judged = judged_grounds(assessment)
    standing = tuple(one.proposition for one in assessment.grounds if one.state == "stands")
    for one in _titled(assessment, standing):
        yield one.model_copy(update={"own_judgement": one.proposition in judged})


def own_duties(assessment: Assessment) -> tuple[DutyToMeet, ...]:
    """The duties that fall on this case's role, or may, by day; what is met comes last."""
    found = [
        _duty(duty, assessment.on) for duty in assessment.duties if duty.status in ("owed", "open")
    ]
    return tuple(
        sorted(found, key=lambda one: (one.state == "met", one.day, STATES.index(one.state)))
    )


def _duty(duty: DutyStatus, on: date) -> DutyToMeet:
    state: DutyState = "role open" if duty.status == "open" else duty.fulfilment or "unanswered"
    return DutyToMeet(
        id=duty.id,
        article=duty.article,
        title=duty.title,
        role=duty.role,
        state=state,
        from_=duty.from_,
        moved_to=duty.moved_to,
        perhaps_from=duty.perhaps_from,
        due=duty.due,
        days_left=(day_of(duty) - on).days,
        certainty=duty.certainty,
    )


def _whose(assessment: Assessment) -> WhoseQuestion | None:
    hang_on = [
        assessment.trace.open_attributes(names.duty(duty.id))
        for duty in assessment.duties
        if duty.status == "open"
    ]
    counted = Counter(attribute for attributes in hang_on for attribute in attributes)
    if not counted:
        return None
    base = assessment.base
    attribute = max(base.in_order(counted), key=counted.__getitem__)
    return WhoseQuestion(
        attribute=attribute,
        question=question_asked(base, attribute, assessment.stated),
        duties=counted[attribute],
    )


def _gap(gap: Gap, on: date) -> GapToClose:
    return GapToClose(
        id=gap.control.id,
        title=gap.control.title,
        from_vendor=gap.control.from_vendor,
        day=gap.day,
        days_left=None if gap.day is None else (gap.day - on).days,
        articles=tuple(duty.article for duty in gap.duties),
    )
