"""The parts of one case of which actions are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from engine import Assessment
from engine.answer import ExceptionAnswer
from engine.assessment import assess_alike
from engine.gaps import gaps_of
from engine.legal import attributes_read
from engine.proof.next_questions import all_open_questions
from engine.ranking import Place, Pressing, Turn, turn
from engine.sourcing import question_asked
from explain.argue.argument import Walker
from explain.argue.first_answer import MOST_ASKED, OWNER, own_duties
from explain.argue.why import reasons_for
from explain.ask.smallest_change import changed_case
from explain.ask.timeline import turning_days
from explain.plans.action import Backing, CaseOfPlan, Entered, Evidence, Grounds, Kind, State
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import LATEST
from knowledge.conditions.calendar_days import add_months
from knowledge.entries import Duty, ExceptionEntry
from knowledge.entries import derived_names as names

DAY = timedelta(days=1)
MONTHS_AHEAD = 60  # in which the end of a trial is looked for
RENEWAL = "renewal"  # what an answer that lapses is given anew for


class Key(NamedTuple):
    """The key by which two actions are the same one."""

    kind: Kind
    id: str
    row: int  # of what one case alone is served by; else 0
    from_vendor: bool  # asking a vendor is another thing to do than building


@dataclass(frozen=True)
class Part:
    """The part of an action in one case."""

    key: Key
    title: str
    article: str
    why: tuple[Grounds, ...]
    certainty: str
    perhaps_from: tuple[date, ...]
    case: CaseOfPlan
    place: Place  # of its case among all
    number: int = 0  # within its case

    @property
    def turn(self) -> Turn:
        """When it is the turn of this part."""
        return turn(self.place, self.case.until, self.title, self.number)


@dataclass(frozen=True)
class CaseParts:
    """One case of a plan."""

    row: int
    assessment: Assessment
    presses: Pressing
    walker: Walker
    entered: Entered

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
        perhaps_from: tuple[date, ...] = (),
        article: str = "",
        evidence: Iterable[Evidence] = (),
        alone: bool = False,
        from_vendor: bool = False,
    ) -> Part:
        """The part of an action in this case; `alone`: it serves no other."""
        found = self.assessment
        case = CaseOfPlan(
            name=found.name,
            row=self.row,
            key=self.entered.key,
            owner=str(found.stated.get(OWNER, "")),
            on=found.on,
            until=until,
            state=state,
            evidence=tuple(evidence),
        )
        return Part(
            key=Key(kind, id, self.row if alone else 0, from_vendor),
            title=title,
            article=article,
            why=tuple(why),
            certainty=certainty,
            perhaps_from=perhaps_from,
            case=case,
            place=self.presses.place,
        )

    def again(self, part: Part) -> Part:
        """A part of another case that states the same, as one of this case."""
        found = self.assessment
        own = {
            "name": found.name,
            "row": self.row,
            "key": self.entered.key,
            "owner": str(found.stated.get(OWNER, "")),
        }
        key = part.key._replace(row=self.row) if part.key.row else part.key
        return replace(part, key=key, case=part.case.model_copy(update=own))

    def parts(self, *, ask: bool) -> Iterator[Part]:
        """All that is to be done in this case; of one day, in the order of the first answer."""
        for number, part in enumerate(self._parts(ask=ask)):
            yield replace(part, number=number)

    def _parts(self, *, ask: bool) -> Iterator[Part]:
        yield from self._duties()
        yield from self._controls()
        yield from self._trials()
        yield from self._renewals()
        if ask:
            yield from self._questions()

    def _answers(self, attributes: Iterable[str]) -> Iterator[Evidence]:
        """The values stated for these attributes, each with its backing."""
        stated = self.assessment.stated
        for name in attributes:
            if name in stated:
                value = stated[name]
                plain = list(value) if isinstance(value, tuple) else value
                backing = self.entered.backings.get(name, Backing(plain))
                yield _evidence(name, backing._replace(value=plain))

    def _controls(self) -> Iterator[Part]:
        for gap in gaps_of(self.assessment):
            id = gap.control.id
            why = (
                Grounds(proposition=one.proposition, title=one.title, citations=one.citations)
                for one in reasons_for(self.walker, id)
            )
            evidence = self._answers([names.stated(id)])
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

    def _duties(self) -> Iterator[Part]:
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
                perhaps_from=duty.perhaps_from,
                article=duty.article,
                evidence=self._answers(takes.get(duty.id, ())),
            )

    def _trials(self) -> Iterator[Part]:
        """The decisions to take before an exception that holds ends."""
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
                    evidence=self._answers(self.assessment.base.in_order(entry.own_attributes)),
                    alone=True,
                )

    def _renewals(self) -> Iterator[Part]:
        """The answers that count up to a day only, or lapsed and were not given anew."""
        base = self.assessment.base
        for name in base.in_order(self.entered.backings):
            backing = self.entered.backings[name]
            if backing.valid_until is None:
                continue
            why = Grounds(
                proposition="", title=RENEWAL, citations=base.citations(base.attributes[name])
            )
            yield self.part(
                "renewal",
                name,
                question_asked(base, name, self.assessment.stated),
                "lapsed" if backing.valid_until < self.assessment.on else "lapses",
                [why],
                until=backing.valid_until,
                evidence=[_evidence(name, backing)],
                alone=True,
            )

    def _questions(self) -> Iterator[Part]:
        base = self.assessment.base
        open_ones = (
            one
            for one in all_open_questions(self.assessment)
            if one.attribute not in self.entered.backings  # it lapsed, and is an action already
        )
        for one in islice(open_ones, MOST_ASKED):
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
        """The premises of a conclusion, with the citations of the conclusion itself."""
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
        """The grounds that stand again once an exception ends."""
        known, cited = self.assessment.base.propositions, self.walker.authority
        citations = cited(exception.proposition).citations
        lifted = {one.id: one.proposition for one in self.assessment.grounds}
        for name in [lifted[id] for id in exception.lifts] or [exception.proposition]:
            yield Grounds(proposition=name, title=known[name].title, citations=citations)


def _evidence(attribute: str, backing: Backing) -> Evidence:
    """An answer with what stands behind it."""
    return Evidence(
        attribute=attribute,
        value=backing.value,
        who=backing.who,
        backed_by=backing.evidence,
        valid_until=backing.valid_until,
    )


def _ends(assessment: Assessment, exceptions: set[str]) -> Mapping[str, date]:
    """The last day on which each exception holds, if nothing but time passes; those that hold on
    are left out.
    """
    found: dict[str, date] = {}
    last = min(add_months(assessment.on, MONTHS_AHEAD), LATEST)
    case = changed_case(assessment, {})
    for day in turning_days(assessment, last) if assessment.on < last else ():
        after = assess_alike(assessment, case, day)
        for name in exceptions - found.keys():
            if not after.conclusions[name]:
                found[name] = day - DAY
    return found


def _fulfilling(base: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """A duty's id → the attributes by which a case states what fulfils it."""
    return {
        duty.id: tuple(attributes_read(base, names.met(duty.proposition)))
        for duty in base.of_kind(Duty)
    }
