"""A slip: something in an entry that reads well and is hardly meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.conditions.reading import read_condition
from knowledge.conditions.tree import Expression
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.entries import Entry
from knowledge.entries.keyed import keyed_parameters
from knowledge.entries.naming import Keys, references
from knowledge.languages.message import Message, Untranslated
from knowledge.rules.meaning import requirements


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in an entry that is hardly meant."""

    entry: Entry
    kind: str
    says: str
    keys: Keys = ()  # where in the entry

    @property
    def message(self) -> Message:
        """The message; so far there are English sentences only."""
        return Message("in_english", {"text": Untranslated(self.says)})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of an entry, read."""

    entry: Entry
    keys: Keys
    tree: Expression


def conditions(base: KnowledgeBase) -> tuple[Condition, ...]:
    """Every condition of every entry that no pack retired."""
    return base.derived(_conditions)


def _conditions(base: KnowledgeBase) -> tuple[Condition, ...]:
    return tuple(_read(base))


def vocabulary_of(base: KnowledgeBase) -> Vocabulary:
    """The names that conditions about a base may use."""
    return base.derived(_vocabulary)


def _vocabulary(base: KnowledgeBase) -> Vocabulary:
    active = [entry for key, entry in base.entries.items() if key not in base.retired]
    return Vocabulary(
        base.attributes,
        {name: parameter.type for name, parameter in base.parameters.items()},
        dict.fromkeys(base.propositions),
        requirements(active),
        {
            name: tuple(value.value for value in parameter.values)  # type: ignore[misc]
            for name, parameter in base.parameters.items()
            if parameter.type == "number"
        },
        keyed_parameters(active, base.attributes),
    )


def _read(base: KnowledgeBase) -> Iterator[Condition]:
    vocabulary = vocabulary_of(base)
    for entry in (entry for key, entry in base.entries.items() if key not in base.retired):
        for reference in references(entry):
            if reference.what == "condition":
                yield Condition(entry, reference.keys, read_condition(reference.name, vocabulary))
