"""questions(assessment): what is still worth asking, in which order, and why.

An unanswered attribute is asked where some answer to it can still change the verdict, or what else
is asked about (the tier, the duties, the controls), which is proven and not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field

from engine.assessment import NO_LEGAL_ADVICE, Assessment
from engine.knowledge_used import Knowledge
from engine.legal import tier_titles
from engine.profiles import profile_of
from engine.proof.answers import ranked_answers
from engine.proof.duty_days import dated_by
from engine.proof.next_questions import (
    SUBJECTS,
    OpenQuestion,
    all_open_questions,
    open_questions,
    waiting_questions,
)
from engine.proof.sensitivity import turning_about
from engine.proven import About
from engine.sourcing import question_asked
from explain.ask.question import Question
from explain.ask.waiting import Waiting, waiting_line, waiting_of
from explain.ask.why_asked import hanging_on, why_asked
from explain.forms.footing import noticed
from explain.forms.of_base import of_base
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import signed
from explain.forms.unproven import Unproven
from knowledge.base import KnowledgeBase
from knowledge.cases.stated import plain
from knowledge.entries import derived_names
from knowledge.faults import UnknownName, nearest
from knowledge.languages.words import Words
from knowledge.sentence import Sentence

SCHEMA_VERSION = "1.0"
ABOUT = (*SUBJECTS, "all")
Subject: TypeAlias = About | Literal["all"]


class Questions(Outlined):
    """The questions that are left; none where all that they are about is settled."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    about: Subject = Field(default="verdict", description="what they are about")
    verdict: str
    headline: str
    tier: str = Field(default="", description="the legal tier as answered, or unknown")
    tier_title: str = Field(default="", description="what lists call it")
    settled: bool = Field(description="whether no further answers can change what they are about")
    reachable: tuple[str, ...] = Field(
        description="the verdicts, or tiers, that complete answers can lead to, the present one "
        "among them; none of duties and controls"
    )
    profile: str = Field(default="", description="the profile that put them in this order")
    profile_title: str = Field(default="", description="the same, in words")
    questions: tuple[Question, ...]
    waiting: tuple[Waiting, ...] = Field(
        default=(),
        description="questions that can change it, too, and make sense only after others",
    )
    knowledge: Knowledge = Field(description="the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The subjects that the questions can change; where there are none, those they would be
        about. A verdict that is settled is none of them.
        """
        if self.about != "all":
            return (self.about,)
        if self.settled:
            return SUBJECTS
        return SUBJECTS[1:] if self.reachable == (self.verdict,) else SUBJECTS

    @property
    def changing(self) -> int:
        """How many questions can change what they are about, those that wait for others among them;
        one that only opens others is none.
        """
        return sum(not one.only_opens for one in self.questions) + len(self.waiting)

    def laid_out(self, words: Words) -> Outline:
        """The questions, laid out for reading."""
        ranked = self.about in ("verdict", "tier")  # the others come in the order of the packs
        key = "questions_left" if ranked else "questions_in_order"
        subject = subjects_told(self.subjects, words)
        if self.settled:
            left = words.say("settled", subject=subject)
        elif changing := sum(not one.only_opens for one in self.questions):
            left = words.count(key, changing, subject=subject)
        else:  # what could change it waits, or makes no sense after what was answered
            left = words.say("questions_none", subject=subject)
        return Outline(
            subject=self.name,
            title=words.say("questions_title", day=self.on),
            lead=(
                f"{self._present(words)}. {left}",
                *self.waiting_told(words),
                *self._asked_with(words),
            ),
            sections=(
                Section(
                    title=words.say("questions_head"),
                    lines=tuple(_line(question, words) for question in self.questions),
                ),
                Section(
                    title=words.say("waiting_head"),
                    lines=tuple(waiting_line(one, words) for one in self.waiting),
                ),
            ),
            notice=noticed(self.knowledge, words),
        )

    def waiting_told(self, words: Words) -> tuple[str, ...]:
        """The number of questions that wait for others, and of those asked for these alone."""
        if not self.waiting:
            return ()
        subject = subjects_told(self.subjects, words)
        told = words.count("questions_waiting", len(self.waiting), subject=subject)
        opening = sum(one.only_opens for one in self.questions)
        return (told, words.count("questions_opening", opening)) if opening else (told,)

    def _asked_with(self, words: Words) -> tuple[str, ...]:
        """With which profile they are asked."""
        return (profile_told(self.profile, self.profile_title, words),) if self.profile else ()

    def _present(self, words: Words) -> str:
        """The subject of the questions, as it is now."""
        if self.about == "tier":
            return words.say("legal_tier", tier=words.tier(self.tier, self.tier_title))
        if self.about in ("duties", "controls"):
            return words.say(f"questions_about_{self.about}")
        headline = words.statement(derived_names.verdict(self.verdict), self.headline)
        if self.reachable != (self.verdict,):
            headline = words.say("headline_so_far", title=headline)
        return words.titled(self.verdict, headline)


def questions(assessment: Assessment, about: Subject = "verdict") -> Questions:
    """The unanswered attributes that can still change what is asked about, and make sense now.

    `about`: the verdict, the tier, the duties, the controls, or all of them in the order of use.
    It is proven of each that it can, and of all others that they cannot; where neither is proven
    within the limits of the solver, the question says so. Their order: see
    `engine.proof.next_questions`.

    Raises `UnknownName` where nothing of that name can be asked about.
    """
    if about not in ABOUT:
        raise UnknownName(
            Sentence("there are no questions about {name}", name=repr(about)),
            expected=", ".join(ABOUT),
            nearest=nearest(str(about), ABOUT),
        )
    found = (
        tuple(all_open_questions(assessment))
        if about == "all"
        else open_questions(assessment, about)
    )
    subjects = SUBJECTS if about == "all" else (about,)
    waiting = waiting_questions(assessment, subjects)
    turning = {one.attribute for subject in subjects for one in turning_about(assessment, subject)}
    profile = profile_of(assessment.base, assessment.stated)
    return of_base(
        assessment.base,
        Questions(
            knowledge=assessment.knowledge,
            name=assessment.name,
            on=assessment.on,
            about=about,
            verdict=assessment.verdict.value,
            headline=_title(assessment.base, assessment.verdict.value),
            tier=assessment.tier,
            tier_title=tier_titles(assessment.base)[assessment.tier],
            settled=_settled(assessment, about, bool(found or waiting)),
            reachable=_reachable(assessment, about),
            profile="" if profile is None else profile.id,
            profile_title="" if profile is None else profile.title,
            questions=tuple(
                question_of(assessment, one, only_opens=one.attribute not in turning)
                for one in found
            ),
            waiting=tuple(waiting_of(assessment, one) for one in waiting),
        ),
    )


def _settled(assessment: Assessment, about: Subject, left: bool) -> bool:
    """Whether nothing can change it: the verdict is settled where it alone is reachable."""
    if about == "verdict":
        return assessment.settled
    return not left and (about != "all" or assessment.settled)


def _reachable(assessment: Assessment, about: str) -> tuple[str, ...]:
    if about == "tier":
        return tuple(assessment.reachable_tiers)
    if about in ("verdict", "all"):
        return tuple(verdict.value for verdict in assessment.reachable)
    return ()


def question_of(
    assessment: Assessment, asked: OpenQuestion, *, only_opens: bool = False
) -> Question:
    """A question as data, with why it is asked."""
    base, witness = assessment.base, asked.witness
    attribute = base.attributes[witness.attribute]
    entries = hanging_on(assessment, attribute.id, asked.about)
    towards = _towards(base, asked)
    question = Question(
        attribute=attribute.id,
        about=asked.about,
        question=question_asked(base, attribute.id, assessment.stated),
        meaning=attribute.meaning,
        answers=tuple(f"{value}: {meaning}" for value, meaning in attribute.values.items()),
        meanings=dict(attribute.values),
        source=base.citations(attribute),
        settles=asked.settles,
        given={name: plain(value) for name, value in witness.given.items()},
        answer=plain(witness.answer),
        before=witness.before,
        after=witness.after,
        leads_to=witness.towards,
        leads_to_proposition=towards,
        leads_to_title=base.propositions[towards].title if towards else "",
        opens={name: question_asked(base, name, assessment.stated) for name in asked.opens},
        only_opens=only_opens,
        bears_on=tuple(entries.values()),
        entries=tuple(entries),
        dated={} if only_opens else dated_by(base, witness.turned),
        look_first=_look_first(assessment, attribute.id),
        unproven=Unproven.of(witness.doubt) if witness.doubt else None,
    )
    return question.model_copy(update={"because": why_asked(question, Words.of(None))})


def subjects_told(subjects: Sequence[Subject], words: Words) -> str:
    """The verdict, the tier and the like, one or another of which an answer changes."""
    named = [words.say(f"subject_{subject}") for subject in subjects]
    first, last = ", ".join(named[:-1]), named[-1]
    return words.say("or", one=first, other=last) if first else last


def profile_told(profile: str, title: str, words: Words) -> str:
    """With which profile is asked, in words."""
    return words.say("profile_asked", title=words.statement(f"profile.{profile}", title))


def _look_first(assessment: Assessment, attribute: str) -> tuple[str, ...]:
    """The answers that the profile of the case looks at first."""
    profile = profile_of(assessment.base, assessment.stated)
    candidates = () if profile is None else profile.candidates.get(attribute, ())
    return tuple(str(value).lower() for value in candidates)


def _towards(base: KnowledgeBase, asked: OpenQuestion) -> str:
    """The proposition of the verdict or tier that a question can lead to; empty where none."""
    ranked = ranked_answers(base, asked.about)
    return next((name for name, id in ranked.items() if id == asked.witness.towards), "")


def _title(base: KnowledgeBase, verdict: str) -> str:
    return base.propositions[derived_names.verdict(verdict)].title


def _line(question: Question, words: Words) -> Line:
    below = (
        *(Line(text=answer) for answer in _answers(question, words)),
        Line(text=words.say("why_asked", because=why_asked(question, words))),
    )
    text = words.question(question.attribute, question.question)
    return signed("unknown", f"{text} ({question.attribute})", words, below=below)


def _answers(question: Question, words: Words) -> Iterable[str]:
    for value, meaning in question.meanings.items():
        told = words.titled(value, words.answer(question.attribute, value, meaning))
        yield words.say("look_first", answer=told) if value in question.look_first else told
