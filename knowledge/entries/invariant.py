"""Invariants: what must be so in every case. They conclude nothing; `check` proves them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import AliasChoices, Field, model_validator

from knowledge.entries.conclusions import Proposition, Read
from knowledge.entries.entry import RuleEntry, Sentence
from knowledge.entries.naming import (
    AttributeName,
    AttributeOrFamilyName,
    ConditionText,
    FamilyName,
    Id,
    PropositionName,
    ValueName,
)


class Invariant(RuleEntry):
    """What must be so in every case, however much of it is answered.

    `threshold check` proves it, or shows a case that breaks it. It concludes nothing. It takes one
    of five forms, each under the key that names it.
    """

    kind = "invariant"
    namespace = "invariant"
    concludes = False
    asked_again = True
    shows_why = True
    begins_with = ("always",)
    id: Id = Field(alias="invariant")
    title: Sentence = Field(description="What is always so, in plain words.")
    given: ConditionText | None = Field(
        default=None,
        description="Where `always` is asked for: a condition that is established there.",
    )
    always: ConditionText | None = Field(
        default=None, description="What holds in every case: a condition; unknown is not enough."
    )
    exclusive: list[FamilyName] = Field(
        default_factory=list, description="Propositions of which no case establishes two."
    )
    unchanged: list[FamilyName] = Field(
        default_factory=list,
        description="Propositions, or families such as ai_act.tier.*, that stay true, false "
        "or unknown whatever `whatever` states.",
    )
    whatever: list[AttributeName] = Field(
        default_factory=list,
        description="The attributes that do not matter to what is `unchanged`.",
    )
    never_relaxed_by: dict[AttributeName, list[ValueName] | Literal["more"]] = Field(
        default_factory=dict,
        description="Attributes, each with its values, the least first; or `more`, "
        "for larger numbers and more members. "
        "An answer further on leaves no laxer verdict possible.",
    )
    strictness: list[list[FamilyName]] = Field(
        default_factory=list,
        description="The verdicts, the strictest first, those as strict as each other together. "
        "Without it, by rank.",
    )
    but_where: list[PropositionName] = Field(
        default_factory=list,
        description="Propositions, such as a relief that one of these answers may open: nothing is "
        "asked of cases in which one of them may hold.",
    )
    stable: list[FamilyName] = Field(
        default_factory=list,
        # packs up to 2026.11 call it `settled`
        validation_alias=AliasChoices("stable", "settled"),
        description="Propositions that further answers do not turn, once they are true or false.",
    )
    but_for: list[AttributeOrFamilyName] = Field(
        default_factory=list,
        description="Attributes that may turn what is stable, or entries: "
        "what these ask for may turn it.",
    )

    def propositions(self) -> Iterator[Proposition]:
        """None: it concludes nothing."""
        yield from ()

    def conditions(self, read: Read) -> None:
        """Read what it asks in every case."""
        for key in ("given", "always"):
            if getattr(self, key) is not None:
                read(self, key)

    @model_validator(mode="after")
    def _has_one_form(self) -> Invariant:
        forms = [
            form
            for form in ("always", "exclusive", "unchanged", "never_relaxed_by", "stable")
            if getattr(self, form)
        ]
        if len(forms) != 1:
            raise ValueError(
                "an invariant has one of: always, exclusive, unchanged, never_relaxed_by, stable"
            )
        for extra, form in (
            ("given", "always"),
            ("whatever", "unchanged"),
            ("strictness", "never_relaxed_by"),
            ("but_where", "never_relaxed_by"),
            ("but_for", "stable"),
        ):
            if getattr(self, extra) and form not in forms:
                raise ValueError(f"`{extra}` belongs to `{form}`")
        if self.unchanged and not self.whatever:
            raise ValueError(
                "`unchanged` says under `whatever` which attributes do not matter to it"
            )
        return self
