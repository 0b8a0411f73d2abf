"""Which columns of a table are attributes, and what is wrong with a table that has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.sql import LISTS
from engine.sql.expressions import name_of
from knowledge.base import KnowledgeBase
from knowledge.entries import Classification
from knowledge.faults import BadCase, InvalidCase, nearest

TIER = "tier"  # the column of the legal tier


def classified(base: KnowledgeBase) -> dict[str, Classification]:
    """Classifications by their columns: `tier` for the legal tier, others by their names."""
    legal = base.legal_tier
    found = {entry.id: entry for entry in base.of_kind(Classification) if entry is not legal}
    return found if legal is None else {TIER: legal, **found}


def answers(base: KnowledgeBase) -> frozenset[str]:
    """Columns that the answer adds; a column of the table by that name makes way."""
    return frozenset(("verdict", TIER, *classified(base), *LISTS))


@dataclass(frozen=True)
class Mapping:
    """The columns of a table, sorted."""

    # attribute → its column: dotted, or with two underscores for the dot
    attributes: dict[str, str]
    others: tuple[str, ...]  # the answer has these as well


def mapping(columns: Iterable[str], base: KnowledgeBase) -> Mapping:
    """Which columns state what.

    Raises `InvalidCase` where none is an attribute that rules read, or two are the same one.
    """
    names = list(columns)
    known = {spelling: name for name in base.attributes for spelling in (name, name_of(name))}
    found: dict[str, str] = {}
    for column in names:
        if column in known and base.attributes[known[column]].type != "text":
            first = found.setdefault(known[column], column)
            if first != column:
                raise InvalidCase(
                    [
                        BadCase(
                            f"two columns state {known[column]}",
                            text=f"{first}, {column}",
                            expected="one of them",
                        )
                    ]
                )
    if not found:
        near = next((match for column in names if (match := nearest(column, known, 0.8))), None)
        expected = "columns named like attributes (`threshold rules --attributes`), or an intake"
        raise InvalidCase(
            [
                BadCase(
                    "no column of the table is an attribute",
                    text=", ".join(names)[:200],
                    expected=expected,
                    nearest=near,
                )
            ]
        )
    return Mapping(found, tuple(column for column in names if column not in found.values()))
