"""A decision table: rules in rows, each with its own source, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from knowledge.conditions.tree import Expression, Or, Prop
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import Id
from knowledge.entries.period import FROM, UNTIL
from knowledge.entries.source import (
    BASIS,
    INTERPRETED,
    READING,
    Basis,
    Sources,
    refuse_unexplained,
)
from knowledge.limits import MOST_TABLE_ROWS

Cell: TypeAlias = str | bool | int | float | date | None
Hit = Literal["any", "first", "collect"]
IN_A_FILE = re.compile(r"[^/\\]+\.csv")  # the name of a file beside that of the pack
ROW, CONCLUDES, WHEN, ALSO = "row", "concludes", "when", "also"
AT, AMENDED_BY = "at", "amended_by"
MEANING, DOING, UNDOING = "meaning", "doing", "undoing"
OF_VALUE = (MEANING, DOING, UNDOING)  # words of the value of an attribute that a row is
OF_ENTRY = ("title", "otherwise", "open", "because", "short", "basis", "reading")
# columns that are no test of an attribute or a conclusion: what each holds
WORDS = (ROW, CONCLUDES, WHEN, ALSO, AT, AMENDED_BY, *OF_VALUE, *OF_ENTRY, FROM, UNTIL)


class DecisionTable(Entry):
    """Rules in rows: each tests what its columns name, and concludes something of its own.

    A row becomes an ordinary `define`: `table.row`, or a step `table.answer.row` towards the answer
    that it concludes.
    """

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    kind = "table"
    begins_with = ("columns",)
    id: Id = Field(alias="table")
    title: Sentence = Field(description="What its rows have in common.")
    hit: Hit = Field(
        description="Which rows count: `any` (whichever fits; those that fit together conclude the "
        "same, and in each case one fits), `first` (the first that fits; in each case one does), "
        "`collect` (every one that fits)."
    )
    columns: list[Sentence] = Field(
        default_factory=list,
        max_length=60,
        description="What the cells of a row are, in order: tests of the attributes, controls "
        f"and conclusions that are named, and {', '.join(WORDS)}. A CSV file says it in its first "
        "line.",
        examples=[[ROW, "title", WHEN]],
    )
    rows: (
        Annotated[
            list[list[Cell] | dict[str, Cell]], Field(min_length=1, max_length=MOST_TABLE_ROWS)
        ]
        | Annotated[str, Field(pattern=f"^{IN_A_FILE.pattern}$")]
    ) = Field(
        description="The rows: each a list of cells, or a mapping from column to cell; a cell that "
        "is empty or `-` tests nothing. Or the name of a CSV file beside the pack's file.",
        examples=[[["one", "TODO", "known(name)"]]],
    )
    answers: dict[Id, Sentence] = Field(
        default_factory=dict,
        description="What rows conclude, where they have a column `concludes`: name → title.",
        examples=[{}],
    )
    reported: bool = Field(
        default=False,
        description="Whether what it concludes is told to people for its own sake, although no "
        "rule reads it.",
    )
    source: Sources
    basis: Basis = Field(default="stated", description=BASIS)
    reading: str = Field(default="", description=READING)

    # the ids of the rows, in their order, and what stands behind the id of the table in the names
    # of the entries that they make; told by the reader, which alone reads files
    _ids: tuple[str, ...] = ()
    _entries_made: tuple[str, ...] = ()

    @property
    def concluded(self) -> tuple[str, ...]:
        """The propositions that answer it: of its answers, else of its rows."""
        return tuple(f"{self.id}.{name}" for name in self.answers or self._ids)

    @property
    def demands_one(self) -> bool:
        """Whether one of them has to hold in each fully answered case, and one only."""
        return self.hit != "collect"

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The names of its rows, in their order."""
        return self._ids

    @property
    def entries_made(self) -> tuple[str, ...]:
        """The propositions of all entries that its rows make, steps and answers among them."""
        return tuple(f"{self.id}{name}" for name in self._entries_made)

    @property
    def families_made(self) -> tuple[str, ...]:
        """The families of propositions that its rows make: of all, and of each answer."""
        return tuple(f"{name}{names.FAMILY}" for name in (self.id, *self.concluded))

    def with_rows(self, ids: Sequence[str], made: Sequence[str]) -> DecisionTable:
        """The same table, which knows the ids of its rows, and of the entries that they make."""
        found = self.model_copy()
        found._ids = tuple(ids)
        found._entries_made = tuple(name.removeprefix(self.id) for name in made)
        return found

    def read_anew(self, raw: Mapping[str, Any]) -> DecisionTable:
        """The table as it is with other names in it; its rows are the same."""
        found = DecisionTable.model_validate(raw).with_rows(self._ids, ())
        found._entries_made = self._entries_made
        return found

    def propositions(self) -> Iterator[Proposition]:
        """The propositions that one of the rows down to a row fits, where the first row counts."""
        for row in self._passed():
            name = names.passed(self.id, row)
            title = f"{self.title}: a row down to {row} fits"
            yield Proposition(name, title, "", self.key, step=True, hidden=True)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """One of the rows down to a row fits, where it does or one of those before does."""
        earlier: tuple[Expression, ...] = ()
        for row in self._passed():
            ways = (Prop(names.fits(self.id, row)), *earlier)
            name = names.passed(self.id, row)
            yield Statement(name, ways[0] if len(ways) == 1 else Or(ways), self.key)
            earlier = (Prop(name),)

    def _passed(self) -> tuple[str, ...]:
        return self._ids[:-1] if self.hit == "first" else ()

    @model_validator(mode="after")
    def _columns_are_said(self) -> DecisionTable:
        refuse_unexplained(self.basis, self.reading)
        if isinstance(self.rows, str):
            if self.columns:
                raise ValueError(f"the columns of {self.rows} stand in its first line")
        elif not self.columns and not all(isinstance(row, dict) for row in self.rows):
            raise ValueError("a table says under `columns` what the cells of its rows are")
        return self
