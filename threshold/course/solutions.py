"""The engine's answers to tasks: computed when asked for, and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from engine.assessment import Assessment
from explain.argue.argument import Walker
from explain.argue.explanation import ControlReport, Explanation
from explain.argue.first_answer import DutyToMeet, own_duties
from explain.argue.first_layout import when
from explain.argue.legal_layout import tier_statement
from explain.argue.outlook_layout import can_change, headline
from explain.argue.why import why
from explain.ask.comparison import ReasonChange, comparison
from explain.ask.remedy import AttributeChange
from explain.ask.smallest_change import smallest_change
from explain.ask.timeline import timeline
from explain.forms.data import Statement
from explain.forms.spoken import in_boxes
from knowledge.entries import Caution, ExceptionEntry, Note, derived_names
from knowledge.languages.clauses import clauses
from threshold.course.script import Asks, Situation, Task
from threshold.course.situations import Situations

YEAR = timedelta(days=365)  # how far a task on days looks ahead
MOST_STATEMENTS = 3  # that one reason names
MOST_REASONS = 6
MOST_LISTED = 12  # controls or duties that are named one by one


class Solution(NamedTuple):
    """An answer in one language, with what it rests on."""

    answer: tuple[str, ...]
    reasons: tuple[str, ...]


class Solver:
    """Answers tasks from the knowledge base."""

    def __init__(self, situations: Situations, say: Mapping[str, str]):
        """`say`: the words of the course's pages."""
        self.at, self.words, self.say = situations, situations.words, say

    def solve(self, task: Task) -> Solution:
        """The engine's answer to a task."""
        return SOLVERS[task.asks](self, task)

    def verdict(self, situation: Situation) -> Solution:
        """The verdict with its reserve, the legal tier, and what decided."""
        told = self.at.explained(situation)
        legal = (tier_statement(told.legal, self.words),) if told.legal else ()
        answer = (self.headline(told), *self.reserve(told), *legal)
        return Solution(answer, tuple(self.reasons(situation))[:MOST_REASONS])

    def headline(self, told: Explanation) -> str:
        """The verdict in a line."""
        return headline(
            self.words.statement(told.proposition, told.headline), told.outlook, self.words
        )

    def reserve(self, told: Explanation) -> tuple[str, ...]:
        """The changes that further answers can make."""
        return (can_change(told.outlook, self.words),) if told.outlook else ()

    def reasons(self, situation: Situation) -> Iterator[str]:
        """The exceptions that were claimed, and what became of them; the grounds that stand; where
        none speaks for production, those that are absent.
        """
        assessment, told = self.at.assessed(situation), self.at.explained(situation)
        walker = Walker(assessment)
        for claimed, one in zip(assessment.exceptions, told.exceptions, strict=True):
            outcome = self.words.say(f"sign_{one.outcome.replace(' ', '_')}")
            title = f"{self.words.statement(one.proposition, one.title)} ({outcome})"
            ended = [
                said
                for said in walker.rests_on(claimed.decided_by)
                if one.outcome == "ended" and said.proposition and said.status == "true"
            ]
            yield self._resting(title, ended or one.statements, one.authority.citations)
        for ground in told.grounds:
            if ground.status in ("stands", "absent"):
                argument = ground.argument
                title = self.words.statement(argument.proposition, argument.statement)
                yield self._resting(title, argument.statements(), ground.authority.citations)

    def gaps(self, task: Task) -> Solution:
        """The required controls that are missing, and of how many nobody said anything."""
        told = self.at.explained(task)
        missing = [one for one in told.controls if one.state == "missing"]
        unconfirmed = [one for one in told.controls if one.state == "unconfirmed"]
        heading = self.say["missing"] if missing else self.say["nothing_missing"]
        more = self.say["unconfirmed"].format(count=self.words.number(len(unconfirmed)))
        listed = [self.control(one) for one in unconfirmed]
        return Solution(
            (heading, *map(self.control, missing), more),
            (*map(self._required, missing), *([self.words.listed(listed)] if listed else [])),
        )

    def control(self, one: ControlReport) -> str:
        """A control in words; of what was bought, in those for its vendor."""
        if one.from_vendor:
            return self.words.statement(f"control.{one.id}.bought", one.title)
        return self.words.control(one.id, one.title)

    def _required(self, one: ControlReport) -> str:
        reasons = clauses(
            (
                " ".join(
                    (
                        self.words.statement(why.proposition, why.title),
                        *self.words.cited(why.citations),
                    )
                )
                for why in one.reasons
            ),
            self.words,
        )
        return f"{self.control(one)} ({self.words.say('required_because', reasons=reasons)})"

    def duties(self, task: Task) -> Solution:
        """The duties that bind and are not met, each with its day."""
        found = own_duties(self.at.assessed(task))
        behind = [duty for duty in found if duty.state in ("open", "unanswered")]
        met = sum(duty.state == "met" for duty in found)
        heading = self.say["duties_open"] if behind else self.say["duties_met"]
        lines = [f"{self._titled(duty)} ({when(duty, self.words)})" for duty in behind]
        counted = self.say["duties_counted"].format(
            count=self.words.number(len(found)), met=self.words.number(met)
        )
        return Solution((heading, *lines), (counted,))

    def _titled(self, duty: DutyToMeet) -> str:
        return f"{self.words.article(duty.article)} {self._duty(duty.id, duty.title)}"

    def _duty(self, duty: str, title: str) -> str:
        return self.words.statement(derived_names.duty(duty), title)

    def way(self, task: Task) -> Solution:
        """The smallest changes to a verdict, or what bars every way to it."""
        found = smallest_change(self.at.assessed(task), task.to)
        if found.unproven:
            proven = self.words.say("ways_unproven", reason=found.unproven.told(self.words))
        else:
            proven = self.say["proven"]
        if found.sets:
            lines = [self._change(change) for change in found.sets[0].changes]
            ways = self.say["ways"].format(count=self.words.number(len(found.sets)))
            return Solution((self.say["way"], *lines), (ways, proven))
        barred = [one.said(self.words) for one in found.obstacles]
        return Solution((self.say["no_way"], *barred), (proven,))

    def _change(self, change: AttributeChange) -> str:
        done = change.action(self.words)
        return (
            self.words.titled(done, change.answer(self.words))
            if change.ordered or change.within
            else done
        )

    def days(self, task: Task) -> Solution:
        """The days on which the verdict changes with nothing but time, and why."""
        assessment = self.at.assessed(task)
        until = assessment.on + YEAR
        found = timeline(self.at.supposed_case(task), until, assessment.on, base=self.at.base)
        exceptions = self.at.base.of_kind(ExceptionEntry)
        ends = {derived_names.ended(entry.proposition) for entry in exceptions}
        lines: list[str] = []
        reasons: list[str] = []
        for day in found.days:
            if day.verdict == day.verdict_before:
                continue
            turned = f"{self.title(day.verdict_before)} → {self.title(day.verdict)}"
            lines.append(self.words.titled(self.words.value(day.on), turned))
            reasons += self._told(
                statement
                for event in day.events
                if event.proposition in ends
                for statement in event.rests_on
            )
        return Solution(tuple(lines) or (self.say["no_day"],), tuple(dict.fromkeys(reasons)))

    def title(self, verdict: str) -> str:
        """A verdict in words."""
        name = derived_names.verdict(verdict)
        return self.words.statement(name, self.at.base.propositions[name].title)

    def difference(self, task: Task) -> Solution:
        """The differences made by suppositions: verdict, duties, notes, whose it is to show."""
        first = self.at.assessed(task.model_copy(update={"suppose": task.against}))
        second = self.at.assessed(task)
        found = comparison(first, second)
        same = first.verdict == second.verdict
        verdicts = self.title(first.verdict.value), self.title(second.verdict.value)
        lines = [
            self.say["verdict_stays"].format(verdict=verdicts[0]) if same else " → ".join(verdicts)
        ]
        lines += self._new_duties(first, second)
        lines += self._asked_of_vendor(second)
        appeared = [self._finding(one) for one in found.appeared if self._is_remark(one)]
        return Solution(tuple(lines), tuple(dict.fromkeys(appeared))[:MOST_REASONS])

    def _new_duties(self, first: Assessment, second: Assessment) -> Iterator[str]:
        before = {duty.id for duty in own_duties(first)}
        new = [duty for duty in own_duties(second) if duty.id not in before]
        if new:
            titles = [self._titled(duty) for duty in new]
            yield self.say["new_duties"].format(count=self.words.number(len(new)))
            yield self.words.listed(self._some(titles))

    def _asked_of_vendor(self, assessment: Assessment) -> Iterator[str]:
        told = why(assessment, prove=False).controls
        asked = [self.control(one) for one in told if one.from_vendor and one.state != "in place"]
        if asked:
            yield self.say["of_vendor"].format(count=self.words.number(len(asked)))
            yield self.words.listed(self._some(asked))

    def _some(self, texts: list[str]) -> list[str]:
        more = len(texts) - MOST_LISTED
        rest = [self.words.say("and_more", count=self.words.number(more))] if more > 0 else []
        return [*texts[:MOST_LISTED], *rest]

    def _is_remark(self, one: ReasonChange) -> bool:
        entry = self.at.base.entries.get(one.proposition)
        return isinstance(entry, (Caution, Note))

    def _finding(self, one: ReasonChange) -> str:
        title = self.words.statement(one.proposition, one.title)
        stated = tuple(said for said in one.statements if not said.proposition)
        return self._resting(title, stated, one.authority.citations)

    def _resting(
        self, title: str, statements: Iterable[Statement], citations: tuple[str, ...]
    ) -> str:
        """A statement with what it rests on, conclusions first, and its sources."""
        rests_on = self.words.listed(self._told(statements)[:MOST_STATEMENTS])
        said = self.words.titled(title, rests_on) if rests_on else title
        return " ".join((said, *self.words.cited(citations)))

    def _told(self, statements: Iterable[Statement]) -> list[str]:
        """Statements in the few words of a box, each once."""
        ordered = sorted(statements, key=lambda one: not one.proposition)
        return list(dict.fromkeys(said for one in ordered for said in in_boxes(one, self.words)))


SOLVERS: Mapping[Asks, Callable[[Solver, Task], Solution]] = {
    "verdict": Solver.verdict,
    "gaps": Solver.gaps,
    "duties": Solver.duties,
    "way": Solver.way,
    "days": Solver.days,
    "difference": Solver.difference,
}
