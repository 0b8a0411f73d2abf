"""The parts of all explanations: immutable data, statements with their truth value, and
authorities.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    computed_field,
)

from engine.graph.comparison import Comparison, Stated
from explain.forms.tally import Tally
from knowledge.conditions.wording import Phrase, spoken

Status = Literal["true", "false", "unknown"]


class Data(BaseModel):
    """Explanations are immutable data with a schema."""

    # the schema is built when one is first made, which most of a command never are
    model_config = ConfigDict(frozen=True, defer_build=True)


class Authority(Data):
    """On what authority a rule concludes."""

    citations: tuple[str, ...] = Field(description="works and places in them")
    works: tuple[str, ...] = Field(
        default=(), description="the ids of the cited works, one for each citation"
    )
    basis: str = Field(description="stated or interpretation")
    reading: str = Field(default="", description="for an interpretation: why the source is read so")
    because: str = Field(default="", description="why it follows, in plain words")
    entry: str = Field(default="", description="the key of the entry that says so")
    pack: str = Field(default="", description="the pack that says so")
    override: str = Field(
        default="",
        description="why that pack overrides what an earlier one says; empty where it does not",
    )

    @property
    def remarks(self) -> tuple[str, ...]:
        """The remarks for a reader beside the citations: how the source was read, and why it
        overrides another.
        """
        reading = (f"our reading: {self.reading}",) if self.reading else ()
        return (
            (*reading, f"pack {self.pack} overrides, because: {self.override}")
            if self.override
            else reading
        )


def _of_no_test(text: str, read: ValidationInfo) -> str:
    """The sentence of a comparison is made of it, also where both were read from JSON."""
    return text if read.data.get("test") is None else ""


class Said(Data):
    """Something that a sentence says: a comparison, of which the sentence is made, or a text."""

    test: Comparison | None = Field(
        default=None, description="of a comparison: what was asked and what was stated"
    )
    text: Annotated[str, AfterValidator(_of_no_test)] = Field(
        default="", alias="says", exclude=True, description="the sentence of what is no comparison"
    )
    reads: tuple[str, ...] = Field(
        default=(), description="the attributes and parameters (parameter.…) that it compares"
    )
    tally: Tally | None = Field(
        default=None, description="of a count: how many conditions hold, and which"
    )

    @computed_field(description="the sentence, in English")  # type: ignore[prop-decorator]
    @cached_property
    def says(self) -> str:
        """The sentence, in English."""
        return self.comparison

    @property
    def comparison(self) -> str:
        """The sentence alone."""
        return self.text if self.test is None else spoken(self.test.phrase)

    @property
    def twin(self) -> object:
        """The key shared by two statements of one case that say the same, and by no others."""
        return self.text if self.test is None else self.test.twin

    @property
    def phrase(self) -> Phrase | None:
        """Of a comparison: the pattern of the sentence, and what stands in its places."""
        return None if self.test is None else self.test.phrase

    @property
    def stated(self) -> Stated:
        """The attributes that it compares, each with what was stated."""
        return () if self.test is None else self.test.stated


class Statement(Said):
    """A comparison of what was stated with what was asked, or a conclusion as it is so."""

    status: Status
    figures: tuple[str, ...] = Field(
        default=(),
        description="citations of the figures that an own pack gives, which what it says ends with;"
        " of a conclusion, its own",
    )
    proposition: str = Field(
        default="", description="of a conclusion that speaks for another one: its name"
    )
    asks: str = Field(default="", description="of an open question: the attribute it asks for")
    entailed: tuple[str, ...] = Field(
        default=(),
        description="the attributes that it compares and nobody answered: what they are follows "
        "from other answers",
    )

    @computed_field(description="the sentence, in English")  # type: ignore[prop-decorator]
    @cached_property
    def says(self) -> str:
        """The sentence in English; of a comparison with the citations of figures."""
        return " ".join((self.comparison, *(self.figures if self.test is not None else ())))


def status_of(value: bool | None) -> Status:
    """The name of a truth value."""
    return "unknown" if value is None else "true" if value else "false"


VALUES: dict[Status, bool | None] = {"true": True, "false": False, "unknown": None}


def once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements of one case without repetitions."""
    found: dict[object, Statement] = {}
    for one in statements:
        found.setdefault((one.twin, one.status, one.reads), one)
    return tuple(found.values())
