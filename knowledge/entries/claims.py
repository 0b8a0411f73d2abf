"""What somebody claims, and what is not granted until established: exceptions and reliefs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field

from knowledge.conditions.tree import And, Attr, Established, Expression, Not, Or, Prop, Test
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Read, Statement
from knowledge.entries.entry import Entry, RuleEntry
from knowledge.entries.grounds import Ground, negotiable_grounds
from knowledge.entries.naming import AttributeName, ConditionText, GroundName, Id

EVERY_GROUND = "every negotiable ground"


class Claim(RuleEntry):
    """What somebody claims, and what is not granted until established: an exception or a relief.

    It is not granted while a contradiction holds that blocks it, either.
    """

    asked_again = True
    shows_why = True
    own_attributes: list[AttributeName] = Field(
        min_length=1, description="Attributes of its own: stating one of them claims it."
    )
    requires: list[ConditionText] = Field(
        min_length=1, description="Conditions that must all hold for it."
    )

    def required(self, read: Read) -> tuple[Expression, ...]:
        """The conditions that must all hold for it."""
        return tuple(read(self, "requires", index) for index in range(len(self.requires)))

    def blockers(self, entries: Iterable[Entry]) -> tuple[Expression, ...]:
        """What keeps it from being granted while it holds: contradictions that block it."""
        return tuple(Prop(entry.key) for entry in entries if self.proposition in entry.blocked)

    def _claim(self) -> Proposition:
        title = f"Someone claims: {self.title}"
        return self.as_step(names.claimed(self.proposition), title, made=True)

    def _claimed(self) -> Statement:
        """Whoever states one of its own attributes claims it."""
        claims: tuple[Expression, ...] = tuple(
            Test("known", Attr(attribute)) for attribute in self.own_attributes
        )
        name = self.proposition
        return Statement(names.claimed(name), claims[0] if len(claims) == 1 else Or(claims), name)


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
    lifts: list[GroundName] | Literal["every negotiable ground"] = Field(
        description="The grounds it lifts: ids of conditions and triggers, "
        "or `every negotiable ground`."
    )

    def lifted_grounds(self, entries: Iterable[Entry]) -> list[str]:
        """The ids of the grounds that it lifts; `entries` hold all grounds there are."""
        return negotiable_grounds(entries) if self.lifts == EVERY_GROUND else list(self.lifts)

    def propositions(self) -> Iterator[Proposition]:
        """Its own, whether it is claimed, has ended, was claimed in vain, leaves a ground."""
        name, title = self.proposition, self.title
        yield from super().propositions()
        yield self._claim()
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

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where all its conditions do, its end has not come, and nothing blocks it."""
        name = self.proposition
        required = self.required(read)
        blockers = self.blockers(entries)
        unblocked = tuple(map(Not, blockers))
        end = read(self, "ends_when")
        not_ended = Not(end) if self.end_must_be_ruled_out else Not(Established(end))
        yield Statement(name, And((*required, not_ended, *unblocked)), name)
        yield self._claimed()
        ended = And((Established(And((*required, end))), *unblocked))
        yield Statement(names.ended(name), ended, name)
        claim = (*required, Not(end)) if self.end_must_be_ruled_out else required
        broken = Or((*(Established(Not(part)) for part in claim), *blockers))
        still_claimed = Prop(names.claimed(name)), Not(Prop(names.ended(name)))
        yield Statement(names.failed(name), And((*still_claimed, broken)), name)
        yield from self._liftings(entries)

    def _liftings(self, entries: Sequence[Entry]) -> Iterator[Statement]:
        """Which grounds it lifts once it is established, and whether that leaves one."""
        name, lifts = self.proposition, self.lifted_grounds(entries)
        for ground in lifts:
            yield Statement(names.lifted(ground), Established(Prop(name)), name)
        beyond = tuple(
            Prop(names.ground(other.id))
            for other in entries
            if isinstance(other, Ground) and other.id not in lifts
        )
        yield Statement(names.too_narrow(name), Or(beyond), name)


class Relief(Claim):
    """Something that someone claims and that spares them a rule; not granted until established."""

    kind = "relief"
    asks_whether = "this relief holds: {title}"
    id: Id = Field(alias="relief")

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and whether it is claimed."""
        yield from super().propositions()
        yield self._claim()

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where all its conditions are established, and nothing blocks it."""
        granted = Established(And(self.required(read)))
        unblocked = map(Not, self.blockers(entries))
        yield Statement(self.proposition, And((granted, *unblocked)), self.proposition)
        yield self._claimed()
