"""The reasons why a case test failed: for each thing that did not come as expected, the rule that
made it so, or the premises that this rule lacked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import Field, PrivateAttr

from engine import Assessment
from engine.check.case_tests import Tested, Unmet
from engine.legal import classification_answers, tiers
from explain.argue.why import why
from explain.argue.why_not import Attempt, Premise, Refutation, why_not
from explain.argue.why_not_layout import premise_in_words
from explain.forms.data import Data, Statement
from explain.forms.spoken import spoken
from knowledge.cases.tests import CANDIDATES, TIER, VERDICT, Expected
from knowledge.cases.use_case import UNKNOWN
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names as names
from knowledge.languages.message import Joined, Message, Sayable, Value
from knowledge.languages.words import Words
from knowledge.notebook import paragraph, section, table

MOST_NAMED = 3  # premises in one line


class CaseFailure(Data):
    """One expectation of a case test that was not met."""

    expects: str = Field(description="verdict, tier, candidates or a proposition")
    expected: str
    came: str
    reason: str = Field(
        description="the rule that fired, or the rule that came nearest and what it lacked"
    )
    file: str
    line: int
    column: int

    _reasons: tuple[Message, ...] = PrivateAttr(default=())

    @property
    def says(self) -> str:
        """The expected value, and the one that came, in English."""
        return self.told(Words.of(None))

    def told(self, words: Words) -> str:
        """The expected value, and the one that came, both as the file of a test writes them."""
        values: dict[str, Value] = {
            "expects": self.expects,
            "expected": self.expected,
            "came": self.came,
        }
        return Message("test_came", values).said(words)

    def reason_in(self, words: Words) -> str:
        """The reason, in a language; in English, and marked, where it was read from JSON."""
        if not self._reasons:
            return words.mark(self.reason)
        return " ".join(reason.said(words) for reason in self._reasons)


class CaseOutcome(Data):
    """The outcome of one case test."""

    name: str
    file: str
    line: int
    passed: bool
    failures: tuple[CaseFailure, ...] = ()

    def lines(self, words: Words | None = None) -> list[str]:
        """A failed test in lines: where it stands, then each failure and its reason.

        Nothing for one that passed.
        """
        words = Words.of(words)
        failed = words.titled(words.say("test_failed"), self.name)
        told = [f"{self.file}:{self.line}: {failed}"] if self.failures else []
        for failure in self.failures:
            told += [
                f"  {failure.file}:{failure.line}:{failure.column}: {failure.told(words)}",
                f"      {failure.reason_in(words)}",
            ]
        return told


class CaseOutcomes(list[CaseOutcome]):
    """The outcomes of case tests, one by one."""

    @property
    def counted(self) -> str:
        """The counts of passed and failed tests, in English."""
        return self.counted_in(Words.of(None))

    def counted_in(self, words: Words) -> str:
        """The counts of passed and failed tests."""
        failed = sum(not outcome.passed for outcome in self)
        passed, number = len(self) - failed, words.number
        return words.count("tests_counted", len(self), passed=number(passed), failed=number(failed))

    def to_text(self, *, language: Words | str | None = None) -> str:
        """The failed tests in lines, and how many passed, in a language (English)."""
        words = Words.of(language)
        lines = (line for outcome in self for line in outcome.lines(words))
        return "\n".join((*lines, self.counted_in(words)))

    def __str__(self) -> str:
        return self.to_text()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def to_html(self, *, language: Words | str | None = None) -> str:
        """The tests as a section of HTML, in a language (English)."""
        words = Words.of(language)
        rows = [
            (outcome.name, f"{outcome.file}:{outcome.line}", _came(outcome, words))
            for outcome in self
        ]
        heads = tuple(words.say(f"head_{name}") for name in ("case_test", "where", "came"))
        return section(table(heads, rows), paragraph(f"{self.counted_in(words)}."))

    def _repr_html_(self) -> str:
        return self.to_html()


def _came(outcome: CaseOutcome, words: Words) -> str:
    if outcome.passed:
        return words.say("test_passed")
    told = (f"{failure.told(words)}. {failure.reason_in(words)}" for failure in outcome.failures)
    return words.titled(words.say("test_failed"), " ".join(told))


def case_outcome(tested: Tested) -> CaseOutcome:
    """The outcome of a test that was run, each failure with its reason."""
    place = tested.test.place
    failures = tuple(_failure(tested.assessment, unmet) for unmet in tested.unmet)
    return CaseOutcome(
        name=tested.test.name,
        file=place.file,
        line=place.line,
        passed=tested.passed,
        failures=failures,
    )


def _failure(assessment: Assessment, unmet: Unmet) -> CaseFailure:
    reasons = tuple(_reasons(assessment, unmet))
    failure = CaseFailure(
        expects=unmet.name,
        expected=_told(unmet.expected),
        came=_told(unmet.came),
        reason=" ".join(map(str, reasons)),
        file=unmet.place.file,
        line=unmet.place.line,
        column=unmet.place.column,
    )
    failure._reasons = reasons
    return failure


def _told(value: Expected) -> str:
    return (
        UNKNOWN
        if value is None
        else ", ".join(value)
        if isinstance(value, tuple)
        else in_words(value)
    )


def _reasons(assessment: Assessment, unmet: Unmet) -> Iterator[Message]:
    for name, wanted in _propositions(assessment, unmet):
        if name not in assessment.conclusions:
            yield Message("test_unknown_name", {"name": name})
        elif assessment.conclusions[name] is True:
            yield _fired(assessment, name)
        else:
            yield _lacking(assessment, name, wanted)


def _propositions(assessment: Assessment, unmet: Unmet) -> Iterable[tuple[str, Expected]]:
    """The propositions that an expectation is about, each with the truth value that was wanted of
    it.
    """
    if unmet.name == VERDICT:
        return [(names.verdict(str(unmet.expected)), True)]
    if unmet.name == CANDIDATES:
        assert isinstance(unmet.expected, tuple)
        assert isinstance(unmet.came, tuple)
        missing = [one for one in unmet.expected if one not in unmet.came]
        return [
            (names.verdict(one), None)
            for one in missing or unmet.came
            if one in missing or one not in unmet.expected
        ]
    if unmet.name == TIER:
        answers = tiers(assessment.base)
        return (
            [(answers[str(unmet.came)], False)]
            if unmet.expected == UNKNOWN
            else [(answers[str(unmet.expected)], True)]
        )
    classified = assessment.base.derived(classification_answers)
    if unmet.name in classified:
        last = unmet.came if unmet.expected == UNKNOWN else unmet.expected
        told = (name for name in classified[unmet.name].tried if names.last_of(name) == last)
        return [(name, unmet.expected != UNKNOWN) for name in told]
    return [(unmet.name, unmet.expected)]


def _fired(assessment: Assessment, name: str) -> Message:
    """The rules that made it so, and what they rested on."""
    derivations = why(assessment, name).argument.derivations
    told = []
    for derivation in derivations[:MOST_NAMED]:
        rested: list[Sayable] = [
            *(Spoken(statement) for statement in derivation.statements),
            *(Concluded(premise.proposition, premise.statement) for premise in derivation.premises),
        ]
        facts: Value = _listed(rested) if rested else Message("test_asks_nothing")
        told.append(Message("test_fired", {"rule": derivation.rule, "facts": facts}))
    return Message("test_rules", {"rules": Joined("semicolon", tuple(told))})


def _lacking(assessment: Assessment, name: str, wanted: Expected) -> Message:
    """The rule that came nearest, and what it lacked or what it left open."""
    refutation = why_not(assessment, name).refutation
    if refutation is None or not refutation.attempts:
        return Message("test_no_rule", {"name": name})
    nearest = min(refutation.attempts, key=_lacked)
    open_only = not nearest.of("fails")
    lacks = nearest.of("unknown" if open_only else "fails")
    leaves = _listed(Asked(leaf) for premise in lacks for leaf in _leaves(premise))
    key = "test_leaves_open" if open_only else "test_lacks"
    return Message(key, {"rule": nearest.rule, "facts": leaves})


def _lacked(attempt: Attempt) -> tuple[int, int]:
    return len(attempt.of("fails")), len(attempt.of("unknown"))


def _leaves(premise: Premise) -> Iterator[Premise]:
    """The premise itself.

    Where it is a conclusion that failed, also the premises of the rule that came nearest to it.
    """
    yield premise
    below: Refutation | None = premise.below
    if below is not None and len(below.attempts) == 1:
        yield from below.attempts[0].of(below.attempts[0].outcome)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comparison in a reason."""

    statement: Statement

    def said(self, words: Words) -> str:
        """The comparison as a sentence."""
        return spoken(self.statement, words)


@dataclass(frozen=True, slots=True)
class Concluded:
    """A conclusion in a reason."""

    proposition: str
    statement: str

    def said(self, words: Words) -> str:
        """Its statement."""
        return words.statement(self.proposition, self.statement)


@dataclass(frozen=True, slots=True)
class Asked:
    """A premise that a rule asks for, in a reason."""

    premise: Premise

    def said(self, words: Words) -> str:
        """The premise, and its outcome."""
        return premise_in_words(self.premise, words)


def _listed(items: Iterable[Sayable]) -> Value:
    english = Words.of(None)
    named = tuple({item.said(english): item for item in items}.values())
    listed = Joined("semicolon", named[:MOST_NAMED])
    if len(named) <= MOST_NAMED:
        return listed
    return Message("named_semicolon_more", {"named": listed, "count": len(named) - MOST_NAMED})
