"""why_not(assessment, proposition): what kept each rule from concluding it, as an argument of its
own.

For each rule: which of its premises hold, which fail, which are unknown, down to what was stated.
What a failed or unknown premise rests on is told below it; what holds is named and left. Rules of
which an open question decides come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from engine import Assessment
from engine.assessment import NO_LEGAL_ADVICE
from engine.certain import certainly
from engine.graph.comparison import Comparison
from engine.graph.derivations import Compared, Fired, name_of
from engine.knowledge_used import Knowledge
from explain.argue.argument import Walker
from explain.argue.claims import Claim, claim_of
from explain.argue.counts import together
from explain.argue.named import proposition_named
from explain.forms.data import (
    VALUES,
    Authority,
    Data,
    Said,
    Statement,
    Status,
    status_of,
)
from explain.forms.of_base import of_base
from explain.forms.outline import Outlined
from explain.graph.drawable import Drawable
from knowledge.base import KnowledgeBase
from knowledge.entries import derived_names as names
from knowledge.entries.period import exceptions_among
from knowledge.languages.words import Words
from knowledge.truth import Mode, conjunction

SCHEMA_VERSION = "1.0"
Outcome = Literal["holds", "fails", "unknown"]

_OUTCOMES: dict[Status, Outcome] = {"true": "holds", "false": "fails", "unknown": "unknown"}
STATUSES: dict[Outcome, Status] = {outcome: status for status, outcome in _OUTCOMES.items()}
_FIRED: dict[Status, tuple[Fired, ...]] = {
    "true": ("true",),
    "unknown": ("possible",),
    "false": ("failed",),
}
_BY_FIRING: dict[Fired, Outcome] = {"true": "holds", "possible": "unknown", "failed": "fails"}
_BY_WEIGHT: tuple[Outcome, ...] = ("fails", "unknown", "holds")
_WANT_FALSE = (Mode.IS_NOT.value, Mode.NOT_ESTABLISHED.value, Mode.REFUTED.value)


class Premise(Said):
    """A premise that a rule asks for, and its outcome."""

    outcome: Outcome
    statement: str = Field(default="", description="of a conclusion: the statement as it is so")
    status: Status = Field(description="what was asked for is so, is not so, or is not known")
    unwanted: bool = Field(
        default=False, description="of a conclusion: it holds, or may, and the rule asks it not to"
    )
    title: str = Field(default="", description="of a conclusion: the statement alone")
    counted_as: Literal["", "not ruled out", "not established"] = Field(
        default="", description="of an open conclusion: how the rule counts it"
    )
    unless_lifted: bool = Field(
        default=False, description="of an unwanted ground: an exception that lifts it would do"
    )
    proposition: str | None = Field(
        default=None, description="the conclusion that it asks for, or asks not to hold"
    )
    below: Refutation | None = Field(
        default=None, description="why that conclusion is as it is, where this decides; told once"
    )

    @property
    def as_statement(self) -> Statement:
        """It as a statement: what was asked, and what became of it."""
        status = STATUSES[self.outcome]
        return Statement(
            says=self.text, status=status, test=self.test, reads=self.reads, tally=self.tally
        )


class Attempt(Data):
    """A rule that could have concluded it."""

    rule: str
    outcome: Outcome
    authority: Authority
    premises: tuple[Premise, ...]

    def of(self, outcome: Outcome) -> tuple[Premise, ...]:
        """The premises of one outcome."""
        return tuple(premise for premise in self.premises if premise.outcome == outcome)


class Refutation(Data):
    """A conclusion as it is, and the rules that decide it: all of them where it is false, those
    that fired where it is true.
    """

    proposition: str
    kind: str
    statement: str
    status: Status
    attempts: tuple[Attempt, ...]


class WhyNot(Outlined, Drawable):
    """The argument why a proposition does not hold."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    proposition: str
    title: str
    status: Status
    as_far: bool = Field(
        default=False,
        description="it does not hold as far as answered: what is open counts as it does now, and "
        "what was answered does not rule out that it will hold",
    )
    claim: Claim | None = Field(
        default=None,
        description=(
            "for an exception or another relief: whether anybody claimed it, and what became of the"
            " claim"
        ),
    )
    exception: str = Field(default="", description="the same in English")
    excepted_by: tuple[str, ...] = Field(
        default=(), description="the exceptions to it that hold, so that it does not: propositions"
    )
    retired: str = Field(
        default="", description="the pack that retired it, and why; empty where none did"
    )
    refutation: Refutation | None = Field(description="null where it holds after all")
    knowledge: Knowledge = Field(description="the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE


def why_not(assessment: Assessment, proposition: str) -> WhyNot:
    """The argument why `proposition` does not hold, or is not known to.

    An entry may go by its id alone where no other has it, a verdict always. Raises `UnknownName`
    with the nearest name where there is none.
    """
    name = proposition_named(assessment, proposition)
    status, claim = status_of(assessment.conclusions[name]), claim_of(assessment, name)
    return of_base(
        assessment.base,
        WhyNot(
            knowledge=assessment.knowledge,
            name=assessment.name,
            on=assessment.on,
            proposition=name,
            title=assessment.base.propositions[name].title,
            status=status,
            retired=_retired(assessment, name),
            excepted_by=_excepting(assessment, name) if status == "false" else (),
            as_far=status == "false" and certainly(assessment, name) is not False,
            claim=claim,
            exception=claim.told(Words.of(None)) if claim else "",
            refutation=_Refuter(assessment).refutation(name) if status != "true" else None,
        ),
    )


def _excepting(assessment: Assessment, name: str) -> tuple[str, ...]:
    exceptions = assessment.base.derived(_exceptions).get(name, ())
    return tuple(other for other in exceptions if assessment.conclusions[other])


def _exceptions(base: KnowledgeBase) -> dict[str, list[str]]:
    return exceptions_among(base.entries.values())


def _retired(assessment: Assessment, name: str) -> str:
    written = assessment.base.written.get(assessment.base.propositions[name].entry or "")
    return (
        f"Retired by the pack {written.pack}: {written.reason}"
        if written and written.retired
        else ""
    )


class _Refuter:
    """Goes down from a conclusion to what decides it; each conclusion is told once."""

    def __init__(self, assessment: Assessment):
        self.trace, self.walker = assessment.trace, Walker(assessment)
        self.base = assessment.base
        self._told: set[str] = set()
        self._passed: list[str] = []  # steps being passed over now

    def refutation(self, name: str) -> Refutation:
        self._told.add(name)
        known, status = self.base.propositions[name], status_of(self.trace.status(name))
        attempts = [self._attempt(rule) for rule in self.trace.firings(name, _FIRED[status])]
        return Refutation(
            proposition=name,
            kind=self.base.entries[known.entry].kind if known.entry else "step",
            statement=self._statement(name, status),
            status=status,
            attempts=tuple(attempts),
        )

    def _attempt(self, rule: str) -> Attempt:
        node = self.trace.firing(rule)
        outcome = _BY_FIRING[node["fired"]]
        premises = self._premises(rule, outcome)
        deciding = [
            *(premise for premise in premises if premise.outcome == outcome),
            *(premise for premise in premises if premise.outcome != outcome),
        ]
        return Attempt(
            rule=rule,
            outcome=outcome,
            authority=self.walker.authority(node["entry"]),
            premises=tuple(deciding),
        )

    def _premises(self, rule: str, deciding: Outcome) -> list[Premise]:
        """All premises of a rule, a step between entries replaced by what it rests on."""
        tests: dict[object, tuple[Comparison, dict[str, None]]] = {}  # with what each reads
        found: dict[object, Premise] = {}
        for told, edge in self.trace.premises(rule, whole=True):
            if told["kind"] == "fact":
                for test in edge["tests"]:
                    tests.setdefault(test.twin, (test, {}))[1][name_of(told)] = None
            else:
                outcome, wanted = (
                    _OUTCOMES[status_of(edge["truth"])],
                    edge["mode"] not in _WANT_FALSE,
                )
                for premise in self._asked(told["proposition"], outcome, wanted, deciding):
                    before = found.get(premise.twin)  # asked to hold, and not to hold
                    if before is None or _decides_more(premise, before):
                        found[premise.twin] = premise
        return [
            *(
                _compared(test, (*reads,), _OUTCOMES[status_of(test.truth)])
                for test, reads in tests.values()
            ),
            *_counted_once(found.values()),
        ]

    def _asked(
        self, name: str, outcome: Outcome, wanted: bool, deciding: Outcome
    ) -> Iterable[Premise]:
        """A conclusion that a rule asks to hold, or not to hold.

        Followed down where it decides, or is open.
        """
        if self.base.propositions[name].step:
            if name not in self._passed:
                self._passed.append(name)
                yield from self._behind(name, outcome, wanted, deciding)
                self._passed.pop()
            return
        status = status_of(self.trace.status(name))
        counted: Literal["", "not ruled out", "not established"] = ""
        if status == "unknown" != outcome:  # what is open was counted as a yes, or as a no
            counted = "not ruled out" if wanted == (outcome == "holds") else "not established"
        title = self.base.propositions[name].title if counted else self._statement(name, status)
        statement = f"{counted.capitalize()}: {title}" if counted else title
        decides = (
            outcome in (deciding, "unknown")
            and (wanted or outcome != "holds")
            and name not in self._told
        )
        unwanted = not wanted and outcome != "holds"
        unless_lifted = unwanted and self._liftable()
        asked = f" (must not hold{' unless lifted' if unless_lifted else ''})" if unwanted else ""
        yield Premise(
            says=f"{statement}{asked}",
            title=title,
            counted_as=counted,
            unless_lifted=unless_lifted,
            outcome=outcome,
            statement=statement,
            status=status,
            unwanted=unwanted,
            proposition=name,
            below=self.refutation(name) if decides else None,
        )

    def _behind(
        self, step: str, outcome: Outcome, wanted: bool, deciding: Outcome
    ) -> Iterable[Premise]:
        """The premises that make a step come out as it does, in place of the step."""
        truth = self.trace.status(step)
        if step in self.base.counts:
            yield from self._counted(step, outcome, wanted, deciding)
            return
        for rule in self.trace.firings(step, _FIRED[status_of(truth)]):
            for told, edge in self.trace.premises(rule, whole=True):
                if told["kind"] == "fact":
                    for test in edge["tests"]:
                        if test.truth is truth:
                            yield _compared(test, (name_of(told),), outcome)
                elif edge["truth"] is truth:
                    positive = edge["mode"] not in _WANT_FALSE
                    if truth is not True or positive:
                        yield from self._asked(
                            told["proposition"],
                            outcome,
                            positive if wanted else not positive,
                            deciding,
                        )

    def _counted(
        self, step: str, outcome: Outcome, wanted: bool, deciding: Outcome
    ) -> Iterable[Premise]:
        """The tally of a step, and the premises that make it so."""
        told = self.walker.tally(step)
        yield Premise(says=told.text, tally=told.tally, outcome=outcome, status=STATUSES[outcome])
        for found in self.walker.counted(step):
            if isinstance(found, Compared):
                yield _compared(found.comparison, found.reads, outcome)
            else:
                yield from self._asked(found.proposition, outcome, wanted, deciding)

    def _liftable(self) -> bool:
        """Whether a ground that stands is passed over, and some exception could lift it."""
        grounds = (names.id_in(names.STANDING, step) for step in self._passed)
        return any(ground and self.base.rules_for.get(names.lifted(ground)) for ground in grounds)

    def _statement(self, name: str, status: Status) -> str:
        return self.base.says(name, VALUES[status])


def _decides_more(premise: Premise, other: Premise) -> bool:
    """Whether a rule owes its outcome rather to one of two premises that say the same; it may ask
    for one conclusion in two ways, such as for a ground, and that none stands.
    """
    places = [_BY_WEIGHT.index(one.outcome) for one in (premise, other)]
    told = premise.below is not None or other.below is None
    return places[0] < places[1] or (places[0] == places[1] and told)


def _compared(test: Comparison, reads: tuple[str, ...], outcome: Outcome) -> Premise:
    return Premise(test=test, outcome=outcome, status=STATUSES[outcome], reads=reads)


def _counted_once(premises: Iterable[Premise]) -> list[Premise]:
    """Two counts of the same conditions, asked for together, in one: exactly so many hold."""
    found: list[Premise] = []
    for premise in premises:
        for place, before in enumerate(found) if premise.tally else ():
            told = together(before.as_statement, premise.as_statement)
            if told is not None:
                truths = (VALUES[before.status], VALUES[premise.status])
                status = status_of(conjunction(truths))
                found[place] = Premise(
                    says=told.text, tally=told.tally, outcome=_OUTCOMES[status], status=status
                )
                break
        else:
            found.append(premise)
    return found
