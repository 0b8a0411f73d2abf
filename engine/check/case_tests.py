"""Running case tests: what was expected of a case, and what came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from knowledge.base import KnowledgeBase
from knowledge.cases.tests import CANDIDATES, TIER, VERDICT, CaseTest, Expected
from knowledge.faults import Place


@dataclass(frozen=True, slots=True)
class Unmet:
    """One expectation that did not come true."""

    name: str  # verdict, tier, candidates or a proposition
    expected: Expected
    came: Expected
    place: Place  # where it is written


@dataclass(frozen=True, slots=True)
class Tested:
    """A case test, and what came of it."""

    test: CaseTest
    assessment: Assessment
    unmet: tuple[Unmet, ...]

    @property
    def undated(self) -> bool:
        """Whether the case names no day, so that it is asked about the current one and may come out
        otherwise tomorrow.
        """
        return "today" not in self.test.case.stated()

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return not self.unmet


def run_tests(
    tests: Iterable[CaseTest], base: KnowledgeBase | None = None, chainer: ChainerName | None = None
) -> Iterator[Tested]:
    """Each test's case assessed on the day it asks about (the current day where it names none),
    with what was not met.
    """
    for test in tests:
        assessment = assess(test.case, base=base, chainer=chainer)
        yield Tested(test, assessment, tuple(_unmet(test, assessment)))


def came(assessment: Assessment, name: str) -> Expected:
    """The actual value of an expectation.

    Of a proposition that the knowledge does not have (any longer), false.
    """
    if name == VERDICT:
        return assessment.verdict.value
    if name == TIER:
        return assessment.tier
    if name == CANDIDATES:
        return tuple(candidate.value for candidate in assessment.candidates)
    if name in assessment.classifications:
        return assessment.classifications[name]
    return assessment.conclusions.get(name, False)


def _unmet(test: CaseTest, assessment: Assessment) -> Iterator[Unmet]:
    for name, expected in test.expect.items():
        found = came(assessment, name)
        alike = (
            set(found) == set(expected)
            if isinstance(found, tuple) and isinstance(expected, tuple)
            else found == expected
        )
        if not alike:
            yield Unmet(name, expected, found, test.places[name])
