"""The records that a register keeps and tells, as typed data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine import Assessment
from engine.answer import ControlState
from engine.legal import DutyState, Fulfilment
from engine.ranking import Pressing, pressing, pressing_of


class Kept(BaseModel):
    """Data that does not change; written as JSON, read back alike."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of an answer: a link, or a file that the register keeps by its SHA-256."""

    link: str = ""
    sha256: str = ""
    file_name: str = ""

    def __bool__(self) -> bool:
        return bool(self.link or self.sha256)

    def __str__(self) -> str:
        return self.link or (f"{self.file_name} (SHA-256 {self.sha256})" if self.sha256 else "")


@dataclass(frozen=True, slots=True)
class Listing:
    """That a list had a case from a day on, that it had it still, or no longer."""

    day: date
    source: str  # the list
    there: bool
    recorded_at: str  # when the register was told, in UTC
    still: bool = False  # it had it already, and was read again


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question about one case; a later one does not delete it."""

    attribute: str
    value: Any  # as JSON holds it; None: not known (any more)
    who: str  # empty where nobody answers for its list, or the name was erased
    source: str  # the list that says so; empty where a person does
    given_on: date  # the day from which it counts
    recorded_at: str  # when the register was told, in UTC
    revision: int  # of the case
    evidence: Evidence
    valid_until: date | None  # the last day on which it counts
    note: str
    erased: bool  # it was a name of a person
    digest: str


class DutyThen(Kept):
    """A duty as it was on the day of an assessment."""

    id: str
    status: DutyState
    binding: bool | None
    from_: date = Field(description="the day from which it binds")
    fulfilment: Fulfilment | None
    due: date | None = Field(description="the day by which it must be done")
    perhaps_from: tuple[date, ...] | None = Field(
        default=None,
        description="other days from which it binds, where answers that are open say so; null in"
        " snapshots of earlier programs",
    )

    @property
    def state(self) -> str:
        """Its state, in a word."""
        if self.status != "owed":
            return self.status
        return {"met": "met", "open": "not met", "unanswered": "unanswered", None: "owed"}[
            self.fulfilment
        ]


class Presses(Kept):
    """The facts that the order of cases reads beside duties and controls."""

    stopped: bool
    people: bool
    grounds: int = Field(description="how many stand")


class Outcome(Kept):
    """The outcome: all of an assessment that is compared, listed and told again."""

    verdict: str
    candidates: tuple[str, ...]
    tier: str
    once_used: str = Field(
        default="",
        description="the legal tier that it would have once it is used, where that is another one",
    )
    duties: tuple[DutyThen, ...] = Field(description="those that are not for another role alone")
    controls: dict[str, ControlState] = Field(description="required control → its state")
    contradictions: tuple[str, ...]
    presses: Presses | None = Field(
        default=None,
        description="what places it among other cases; null in snapshots of earlier programs",
    )

    @classmethod
    def of(cls, assessment: Assessment) -> Outcome:
        """The outcome of an assessment, as it is kept."""
        presses = pressing(assessment)
        return cls(
            verdict=assessment.verdict.value,
            candidates=tuple(one.value for one in assessment.candidates),
            tier=assessment.tier,
            once_used=_another(assessment.would_be_tier, assessment.tier),
            duties=tuple(
                DutyThen(
                    id=duty.id,
                    status=duty.status,
                    binding=duty.binding,
                    from_=duty.from_,
                    fulfilment=duty.fulfilment,
                    due=duty.due,
                    perhaps_from=duty.perhaps_from,
                )
                for duty in assessment.duties
                if duty.status != "not for this role"
            ),
            controls={one.id: one.state for one in assessment.controls.required},
            contradictions=assessment.contradictions,
            presses=Presses(
                stopped=presses.stopped, people=presses.people, grounds=presses.grounds
            ),
        )

    @property
    def complete(self) -> bool:
        """Whether it holds all that is kept today; earlier programs kept less."""
        return self.presses is not None and all(
            duty.perhaps_from is not None for duty in self.duties
        )

    def as_kept_by(self, earlier: Outcome) -> Outcome:
        """The same without what the program did not keep that wrote the earlier one."""
        if earlier.complete:
            return self
        known = {duty.id for duty in earlier.duties if duty.perhaps_from is not None}
        duties = tuple(
            duty if duty.id in known else duty.model_copy(update={"perhaps_from": None})
            for duty in self.duties
        )
        presses = None if earlier.presses is None else self.presses
        return self.model_copy(update={"duties": duties, "presses": presses})

    def pressing(self, day: date) -> Pressing:
        """The urgency on a day on which this outcome stands."""
        assert self.presses is not None  # else it is worked out anew
        states = list(self.controls.values())
        return pressing_of(
            self.duties,
            day,
            stopped=self.presses.stopped,
            people=self.presses.people,
            grounds=self.presses.grounds,
            missing=states.count("missing"),
            unconfirmed=states.count("unconfirmed"),
        )


def _another(tier: str | None, now: str) -> str:
    return tier if tier is not None and tier != now else ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One assessment, as it was recorded."""

    number: int
    key: str  # of the case
    revision: int
    day: date
    stands_until: date  # the first day on which the clock may change it
    recorded_at: str
    fingerprint: str
    outcome: Outcome
    answers: str
    derivation: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case on a day: what is stated, and what follows."""

    key: str
    name: str
    source: str
    day: date
    revision: int
    outcome: Outcome
    kept: dict[str, str | None] = field(default_factory=dict)
    owner: str = ""
    vanished_on: date | None = None
    snapshot: int | None = None  # its number; None where it was worked out now
    # its place among all cases that their lists still have; None where it was asked for alone
    rank: int | None = None
    rank_reason: str = ""  # the first criterion that speaks for it

    @property
    def pressing(self) -> Pressing:
        """The urgency on its day."""
        return self.outcome.pressing(self.day)


Kind = Literal["answer", "lapse", "clock", "knowledge"]


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause of a change: an answer, an answer that lapsed, the clock, or the knowledge."""

    kind: Kind
    attribute: str = ""
    before: Any = None
    after: Any = None
    who: str = ""
    on: date | None = None  # the day of the answer, or the last day on which it counted


