"""What a maintainer writes in an intake: how the columns of somebody's inventory bear on our
attributes.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.cases.use_case import EARLIEST
from knowledge.entries.naming import AttributeName
from knowledge.entries.source import BASIS, INTERPRETED, READING, Basis, Strict

# Names of writings. Python has codecs of other kinds, which unpack, or take for ever.
_ENCODINGS = re.compile(
    r"(utf[-_]?(8|16|32)([-_]?(sig|le|be))?|ascii|latin[-_]?\d{1,2}|iso[-_]?8859[-_]\d{1,2}"
    r"|(cp|windows[-_]?)\d{3,5}|mac[-_]?roman"
    r"|koi8[-_][rtu]|gb(k|18030)|big5|shift[-_]?jis|euc[-_](jp|kr))",
    re.IGNORECASE,
)


def _of_a_writing(encoding: str) -> str:
    if not _ENCODINGS.fullmatch(encoding):
        raise ValueError("this is the name of no writing, such as utf-8 or cp1252")
    return encoding


class Unless(Strict):
    """Rows for which a mapping settles nothing."""

    column: str = Field(description="The column that is looked at.")
    values: list[str] = Field(description="The cells of it for which the mapping settles nothing.")


class _Read(Strict):
    """A reading of an inventory: what it bears on, and what it rests on."""

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    attribute: AttributeName = Field(description="The attribute that it bears on.")
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)

    @model_validator(mode="after")
    def _says_why(self) -> _Read:
        if self.basis == "interpretation" and not self.reading:
            raise ValueError("an interpretation says under `reading` why this is read so")
        return self


class Always(_Read):
    """What holds for every row, because of what the inventory is."""

    value: Any = Field(description="The value that the attribute has in every row.")


class ColumnMapping(_Read):
    """How one column bears on one attribute.

    Several mappings may serve one attribute: the first that settles it counts.
    """

    column: str = Field(description="The column, as its head reads.")
    values: dict[str, Any] = Field(
        default_factory=dict, description="Cell → value of the attribute."
    )
    starts: dict[str, Any] = Field(
        default_factory=dict, description="Beginning of the cell → value of the attribute."
    )
    dates: list[str] = Field(
        default_factory=list,
        description="Forms of dates, in the notation of strptime, such as %d/%m/%Y.",
    )
    earliest: date = Field(
        default=EARLIEST,
        description=(
            "An earlier date is a slip, such as a year that a spreadsheet took for a day count."
        ),
    )
    answer: bool = Field(
        default=False,
        description=(
            "Whether the cell is the answer itself, written as in a table whose columns are"
            " attributes."
        ),
    )
    silent: list[str] = Field(default_factory=list, description="Cells that settle nothing.")
    silent_starts: list[str] = Field(
        default_factory=list, description="Beginnings of cells that settle nothing."
    )
    unless: Unless | None = Field(
        default=None, description="Rows for which the mapping settles nothing."
    )

    @model_validator(mode="after")
    def _says_what_cells_mean(self) -> ColumnMapping:
        if not (self.values or self.starts or self.dates or self.answer):
            raise ValueError("a mapping has values, starts, dates or answer")
        return self


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Intake(Strict):
    """The mapping of an inventory."""

    intake: str = Field(description="Its name.")
    title: str = Field(description="What it reads, in plain words.")
    source: str = Field(description="Who publishes the inventory, where, and under which licence.")
    encoding: Annotated[str, AfterValidator(_of_a_writing)] = Field(
        default="utf-8", description="How the file's characters are encoded."
    )
    id: Annotated[list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])] = (
        Field(default_factory=list, description="The column, or columns, that tell rows apart.")
    )
    silent: list[str] = Field(
        default_factory=list, description="Cells that settle nothing in any column."
    )
    text: dict[str, str] = Field(description="Attribute that is a text → column.")
    always: list[Always] = Field(
        default_factory=list,
        description="What holds for every row, because of what the inventory is.",
    )
    columns: list[ColumnMapping] = Field(
        description=(
            "How columns bear on attributes; of several for one attribute, the first that"
            " settles it."
        )
    )

    @property
    def known_columns(self) -> frozenset[str]:
        """The columns that bear on an attribute."""
        return frozenset((*self.text.values(), *(mapping.column for mapping in self.columns)))
