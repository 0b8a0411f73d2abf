"""The interview: asks what can still change the verdict, the tier, the duties, the controls, one
question at a time and in the order of use, and says why.

Each answer is saved when it is given, so that an interview can be gone on with later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from engine import Assessment, assess
from engine.legal import tier_titles
from engine.profiles import profile_of
from engine.proof.next_questions import (
    SUBJECTS,
    OpenQuestion,
    Round,
    rounds,
    waiting_questions,
)
from explain.ask.comparison import with_changes
from explain.ask.question import Question
from explain.ask.questions import Subject, profile_told, question_of, subjects_told
from explain.ask.waiting import waiting_told
from explain.ask.why_asked import why_asked
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NO, YES, read_answer
from knowledge.cases.files import EXAMPLE, described, read_case, save_case
from knowledge.cases.numbered import numbered
from knowledge.cases.stories import read_case_in
from knowledge.cases.use_case import CaseModel, model_of
from knowledge.entries import Attribute, derived_names
from knowledge.faults import InvalidCase, shorten
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from knowledge.outputs import shown_plainly
from threshold.commands.typed import Wish, wish_of


def interview(
    file: str | None,
    output: str | None,
    on: date | None,
    base: KnowledgeBase,
    words: Words | None = None,
    about: Subject = "verdict",
) -> Assessment:
    """Ask until what is asked about is settled whatever else is answered, or nobody knows more.

    Save the case after each answer; return the last assessment.
    """
    spoken = Words.of(words)
    case = _begin(file, base, spoken)
    target = Path(output) if output else _target(file, case)
    text = None
    if target.exists():
        if not output and target != Path(file or ""):
            raise click.UsageError(Told("usage_case_is_there", file=str(target)))
        read_case(target, base)  # a file that is no case is told now, not after the last answer
        text = target.read_text(encoding="utf-8")
    click.echo(spoken.say("interview_help"))
    held = _Interview(base, on, spoken, about, target, text)
    case, result, left = held.all_of(case)
    held.save(case)
    held.conclude(result, left)
    return result


def _begin(file: str | None, base: KnowledgeBase, words: Words) -> CaseModel:
    if file and (file.startswith(EXAMPLE) or Path(numbered(file)[0]).exists()):
        return read_case_in(file, words, base)
    question = words.question("name", base.attributes["name"].question)
    while True:
        name = click.prompt(question, type=str, prompt_suffix=" ").strip()
        try:
            return model_of(base).model_validate({"name": name})
        except ValidationError:
            click.echo(words.say("interview_name"))


def _target(file: str | None, case: CaseModel) -> Path:
    if file and not file.startswith(EXAMPLE) and numbered(file)[1] is None:
        return Path(file)
    name = str(case.stated()["name"])
    return Path((re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "case")[:60] + ".yaml")


@dataclass(frozen=True)
class _State:
    """The state of an interview."""

    case: CaseModel
    unknown: frozenset[str] = frozenset()  # attributes of which nobody knows
    later: tuple[str, ...] = ()  # those that were skipped, to be asked at the end
    again: bool = False  # those are asked now

    def dealt_with(self, attribute: str) -> bool:
        """Whether a question is not asked now."""
        return attribute in self.unknown or (not self.again and attribute in self.later)


@dataclass
class _Interview:
    base: KnowledgeBase
    on: date | None
    words: Words
    about: Subject
    target: Path
    text: str | None  # what the file said before the first answer
    told: tuple[str, str] = ("", "")  # the verdict and the tier that were told last
    history: list[_State] = field(default_factory=list)
    asked_of: Assessment | None = None  # of which what follows is worked out
    worked_out: list[Round] = field(default_factory=list)
    to_work_out: Iterator[Round] = field(default_factory=lambda: iter(()))
    through: bool = False  # all of it is worked out

    def all_of(self, case: CaseModel) -> tuple[CaseModel, Assessment, list[str]]:
        """The case with every answer that was given, its assessment, and what is left to ask."""
        state, assessed = _State(case), assess(case, self.on, base=self.base)
        if profile := profile_of(self.base, assessed.stated):
            click.echo(profile_told(profile.id, profile.title, self.words))
        told = case
        while True:
            if state.case is not told:
                told, assessed = state.case, assess(state.case, self.on, base=self.base)
            self._tell(assessed)
            pending = self._pending(assessed, state)
            if not pending and state.later and not state.again:
                state = replace(state, again=True)
                continue
            if not pending:
                return state.case, assessed, self._left()
            following = self._ask(pending, assessed, state)
            if following is None:
                return state.case, assessed, self._left()
            state = following

    def _pending(self, assessed: Assessment, state: _State) -> list[OpenQuestion]:
        """The questions of the first round in which some are to be asked now."""
        for one_round in self._rounds(assessed):
            found = [one for one in one_round.questions if not state.dealt_with(one.attribute)]
            if found:
                return found
        return []

    def _left(self) -> list[str]:
        """The attributes left to ask, as far as the interview came."""
        return [one.attribute for found in self.worked_out for one in found.questions]

    def _rounds(self, assessed: Assessment) -> Iterator[Round]:
        """The rounds of questions; computed once for each answer."""
        if self.asked_of is not assessed:
            self.asked_of, self.worked_out, self.through = assessed, [], False
            self.to_work_out = rounds(assessed, self.about)
        yield from self.worked_out
        for found in self.to_work_out:
            self.worked_out.append(found)
            yield found
        self.through = True

    def _tell(self, assessed: Assessment) -> None:
        """The verdict, and the tier where it is asked about, whenever it is another one."""
        told = (assessed.verdict.value, assessed.tier)
        say = self.words.say
        if told[0] != self.told[0]:
            title = _headline(assessed, self.words)
            click.secho(f"\n{say('so_far', verdict=told[0], title=title)}", bold=True)
        if told[1] != self.told[1] and self.about != "verdict":
            click.secho(say("legal_tier", tier=_tier(assessed, self.words)), bold=True)
        self.told = told

    def _ask(
        self, pending: Sequence[OpenQuestion], assessed: Assessment, state: _State
    ) -> _State | None:
        """The state of the interview after one question; None to end it."""
        question = question_of(assessed, pending[0])
        attribute = self.base.attributes[question.attribute]
        waiting = waiting_questions(assessed, (question.about,))
        self._show(question, attribute, len(pending), len(waiting))
        while True:
            text = _typed()
            wish = (
                None if text in attribute.choices else Wish.STOP if text is None else wish_of(text)
            )
            match wish:
                case Wish.STOP:
                    return None
                case Wish.WHY:
                    because = why_asked(question, self.words)
                    click.echo(f"  {because} {' '.join(self.words.cited(question.source))}")
                case Wish.BACK if self.history:
                    before = self.history.pop()
                    self.save(before.case)
                    return before
                case Wish.BACK:
                    click.echo(f"  {self.words.say('interview_no_back')}")
                case Wish.DO_NOT_KNOW:
                    self.history.append(state)
                    return replace(state, unknown=state.unknown | {attribute.id})
                case Wish.SKIP:
                    self.history.append(state)
                    if state.again:  # it was skipped before
                        return replace(state, unknown=state.unknown | {attribute.id})
                    return replace(state, later=(*state.later, attribute.id))
                case _:
                    answered = self._answered(state.case, attribute, text or "")
                    if answered is not None:
                        self.history.append(state)
                        self.save(answered)
                        return replace(state, case=answered)

    def _show(self, question: Question, attribute: Attribute, now: int, later: int) -> None:
        words = self.words
        asked = words.question(attribute.id, question.question)
        counts = [words.count("to_ask_now", now)]
        if later:
            counts.append(words.count("to_ask_later", later))
        click.secho(f"\n{asked}  ({words.listed(counts)})", fg="blue")
        if question.meaning:
            click.echo(f"  {words.text(('meanings', attribute.id), question.meaning)}")
        for number, (value, meaning) in enumerate(attribute.values.items(), start=1):
            answer = words.answer(attribute.id, value, meaning)
            told = words.titled(_shown(attribute, value, words), answer)
            if value in question.look_first:
                told = words.say("look_first", answer=told)
            click.echo(f"  {number}  {told}")
        if attribute.type == "set":
            click.echo(f"  {words.say('several_answers')}")
        elif not attribute.values:
            click.echo(f"  {words.mark(described(attribute))}")

    def _answered(self, case: CaseModel, attribute: Attribute, text: str) -> CaseModel | None:
        """The case with an answer; None where it cannot be used, which is told."""
        try:
            answer = read_answer(attribute, _by_number(attribute, text))
            return with_changes(case, {attribute.id: answer}, self.base)
        except InvalidCase as error:
            near = next((fault.nearest for fault in error.faults if fault.nearest), None)
            click.secho(f"  {self._not_taken(attribute, text, near)}", fg="red")
        return None

    def _not_taken(self, attribute: Attribute, text: str, near: str | None) -> str:
        """That something is no answer, what would be one, and which one is the nearest."""
        words = self.words
        takes = (
            words.say("answers_bool")
            if attribute.type == "bool"
            else words.mark(described(attribute))
        )
        answer = shown_plainly(shorten(text, 60))
        told = words.say("interview_not_taken", answer=answer, expected=takes)
        return told if near is None else words.listed((told, words.say("nearest_is", name=near)))

    def save(self, case: CaseModel) -> None:
        """Write the case: what the file said before, with the answers of this interview."""
        save_case(case, self.target, self.base, before=self.text)

    def conclude(self, result: Assessment, left: Sequence[str]) -> None:
        """Tell the answer, and what is left."""
        words = self.words
        title = _headline(result, words)
        if not result.settled:
            title = words.say("headline_so_far", title=title)
        told = f"{words.titled(result.name, title)} ({result.verdict.value})"
        click.secho(f"\n{told}", bold=True)
        if self.about != "verdict":
            click.echo(words.say("legal_tier", tier=_tier(result, words)))
        for told in self._still_open(result, left):
            click.echo(told)
        if self.about not in ("verdict", "all") and not result.settled:
            click.echo(words.count("verdict_not_settled", len(result.turning)))
        click.echo(words.say("saved", file=self.target))
        click.echo(words.say("no_legal_advice"))

    def _still_open(self, result: Assessment, left: Sequence[str]) -> Iterator[str]:
        """The questions that can still be asked, those that wait for them, and the subjects that
        were not looked at; that nothing can change it any more only where there is none of these.
        """
        words, reached = self.words, self.worked_out[-1].reached
        waiting = waiting_told(waiting_questions(result, reached), words)
        whole = self.through or self.about != "all"
        unseen = () if whole else tuple(one for one in SUBJECTS if one not in reached)
        if left:
            yield words.say("still_open", attributes=", ".join(left))
        if waiting:
            yield words.say("still_waiting", attributes=waiting)
        if unseen:
            named = words.listed(words.say(f"subject_{one}") for one in unseen)
            yield words.say("not_looked_at", subjects=named)
        if not left and not waiting and not unseen:
            subjects: Sequence[Subject] = SUBJECTS if self.about == "all" else (self.about,)
            yield words.say("settled", subject=subjects_told(subjects, words))


def _headline(assessed: Assessment, words: Words) -> str:
    return words.statement(derived_names.verdict(assessed.verdict.value), assessed.headline)


def _tier(assessed: Assessment, words: Words) -> str:
    return words.tier(assessed.tier, tier_titles(assessed.base)[assessed.tier])


def _typed() -> str | None:
    """The typed text; None at the end of the input."""
    try:
        return str(click.prompt("", prompt_suffix="> ", default="", show_default=False)).strip()
    except click.Abort:
        click.echo()
        return None


def _by_number(attribute: Attribute, text: str) -> str:
    """The answers in place of their numbers."""
    values = list(attribute.values)
    if not values or (attribute.type == "bool" and text.lower() in (YES | NO) - {"0", "1"}):
        return text
    parts = [part.strip() for part in text.split(",")]
    return ", ".join(
        values[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(values) else part
        for part in parts
    )


def _shown(attribute: Attribute, value: str, words: Words) -> str:
    return words.say(f"answer_{value}") if attribute.type == "bool" else value