Aspect = Literal["name", "owner", "verdict", "tier", "duty", "control"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than on an earlier day. An empty state: not there."""

    aspect: Aspect
    id: str  # of the duty or control; empty for all else, but a tier that holds once it is used
    before: str
    after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class CaseDiff:
    """The changes of one case."""

    key: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """The differences between two days."""

    before: date
    after: date
    added: tuple[tuple[str, str], ...]  # (key, name)
    vanished: tuple[tuple[str, str], ...]
    changed: tuple[CaseDiff, ...]
    unchanged: int
    knowledge: tuple[str, str]  # the fingerprints on the two days
    returned: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    file: str
    added: tuple[str, ...]  # keys
    updated: dict[str, tuple[str, ...]]  # key → the attributes that were answered otherwise
    unchanged: int
    vanished: tuple[str, ...]
    missed: tuple[str, ...]  # not found, and not noted: they may be in rows that cannot be read
    returned: tuple[str, ...]
    # (key, attribute): the list says otherwise than a person, whose answer stands
    overruled: tuple[tuple[str, str], ...]
    faults: tuple[Any, ...]  # RowFault, as the reader of tables found them
    notes: tuple[str, ...]


DueKind = Literal["binding", "duty", "perhaps", "perhaps_binding", "deadline", "lapse"]


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that has a day."""

    key: str
    name: str
    owner: str
    day: date
    kind: DueKind
    id: str  # of the duty, or the attribute whose answer lapses
    state: str
    days_left: int  # below zero: since


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a register that is not as it was written."""

    number: int  # of the snapshot; 0: of none
    key: str  # of the case; of what cannot be read, of its row
    kind: Literal[
        "gap",
        "previous",
        "hash",
        "answer",
        "answers",
        "evidence",
        "knowledge",
        "head",
        "key",
        "name",
        "begun",
        "event",
        "events",
        "list",
        "kept",
        "unreadable",
        "misread",
    ]
    what: str  # the attribute, the file


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a check of the chain."""

    snapshots: int
    head: str  # the hash of the last one; keep it elsewhere
    flaws: tuple[Flaw, ...]
    compared: str  # the head that was kept elsewhere; empty where none was given
    compared_at: int  # the number of the snapshot that has it
    erased: int  # answers of which only a hash is left
    uncovered: int = 0  # cases that were answered after their last snapshot
    loose: int = 0  # events after the last snapshot

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.flaws


@dataclass(frozen=True, slots=True)
class Replay:
    """A snapshot, repeated."""

    snapshot: Snapshot
    repeated: bool  # the same follows under its own knowledge
    differences: tuple[Change, ...]  # between the snapshot and its repetition
    today: tuple[Change, ...]  # between the snapshot and what follows under today's knowledge
    fingerprint: str  # of today's knowledge
    set_aside: tuple[str, ...]  # answers that today's knowledge cannot read


@dataclass(frozen=True, slots=True)
class Erased:
    """The result of erasing a name."""

    persons: int
    answers: int  # that were this name, and are no more
    columns: int  # kept columns that were this name
    # (key, attribute, or "link", "note", "file", "key", "source", a kept column): longer texts that
    # hold it, and stay as they are
    left: tuple[tuple[str, str], ...]
