"""Claims, which are not granted until established: exceptions and reliefs.

An entry says here what it states; `knowledge.rules.plain` makes the rules of it. That one entry
does not hold where another does (`exception_to`) stands in `period`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field

from knowledge.conditions.tree import And, Attr, Established, Expression, Not, Or, Prop, Test
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.entry import Entry
from knowledge.entries.grounds import Ground, negotiable_grounds
from knowledge.entries.naming import AttributeName, ConditionText, ControlName, GroundName, Id
from knowledge.entries.period import InForce

EVERY_GROUND = "every negotiable ground"


class Claim(InForce):
    """What somebody claims, and what is not granted until established: an exception or a relief.

    It is not granted while a contradiction holds that blocks it, either.
    """

    asked_again = True
    shows_why = True

    own_attributes: list[AttributeName] = Field(
        min_length=1, description="Attributes of its own: stating one of them claims it."
    )
    claimed_when: ConditionText | None = Field(
        default=None,
        description="When it is claimed, in place of a statement of one of its own attributes: "
        "a condition, which counts once it is established.",
    )
    requires: list[ConditionText] = Field(
        min_length=1, description="Conditions that must all hold for it."
    )
    requires_controls: list[ControlName] = Field(
        default_factory=list,
        description="The controls that it requires in place of what it spares.",
    )

    @property
    def demanded_controls(self) -> tuple[str, ...]:
        """The ids of the controls that it requires in place of what it spares."""
        return tuple(self.requires_controls)

    def required(self, read: Reading) -> tuple[Expression, ...]:
        """The conditions that must all hold for it, that it is in force among them."""
        stated = (read(self, "requires", index) for index in range(len(self.requires)))
        return (*stated, *self.limits(read))

    def blockers(self, entries: Iterable[Entry]) -> tuple[Expression, ...]:
        """The contradictions that block it: it is not granted while one of them holds."""
        return tuple(Prop(entry.key) for entry in entries if self.proposition in entry.blocked)

    def claim(self) -> Proposition:
        """The step that somebody claims it."""
        title = f"Someone claims: {self.title}"
        return self.as_step(names.claimed(self.proposition), title, made=True)

    def claimed(self, read: Reading) -> Statement:
        """Whoever states one of its own attributes claims it, or whom `claimed_when` names."""
        name = names.claimed(self.proposition)
        if self.claimed_when is not None:
            return Statement(name, Established(read(self, "claimed_when")), self.proposition)
        claims: tuple[Expression, ...] = tuple(
            Test("known", Attr(attribute)) for attribute in self.own_attributes
        )
        when = claims[0] if len(claims) == 1 else Or(claims)
        return Statement(name, when, self.proposition)


class ExceptionEntry(Claim):
    """A relief that someone claims; not granted until established."""

    kind = "exception"
    namespace = "exception"
    asks_whether = "this exception holds: {title}"
    id: Id = Field(alias="exception")
    ends_when: ConditionText = Field(description="The event that ends it: a condition.")
    end_must_be_ruled_out: bool = Field(
        default=False,
        description="If true, the claimant must show that the end has not come.",
    )
    not_failed_while: ConditionText | None = Field(
        default=None,
        description="While a claim has not failed yet, whatever it lacks: a condition, which "
        "counts once it is established.",
    )
    lifts: list[GroundName] | Literal["every negotiable ground"] = Field(
        description="The grounds it lifts: ids of conditions and triggers, "
        "or `every negotiable ground`."
    )

    @property
    def demanding(self) -> str:
        """That it lifts a ground; empty where it requires nothing."""
        return names.demanding(self.proposition) if self.requires_controls else ""

    def lifted_grounds(self, entries: Iterable[Entry]) -> list[str]:
        """The ids of the grounds that it lifts; `entries` hold all grounds there are."""
        return negotiable_grounds(entries) if self.lifts == EVERY_GROUND else list(self.lifts)

    def propositions(self) -> Iterator[Proposition]:
        """Its own, whether it is claimed, has ended, was claimed in vain, leaves a ground."""
        name, title = self.proposition, self.title
        yield from super().propositions()
        yield self.claim()
        yield Proposition(
            names.ended(name), f"Has ended: {title}", "", name, f"it has ended: {title}"
        )
        yield Proposition(
            names.failed(name),
            f"Was claimed and does not hold: {title}",
            "",
            name,
            f"it was claimed and does not hold: {title}",
        )
        yield Proposition(
            names.too_narrow(name),
            f"Some ground is beyond it: {title}",
            f"Covers every ground: {title}",
            name,
            step=True,
            made=True,
        )
        if self.requires_controls:
            said = f"Lifts a ground, and brings controls in its place: {title}"
            yield self.as_step(names.demanding(name), said, made=True)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where all its conditions do, its end has not come, and nothing blocks it."""
        name = self.proposition
        required = self.required(read)
        blockers = self.blockers(entries)
        unblocked = tuple(map(Not, blockers))
        end = read(self, "ends_when")
        not_ended = Not(end) if self.end_must_be_ruled_out else Not(Established(end))
        yield Statement(name, And((*required, not_ended, *unblocked)), name)
        yield self.claimed(read)
        ended = And((Established(And((*required, end))), *unblocked))
        yield Statement(names.ended(name), ended, name)
        claim = (*required, Not(end)) if self.end_must_be_ruled_out else required
        broken = Or((*(Established(Not(part)) for part in claim), *blockers))
        still_claimed = Prop(names.claimed(name)), Not(Prop(names.ended(name)))
        early = (
            ()
            if self.not_failed_while is None
            else (Not(Established(read(self, "not_failed_while"))),)
        )
        yield Statement(names.failed(name), And((*still_claimed, broken, *early)), name)
        yield from self._liftings(entries)

    def _liftings(self, entries: Sequence[Entry]) -> Iterator[Statement]:
        """The grounds that it lifts once it is established, and whether that leaves one."""
        name, lifts = self.proposition, self.lifted_grounds(entries)
        for ground in lifts:
            yield Statement(names.lifted(ground), Established(Prop(name)), name)
        beyond = tuple(
            Prop(names.ground(other.id))
            for other in entries
            if isinstance(other, Ground) and other.id not in lifts
        )
        yield Statement(names.too_narrow(name), Or(beyond), name)
        if self.requires_controls:
            there = tuple(Prop(names.ground(ground)) for ground in lifts)
            holds = And((Established(Prop(name)), Or(there)))
            yield Statement(names.demanding(name), holds, name)


class Relief(Claim):
    """Something that someone claims and that spares them a rule; not granted until established."""

    kind = "relief"
    asks_whether = "this relief holds: {title}"
    id: Id = Field(alias="relief")

    @property
    def demanding(self) -> str:
        """That it holds; empty where it requires nothing."""
        return self.proposition if self.requires_controls else ""

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and whether it is claimed."""
        yield from super().propositions()
        yield self.claim()

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where all its conditions are established, and nothing blocks it."""
        granted = Established(And(self.required(read)))
        unblocked = map(Not, self.blockers(entries))
        yield Statement(self.proposition, And((granted, *unblocked)), self.proposition)
        yield self.claimed(read)
