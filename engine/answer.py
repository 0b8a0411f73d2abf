"""The middle layer of an answer, between conclusions and report: grounds, exceptions, controls.

Each reader (text, page, report, table, notebook) asks here what stands, what is lifted, what is
missing. Where nothing is known, the state says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args

from engine.sourcing import bought_control
from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import derived_names as names

if TYPE_CHECKING:
    from knowledge.entries import Control, Ground
    from knowledge.entries.controls import Bought

Holds: TypeAlias = Mapping[str, "bool | None"]  # proposition → true, false, or None for unknown
GroundState = Literal["stands", "lifted", "open", "absent"]
GROUND_STATES: tuple[GroundState, ...] = get_args(GroundState)  # as reports list them
Outcome = Literal["holds", "ended", "failed", "not established"]
ControlState = Literal["missing", "unconfirmed", "in place"]
CONTROL_STATES: tuple[ControlState, ...] = get_args(ControlState)  # as reports list them


class Answered(Protocol):
    """The parts of an assessment that readers ask for: conclusions, facts, the truth of tests."""

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base that answered."""

    @property
    def conclusions(self) -> dict[str, bool | None]:
        """Proposition → true, false, or None for unknown."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts that the rules saw."""

    def truth_of(self, test: Test) -> bool | None:
        """The truth of a test of the rules."""


@dataclass(frozen=True, slots=True)
class GroundAnswer:
    """A condition or trigger, and whether it speaks for production-grade engineering here."""

    id: str
    proposition: str
    title: str  # as it reads where it holds
    state: GroundState
    lifted_by: tuple[str, ...]  # ids of the exceptions that hold and cover it


@dataclass(frozen=True, slots=True)
class ExceptionAnswer:
    """An exception that somebody claimed, and what became of it."""

    id: str
    proposition: str
    title: str
    outcome: Outcome
    decided_by: str  # the proposition that tells the outcome
    lifts: tuple[str, ...]  # ids of the grounds that are there and that it lifts


@dataclass(frozen=True, slots=True)
class ControlAnswer:
    """A control that is required, and whether it is in place."""

    id: str
    title: str
    question: str
    state: ControlState
    from_vendor: bool = False  # it was bought, and its vendor has to show it


@dataclass(frozen=True, slots=True)
class Controls:
    """The required controls by their state, in the order of the packs."""

    required: tuple[ControlAnswer, ...]

    def of(self, state: ControlState) -> tuple[ControlAnswer, ...]:
        """The required controls in a state."""
        return tuple(control for control in self.required if control.state == state)

    @property
    def missing(self) -> tuple[ControlAnswer, ...]:
        """Known not to be in place."""
        return self.of("missing")

    @property
    def unconfirmed(self) -> tuple[ControlAnswer, ...]:
        """Nobody said whether they are in place."""
        return self.of("unconfirmed")

    @property
    def in_place(self) -> tuple[ControlAnswer, ...]:
        """Known to be in place."""
        return self.of("in place")


def grounds_of(base: KnowledgeBase, holds: Holds) -> tuple[GroundAnswer, ...]:
    """Every ground with its state, in the order of the packs."""
    grounds = base.of_kind(entries.Ground)
    exceptions = base.of_kind(entries.ExceptionEntry)
    holding = [entry for entry in exceptions if holds[entry.proposition]]
    covers = {entry.id: frozenset(entry.lifted_grounds(grounds)) for entry in holding}
    return tuple(
        GroundAnswer(
            id=entry.id,
            proposition=entry.proposition,
            title=entry.title,
            state=_state(entry, holds),
            lifted_by=tuple(other for other, lifts in covers.items() if entry.id in lifts),
        )
        for entry in grounds
    )


def open_grounds(answered: Answered) -> tuple[str, ...]:
    """The grounds that no answer settles, by the names of their propositions.

    A ground that counts as a no until somebody answers is open here, though its state is absent.
    """
    known = answered.conclusions
    return tuple(
        ground.proposition
        for ground in grounds_of(answered.base, known)
        if ground.state == "open"
        or (ground.state == "absent" and known[ground.proposition] is None)
    )


def _state(ground: Ground, holds: Holds) -> GroundState:
    value = holds[names.ground(ground.id)]
    if value is None:
        return "open"
    if not value:
        return "absent"
    return "lifted" if holds[names.lifted(ground.id)] else "stands"


def exceptions_of(answered: Answered) -> tuple[ExceptionAnswer, ...]:
    """Every exception that somebody claimed, with what became of it."""
    return tuple(_exceptions(answered))


def _exceptions(answered: Answered) -> Iterator[ExceptionAnswer]:
    base, holds = answered.base, answered.conclusions
    grounds = base.of_kind(entries.Ground)
    for entry in base.of_kind(entries.ExceptionEntry):
        name = entry.proposition
        if not holds[name] and not claims(answered, entry):
            continue
        outcome: Outcome
        if holds[name]:
            outcome, decided_by = "holds", name
        elif holds[names.ended(name)]:
            outcome, decided_by = "ended", names.ended(name)
        elif holds[names.failed(name)]:
            outcome, decided_by = "failed", names.failed(name)
        else:
            outcome, decided_by = "not established", name
        covered = entry.lifted_grounds(grounds) if outcome == "holds" else []
        lifts = tuple(
            ground.id
            for ground in grounds
            if ground.id in covered and holds[names.ground(ground.id)]
        )
        yield ExceptionAnswer(entry.id, name, entry.title, outcome, decided_by, lifts)


def claims(answered: Answered, entry: entries.ExceptionEntry | entries.Relief) -> bool:
    """Whether an answer to an attribute of its own speaks for it, or leaves open whether it does.

    Who says that it is no private use claims no relief for private use, and who says that it was
    tried on real people claims none for work before launch. An entry that says itself when it is
    claimed (`claimed_when`) knows its answers.
    """
    if not answered.conclusions[names.claimed(entry.proposition)]:
        return False
    return entry.claimed_when is not None or any(
        answered.facts.get(name) is not None and not _denies(answered, entry, name)
        for name in entry.own_attributes
    )


def _denies(
    answered: Answered, entry: entries.ExceptionEntry | entries.Relief, attribute: str
) -> bool:
    """Whether the answer to an attribute meets nothing that is asked of it."""
    base = answered.base
    asked = [
        literal.mode.of(answered.truth_of(literal.target))
        for number in base.rules_for.get(entry.proposition, ())
        for literal in base.rules[number].body
        if isinstance(literal.target, Test) and Attr(attribute) in terms_of(literal.target)
    ]
    if not asked:  # only conclusions on the way to it ask for the attribute
        return answered.facts[attribute] is False
    return all(met is False for met in asked)


def controls_of(base: KnowledgeBase, holds: Holds, stated: Mapping[str, Any]) -> Controls:
    """The controls that are required, each with its state; in words for what was bought, where the
    case states that it was.
    """
    return Controls(
        tuple(
            _control(entry, bought_control(base, entry.id, stated), holds)
            for entry in base.of_kind(entries.Control)
            if not entry.is_record and holds[names.required(entry.id)]
        )
    )


def _control(control: Control, bought: Bought | None, holds: Holds) -> ControlAnswer:
    return ControlAnswer(
        id=control.id,
        title=bought.title if bought else control.title,
        question=bought.question if bought else control.question,
        state=_in_place(control, holds),
        from_vendor=bought is not None,
    )


def _in_place(control: Control, holds: Holds) -> ControlState:
    gap = holds[names.gap(control.id)]
    return "unconfirmed" if gap is None else "missing" if gap else "in place"
