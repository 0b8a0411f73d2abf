"""Stated values of attributes: plain values that JSON gives back as they were, and their names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, Strict, StrictBool, StrictFloat, StrictInt

Day = Annotated[date, Strict()]
Stated = Annotated[
    StrictBool | StrictInt | StrictFloat | Day | list[str] | str | None,
    Field(union_mode="left_to_right"),
]


def plain(value: Any) -> Any:
    """A value that an attribute takes, as `Stated`: a set as the sorted list of its members."""
    return sorted(value) if isinstance(value, frozenset) else value


def unnested(case: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a case under dotted names, which `use_case.nested` nests."""
    found: dict[str, Any] = {}
    for name, value in case.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{short}": one for short, one in value.items()}
        else:
            found[name] = value
    return found
