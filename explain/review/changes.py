"""Changes between two knowledge bases as data: of entries, and of what cases conclude."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeAlias

from pydantic import Field

from explain.ask.moved_days import DayMove
from explain.forms.data import Data, Status
from explain.review.fields import FieldChange

Effect: TypeAlias = Literal[
    "conclusions", "same conclusions", "not proven", "answers", "figures", "wording"
]


class EntryChange(Data):
    """An entry that was added, removed, retired, or says something else."""

    entry: str
    title: str
    change: Literal["added", "gone", "changed"]
    fields: tuple[FieldChange, ...] = Field(
        description="what it says otherwise; empty for what was added or is gone"
    )
    pack: str = Field(description="the pack that changed it")
    reason: str = Field(default="", description="why an own pack overrides or retires it")
    effect: Effect = Field(
        description=(
            "it changes conclusions; its rules read otherwise and conclude the same, which is"
            " proven; whether they do is not proven; no rule changed, but the answers that an"
            " attribute takes, of which those that both take are compared; or a figure or a day"
            " that reports show; or neither"
        )
    )


class CauseChange(Data):
    """A changed entry, and the rules that fire, or no longer fire, because of it."""

    entry: str
    fires: tuple[str, ...]
    ceased: tuple[str, ...]


class ConclusionMove(Data):
    """A conclusion that comes out otherwise."""

    proposition: str
    title: str
    subject: str = Field(
        default="", description="of a step about an entry, such as a control: the entry's title"
    )
    about: str = Field(default="", description="the name under which languages have that title")
    step: str = Field(default="", description="which step it is; empty where it is an entry's own")
    before: Status
    after: Status
    causes: tuple[CauseChange, ...]


class CaseChange(Data):
    """A case to which the change makes a difference."""

    name: str
    row: int = Field(
        description="its row in the table, or its number among the cases that were found by proof"
    )
    on: date
    verdict: tuple[str, str] = Field(description="before and after")
    verdict_titles: tuple[str, str] = Field(default=("", ""), description="what the two say")
    tier: tuple[str, str]
    tier_titles: tuple[str, str] = Field(default=("", ""), description="what lists call the two")
    tier_answer: str = Field(
        default="", description="the proposition that is the tier after; empty where none is"
    )
    moves: tuple[ConclusionMove, ...] = Field(
        description="every conclusion that comes out otherwise"
    )
    days: tuple[DayMove, ...] = Field(
        default=(),
        description="of a case that was given: the days of its duties and findings that move",
    )
    stated: dict[str, Any] = Field(
        default_factory=dict, description="for a case that was found by proof: what it states"
    )
    new_answer: str = Field(
        default="",
        description=(
            "for a case that states an answer which only the newer knowledge takes: attribute and"
            " value; before is then what the older one says of the case without it"
        ),
    )
    gone_answer: str = Field(
        default="",
        description=(
            "for a case that states an answer which only the older knowledge takes: attribute and"
            " value; after is then what the newer one says of the case without it"
        ),
    )
    shows: tuple[str, ...] = Field(
        default=(),
        description=(
            "for a case that was found by proof: the conclusions that no case before it shows"
        ),
    )
