"""The profile that a case says it has: what to ask first, and where to look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Profile


def profile_of(base: KnowledgeBase, stated: Mapping[str, Any]) -> Profile | None:
    """The profile that a case names; None where it names none, or one without an entry."""
    for attribute in base.derived(_naming):
        found = base.entries.get(f"{Profile.kind}:{stated.get(attribute)}")
        if isinstance(found, Profile):
            return found
    return None


def denied_candidates(profile: Profile, stated: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The candidates of a profile that a case answers no: attribute and value."""
    return [
        (attribute, shown)
        for attribute, values in profile.candidates.items()
        if (answer := stated.get(attribute)) is not None
        for value, shown in ((value, str(value).lower()) for value in values)
        if not _is_among(value, answer)
    ]


def _is_among(value: str | bool, answer: Any) -> bool:
    """Whether an answer is a value, or a set that has it."""
    return value in answer if isinstance(answer, (frozenset, set, list, tuple)) else value == answer


def _naming(base: KnowledgeBase) -> tuple[str, ...]:
    """The attributes by which a case names its profile."""
    return tuple(entry.id for entry in base.of_kind(Attribute) if entry.profiles)
