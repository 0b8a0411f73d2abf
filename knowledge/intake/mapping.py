"""Intakes as a maintainer writes them: how the columns of somebody's inventory bear on our
attributes. `loading` reads one, `plan` lays it on the heads of a table, `cells` and `columns` read
the cells by it; those that are shipped lie in `inventories`.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.cases.use_case import EARLIEST, LATEST
from knowledge.entries.language_codes import by_code
from knowledge.entries.naming import AttributeName
from knowledge.entries.source import BASIS, INTERPRETED, READING, Basis, Strict
from knowledge.numbers import Between, Mark

# Names of text encodings. Python has other codecs too, which decompress or never end.
_ENCODINGS = re.compile(
    r"(utf[-_]?(8|16|32)([-_]?(sig|le|be))?|ascii|latin[-_]?\d{1,2}|iso[-_]?8859[-_]\d{1,2}"
    r"|(cp|windows[-_]?)\d{3,5}|mac[-_]?roman"
    r"|koi8[-_][rtu]|gb(k|18030)|big5|shift[-_]?jis|euc[-_](jp|kr))",
    re.IGNORECASE,
)


def _text_encoding(encoding: str) -> str:
    if not _ENCODINGS.fullmatch(encoding):
        raise ValueError("this is not the name of a text encoding, such as utf-8 or cp1252")
    return encoding


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_units(value: Any) -> Any:
    """Units that change nothing are multiplied by one."""
    texts = _as_list(value)
    return dict.fromkeys(texts, 1.0) if isinstance(texts, list) else value


def _as_texts(value: Any) -> Any:
    """A list of cells; true, false and numbers, as YAML reads them, as a cell shows them."""
    values = value if isinstance(value, list) else [value]
    return [
        str(item).lower()
        if isinstance(item, bool)
        else str(item)
        if isinstance(item, (int, float, datetime.date))
        else item
        for item in values
    ]


Texts = Annotated[list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
Cells = Annotated[
    list[str],
    BeforeValidator(_as_texts, json_schema_input_type=list[str | bool | int | float]),
]


class Unless(Strict):
    """Rows for which a mapping settles nothing."""

    column: str = Field(description="The column that is looked at.")
    values: list[str] = Field(description="The cells of it for which the mapping settles nothing.")


class Skip(Strict):
    """Rows that are no cases, such as those that are withheld."""

    column: str = Field(description="The column that is looked at.")
    values: Cells = Field(description="The cells of it that a row has that is no case.")


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
    dates: Texts = Field(
        default_factory=list,
        description=(
            "Forms of dates, in the notation of strptime, such as %d/%m/%Y; %q is a quarter. A form"
            " without a day gives the first day of its month or quarter."
        ),
    )
    date: Texts = Field(default_factory=list, description="The same, for one form.")
    earliest: datetime.date = Field(
        default=EARLIEST,
        description=(
            "An earlier date is a slip, such as a year that a spreadsheet took for a day count."
        ),
    )
    latest: datetime.date = Field(
        default=LATEST,
        description=(
            "A later date is a slip. A year of two digits is read where one of its centuries lies"
            " between the earliest and the latest date."
        ),
    )
    answer: bool = Field(
        default=False,
        description=(
            "Whether the cell is the answer itself, written as in a table whose columns are"
            " attributes."
        ),
    )
    decimal: Mark | None = Field(default=None, description="What stands before the decimals.")
    thousands: Between | None = Field(default=None, description="What stands between thousands.")
    unit: Annotated[
        dict[str, float],
        BeforeValidator(_as_units, json_schema_input_type=str | list[str] | dict[str, float]),
    ] = Field(
        default_factory=dict,
        description=(
            "What may stand before or after a number, such as EUR; or unit → what the number is"
            " multiplied by, such as {EUR: 1, Mio. EUR: 1000000}."
        ),
    )
    percent: bool = Field(
        default=False, description="Whether numbers are percentages: 12 %, or 12, is 0.12."
    )
    split: str = Field(
        default="",
        description=(
            "What separates the members of a cell, such as ;, each of which is mapped by itself."
            " A list in JSON is split likewise."
        ),
    )
    others: Literal["fault", "silent"] = Field(
        default="fault",
        description="Whether cells that nothing foresaw are listed, or say nothing.",
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
        if not (self.values or self.starts or self.forms or self.answer):
            raise ValueError("a mapping has values, starts, dates or answer")
        if self.latest < self.earliest:
            raise ValueError("the latest date is before the earliest")
        return self

    @property
    def forms(self) -> list[str]:
        """The forms of its dates."""
        return [*self.dates, *self.date]


def _none_as_list(value: Any) -> Any:
    return [] if value is None else value


def _as_skips(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Intake(Strict):
    """The mapping of an inventory."""

    intake: str = Field(description="Its name.")
    title: str = Field(description="What it reads, in plain words.")
    titles: Annotated[dict[str, str], AfterValidator(by_code)] = Field(
        default_factory=dict,
        description="The same in other languages, by their codes: de, fr.",
    )
    source: str = Field(description="Who publishes the inventory, where, and under which licence.")
    encoding: Annotated[str, AfterValidator(_text_encoding)] | None = Field(
        default=None,
        description="How the file's characters are encoded; where it is not said, it is found.",
    )
    header: int = Field(
        default=0, ge=0, description="The row of the heads, as a spreadsheet numbers it."
    )
    sheet: str = Field(default="", description="The sheet of a workbook.")
    records: str = Field(
        default="",
        description="Under which keys the records lie, with dots between: result.records.",
    )
    id: Texts = Field(
        default_factory=list, description="The column, or columns, that tell rows apart."
    )
    keep: Texts = Field(
        default_factory=list,
        description="Columns that every output has as well, such as the owner.",
    )
    skip: Annotated[list[Skip], BeforeValidator(_as_skips)] = Field(
        default_factory=list, description="Rows that are no cases."
    )
    yes: Cells = Field(
        default_factory=list, description="Words for yes, beside those of six languages."
    )
    no: Cells = Field(default_factory=list, description="Words for no, beside those.")
    decimal: Mark | None = Field(
        default=None, description="What stands before the decimals, in all columns."
    )
    thousands: Between | None = Field(
        default=None, description="What stands between thousands, in all columns."
    )
    silent: list[str] = Field(
        default_factory=list, description="Cells that settle nothing in any column."
    )
    text: dict[str, str] = Field(description="Attribute that is a text → column.")
    always: list[Always] = Field(
        default_factory=list,
        description="What holds for every row, because of what the inventory is.",
    )
    draft: bool = Field(
        default=False,
        description="Whether it is a draft that nobody confirmed; every output says so.",
    )
    columns: Annotated[list[ColumnMapping], BeforeValidator(_none_as_list)] = Field(
        description=(
            "How columns bear on attributes; of several for one attribute, the first that"
            " settles it."
        )
    )

    @property
    def known_columns(self) -> frozenset[str]:
        """The columns that bear on an attribute."""
        return frozenset((*self.text.values(), *(mapping.column for mapping in self.columns)))
