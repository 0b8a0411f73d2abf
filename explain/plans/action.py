"""Actions of a plan, as typed data."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, field_serializer

from engine.assessment import NO_LEGAL_ADVICE
from engine.ranking import Pressing
from explain.forms.data import Data
from explain.forms.outline import Outlined
from knowledge.cases.stated import Stated

SCHEMA_VERSION = "1.0"
Kind = Literal["control", "duty", "trial", "question"]
State = Literal["missing", "open", "unanswered", "role open", "holds"]


class Grounds(Data):
    """Why something is to be done."""

    proposition: str = Field(description="what it follows from; empty of a question")
    title: str
    citations: tuple[str, ...] = Field(description="works and the places in them")


class Evidence(Data):
    """An answer on which the state of an action rests."""

    attribute: str
    value: Stated


class CaseOfPlan(Data):
    """A case that an action serves."""

    name: str
    row: int = Field(description="its row in the table; 1 of a single case")
    owner: str = Field(description="who answers for it; empty where nobody is named")
    on: date = Field(description="the day asked")
    until: date | None = Field(description="by when the action is to be done for it")
    state: State
    evidence: tuple[Evidence, ...]


class RankedCase(Data):
    """A case in the order of all cases, by which its actions are ordered."""

    name: str
    row: int = Field(description="its row in the table; 1 of a single case")
    rank: int = Field(description="from 1; cases that nothing tells apart share one")
    rank_reason: str = Field(description="the first criterion that speaks for it")
    pressing: Pressing = Field(description="the criteria, the weightiest first")

    @field_serializer("pressing")
    def _criteria(self, pressing: Pressing) -> dict[str, Any]:
        return pressing._asdict()


class Action(Data):
    """One thing to do, once for all cases that it serves."""

    kind: Kind = Field(
        description="control: build it, or get it from the vendor; duty: meet it; "
        "trial: decide how it goes on; question: answer it"
    )
    id: str = Field(description="the control, the duty, the exception, the attribute")
    title: str
    from_vendor: bool = Field(
        default=False, description="a control of what was bought: its vendor has to show it"
    )
    article: str = Field(default="", description="of a duty: its article")
    why: tuple[Grounds, ...]
    until: date | None = Field(
        description="the first day by which it is to be done for some case: a duty binds or is "
        "due, an exception ends; null where the law names none"
    )
    certainty: str = Field(default="certain", description="how certain that day is")
    state: State = Field(description="in the case that needs it first")
    cases: tuple[CaseOfPlan, ...] = Field(description="the most urgent one first")

    @property
    def owners(self) -> tuple[str, ...]:
        """For whom: those who answer for the cases that it serves, as far as they are named."""
        return tuple(dict.fromkeys(case.owner for case in self.cases if case.owner))


class Plan(Outlined):
    """What to do in one case or in many: in the order of the cases, then of the days."""

    schema_version: str = SCHEMA_VERSION
    name: str = Field(description="the case, or the table")
    size: int = Field(description="how many cases it is about")
    on: date | None = Field(description="the day asked, where it is one for all cases")
    actions: tuple[Action, ...]
    cases: tuple[RankedCase, ...] = Field(description="what presses most first")
    more_questions: int | None = Field(
        description="how many cases have further open questions; null where nobody asked for any"
    )
    unread: int = Field(default=0, description="rows that could not be read as cases")
    knowledge: str
    notice: str = NO_LEGAL_ADVICE
