"""Readings of answers to attributes that others have taken the place of since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import TODAY


class SupersededAnswer(BaseModel):
    """An answer to an attribute that is asked otherwise now."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    attribute: str
    value: Any = Field(description="what is stated for it")
    superseded_by: tuple[str, ...] = Field(description="the attributes that ask for it now")
    read_as: dict[str, Any] = Field(
        description="attribute → value that the answer was read as, where nothing else was stated"
    )
    to_state: tuple[str, ...] = Field(
        description="the attributes that took its place and are still unanswered"
    )


def superseded_answers(
    base: KnowledgeBase, stated: Mapping[str, Any], answers: Mapping[str, Any]
) -> tuple[SupersededAnswer, ...]:
    """Of each such answer what it was read as; `answers` are those stated and those entailed."""
    known = base.derived(replacements)
    return tuple(
        SupersededAnswer(
            attribute=name,
            value=sorted(value) if isinstance(value, frozenset) else value,
            superseded_by=known[name],
            read_as={
                one.target: answers[one.target]
                for one in base.entailments
                if one.source == name
                and one.target not in stated
                and (one.renames or one.value == value)
            },
            to_state=tuple(new for new in known[name] if answers.get(new) is None),
        )
        for name, value in stated.items()
        if name in known
    )


def replacements(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Each attribute that is asked otherwise now → the attributes that took its place."""
    return {
        name: tuple(attribute.superseded_by)
        for name, attribute in base.attributes.items()
        if attribute.superseded
    }


def entailed_answers(stated: Mapping[str, Any], facts: Mapping[str, Any]) -> frozenset[str]:
    """The attributes that nobody answered and that follow from other answers."""
    given = {*stated, TODAY}
    return frozenset(
        name
        for name, value in facts.items()
        if value is not None and name not in given and not name.startswith(PARAMETER)
    )
