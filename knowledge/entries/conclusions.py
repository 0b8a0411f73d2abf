"""What an entry concludes, in the terms that rules are made from: propositions and statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from knowledge.conditions.tree import Expression


@dataclass(frozen=True, slots=True)
class Proposition:
    """Something rules may conclude, and how to speak of it."""

    name: str
    title: str  # the statement where it holds
    otherwise: str = ""  # the statement where it does not
    entry: str | None = None  # the entry it comes from, if it is not a step in between
    step: bool = False  # a step between entries, which pictures and arguments pass over
    # a step that is generated, not written in a pack: whether a ground is lifted, whether somebody
    # claims an exception
    made: bool = False
    hidden: bool = False  # a step that results do not list either, such as any(family.*)


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
