"""Profiles: what to ask first about a kind of use, and where to look. They answer nothing."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import AttributeName, FulfillingName, Id, Names, ValueName, WorkName
from knowledge.entries.source import (
    BASIS,
    INTERPRETED,
    READING,
    Basis,
    Sources,
    refuse_unexplained,
)


class Profile(Entry):
    """What to ask first where a case says that it is of this kind, and which answers to look at.

    It puts questions in an order and highlights answers. No rule may read it.
    """

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    kind = "profile"
    id: Annotated[Id, Names("profile", offers="")] = Field(
        alias="profile",
        description="A value of the attribute by which a case says which profile it has.",
    )
    title: Sentence = Field(description="What such a use is, such as `A chatbot for customers`.")
    asks_first: list[AttributeName] = Field(
        min_length=1,
        description="The attributes to ask for first, as far as they can still change something.",
    )
    candidates: dict[AttributeName, list[ValueName]] = Field(
        default_factory=dict,
        description="Attribute → the answers to look at first; none of them is given.",
    )
    laws: list[WorkName] = Field(default_factory=list, description="The laws to look at first.")
    controls_to_ask: list[FulfillingName] = Field(
        default_factory=list, description="The controls to ask for first."
    )
    often_mistaken_for: Sentence = Field(
        description="What such uses are often taken for, in plain words."
    )
    source: Sources
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)

    @model_validator(mode="after")
    def _interpretation_is_explained(self) -> Profile:
        refuse_unexplained(self.basis, self.reading)
        return self
