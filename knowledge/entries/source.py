"""Sources of statements: places in cited works, which state them or are read so."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from knowledge.entries.naming import WorkName
from knowledge.sentence import Sentence

Basis = Literal["stated", "interpretation"]
BASIS = "Whether the source says so (stated), or we read it so (interpretation)."
VISIBLE = r"\S"  # what a text that people read has to have: more than blanks
READING = "For an interpretation: why we read the source so."


INTERPRETED: dict[str, Any] = {  # in JSON Schema, what `refuse_unexplained` checks
    "if": {
        "type": "object",
        "properties": {"basis": {"const": "interpretation"}},
        "required": ["basis"],
    },
    "then": {"required": ["reading"], "properties": {"reading": {"pattern": VISIBLE}}},
}


def refuse_unexplained(basis: Basis, reading: str) -> None:
    """Raise `ValueError` where an interpretation does not say why the source is read so."""
    if basis == "interpretation" and not reading.strip():
        raise ValueError(
            Sentence("an interpretation says under `reading` why the source is read so")
        )


class Strict(BaseModel):
    """Data as written: no unknown keys, no change afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        populate_by_name=True,
        defer_build=True,  # the schema of a kind is built when the first entry of it is read
    )


class Source(Strict):
    """Where a statement comes from: a cited work and a place in it."""

    work: WorkName = Field(description="The cited work: the id of a `work` entry.")
    at: str = Field(
        pattern=VISIBLE,
        description="The place in it: a section, or an article with paragraph and letter.",
    )
    amended_by: WorkName | None = Field(
        default=None, description="The amending work, where one changed the text."
    )


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Sources = Annotated[
    list[Source],
    BeforeValidator(
        _as_list, json_schema_input_type=Source | Annotated[list[Source], Field(min_length=1)]
    ),
    Field(
        min_length=1,
        description="Where the statement comes from: one place in a cited work, or a list of them.",
    ),
]
