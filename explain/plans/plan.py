"""plan(cases): the actions that follow from answers.

Nothing is invented: a day stands where the law or an answer names one, a name where a case does;
there is no effort and no cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from engine import Assessment
from engine.answer import ExceptionAnswer
from engine.assessment import assess
from engine.gaps import gaps_of
from engine.knowledge_used import Knowledge
from engine.portfolio import AssessedRow, assessed_cases
from engine.proof.next_questions import all_open_questions
from engine.ranking import Pressing, Turn, pressing, ranks, turn
from engine.sourcing import question_asked
from explain.argue.argument import Walker
from explain.argue.first_answer import MOST_ASKED, OWNER, own_duties
from explain.argue.why import reasons_for
from explain.ask.smallest_change import changed_case
from explain.ask.timeline import turning_days
from explain.plans.action import (
    Action,
    CaseOfPlan,
    Evidence,
    Grounds,
    Kind,
    Plan,
    RankedCase,
    State,
)
from knowledge.base import KnowledgeBase
from knowledge.cases.files import read_cases
from knowledge.cases.given import Case, Day, given_base, given_day
from knowledge.cases.use_case import LATEST, CaseModel
from knowledge.conditions.evaluation import add_months
from knowledge.entries import Duty, ExceptionEntry
from knowledge.entries import derived_names as names

DAY = timedelta(days=1)
MONTHS_AHEAD = 60  # in which the end of a trial is looked for


class _Key(NamedTuple):
    """What makes two actions the same one."""

    kind: Kind
    id: str
    row: int  # of what one case alone is served by; else 0
    from_vendor: bool  # asking a vendor is another thing to do than building


@dataclass(frozen=True)
class _Part:
    """What an action is in one case."""

    key: _Key
    title: str
    article: str
    why: tuple[Grounds, ...]
    certainty: str
    case: CaseOfPlan
    turn: Turn


@dataclass(frozen=True)
class _Case:
    """One case of a plan."""

    row: int
    assessment: Assessment
    presses: Pressing
    walker: Walker

    def part(
        self,
        kind: Kind,
        id: str,
        title: str,
        state: State,
        why: Iterable[Grounds],
        *,
        until: date | None = None,
        certainty: str = "certain",
        article: str = "",
        evidence: Iterable[str] = (),
        alone: bool = False,
        from_vendor: bool = False,
    ) -> _Part:
        """What an action is in this case; `alone`: it serves no other."""
        found = self.assessment
        stated = {name: found.stated[name] for name in evidence if name in found.stated}
        case = CaseOfPlan(
            name=found.name,
            row=self.row,
            owner=str(found.stated.get(OWNER, "")),
            on=found.on,
            until=until,
            state=state,
            evidence=tuple(
                Evidence(attribute=name, value=list(value) if isinstance(value, tuple) else value)
                for name, value in stated.items()
            ),
        )
        return _Part(
            key=_Key(kind, id, self.row if alone else 0, from_vendor),
            title=title,
            article=article,
            why=tuple(why),
            certainty=certainty,
            case=case,
            turn=turn(self.presses.place, until, title),
        )

    def parts(self, *, ask: bool) -> Iterator[_Part]:
        """All that is to be done in this case."""
        yield from self._controls()
        yield from self._duties()
        yield from self._trials()
        if ask:
            yield from self._questions()

    def _controls(self) -> Iterator[_Part]:
        for gap in gaps_of(self.assessment):
            id = gap.control.id
            why = (
                Grounds(proposition=one.proposition, title=one.title, citations=one.citations)
                for one in reasons_for(self.walker, id)
            )
            evidence = [names.stated(id)]
            yield self.part(
                "control",
                id,
                gap.control.title,
                "missing",
                why,
                until=gap.day,
                evidence=evidence,
                from_vendor=gap.control.from_vendor,
            )

    def _duties(self) -> Iterator[_Part]:
        takes = self.assessment.base.derived(_fulfilling)
        for duty in own_duties(self.assessment):
            if duty.state == "met":
                continue
            yield self.part(
                "duty",
                duty.id,
                duty.title,
                duty.state,
                self._rests_on(names.duty(duty.id)),
                until=duty.day,
                certainty=duty.certainty,
                article=duty.article,
                evidence=takes.get(duty.id, ()),
            )

    def _trials(self) -> Iterator[_Part]:
        """What an exception that holds leaves to be decided before it ends."""
        held = [one for one in self.assessment.exceptions if one.outcome == "holds"]
        if not held:
            return
        ends = _ends(self.assessment, {one.proposition for one in held})
        for one in held:
            entry = self.assessment.base.entries[one.proposition]
            assert isinstance(entry, ExceptionEntry)
            if one.proposition in ends:
                yield self.part(
                    "trial",
                    one.id,
                    one.title,
                    "holds",
                    self._lifted(one),
                    until=ends[one.proposition],
                    evidence=self.assessment.base.in_order(entry.own_attributes),
                    alone=True,
                )

    def _questions(self) -> Iterator[_Part]:
        base = self.assessment.base
        for one in islice(all_open_questions(self.assessment), MOST_ASKED):
            attribute = base.attributes[one.attribute]
            cited = Grounds(proposition="", title=one.about, citations=base.citations(attribute))
            yield self.part(
                "question",
                one.attribute,
                question_asked(base, one.attribute, self.assessment.stated),
                "unanswered",
                [cited],
                alone=True,
            )

    def _rests_on(self, proposition: str) -> Iterator[Grounds]:
        """What a conclusion rests on, with the citations of the conclusion itself."""
        argument = self.walker.argument(proposition)
        cited = self.walker.authority(proposition).citations
        premises = {
            premise.proposition: premise.statement
            for rule in argument.derivations
            for premise in rule.premises
            if premise.status == "true"
        }
        for name, title in (premises or {proposition: argument.statement}).items():
            yield Grounds(proposition=name, title=title, citations=cited)

    def _lifted(self, exception: ExceptionAnswer) -> Iterator[Grounds]:
        """What stands again once an exception ends."""
        known, cited = self.assessment.base.propositions, self.walker.authority
        citations = cited(exception.proposition).citations
        lifted = {one.id: one.proposition for one in self.assessment.grounds}
        for name in [lifted[id] for id in exception.lifts] or [exception.proposition]:
            yield Grounds(proposition=name, title=known[name].title, citations=citations)


def plan_of(
    rows: Iterable[AssessedRow],
    name: str,
    base: KnowledgeBase,
    *,
    ask: bool = True,
) -> Plan:
    """The plan of many cases, which a table or a file holds under `name`.

    `ask`: the next open questions of each case are actions as well, which are proven to matter.
    What several cases need, a control or a duty, is one action.
    """
    found: dict[_Key, list[_Part]] = {}
    made: dict[int, list[_Part]] = {}  # an assessment is shared by the rows that state the same
    size, unread, asking = 0, 0, 0
    days: set[date] = set()
    cases: list[_Case] = []
    for row in rows:
        assessment = row.named
        if assessment is None:
            unread += 1
            continue
        size += 1
        days.add(assessment.on)
        case = _Case(row.row, assessment, pressing(assessment), Walker(assessment))
        cases.append(case)
        shared = row.same_as or row.row
        if shared in made:
            parts = [_again(part, case) for part in made[shared]]
        else:
            parts = made[shared] = list(case.parts(ask=ask))
        asking += sum(part.key.kind == "question" for part in parts) >= MOST_ASKED
        for part in parts:
            found.setdefault(part.key, []).append(part)
    ordered = sorted(found.items(), key=lambda item: min(part.turn for part in item[1]))
    return Plan(
        name=name,
        size=size,
        on=days.pop() if len(days) == 1 else None,
        actions=tuple(_action(key, parts) for key, parts in ordered),
        cases=_ranked(cases),
        more_questions=asking if ask else None,
        unread=unread,
        knowledge=str(Knowledge.of(base)),
    )


def plan(
    cases: Case | Iterable[Case],
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    ask: bool = True,
) -> Plan:
    """The plan of one case, of several, or of all cases in a file of YAML or JSON.

    Raises `InvalidCase` with every fault in them.
    """
    base = given_base(base)
    if isinstance(cases, (str, Path)):
        name, given = str(cases), list[Case](read_cases(cases, base))
    elif isinstance(cases, (CaseModel, Mapping)):
        name, given = "", [cases]
    else:
        name, given = "", list(cases)
    rows = list(assessed_cases(given, given_day(on), base=base))
    first = next((row.assessment for row in rows if row.assessment), None)
    if first is not None and len(rows) == 1:
        name = first.name
    return plan_of(rows, name, base, ask=ask)


def _ranked(cases: list[_Case]) -> tuple[RankedCase, ...]:
    """The cases in their order, each with its rank."""
    places = ranks(case.presses.place for case in cases)
    return tuple(
        RankedCase(
            name=case.assessment.name,
            row=case.row,
            rank=rank,
            rank_reason=case.presses.reason(),
            pressing=case.presses,
        )
        for rank, case in sorted(
            zip(places, cases, strict=True), key=lambda one: (one[0], one[1].row)
        )
    )


def _again(part: _Part, case: _Case) -> _Part:
    """The same, in another case that states the same."""
    found = case.assessment
    owner = str(found.stated.get(OWNER, ""))
    told = part.case.model_copy(update={"name": found.name, "row": case.row, "owner": owner})
    key = part.key._replace(row=case.row) if part.key.row else part.key
    return _Part(key, part.title, part.article, part.why, part.certainty, told, part.turn)


def _action(key: _Key, parts: list[_Part]) -> Action:
    """One action of what it is in several cases."""
    parts = sorted(parts, key=lambda part: (part.turn, part.case.row))
    first = parts[0]
    dated = min((part for part in parts if part.case.until), key=_until, default=first)
    why = dict.fromkeys(reason for part in parts for reason in part.why)
    return Action(
        kind=key.kind,
        id=key.id,
        title=first.title,
        from_vendor=key.from_vendor,
        article=first.article,
        why=tuple(why),
        until=dated.case.until,
        certainty=dated.certainty,
        state=first.case.state,
        cases=tuple(part.case for part in parts),
    )


def _until(part: _Part) -> date:
    return part.case.until or date.max


def _ends(assessment: Assessment, exceptions: set[str]) -> Mapping[str, date]:
    """The last day on which each exception holds, if nothing but time passes; those that hold on
    are left out.
    """
    found: dict[str, date] = {}
    last = min(add_months(assessment.on, MONTHS_AHEAD), LATEST)
    case = changed_case(assessment, {})
    for day in turning_days(assessment, last) if assessment.on < last else ():
        after = assess(case, day, base=assessment.base)
        for name in exceptions - found.keys():
            if not after.conclusions[name]:
                found[name] = day - DAY
    return found


def _fulfilling(base: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """A duty's id → the attributes by which a case states what fulfils it."""
    return {
        duty.id: tuple(map(names.stated, duty.fulfilled_by))
        for duty in base.of_kind(Duty)
        if isinstance(duty.fulfilled_by, list)
    }
