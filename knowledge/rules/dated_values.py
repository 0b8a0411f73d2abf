"""Parameters as columns: from when each value counts, the values, and how certain each is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.conditions.evaluation import PARAMETER, in_force

if TYPE_CHECKING:
    from knowledge.entries import Parameter


class DatedValues(NamedTuple):
    """A parameter's values over time."""

    starts: tuple[date | None, ...]
    values: tuple[Any, ...]
    certainties: tuple[str, ...]


def over_time(parameters: Mapping[str, Parameter]) -> dict[str, DatedValues]:
    """The values of each parameter over time."""
    return {
        name: DatedValues(
            tuple(value.from_ for value in parameter.values),
            tuple(value.value for value in parameter.values),
            tuple(value.certainty for value in parameter.values),
        )
        for name, parameter in parameters.items()
    }


def values_on(dated: Mapping[str, DatedValues], day: date) -> dict[str, Any]:
    """`parameter.<name>` → the value in force on a day."""
    return {
        PARAMETER + name: known.values[in_force(known.starts, day)] for name, known in dated.items()
    }
