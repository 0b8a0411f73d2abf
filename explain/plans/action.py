"""Actions of a plan, as typed data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import Field

from engine.assessment import NO_LEGAL_ADVICE
from engine.knowledge_used import Knowledge
from engine.ranking import Pressing
from explain.forms.data import Data
from explain.forms.outline import Outlined
from knowledge.cases.stated import Stated

SCHEMA_VERSION = "1.0"
Kind = Literal["control", "duty", "trial", "question", "renewal"]
State = Literal["missing", "open", "unanswered", "role open", "holds", "lapses", "lapsed"]


class Backing(NamedTuple):
    """The backing of an answer that a register keeps."""

    value: Stated  # as it was stated, though it may count no more
    who: str = ""
    evidence: str = ""  # a link, or a file with its SHA-256
    valid_until: date | None = None  # the last day on which the answer counts


class Entered(NamedTuple):
    """The data that a register has of a case beside its stated values."""

    key: str = ""
    backings: Mapping[str, Backing] = MappingProxyType({})  # attribute → what stands behind it


class Grounds(Data):
    """The grounds for an action."""

    proposition: str = Field(description="what it follows from; empty of a question")
    title: str
    citations: tuple[str, ...] = Field(description="works and the places in them")


class Evidence(Data):
    """An answer on which the state of an action rests."""

    attribute: str
    value: Stated
    who: str = Field(default="", description="who answered, where a register knows it")
    backed_by: str = Field(default="", description="a link, or a file with its SHA-256")
    valid_until: date | None = Field(
        default=None, description="the last day on which the answer counts"
    )


class CaseOfPlan(Data):
    """A case that an action serves."""

    name: str
    row: int = Field(description="its row in the table; 1 of a single case")
    key: str = Field(default="", description="by which a register knows it")
    owner: str = Field(description="who answers for it; empty where nobody is named")
    on: date = Field(description="the day asked")
    until: date | None = Field(description="by when the action is to be done for it")
    state: State
    evidence: tuple[Evidence, ...]


class RankedCase(Data):
    """A case in the order of all cases, by which its actions are ordered."""

    name: str
    row: int = Field(description="its row in the table; 1 of a single case")
    key: str = Field(default="", description="by which a register knows it")
    rank: int = Field(description="from 1; cases that nothing tells apart share one")
    rank_reason: str = Field(description="the first criterion that speaks for it")
    pressing: Pressing = Field(description="the criteria, the weightiest first")


class Action(Data):
    """One thing to do, once for all cases that it serves."""

    kind: Kind = Field(
        description="control: build it, or get it from the vendor; duty: meet it; "
        "trial: decide how it goes on; question: answer it; renewal: answer it anew, since the "
        "answer lapses"
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
        "due, an exception ends, an answer lapses; null where nothing names one"
    )
    certainty: str = Field(default="certain", description="how certain that day is")
    perhaps_from: tuple[date, ...] = Field(
        default=(),
        description="other days from which a duty binds for some case, where answers that are open"
        " say so",
    )
    state: State = Field(description="in the case that needs it first")
    cases: tuple[CaseOfPlan, ...] = Field(description="the most urgent one first")

    @property
    def owners(self) -> tuple[str, ...]:
        """For whom: those who answer for the cases that it serves, as far as they are named."""
        return tuple(dict.fromkeys(case.owner for case in self.cases if case.owner))


class Plan(Outlined):
    """The actions in one case or in many: in the order of the cases, then of the days."""

    schema_version: str = SCHEMA_VERSION
    name: str = Field(description="the case, or the table")
    size: int = Field(description="how many cases it is about")
    on: date | None = Field(description="the day asked, where it is one for all cases")
    actions: tuple[Action, ...]
    cases: tuple[RankedCase, ...] = Field(description="what presses most first")
    more_questions: int | None = Field(
        description="how many cases may have further open questions; null where none were asked for"
    )
    unread: int = Field(default=0, description="rows that could not be read as cases")
    knowledge: Knowledge
    notice: str = NO_LEGAL_ADVICE
