"""What all explanations are made of: immutable data, statements with their truth value, and
authorities.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Status = Literal["true", "false", "unknown"]


def _tuples(value: Any) -> Any:
    """JSON's lists as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


# attributes, each with the value that was stated for it, or None
Found = Annotated[tuple[tuple[str, Any], ...], BeforeValidator(_tuples)]
Worded = Annotated[Any, BeforeValidator(_tuples)]  # a phrase of knowledge.conditions.wording


class Data(BaseModel):
    """Explanations are immutable data with a schema."""

    model_config = ConfigDict(frozen=True)


class Authority(Data):
    """On what authority a rule concludes."""

    citations: tuple[str, ...] = Field(description="works and places in them")
    basis: str = Field(description="stated or interpretation")
    reading: str = Field(default="", description="for an interpretation: why the source is read so")
    because: str = Field(default="", description="why it follows, in plain words")
    pack: str = Field(default="", description="the pack that says so")
    override: str = Field(
        default="",
        description="why that pack overrides what an earlier one says; empty where it does not",
    )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader should know beside the citations: how the source was read, and why it
        overrides another.
        """
        reading = (f"our reading: {self.reading}",) if self.reading else ()
        return (
            (*reading, f"pack {self.pack} overrides, because: {self.override}")
            if self.override
            else reading
        )


class Statement(Data):
    """A comparison of what was stated with what was asked."""

    says: str
    status: Status
    phrase: Worded = Field(
        default=None, description="of a comparison: the pattern of the sentence, and its places"
    )
    stated: Found = Field(
        default=(), description="the attributes that it compares, each with what was stated"
    )
    reads: tuple[str, ...] = Field(
        default=(), description="the attributes and parameters (parameter.…) that it compares"
    )
    figures: tuple[str, ...] = Field(
        default=(),
        description="citations of the figures that an own pack gives; what it says ends with them",
    )

    proposition: str = Field(
        default="", description="of a conclusion that speaks for another one: its name"
    )

    @property
    def comparison(self) -> str:
        """What it says, without the citations of figures."""
        return self.says.removesuffix(" ".join(("", *self.figures))) if self.figures else self.says


def found_in(read: Mapping[str, Any], attributes: Collection[str]) -> tuple[tuple[str, Any], ...]:
    """Of what a comparison read, the attributes, each with what was stated."""
    return tuple((name, _tuples(value)) for name, value in read.items() if name in attributes)


def status_of(value: bool | None) -> Status:
    """The name of a truth value."""
    return "unknown" if value is None else "true" if value else "false"
