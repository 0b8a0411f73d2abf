"""Stated values of attributes, as explanations hold them: plain values that JSON gives back as they
were.
"""

from __future__ import annotations

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
