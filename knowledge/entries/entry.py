"""Entry: what all kinds of entry have in common.

An entry is one YAML mapping; the key that names its kind holds its id: `- trigger: scale`. A kind
is a class, in the file of its family: what a key is for stands in its description, what a key
names in its type, and what the entry concludes in `propositions` and `statements`. Conditions stay
text here: `Read` gives their trees once every name is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.conditions.wording import in_words
from knowledge.entries.conclusions import Proposition, Read, Reading, Statement
from knowledge.entries.due import Due
from knowledge.entries.naming import NAME_FORM, Id, Reference, references
from knowledge.entries.source import (
    BASIS,
    INTERPRETED,
    READING,
    VISIBLE,
    Basis,
    Source,
    Sources,
    Strict,
    refuse_unexplained,
)
from knowledge.notebook import heading, paragraph, section, table

Sentence = Annotated[str, Field(pattern=VISIBLE, max_length=400)]
WHEN = "When it holds: a condition over attributes, parameters and other propositions."


class Entry(Strict):
    """What all kinds have in common."""

    kind: ClassVar[str]  # the key that holds the id
    concludes: ClassVar[bool] = False  # rules are made from it that conclude its proposition
    # keys that a new entry has although others may take their place
    begins_with: ClassVar[tuple[str, ...]] = ()
    namespace: ClassVar[str] = ""  # what stands before the id in the name of its proposition
    name_form: ClassVar[str] = NAME_FORM  # what an id has to be like, in words
    asked_again: ClassVar[bool] = False  # the base keeps the trees of its conditions

    id: Id = Field(description=f"Its name: {NAME_FORM}.")
    title: Sentence = Field(
        description="The statement in plain words, as it reads where the entry holds."
    )
    formerly: list[Id] = Field(
        default_factory=list,
        description="Names that it had before: packs, cases, intakes and tables that still use one "
        "are read, and told of the name of today.",
        examples=[[]],
    )

    @property
    def proposition(self) -> str:
        """The name under which rules and results know this entry."""
        return f"{self.namespace}.{self.id}" if self.namespace else self.id

    @property
    def key(self) -> str:
        """The name under which a knowledge base keeps this entry."""
        return f"{self.kind}:{self.id}"

    @property
    def turn(self) -> tuple[int, int]:
        """When its rules are made: those of verdicts come last, by rank."""
        return 0, 0

    @property
    def demanded_controls(self) -> tuple[str, ...]:
        """The ids of the controls that it requires where it holds."""
        return ()

    @property
    def demanding(self) -> str:
        """The proposition that has to hold for a verdict to enforce the controls it requires.

        Empty where it requires none, or enforces them itself.
        """
        return ""

    @property
    def demands_once_established(self) -> bool:
        """Whether the controls are required only once `demanding` is established."""
        return False

    @property
    def blocked(self) -> tuple[str, ...]:
        """The propositions of the reliefs that are not granted while it holds."""
        return ()

    def propositions(self) -> Iterator[Proposition]:
        """Everything that rules made from this entry can conclude."""
        yield from ()

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """Its statements, in terms of propositions; `entries` are all entries there are."""
        yield from ()

    def demands(self, entries: Sequence[Entry]) -> Iterator[Statement]:
        """The statements that controls are required because of it."""
        yield from ()

    def conditions(self, read: Read) -> None:
        """Read the conditions from which it makes no rules, so that they are checked and kept."""

    def names_used(self) -> Iterator[Reference]:
        """All names in it, key by key."""
        yield from references(self)

    def read_anew(self, raw: Mapping[str, Any]) -> Entry:
        """The entry as it is with other names in it. Raises `ValidationError`."""
        return type(self).model_validate(raw)

    def _repr_html_(self) -> str:
        """The entry as it was written, without what it leaves to the defaults; in a notebook."""
        written = self.model_fields_set - {"id", "title"}
        shown = [(name, getattr(self, name)) for name in type(self).model_fields if name in written]
        return section(
            heading(f"{self.kind}: {self.id}"),
            paragraph(self.title) if self.title else "",
            table(
                ("key", "as written"),
                [(name.rstrip("_").replace("_", " "), _as_written(value)) for name, value in shown],
            ),
        )


class RuleEntry(Entry):
    """An entry that concludes something, with its source and its basis."""

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    concludes = True
    shows_why: ClassVar[bool] = False  # reports show its `because`
    # what is asked while it is not known, where a title of the kind is no sentence
    asks_whether: ClassVar[str] = ""

    because: str = Field(default="", max_length=600, description="Why it follows, in plain words.")
    otherwise: str = Field(
        default="", description="The statement as it reads where the entry does not hold."
    )
    open: str = Field(
        default="",
        description="What is asked while it is not known, as it reads after `Not settled: whether`."
        " Without it, the title.",
    )
    source: Sources
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)
    reviewed: date | None = Field(
        default=None,
        description="The day on which it was last checked against the text, as YYYY-MM-DD.",
    )

    @property
    def key(self) -> str:
        """The name of its proposition."""
        return self.proposition

    @property
    def deadlines(self) -> Sequence[Due]:
        """The days by which it asks for something, counted from an event."""
        return ()

    def propositions(self) -> Iterator[Proposition]:
        """Its own proposition; kinds add steps to it."""
        yield Proposition(
            self.proposition, self.title, self.otherwise, self.proposition, self.asked
        )

    @property
    def asked(self) -> str:
        """The question while it is not known, as it reads after "whether".

        Empty where the title reads so as it is.
        """
        return self.open or (self.asks_whether.format(title=self.title))

    def as_step(self, name: str, title: str, *, made: bool = False) -> Proposition:
        """A step towards its proposition, or from it; `made` where no pack writes it."""
        asked = f"this is so: {title}"
        return Proposition(name, title, "", self.proposition, asked, step=True, made=made)

    @model_validator(mode="after")
    def _interpretation_is_explained(self) -> RuleEntry:
        refuse_unexplained(self.basis, self.reading)
        return self


def _as_written(value: Any) -> str:
    if isinstance(value, Source):
        return f"{value.work}, {value.at}" + (
            f", as amended by {value.amended_by}" if value.amended_by else ""
        )
    if isinstance(value, (BaseModel, dict)):
        return "; ".join(
            f"{str(name).rstrip('_')}: {_as_written(part)}"
            for name, part in dict(value).items()
            if part not in (None, "")
        )
    return (
        "; ".join(map(_as_written, value))
        if isinstance(value, list)
        else " ".join(in_words(value).split())
    )
