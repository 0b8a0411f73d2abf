"""What the cells of a row say under an intake: settled, silent, or something that nobody
foresaw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.files import described
from knowledge.cases.use_case import LATEST
from knowledge.intake.faults import takes
from knowledge.intake.mapping import ColumnMapping, Intake


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says of one attribute."""

    kind: Literal["empty", "silent", "settled", "new"]
    text: str = ""  # the cell
    value: Any = None  # of the attribute, where the cell settles it


EMPTY = Said("empty")
EXAMPLE = datetime(2026, 11, 22)  # a day whose parts cannot be taken for one another


class CellReader:
    """Reads the cells of one column by one mapping; each text is worked out once."""

    def __init__(self, mapping: ColumnMapping, base: KnowledgeBase, silent: frozenset[str]):
        self.mapping = mapping
        self.base = base
        self.values = {plain(cell): value for cell, value in mapping.values.items()}
        self.starts = [(plain(start), value) for start, value in mapping.starts.items()]
        self.silent = silent | {plain(cell) for cell in mapping.silent}
        self.silent_everywhere = silent
        self.silent_starts = tuple(plain(start) for start in mapping.silent_starts)
        self.excepted = (
            frozenset(plain(cell) for cell in mapping.unless.values)
            if mapping.unless
            else frozenset()
        )
        self.known: dict[str, Said] = {}

    def read(self, row: Mapping[str, Any]) -> Said:
        """What this row's cell says."""
        cell = row.get(self.mapping.column)
        if cell is None or cell == "":
            return EMPTY
        text = shown(cell)
        said = self.known.get(text)
        if said is None:
            said = self.known[text] = self._work_out(cell, text)
        if (
            said.kind in ("settled", "new")
            and self.mapping.unless
            and plain(shown(row.get(self.mapping.unless.column))) in self.excepted
        ):
            return Said("silent", text)
        return said

    @property
    def expected(self) -> str:
        """What the cells may say, for an error message."""
        mapping = self.mapping
        texts = [*mapping.values, *(f"{start}…" for start in mapping.starts)]
        if mapping.dates:
            texts.append(
                f"a date since {mapping.earliest} like"
                f" {' or '.join(EXAMPLE.strftime(form) for form in mapping.dates)}"
            )
        return ", ".join(
            [*texts, described(self.base.attributes[mapping.attribute])]
            if mapping.answer
            else texts
        )

    @property
    def foreseen(self) -> list[str]:
        """The cells that are known, as the intake writes them."""
        mapping = self.mapping
        choices = self.base.attributes[mapping.attribute].choices if mapping.answer else ()
        return [*mapping.values, *mapping.starts, *mapping.silent, *mapping.silent_starts, *choices]

    def _work_out(self, cell: Any, text: str) -> Said:
        key = plain(text)
        if not key:
            return EMPTY
        if key in self.silent_everywhere:
            return Said("silent", text)
        if key in self.values:
            return Said("settled", text, self.values[key])
        for start, value in self.starts:
            if key.startswith(start):
                return Said("settled", text, value)
        day = self._day(cell, text)
        if day is not None:
            return (
                Said("settled", text, day)
                if self.mapping.earliest <= day <= LATEST
                else Said("new", text)
            )
        if key in self.silent or key.startswith(self.silent_starts or ("\0",)):
            return Said("silent", text)
        if self.mapping.answer:
            value = (
                read_answer(self.base.attributes[self.mapping.attribute], text)
                if isinstance(cell, (str, float))
                else cell
            )
            if takes(self.base, self.mapping.attribute, value):
                return Said("settled", text, value)
        return Said("new", text)

    def _day(self, cell: Any, text: str) -> date | None:
        if not self.mapping.dates:
            return None
        if isinstance(cell, date):
            return cell.date() if isinstance(cell, datetime) else cell
        for form in self.mapping.dates:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        return None


class RowReader:
    """Reads the rows of a table by an intake."""

    def __init__(self, intake: Intake, base: KnowledgeBase):
        self.texts = list(intake.text.items())
        self.always = {constant.attribute: constant.value for constant in intake.always}
        self.silent = frozenset(plain(cell) for cell in intake.silent)
        self.readers = [CellReader(mapping, base, self.silent) for mapping in intake.columns]

    def read(
        self, row: Mapping[str, Any], values: dict[str, Any]
    ) -> Iterator[tuple[CellReader, Said]]:
        """Add what the row states to `values`, and tell of each cell that was looked at what it
        says.
        """
        values |= self.always
        for name, column in self.texts:
            if text := shown(row.get(column)):
                values[name] = text
        for reader in self.readers:
            attribute = reader.mapping.attribute
            if attribute in values:
                continue  # an earlier column has settled it
            said = reader.read(row)
            if said.kind == "settled":
                values[attribute] = said.value
            yield reader, said


def shown(cell: Any) -> str:
    """A cell as text."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, (list, tuple)):
        return "; ".join(map(shown, cell))
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def plain(text: str) -> str:
    """A text without regard to case and blanks, as cells are compared."""
    return " ".join(text.split()).casefold()
