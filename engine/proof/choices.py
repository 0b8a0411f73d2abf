"""What attributes may state, over an algebra of truth values: masks of rows, or formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from knowledge.truth import Logic

T = TypeVar("T")


class Algebra(Logic[T], Protocol[T]):
    """A logic whose values can be compared: masks of rows, or formulas."""

    def same(self, one: T, other: T) -> bool:
        """Whether two values are structurally equal; equivalent ones may still differ."""


@dataclass(frozen=True)
class Scalar(Generic[T]):
    """What an attribute of one value may state: each value, None for no answer, with the condition
    under which it is stated.
    """

    values: Mapping[Any, T]


@dataclass(frozen=True)
class Members(Generic[T]):
    """What a set attribute may state: whether it is answered, and which members it has."""

    answered: T
    members: Mapping[str, T]


Choices: TypeAlias = "Scalar[T] | Members[T]"
