"""The quiz: questions with choices, of which the engine says which one is right, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine.legal import tier_titles
from explain.argue.legal_layout import tier_statement
from threshold.course.script import QuizAsks, QuizItem
from threshold.course.solutions import Solver

MOST_REASONS = 6  # told under a question


class Choice(NamedTuple):
    """Something to click on."""

    says: str
    right: bool


class Question(NamedTuple):
    """A question of the quiz in one language."""

    asks: str
    case: str
    story: str
    supposed: tuple[str, ...]
    choices: tuple[Choice, ...]
    answer: tuple[str, ...]  # in full
    reasons: tuple[str, ...]


def question(item: QuizItem, asks: str, solver: Solver) -> Question:
    """A question with its choices; `asks`: its words."""
    at = solver.at
    choices, answer, reasons = CHOICES[item.asks](solver, item)
    return Question(
        asks=asks,
        case=at.name(item.case),
        story=str(at.case(item.case).stated().get("description", "")),
        supposed=tuple(at.supposed(item)),
        choices=choices,
        answer=answer,
        reasons=reasons[-MOST_REASONS:],
    )


# the choices, the answer in full, and what it rests on, the last of which is nearest to it
Answered = tuple[tuple[Choice, ...], tuple[str, ...], tuple[str, ...]]


def _verdicts(solver: Solver, item: QuizItem) -> Answered:
    verdict = solver.at.assessed(item).verdict
    found = [
        Choice(
            solver.words.short(entry.proposition, entry.short or entry.title), entry.id == verdict
        )
        for entry in solver.at.base.verdicts  # the last resort, too: rules may leave a case open
    ]
    told = solver.at.explained(item)
    answer = (solver.headline(told), *solver.reserve(told))
    return tuple(found), answer, tuple(solver.reasons(item))[:MOST_REASONS]


def _tiers(solver: Solver, item: QuizItem) -> Answered:
    tier, titles = solver.at.assessed(item).tier, tier_titles(solver.at.base)
    found = [Choice(solver.words.tier(name, title), name == tier) for name, title in titles.items()]
    legal = solver.at.explained(item).legal
    steps = tuple(
        " ".join(
            (
                solver.words.statement(step.proposition, step.statement),
                *solver.words.cited(step.authority.citations),
            )
        )
        for step in (legal.steps if legal else ())
    )
    answer = (tier_statement(legal, solver.words),) if legal else ()
    return tuple(found), answer, steps


def _stays(solver: Solver, item: QuizItem) -> Answered:
    before = solver.at.assessed(item.model_copy(update={"suppose": {}, "on": None}))
    after = solver.at.assessed(item)
    stays = before.verdict == after.verdict
    found = (Choice(solver.say["stays"], stays), Choice(solver.say["turns"], not stays))
    titles = solver.title(before.verdict.value), solver.title(after.verdict.value)
    told = solver.say["verdict_stays"].format(verdict=titles[0]) if stays else " → ".join(titles)
    return found, (told,), tuple(solver.reasons(item))[:MOST_REASONS]


CHOICES: Mapping[QuizAsks, Callable[[Solver, QuizItem], Answered]] = {
    "verdict": _verdicts,
    "tier": _tiers,
    "stays": _stays,
}
