"""Answers under former names, told by those of today.

What a register holds stays as it was written, and its digests with it; whoever reads it is told by
the names of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from knowledge.cases.former_names import value_of_today
from knowledge.entries import Attribute
from knowledge.renamed import ATTRIBUTE, Renames
from threshold.register.records import Answer


def name_of_today(attribute: str, renames: Renames) -> str:
    """The name of today of an attribute, by a name of either day."""
    return renames.attribute(attribute) or renames.superseded.get(attribute, attribute)


def said_today(attribute: str, value: Any, renames: Renames) -> Any:
    """A value, or each of a list, by its name of today; `attribute` by a name of either day."""
    return value_of_today(attribute, value, renames, None, (), [])


def said_then(
    values: Mapping[str, Any], then: Mapping[str, Attribute], renames: Renames
) -> dict[str, Any]:
    """Values by the names that earlier knowledge had, where it does not know those of today.

    `then`: its attributes; `renames`: those of today.
    """
    former: dict[str, str] = {}
    for old, new in renames.ids.get(ATTRIBUTE, {}).items():
        if old in then and new not in then:
            former.setdefault(new, old)
    found = {}
    for name, value in values.items():
        named = former.get(name, name)
        known = renames.values.get(name)
        choices = then[named].choices if named in then else ()
        back = {new: old for old, new in known.items() if old in choices} if known else {}
        found[named] = (
            [back.get(one, one) if one not in choices else one for one in value]
            if isinstance(value, list)
            else value
            if value in choices
            else back.get(value, value)
        )
    return found


def of_today(answers: Iterable[Answer], renames: Renames) -> list[Answer]:
    """The answers by the names of today, in the same order.

    An answer that was only taken back because the same was answered under the name of today is left
    out.
    """
    listed = list(answers)
    if not renames:
        return listed
    given = {(one.revision, one.attribute) for one in listed}
    found = []
    for one in listed:
        name = name_of_today(one.attribute, renames)
        if name != one.attribute and one.value is None and (one.revision, name) in given:
            continue
        value = said_today(one.attribute, one.value, renames)
        found.append(replace(one, attribute=name, value=value))
    return found
