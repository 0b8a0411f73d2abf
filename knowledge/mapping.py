"""What a maintainer writes in an intake: how the columns of somebody's inventory bear on our attributes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from knowledge.entries import Basis, Strict
from knowledge.use_case import EARLIEST

# Names of writings. Python has codecs of other kinds, which unpack, or take for ever.
_ENCODINGS = (
    r"^(?i)(utf[-_]?(8|16|32)([-_]?(sig|le|be))?|ascii|latin[-_]?\d{1,2}|iso[-_]?8859[-_]\d{1,2}|(cp|windows[-_]?)\d{3,5}|mac[-_]?roman"
    r"|koi8[-_][rtu]|gb(k|18030)|big5|shift[-_]?jis|euc[-_](jp|kr))$"
)


class Unless(Strict):
    """Rows for which a mapping settles nothing."""

    column: str
    values: list[str]


class _Read(Strict):
    """A reading of an inventory: what it bears on, and what it rests on."""

    attribute: str
    basis: Basis
    reading: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> _Read:
        if self.basis == "interpretation" and not self.reading:
            raise ValueError("an interpretation says under `reading` why this is read so")
        return self


class Always(_Read):
    """What holds for every row, because of what the inventory is."""

    value: Any


class ColumnMapping(_Read):
    """How one column bears on one attribute. Several mappings may serve one attribute: the first that settles it counts."""

    column: str
    values: dict[str, Any] = Field(default_factory=dict)  # cell → value of the attribute
    starts: dict[str, Any] = Field(default_factory=dict)  # beginning of the cell → value
    dates: list[str] = Field(default_factory=list)  # forms of dates, in strptime's notation
    earliest: date = EARLIEST  # an earlier date is a slip, such as a year that a spreadsheet took for a day count
    answer: bool = False  # the cell is the answer itself, written as in a table whose columns are attributes
    silent: list[str] = Field(default_factory=list)  # cells that settle nothing
    silent_starts: list[str] = Field(default_factory=list)
    unless: Unless | None = None

    @model_validator(mode="after")
    def _says_what_cells_mean(self) -> ColumnMapping:
        if not (self.values or self.starts or self.dates or self.answer):
            raise ValueError("a mapping has values, starts, dates or answer")
        return self


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Intake(Strict):
    """The mapping of an inventory."""

    intake: str
    title: str
    source: str
    encoding: Annotated[str, Field(pattern=_ENCODINGS)] = "utf-8"
    id: Annotated[list[str], BeforeValidator(_as_list)] = Field(default_factory=list)  # the columns that tell rows apart
    silent: list[str] = Field(default_factory=list)  # cells that settle nothing in any column
    text: dict[str, str]  # text attribute → column
    always: list[Always] = Field(default_factory=list)
    columns: list[ColumnMapping]

    @property
    def known_columns(self) -> frozenset[str]:
        """The columns that bear on an attribute."""
        return frozenset((*self.text.values(), *(mapping.column for mapping in self.columns)))
