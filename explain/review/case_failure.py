"""Why a case test failed: for each thing that did not come as expected, the rule that made it so,
or what that rule lacked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field

from engine import Assessment
from engine.check.case_tests import Tested, Unmet
from engine.legal import tiers
from explain.argue.why import why
from explain.argue.why_not import Attempt, Premise, Refutation, why_not
from explain.forms.data import Data
from knowledge.cases.tests import CANDIDATES, TIER, VERDICT, Expected
from knowledge.cases.use_case import UNKNOWN
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names as names
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

    @property
    def says(self) -> str:
        """What was expected, and what came."""
        return f"{self.expects}: expected {self.expected}, came {self.came}"


class CaseOutcome(Data):
    """What came of one case test."""

    name: str
    file: str
    line: int
    passed: bool
    failures: tuple[CaseFailure, ...] = ()

    def lines(self) -> list[str]:
        """A failed test in lines: where it stands, then each failure and its reason.

        Nothing for one that passed.
        """
        told = [f"{self.file}:{self.line}: failed: {self.name}"] if self.failures else []
        for failure in self.failures:
            told += [
                f"  {failure.file}:{failure.line}:{failure.column}: {failure.says}",
                f"      {failure.reason}",
            ]
        return told


class CaseOutcomes(list[CaseOutcome]):
    """What came of case tests, one by one."""

    @property
    def counted(self) -> str:
        """How many passed and failed, in words."""
        failed = sum(not outcome.passed for outcome in self)
        return (
            f"{len(self)} case test{'s' if len(self) != 1 else ''}: {len(self) - failed} passed,"
            f" {failed} failed"
        )

    def __str__(self) -> str:
        return "\n".join((*(line for outcome in self for line in outcome.lines()), self.counted))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        rows = [
            (outcome.name, f"{outcome.file}:{outcome.line}", _came(outcome)) for outcome in self
        ]
        return section(
            table(("case test", "where", "what came"), rows), paragraph(f"{self.counted}.")
        )


def _came(outcome: CaseOutcome) -> str:
    if outcome.passed:
        return "passed"
    return " ".join(
        ("failed:", *(f"{failure.says}. {failure.reason}" for failure in outcome.failures))
    )


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
    return CaseFailure(
        expects=unmet.name,
        expected=_told(unmet.expected),
        came=_told(unmet.came),
        reason=" ".join(_reasons(assessment, unmet)),
        file=unmet.place.file,
        line=unmet.place.line,
        column=unmet.place.column,
    )


def _told(value: Expected) -> str:
    return (
        UNKNOWN
        if value is None
        else ", ".join(value)
        if isinstance(value, tuple)
        else in_words(value)
    )


def _reasons(assessment: Assessment, unmet: Unmet) -> Iterator[str]:
    for name, wanted in _propositions(assessment, unmet):
        if name not in assessment.conclusions:
            yield f"The knowledge has no {name}."
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
    return [(unmet.name, unmet.expected)]


def _fired(assessment: Assessment, name: str) -> str:
    """The rules that made it so, and what they rested on."""
    derivations = why(assessment, name).argument.derivations
    told = []
    for derivation in derivations[:MOST_NAMED]:
        rested = [
            *(statement.says for statement in derivation.statements),
            *(premise.statement for premise in derivation.premises),
        ]
        told.append(f"{derivation.rule} fired: {_listed(rested) or 'it asks for nothing'}")
    return f"{'; '.join(told)}."


def _lacking(assessment: Assessment, name: str, wanted: Expected) -> str:
    """The rule that came nearest, and what it lacked or what it left open."""
    refutation = why_not(assessment, name).refutation
    if refutation is None or not refutation.attempts:
        return f"No rule concludes {name}."
    nearest = min(refutation.attempts, key=_lacked)
    open_only = not nearest.of("fails")
    lacks = nearest.of("unknown" if open_only else "fails")
    verb = "leaves open" if open_only else "lacks"
    return (
        f"{nearest.rule} {verb}: {_listed(leaf for premise in lacks for leaf in _leaves(premise))}."
    )


def _lacked(attempt: Attempt) -> tuple[int, int]:
    return len(attempt.of("fails")), len(attempt.of("unknown"))


def _leaves(premise: Premise) -> Iterator[str]:
    """What a premise was asked for.

    Where it is a conclusion that failed, also the rule that came nearest to it.
    """
    yield premise.says
    below: Refutation | None = premise.below
    if below is not None and len(below.attempts) == 1:
        yield from (other.says for other in below.attempts[0].of(below.attempts[0].outcome))


def _listed(items: Iterable[str]) -> str:
    named = list(dict.fromkeys(items))
    more = f"; and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return "; ".join(named[:MOST_NAMED]) + more
