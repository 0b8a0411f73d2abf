"""From the rows of a decision table to ordinary entries, each with its place and its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import ValidationError

from knowledge.entries import derived_names as names
from knowledge.entries.decision_table import (
    ALSO,
    AMENDED_BY,
    AT,
    CONCLUDES,
    IN_A_FILE,
    OF_ENTRY,
    OF_VALUE,
    ROW,
    WHEN,
    WORDS,
    Cell,
    DecisionTable,
)
from knowledge.entries.definitions import Define
from knowledge.entries.facts import Attribute
from knowledge.entries.key_and_value_faults import Misread, value_fault
from knowledge.entries.period import FROM, UNTIL
from knowledge.entries.provenance import Written
from knowledge.entries.table_cells import EMPTY, NoCell, condition_of, day_of, text_of
from knowledge.entries.table_file import read_lines
from knowledge.entries.table_words import fitting_title, row_title
from knowledge.entries.words_of_faults import day_or_name
from knowledge.entries.written_rows import (
    Row,
    WrittenRow,
    head_place,
    place_in_cell,
    row_place,
)
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import DuplicateId, Fault, MissingKey, Place, UnknownName, WrongType, nearest

AND, OR = " and ", " or "
_ALTERNATIVES = re.compile(r"\bor\b")


def rows_of(raw: Mapping[str, Any], folder: Path, shown_as: str) -> list[Row]:
    """The rows of a table as it is written; those that are none are left out.

    `folder`: where its file lies, and `shown_as` what faults call that file. Raises `BadYaml`.
    """
    said, heads = raw.get("rows"), raw.get("columns")
    columns = tuple(map(str, heads)) if isinstance(heads, list) else ()
    if isinstance(said, str):
        if not IN_A_FILE.fullmatch(said):  # what is expected is told of the entry
            return []
        folder_shown, slash, _ = shown_as.rpartition("/")
        return [
            replace(
                _row(line.cells, number, ("rows",), line.place),
                places=line.places,
                heads=line.heads,
                quoted=line.quoted,
            )
            for number, line in enumerate(
                read_lines(folder / said, f"{folder_shown}{slash}{said}"), start=1
            )
        ]
    found = []
    for number, cells in enumerate(said if isinstance(said, list) else (), start=1):
        keys: Keys = ("rows", number - 1)
        if isinstance(cells, dict):
            found.append(_row(cells, number, keys))
        elif isinstance(cells, list):
            found.append(_row(dict(zip(columns, cells, strict=False)), number, keys, None, columns))
    return found


Rows: TypeAlias = dict[tuple[str, int, str], list[Row]]  # file, place in it, id → rows of a table


def rows_in(document: Document, folder: Path) -> Rows:
    """The rows of each table in a file. Raises `BadYaml`."""
    entries = document.data if isinstance(document.data, list) else ()
    return {
        (document.file, index, str(raw[DecisionTable.kind])): rows_of(raw, folder, document.file)
        for index, raw in enumerate(entries)
        if isinstance(raw, dict) and next(iter(raw), None) == DecisionTable.kind
    }


def of_other_files(rows: Rows) -> list[dict[str, Any]]:
    """The content of rows that stand in files of their own, as plain data."""
    return [
        {DecisionTable.kind: id, "rows": [dict(row.cells) for row in found]}
        for (_, _, id), found in rows.items()
        if any(row.place is not None for row in found)
    ]


def _row(
    cells: Mapping[str, Cell],
    number: int,
    keys: Keys,
    place: Place | None = None,
    listed: tuple[str, ...] = (),
) -> Row:
    texts = {column: text_of(cell) for column, cell in cells.items()}
    filled = {column: text for column, text in texts.items() if text not in EMPTY}
    return Row(filled.get(ROW, f"row_{number}"), number, filled, keys, place, listed)


class Expansion:
    """The entries that a table makes, and what is wrong with its rows."""

    def __init__(
        self,
        written: Written,
        rows: Sequence[Row],
        attributes: Mapping[str, Attribute],
        former: Mapping[str, str] = MappingProxyType({}),
        tables: Collection[str] = (),
    ):
        """`former`: the former name of an attribute → the one of today; `tables`: the ids of all
        tables, and those that they had before.
        """
        assert isinstance(written.entry, DecisionTable)
        self.former = former
        self.written, self.rows, self.attributes = written, rows, attributes
        self.table: DecisionTable = written.entry
        self.faults: list[Fault] = []
        called = {self.table.id, *self.table.formerly}
        values_in = {one.values_in: one for one in attributes.values() if one.values_in}
        self.of = next((one for name, one in values_in.items() if name in called), None)
        # values in a table that there is not are a fault already; it may be this one
        self.may_be_values = self.of is not None or not values_in.keys() <= set(tables)

    def read(self) -> list[Written]:
        """The table, what its rows make in their order, then its answers."""
        found = list(self._entries())
        told = {str(fault): fault for fault in self.faults}  # of a column, in each row
        self.faults = [*told.values()]
        ids = [row.id for row in self.rows]
        made = [item.entry.id for item in found]
        whole = replace(self.written, entry=self.table.with_rows(ids, made))
        return [whole, *found]

    def _entries(self) -> list[WrittenRow]:
        found, seen = list[WrittenRow](), dict[str, Row]()
        for row in self.rows:
            if self._is_sound(row, seen):
                found += self._entries_of(row, [*seen][-1] if seen else "")
            seen.setdefault(row.id, row)
        concluded = {row.cells.get(CONCLUDES) for row in self.rows}
        for name, title in self.table.answers.items() if not self.faults else ():
            if name not in concluded:
                message = f"no row of {self.table.id} concludes {name}"
                self.faults.append(MissingKey(message, self.written.place("answers", name)))
                continue
            raw: dict[str, Any] = {Define.kind: f"{self.table.id}.{name}", "title": title}
            if self.table.reported:
                raw["reported"] = True
            when = f"any({self.table.id}.{name}{names.FAMILY})"
            whole = Row("", 0, {}, ("answers", name))
            found += self._made(whole, raw, when, ())
        return found

    def _is_sound(self, row: Row, seen: Mapping[str, Row]) -> bool:
        table, wrong = self.table, list[Fault]()
        if row.id in seen:
            wrong.append(DuplicateId(f"two rows are called {row.id}", self._place(row, ROW)))
        for column in row.cells:
            if not column:
                message = "a cell stands under no column"
                wrong.append(WrongType(message, self._place(row, ""), expected="a column for it"))
            elif column in OF_VALUE and not self.may_be_values:
                message = f"{column}: the row is no value of an attribute"
                expected = f"`values_in: {table.id}` in an attribute"
                wrong.append(WrongType(message, self._place(row, column), expected=expected))
        written = self.table.rows[row.keys[1]] if len(row.keys) > 1 else ()  # type: ignore[index]
        if isinstance(written, list) and len(written) > len(row.listed):
            message = f"the row has {len(written)} cells, and the table {len(row.listed)} columns"
            wrong.append(WrongType(message, self._place(row, ""), expected="as many, or fewer"))
        answer = row.cells.get(CONCLUDES)
        if wrong:  # a cell out of place leaves others out of theirs
            self.faults += wrong
            return False
        if table.answers and answer not in table.answers:
            message = f"there is no answer {answer!r}" if answer else "the row concludes nothing"
            near = nearest(answer, table.answers) if answer else None
            expected = ", ".join(table.answers)
            place = self._place(row, CONCLUDES)
            wrong.append(UnknownName(message, place, expected=expected, nearest=near))
        elif answer and not table.answers:
            expected = f"answers: {{{answer}: a title}}"
            message = "the table says no answers that rows could conclude"
            wrong.append(MissingKey(message, self._place(row, CONCLUDES), expected=expected))
        elif not answer and ROW not in row.cells:
            message = "a row without an answer to conclude has a name"
            wrong.append(MissingKey(message, self._place(row, ""), expected="a column row"))
        elif not answer and "title" not in row.cells:
            message = "a row without an answer to conclude has a title"
            wrong.append(MissingKey(message, self._place(row, ""), expected="a column title"))
        self.faults += wrong
        return not wrong

    def _entries_of(self, row: Row, before: str) -> Iterator[WrittenRow]:
        """The entries that a row makes; `before`: the id of the row above it."""
        table, answer = self.table, row.cells.get(CONCLUDES)
        try:
            when, parts = self._condition(row)
        except Fault as fault:
            self.faults.append(fault)
            return
        raw: dict[str, Any] = {
            Define.kind: f"{table.id}.{answer}.{row.id}" if answer else f"{table.id}.{row.id}",
            "title": row_title(table.title, row.number, row.cells),
            **{key: row.cells[key] for key in OF_ENTRY if key in row.cells},
        }
        if table.reported and not answer:
            raw["reported"] = True
        period = {key: day_of(row.cells[key]) for key in (FROM, UNTIL) if key in row.cells}
        none_before = f"not {names.passed(table.id, before)}" if before else ""
        if not parts and (table.hit != "first" or not before or row is not self.rows[-1]):
            message = "the row tests nothing, and so fits every case"
            expected = "a test; or, for `hit: first`, the last row"
            self.faults.append(WrongType(message, self._place(row, ""), expected=expected))
        elif table.hit != "first":
            yield from self._made(row, {**raw, **period}, when, parts)
        elif not parts:
            yield from self._made(row, {**raw, **period}, none_before, ())
        else:
            fits = names.fits(table.id, row.id)
            fitting = {
                **raw,
                **period,
                Define.kind: fits,
                "step": True,
                "title": fitting_title(raw["title"]),
            }
            yield from self._made(row, fitting, when, parts)
            yield from self._made(row, raw, AND.join(filter(None, (fits, none_before))), ())

    def _made(
        self, row: Row, raw: dict[str, Any], when: str, parts: tuple[tuple[int, str], ...]
    ) -> Iterator[WrittenRow]:
        table, source = self.table, [one.model_dump(exclude_none=True) for one in self.table.source]
        source[0] |= {key: row.cells[key] for key in (AT, AMENDED_BY) if key in row.cells}
        whole = {"basis": table.basis, "reading": table.reading, **raw}
        if whole["basis"] == "stated" and "reading" not in raw:
            del whole["reading"]
        whole |= {"when": when, "source": source}
        try:
            entry = Define.model_validate(whole)
        except ValidationError as error:
            wrong: dict[str, Misread] = {}  # the first of each column: a day, or the id of one
            for details in error.errors(include_url=False):
                key = str(details["loc"][0]) if details["loc"] else ""
                wrong.setdefault(_column(key), value_fault(Define, details))
            for column, said in wrong.items():
                message = f"{column}: {said.says}" if column else said.says
                is_day = column in (FROM, UNTIL)
                expected = day_or_name(row.cells[column]) if is_day else said.expected
                place, text = self._place(row, column), row.cells.get(column, "")
                self.faults.append(WrongType(message, place, text=text, expected=expected))
            return
        written = self.written
        yield WrittenRow(
            entry,
            written.document,
            written.index,
            written.pack,
            whole,
            row=row,
            parts=parts,
            said=when,
        )

    def _condition(self, row: Row) -> tuple[str, tuple[tuple[int, str], ...]]:
        """The condition of a row, and where in it each column begins. Raises `WrongType`."""
        said: list[tuple[str, str]] = []
        if self.of is not None:
            test = f'"{row.id}" in {self.of.id}'
            said.append((ROW, test if self.of.type == "set" else f'{self.of.id} == "{row.id}"'))
        for column, cell in row.cells.items():
            try:
                if column == WHEN:
                    said.append((column, f"({cell})" if _ALTERNATIVES.search(cell) else cell))
                elif column not in WORDS:
                    said.append((column, condition_of(column, cell, self.attributes, self.former)))
            except NoCell as wrong:
                if wrong.unknown:
                    raise _no_cell(wrong, head_place(self.written, row, column), column) from wrong
                place = self._place(row, column)
                if (at := cell.find(wrong.part)) > 0:
                    place = place_in_cell(self.written, row, column, at)
                raise _no_cell(wrong, place, cell) from wrong
        when, parts = "", list[tuple[int, str]]()
        for column, test in said:
            when += AND if when else ""
            parts.append((len(when), column))
            when += test
        if ALSO in row.cells:
            when += OR if when else ""
            parts.append((len(when), ALSO))
            when += row.cells[ALSO]
        return when, tuple(parts)

    def _place(self, row: Row, column: str) -> Place:
        return row_place(self.written.document, self.written.index, row, column)


def _no_cell(wrong: NoCell, place: Place, cell: str) -> Fault:
    if wrong.unknown:
        return UnknownName(
            wrong.says,
            place,
            text=cell,
            expected=wrong.expected,
            nearest=wrong.near,
            names=(wrong.unknown,),
        )
    return WrongType(wrong.says, place, text=cell, expected=wrong.expected, nearest=wrong.near)


def _column(key: str) -> str:
    return ROW if key == Define.kind else AT if key == "source" else key
