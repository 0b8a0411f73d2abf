"""Grounds: what may make production-grade engineering necessary, and when one stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import Field

from knowledge.conditions.tree import And, Established, Expression, Not, Prop
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.entry import WHEN, Entry
from knowledge.entries.naming import ConditionText, ControlName, Id
from knowledge.entries.period import InForce


class Ground(InForce):
    """A condition or trigger: what may make production-grade engineering necessary."""

    shows_why = True

    when: ConditionText = Field(description=WHEN)
    non_negotiable: bool = Field(default=False, description="Whether no exception may lift it.")

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and whether it is a ground, is lifted, stands."""
        yield from super().propositions()
        yield self.as_step(names.ground(self.id), f"Is a ground: {self.title}", made=True)
        yield self.as_step(names.lifted(self.id), f"Is lifted: {self.title}", made=True)
        yield self.as_step(names.standing(self.id), f"Stands: {self.title}", made=True)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It stands where it is a ground and no exception lifts it."""
        name, ground = self.proposition, names.ground(self.id)
        yield Statement(name, self.where_it_counts(read(self, "when"), read), name)
        yield Statement(ground, self.as_ground(), name)
        not_lifted = Not(Prop(names.lifted(self.id)))
        yield Statement(names.standing(self.id), And((Prop(ground), not_lifted)), name)

    def as_ground(self) -> Expression:
        """When it counts as a ground."""
        return Prop(self.proposition)


class Condition(Ground):
    """A row of the decision table; its ground is unknown while it is."""

    kind = "condition"
    namespace = "condition"
    id: Id = Field(alias="condition")


class Trigger(Ground):
    """An event that changes the answer; as a ground it counts only once established."""

    kind = "trigger"
    namespace = "trigger"
    id: Id = Field(alias="trigger")
    requires: list[ControlName] = Field(
        default_factory=list, description="The controls it requires while it stands."
    )

    @property
    def demanded_controls(self) -> tuple[str, ...]:
        """The ids of the controls that it requires while it stands."""
        return tuple(self.requires)

    @property
    def demanding(self) -> str:
        """That it stands."""
        return names.standing(self.id)

    def as_ground(self) -> Expression:
        """Only once it is established."""
        return Established(Prop(self.proposition))


def negotiable_grounds(entries: Iterable[Entry]) -> list[str]:
    """The ids of the grounds that an exception may lift."""
    return [entry.id for entry in entries if isinstance(entry, Ground) and not entry.non_negotiable]
