"""The views of a case, computed once for all browsers: the graph at once, the slow parts on
request.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from engine import Assessment, assess
from explain import (
    Explanation,
    Questions,
    SmallestChange,
    Timeline,
    questions,
    smallest_change,
    timeline,
)
from explain.argue.first_answer import FirstAnswer, first_answer
from explain.argue.why import why as why_reached
from explain.ask.timeline import default_end
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import CaseModel

MOST_KEPT = 64  # cases whose views stay in memory
MOST_WAYS = 3  # smallest changes that are told for each verdict


@dataclass(frozen=True, slots=True)
class Picture:
    """The verdict and its explanation, shown first after an answer."""

    assessment: Assessment
    explanation: Explanation


class View:
    """The view of one case: assessment, explanation, questions, changes, days.

    Each part is computed in a thread, once, however many ask for it.
    """

    def __init__(self, case: CaseModel, base: KnowledgeBase, on: date | None):
        self.case, self.base, self.on = case, base, on
        self._parts: dict[str, asyncio.Task[Any]] = {}

    async def picture(self) -> Picture:
        """Verdict and explanation."""
        found: Picture = await self._once(
            "picture", partial(picture, self.case, self.base, self.on)
        )
        return found

    async def first(self) -> FirstAnswer:
        """The first answer."""
        assessment = (await self.picture()).assessment
        found: FirstAnswer = await self._once("first", partial(first_answer, assessment))
        return found

    async def questions(self) -> Questions:
        """The questions that can still change the verdict, best first."""
        found: Questions = await asyncio.shield(self.begin_questions(await self.picture()))
        return found

    def begin_questions(self, shown: Picture) -> asyncio.Task[Questions]:
        """Begin with the questions, before a browser asks for them."""
        return self._begun("questions", partial(questions, shown.assessment))

    async def changes(self) -> list[SmallestChange]:
        """The smallest changes that lead to each other verdict."""
        assessment = (await self.picture()).assessment
        found: list[SmallestChange] = await self._once("changes", partial(changes, assessment))
        return found

    async def timeline(self) -> Timeline | None:
        """The days on which a conclusion changes; None where no later day is looked at."""
        found: Timeline | None = await self._once(
            "timeline", partial(dates, self.case, self.base, self.on)
        )
        return found

    async def _once(self, name: str, work: Callable[[], Any]) -> Any:
        # one browser that leaves stops nothing for the others
        return await asyncio.shield(self._begun(name, work))

    def _begun(self, name: str, work: Callable[[], Any]) -> asyncio.Task[Any]:
        if name not in self._parts:
            self._parts[name] = asyncio.create_task(asyncio.to_thread(work))
        return self._parts[name]


class Views:
    """The views of the cases seen last."""

    def __init__(self, base: KnowledgeBase, on: date | None):
        self.base, self.on = base, on
        self._kept: OrderedDict[CaseModel, View] = OrderedDict()

    def of(self, case: CaseModel) -> View:
        """The view of a case."""
        if case not in self._kept:
            self._kept[case] = View(case, self.base, self.on)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(case)
        return self._kept[case]


def picture(case: CaseModel, base: KnowledgeBase, on: date | None) -> Picture:
    """Verdict and explanation of a case."""
    assessment = assess(case, on, base=base)
    # which questions can change it takes longer, and comes with the questions
    explanation = why_reached(assessment, ask=False)
    return Picture(assessment, explanation)


def changes(assessment: Assessment) -> list[SmallestChange]:
    """The smallest changes that lead to each verdict but the one reached, those of packs included.

    The last resort, which holds where no other is settled, is nothing to aim for.
    """
    return [
        smallest_change(assessment, verdict.id, most=MOST_WAYS)
        for verdict in assessment.base.verdicts
        if verdict.when is not None and verdict.id != assessment.verdict
    ]


def dates(case: CaseModel, base: KnowledgeBase, on: date | None) -> Timeline | None:
    """The timeline of a case, as far as the default end."""
    end = default_end(case, on)
    day = on or case.stated().get("today") or date.today()
    return timeline(case, end, on, base=base) if day < end else None
