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


class ExceptionEntry(RuleEntry):
    """A relief that someone claims; not granted until established."""

    kind = "exception"
    namespace = "exception"
    asks_whether = "this exception holds: {title}"
    shows_why = True
    id: Id = Field(alias="exception")
    own_attributes: list[AttributeName] = Field(
        min_length=1, description="Attributes of its own: stating one of them claims the exception."
    )
    requires: list[ConditionText] = Field(
        min_length=1, description="Conditions that must all hold for it."
    )
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
        yield _claim(self)
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
        """It holds where all its conditions do and its end has not come."""
        name = self.proposition
        required = [read(self, "requires", index) for index in range(len(self.requires))]
        end = read(self, "ends_when")
        not_ended = Not(end) if self.end_must_be_ruled_out else Not(Established(end))
        yield Statement(name, And((*required, not_ended)), name)
        yield _claimed(self)
        yield Statement(names.ended(name), Established(And((*required, end))), name)
        claim = (*required, Not(end)) if self.end_must_be_ruled_out else tuple(required)
        broken = Or(tuple(Established(Not(part)) for part in claim))
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


class Relief(RuleEntry):
    """Something that someone claims and that spares them a rule; not granted until established."""

    kind = "relief"
    asks_whether = "this relief holds: {title}"
    shows_why = True
    id: Id = Field(alias="relief")
    own_attributes: list[AttributeName] = Field(
        min_length=1, description="Attributes of its own: stating one of them claims the relief."
    )
    requires: list[ConditionText] = Field(
        min_length=1, description="Conditions that must all hold for it."
    )

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and whether it is claimed."""
        yield from super().propositions()
        yield _claim(self)

    def statements(self, read: Read, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It holds where all its conditions are established."""
        required = tuple(read(self, "requires", index) for index in range(len(self.requires)))
        yield Statement(self.proposition, Established(And(required)), self.proposition)
        yield _claimed(self)


def _claim(entry: ExceptionEntry | Relief) -> Proposition:
    title = f"Someone claims: {entry.title}"
    return entry.as_step(names.claimed(entry.proposition), title, made=True)


def _claimed(entry: ExceptionEntry | Relief) -> Statement:
    """Whoever states one of its own attributes claims it."""
    claims: tuple[Expression, ...] = tuple(
        Test("known", Attr(attribute)) for attribute in entry.own_attributes
    )
    name = entry.proposition
    return Statement(names.claimed(name), claims[0] if len(claims) == 1 else Or(claims), name)
