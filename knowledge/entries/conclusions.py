"""Conclusions of an entry, in the terms that rules are made from: propositions and statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.conditions.tree import Expression, Not, Prop

NOT_SETTLED = "Not settled: whether {asked}"
NOT_ESTABLISHED = "Not established: {title}"
NOT_SO = "Not so: {title}"


@dataclass(frozen=True, slots=True)
class Proposition:
    """Something rules may conclude, and how to speak of it."""

    name: str
    title: str  # the statement where it holds
    otherwise: str = ""  # the statement where it does not
    entry: str | None = None  # the entry it comes from, if it is not a step in between
    whether: str = ""  # what is asked while it is not known, as it reads after "whether"
    step: bool = False  # a step between entries, which pictures and arguments pass over
    # a step that is generated, not written in a pack: whether a ground is lifted, whether somebody
    # claims an exception
    made: bool = False
    hidden: bool = False  # a step that results do not list either, such as any(family.*)

    @property
    def asked(self) -> str:
        """The question while it is not known, as it reads after "whether"."""
        return self.whether or within_a_sentence(self.title)

    def says(self, value: bool | None, *, two_valued: bool = False) -> str:
        """The sentence that says that it is true, that it is false, or that it is not settled.

        `two_valued`: where it is not true it may be unknown, so that nobody can say it is not so.
        """
        if value:
            return self.title
        if value is None:
            return NOT_SETTLED.format(asked=self.asked)
        return self.otherwise or (NOT_ESTABLISHED if two_valued else NOT_SO).format(
            title=self.title
        )


def within_a_sentence(sentence: str) -> str:
    """A sentence as it begins in the middle of another one."""
    begins_a_name = sentence[1:2].isupper() or not sentence[:1].isalpha()
    return sentence if begins_a_name else f"{sentence[:1].lower()}{sentence[1:]}"


@dataclass(frozen=True, slots=True)
class Statement:
    """`head` holds where `when` does; becomes one rule for each alternative of `when`."""

    head: str
    when: Expression
    entry: str


class Read(Protocol):
    """Reads the conditions of entries."""

    def __call__(self, entry: object, *keys: str | int) -> Expression:
        """The tree of the condition that stands under these keys of an entry."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the conditions of entries, and knows which entries are exceptions to which."""

    read: Read
    exceptions: Mapping[str, Sequence[str]]  # proposition → those of the exceptions to it

    def __call__(self, entry: object, *keys: str | int) -> Expression:
        """The tree of the condition that stands under these keys of an entry."""
        return self.read(entry, *keys)

    def unless(self, proposition: str) -> tuple[Expression, ...]:
        """That no exception to a proposition holds: a part for each."""
        return tuple(Not(Prop(name)) for name in self.exceptions.get(proposition, ()))
