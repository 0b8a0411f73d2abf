"""The path of questions that a case has walked through the law: each answer that led to its tier,
numbered, with what followed from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from engine import Assessment
from explain.argue.explanation import Explanation, LegalReport, LegalStep
from explain.argue.first_answer import StatedAnswer, stated_answers
from explain.forms.data import Data
from explain.graph.drawable import Drawable


class Followed(Data):
    """The conclusion that followed from the answers so far."""

    proposition: str
    statement: str


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


def legal_path(explanation: Explanation, assessment: Assessment) -> LegalPath | None:
    """The path to the tier of an assessment, of which `explanation` tells; None without a law.

    Only what was answered is on it; each question once, where it first counted.
    """
    legal = explanation.legal
    if legal is None:
        return None
    return LegalPath(
        name=explanation.name,
        on=explanation.on,
        question=legal.question,
        steps=tuple(_steps(legal.steps, stated_answers(assessment))),
        legal=legal,
    )


def _steps(steps: Iterable[LegalStep], answers: Iterable[StatedAnswer]) -> Iterable[PathStep]:
    left = {answer.attribute: answer for answer in answers}
    number = 0
    for step in steps:
        asked = []
        for statement in step.statements:
            for name, _ in statement.stated:
                if name in left:
                    number += 1
                    asked.append(Asked(number=number, answer=left.pop(name)))
        followed = Followed(proposition=step.proposition, statement=step.statement)
        yield PathStep(asked=tuple(asked), followed=followed)
