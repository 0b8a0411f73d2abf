"""why(assessment, proposition): the argument, and for a verdict everything that bears on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine import Assessment
from engine.answer import GROUND_STATES, ExceptionAnswer, open_grounds
from engine.assessment import NO_LEGAL_ADVICE
from engine.judgement import overruled_judgements
from explain.argue.argument import Walker
from explain.argue.as_if import as_if_today
from explain.argue.explanation import (
    ControlReport,
    ExceptionReport,
    Explanation,
    FindingReport,
    GroundReport,
    MisconceptionReport,
    QuestionReport,
    Reason,
)
from explain.argue.first_answer import first_answer
from explain.argue.judged import judged_grounds
from explain.argue.legal import legal_report, question
from explain.argue.named import proposition_named
from explain.argue.outlook import outlook
from explain.argue.profile import profile_report
from explain.argue.sources import sources
from explain.argue.today import since
from explain.forms.data import Statement, once
from explain.forms.of_base import of_base
from knowledge.base import KnowledgeBase
from knowledge.entries import (
    ExceptionEntry,
    Finding,
    Misconception,
    RuleEntry,
    Trigger,
    Verdict,
)
from knowledge.entries import derived_names as names

VERDICT = names.VERDICT  # stands for whichever verdict was reached


def why(
    assessment: Assessment,
    proposition: str = VERDICT,
    *,
    prove: bool = True,
    ask: bool = True,
) -> Explanation:
    """The explanation of the truth value of `proposition`.

    `prove`: of a verdict, the changes that further answers can make are proven; `ask`: also the
    questions that can make them, which takes the longest.

    An entry may go by its id alone where no other has it, a verdict always; `tier` is the legal
    tier that the case has, and the id of a classification its answer to that one. Raises
    `UnknownName` with the nearest name where there is none.

    For the verdict: each ground and its premises, the exceptions claimed and their outcomes,
    required controls, misconceptions, consequences, contradictions, open questions, sources.
    """
    reached = names.verdict(assessment.verdict.value)
    name = reached
    if proposition != VERDICT:
        name = proposition_named(assessment, proposition, VERDICT)
    whole = name == reached
    return of_base(
        assessment.base,
        _Explainer(assessment, name, whole=whole, prove=prove, ask=ask).explanation(),
    )


class _Explainer:
    def __init__(
        self, assessment: Assessment, proposition: str, *, whole: bool, prove: bool, ask: bool
    ):
        self.assessment, self.base, self.proposition, self.whole = (
            assessment,
            assessment.base,
            proposition,
            whole,
        )
        self.prove, self.ask = prove, ask
        self.walker = Walker(assessment)
        self.holds = assessment.conclusions

    def explanation(self) -> Explanation:
        argument = self.walker.argument(self.proposition)
        known = self.base.propositions[self.proposition]
        entry = self.base.entries.get(known.entry or "")
        findings = tuple(self._findings())
        parts = self._sections(findings) if self.whole else {}
        found = self.assessment.candidates
        told = found if self.whole and len(found) > 1 else ()
        possible = tuple(names.verdict(candidate.value) for candidate in told)
        banners = self.assessment.banners  # made anew each time it is asked for
        explanation = Explanation(
            name=self.assessment.name,
            on=self.assessment.on,
            proposition=self.proposition,
            headline=argument.statement,
            signal=(entry.signal or "") if isinstance(entry, Verdict) else "",
            status=argument.status,
            because=entry.because
            if isinstance(entry, RuleEntry)
            and argument.status == "true"
            and known.name == entry.proposition
            else "",
            candidates=tuple(map(self._title, possible)),
            possible=possible,
            argument=argument,
            questions=self._questions(),
            banners=tuple(one for one in findings if one.entry in banners),
            superseded=self.assessment.superseded,
            since=since(self.assessment, None if self.whole else self.proposition),
            consulted=self.assessment.knowledge.consulted,
            knowledge=self.assessment.knowledge,
            chainer=self.assessment.chainer,
            notice=NO_LEGAL_ADVICE,
            **parts,
        )
        return explanation.model_copy(
            update={"sources": sources(explanation, self.base, told_by_sections=self.whole)}
        )

    def _sections(self, findings: tuple[FindingReport, ...]) -> dict[str, Any]:
        return {
            "as_if": as_if_today(self.assessment),
            "grounds": tuple(self._grounds()),
            "open_grounds": open_grounds(self.assessment),
            "exceptions": tuple(self._exceptions()),
            "controls": tuple(self._controls()),
            "misconceptions": tuple(self._misconceptions()),
            "findings": findings,
            "outlook": outlook(self.assessment, counted=self.ask) if self.prove else None,
            "first": first_answer(self.assessment) if self.prove and self.ask else None,
            "legal": legal_report(self.assessment, self.walker),
            "profile": profile_report(self.assessment),
        }

    def _title(self, proposition: str) -> str:
        return self.base.propositions[proposition].title

    def _grounds(self) -> list[GroundReport]:
        """The grounds: those that stand first, then the lifted, then the open."""
        return sorted(self._each_ground(), key=lambda ground: GROUND_STATES.index(ground.status))

    def _each_ground(self) -> Iterable[GroundReport]:
        found = self.assessment.grounds
        spoken_for = any(ground.state in ("stands", "lifted") for ground in found)
        titles = {entry.id: entry.title for entry in self.base.of_kind(ExceptionEntry)}
        for ground in found:
            entry = self.base.entries[ground.proposition]
            if ground.state == "absent" and (spoken_for or isinstance(entry, Trigger)):
                continue  # what speaks against production is told only where nothing speaks for it
            yield GroundReport(
                argument=self.walker.argument(ground.proposition),
                authority=self.walker.authority(ground.proposition),
                status=ground.state,
                lifted_by=tuple(titles[id] for id in ground.lifted_by),
                lifted_by_exceptions=tuple(map(names.exception, ground.lifted_by)),
                own_judgement=ground.proposition in judged_grounds(self.assessment),
            )

    def _exceptions(self) -> Iterable[ExceptionReport]:
        grounds = {ground.id: ground for ground in self.assessment.grounds}
        for item in self.assessment.exceptions:
            lifted = [grounds[id] for id in item.lifts]
            yield ExceptionReport(
                id=item.id,
                title=item.title,
                authority=self.walker.authority(item.proposition),
                outcome=item.outcome,
                statements=self._statements(item),
                rules=self._rules(item.decided_by),
                lifts=tuple(ground.title for ground in lifted),
                lifts_grounds=tuple(ground.proposition for ground in lifted),
                proposition=item.proposition,
            )

    def _statements(self, claimed: ExceptionAnswer) -> tuple[Statement, ...]:
        """The statements that an outcome rests on.

        Of a failure, only those that failed, and of an open claim, only those that are open.
        """
        statements = self.walker.statements(claimed.decided_by)
        if claimed.outcome == "failed":
            entry = self.base.entries[claimed.proposition]
            assert isinstance(entry, ExceptionEntry)
            own = entry.own_attributes
            statements = [one for one in statements if not (one.test and one.test.claims(own))]
        elif claimed.outcome == "not established":
            undecided = [statement for statement in statements if statement.status != "true"]
            statements = undecided or statements
        return once([*self.walker.blocked_by(claimed.proposition), *statements])

    def _controls(self) -> Iterable[ControlReport]:
        for control in self.assessment.controls.required:
            yield ControlReport(
                id=control.id,
                title=control.title,
                question=control.question,
                from_vendor=control.from_vendor,
                state=control.state,
                reasons=reasons_for(self.walker, control.id),
            )

    def _misconceptions(self) -> Iterable[MisconceptionReport]:
        for entry in self.base.of_kind(Misconception):
            if not self.holds[entry.proposition]:
                continue
            voiced = bool(self.holds[names.voiced(entry.proposition)])
            acted_out = names.acted_out(entry.proposition)
            acted = bool(self.holds.get(acted_out))
            statements = self.walker.rests_on(acted_out) if acted else ()
            yield MisconceptionReport(
                id=entry.id,
                title=entry.title,
                voiced=voiced,
                acted_out=acted,
                reality=entry.reality,
                consequence=entry.consequence,
                authority=self.walker.authority(entry.proposition),
                statements=statements,
                takes=tuple(entry.takes),
                proposition=entry.proposition,
            )

    def _findings(self) -> Iterable[FindingReport]:
        for entry in self.base.of_kind(Finding):
            if self.holds[entry.proposition]:
                figure = self.assessment.figures.get(entry.proposition)
                yield FindingReport(
                    id=entry.id,
                    kind=entry.kind,
                    title=entry.title,
                    authority=self.walker.authority(entry.proposition),
                    figure=figure.says if figure else "",
                    low=figure.low if figure else None,
                    high=figure.high if figure else None,
                    due=self.assessment.due.get(entry.proposition),
                    statements=once(self.walker.statements(entry.proposition)),
                    entry=entry.proposition,
                    rules=self._rules(entry.proposition),
                    own_judgement=entry.proposition in overruled_judgements(self.base),
                )

    def _rules(self, proposition: str) -> tuple[str, ...]:
        return tuple(rule.id for rule in self.walker.rules(proposition))

    def _questions(self) -> tuple[QuestionReport, ...]:
        if not self.whole and self.holds[self.proposition] is not None:
            return ()
        if not self.whole:
            asked = open_attributes(self.assessment, self.proposition)
        elif self.prove and self.ask:
            asked = self.base.in_order(one.attribute for one in self.assessment.turning)
        else:
            asked = open_attributes(self.assessment)
        return tuple(
            question(self.base.attributes[name], self.assessment, self.walker) for name in asked
        )


def reasons_for(walker: Walker, control: str) -> tuple[Reason, ...]:
    """The reasons for which a control is required in a case."""
    rules = walker.rules(names.required(control))
    return tuple(_reason(walker, rule.entry) for rule in rules)


def _reason(walker: Walker, entry: str) -> Reason:
    """The reason for which a control is required; the same in all cases."""
    known = walker.base.derived(_reasons)
    if entry not in known:
        citations = walker.authority(entry).citations
        title = walker.base.propositions[entry].title
        known[entry] = Reason(title=title, citations=citations, proposition=entry)
    return known[entry]


def _reasons(_: KnowledgeBase) -> dict[str, Reason]:
    """The reasons for controls by entry; each is made when first asked for."""
    return {}


def open_attributes(assessment: Assessment, proposition: str | None = None) -> list[str]:
    """The unanswered attributes that leave a proposition unknown, by default the verdict.

    Raises `UnknownName` with the nearest name where there is no such proposition.
    """
    if proposition is not None:
        return assessment.trace.open_attributes(proposition_named(assessment, proposition))
    if assessment.candidates == (assessment.verdict,):
        return []
    found = assessment.trace.open_attributes(
        *(names.verdict(candidate.value) for candidate in assessment.candidates)
    )
    return assessment.base.in_order(found)
