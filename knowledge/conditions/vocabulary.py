"""The names that a condition may use, and the types of what they stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from knowledge.conditions.tree import AnyOf, Attr
from knowledge.sentence import Sentence


class AttributeType(Protocol):
    """The properties of an attribute that the reader needs."""

    @property
    def type(self) -> str:
        """Text, enum, bool, set, number, integer or date."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values it may take; empty where it is no enum or set."""

    @property
    def ordered(self) -> bool:
        """Whether its values are in order, from the least to the greatest."""

    @property
    def profiles(self) -> bool:
        """Whether its values are profiles, on which no rule rests."""


@dataclass(frozen=True)
class Vocabulary:
    """The names that a condition may use."""

    attributes: Mapping[str, AttributeType]  # what a case may state
    parameters: Mapping[str, str]  # name → type: number or date
    propositions: Collection[str]  # what rules may conclude
    requirements: Mapping[str, tuple[str, ...]]  # proposition → the controls its entry requires
    # parameter → its values over time, where they are numbers
    figures: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    # parameter with a value for each value of an enumeration → the enumeration
    keyed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def families(self) -> Mapping[str, Sequence[str]]:
        """The part before the last name of a proposition → the propositions that have it."""
        found: dict[str, list[str]] = {}
        for name in self.propositions:
            found.setdefault(name.rpartition(".")[0], []).append(name)
        return found

    def members(self, family: AnyOf) -> list[str]:
        """The members of a family."""
        return family.members(self.families.get(family.family, ()))

    def type_of(self, attribute: Attr) -> str:
        """The type of an attribute, as comparisons look at it: whole numbers are numbers."""
        kind = self.attributes[attribute.name].type
        return "number" if kind == "integer" else kind


def type_of_constant(value: object) -> str:
    """The type of a text or a number in a condition."""
    return "text" if isinstance(value, str) else "number"


_TYPES = {
    "enum": Sentence("one of several values"),
    "set": Sentence("a set"),
    "bool": Sentence("a yes or no"),
    "text": Sentence("a text"),
    "number": Sentence("a number"),
    "integer": Sentence("a whole number"),
    "date": Sentence("a date"),
    "days": Sentence("a number of days"),
    "span": Sentence("a length of time"),
}


def type_in_words(kind: str) -> Sentence:
    """A type as faults call it: a set, one of several values."""
    return _TYPES[kind]


def example_of(name: str, attribute: AttributeType) -> str:
    """A comparison that an attribute of this type can stand in."""
    value = attribute.choices[0] if attribute.choices else ""
    return {
        "set": f'"{value}" in {name}',
        "enum": f'{name} == "{value}"',
        "text": f"known({name})",
    }.get(attribute.type, f"{name} >= …")
