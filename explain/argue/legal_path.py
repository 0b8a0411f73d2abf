"""The path of questions that a case has walked through the law: each answer that led to its tier,
numbered, with what followed from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from engine import Assessment
from explain.argue.explanation import Explanation, LegalReport, LegalStep
from explain.argue.outlook import Outlook
from explain.argue.stated_answers import StatedAnswer, stated_answers
from explain.forms.data import Data, Status, status_of
from explain.forms.of_base import of_base
from explain.graph.drawable import Drawable


class Followed(Data):
    """The conclusion that followed from the answers so far."""

    proposition: str
    statement: str
    status: Status = Field(description="unknown where nothing followed yet, and it counts as a no")


class Asked(Data):
    """One question on the path, with its answer."""

    number: int = Field(description="counted from 1 along the whole path")
    answer: StatedAnswer


class PathStep(Data):
    """Questions that were answered, and what followed from them; a step may follow by itself."""

    asked: tuple[Asked, ...]
    followed: Followed


class LegalPath(Drawable):
    """The path to the legal tier."""

    name: str = Field(description="what was assessed")
    on: date
    question: str = Field(description="what is classified")
    steps: tuple[PathStep, ...] = Field(description="in the order in which the law is read")
    legal: LegalReport = Field(description="the tier at the end of the path")
    outlook: Outlook | None = Field(
        default=None, description="the other tiers that open questions can lead to, if proven"
    )


def legal_path(explanation: Explanation, assessment: Assessment) -> LegalPath | None:
    """The path to the tier of an assessment, of which `explanation` tells; None without a law.

    Only what was answered is on it; each question once, where it first counted.
    """
    legal = explanation.legal
    if legal is None:
        return None
    return of_base(
        assessment.base,
        LegalPath(
            name=explanation.name,
            on=explanation.on,
            question=legal.question,
            steps=tuple(_steps(legal.steps, assessment)),
            legal=legal,
            outlook=explanation.outlook,
        ),
    )


def _steps(steps: Iterable[LegalStep], assessment: Assessment) -> Iterable[PathStep]:
    left = {answer.attribute: answer for answer in stated_answers(assessment)}
    number = 0
    for step in steps:
        asked = []
        for statement in step.statements:
            for name, _ in statement.stated:
                if name in left:
                    number += 1
                    asked.append(Asked(number=number, answer=left.pop(name)))
        held = status_of(assessment.conclusions[step.proposition])
        followed = Followed(proposition=step.proposition, statement=step.statement, status=held)
        yield PathStep(asked=tuple(asked), followed=followed)
