"""The reading of one cell for one attribute: settled, silent, or something that nobody foresaw.

This is the one place where cells are read: of rows and of columns, of texts and of typed tables.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NO, NOTHING, YES, members_in, truth
from knowledge.cases.files import described
from knowledge.cases.former_names import value_of_today
from knowledge.cases.use_case import UNKNOWN
from knowledge.entries import Attribute
from knowledge.faults import HIDDEN
from knowledge.intake.dates import Form, days_in, iso_day
from knowledge.intake.faults import held, takes
from knowledge.intake.mapping import ColumnMapping, Intake
from knowledge.languages.told import Told
from knowledge.limits import LARGEST_STATED
from knowledge.numbers import Mark, Readings, readings, times
from knowledge.renamed import Renamed, tell
from knowledge.tables.table import folded_cell, legible, unmarked
from knowledge.tables.values import Padded, Share, plain_value, shown

FIRST_DAY, NOTHING_SAID = "cell_tells_no_day", "cell_says_nothing"  # what is noted
PART_OPEN = "cell_part_open"
MOST_AS_SHARE = 10  # the largest number that may be a share of 1
TWO_NUMBERS, TWO_SHARES = "cell_two_numbers", "cell_two_shares"
TWO_DAYS = "cell_two_days"


@dataclass(frozen=True, slots=True)
class Said:
    """The reading of one cell for one attribute."""

    kind: Literal["empty", "silent", "settled", "new"]
    text: str = ""  # the cell
    value: Any = None  # of the attribute, where the cell settles it
    reason: str = ""  # why it cannot be used, where it is not just unforeseen
    note: str = ""  # what was taken upon oneself in reading it


EMPTY = Said("empty")


@dataclass(slots=True)
class Words:
    """The words that hold for all columns of an intake."""

    silent: frozenset[str] = frozenset()
    yes: frozenset[str] = YES
    no: frozenset[str] = NO

    @classmethod
    def of(cls, intake: Intake | None) -> Words:
        """The words of an intake, beside those that are known by themselves."""
        if intake is None:
            return cls()
        yes, no = (frozenset(map(plain, words)) for words in (intake.yes, intake.no))
        return cls(frozenset(map(plain, intake.silent)), (YES | yes) - no, (NO | no) - yes)


@dataclass(slots=True)
class Evidence:
    """By which decimal marks the numbers of a column can be read that have one reading only, and
    whether some number of a column of percentages looks like a share already.
    """

    marks: set[Mark] = field(default_factory=set)
    shares: bool = False

    @property
    def mark(self) -> Mark | None:
        """The one mark that the column's numbers have."""
        return next(iter(self.marks)) if len(self.marks) == 1 else None


class CellReader:
    """Reads the cells of one column by one mapping; each cell is worked out once."""

    def __init__(
        self,
        mapping: ColumnMapping,
        base: KnowledgeBase,
        words: Words | None = None,
        *,
        by_name: bool = False,
    ):
        self.mapping = mapping
        self.base = base
        self.attribute: Attribute = base.attributes[mapping.attribute]
        self.renames = base.renames if self.attribute.id in base.renames.values else None
        self.words = words or Words()
        self.by_name = by_name  # the column is the attribute's own
        self.values, starts = (
            {plain(cell): held(base, mapping.attribute, value) for cell, value in said.items()}
            for said in (mapping.values, mapping.starts)
        )
        self.starts = list(starts.items())
        self.silent = {plain(cell) for cell in mapping.silent}
        self.silent_starts = tuple(plain(start) for start in mapping.silent_starts)
        self.forms = [Form(form) for form in mapping.forms]
        units = {plain(unit): factor for unit, factor in mapping.unit.items()}
        self.units = sorted(units.items(), key=lambda item: -len(item[0]))
        self.evidence = Evidence()
        self.known: dict[Any, Said] = {}

    def look_at(self, cells: Iterable[Any]) -> None:
        """Take the cells of the whole column for evidence of how its numbers are written."""
        if self.mapping.answer and self.attribute.type in ("number", "integer"):
            for cell in cells:
                if isinstance(cell, str) and (mark := self._readings(unmarked(cell)).decides):
                    self.evidence.marks.add(mark)
                if self.mapping.percent and not self.evidence.shares:
                    self.evidence.shares = self._is_like_a_share(cell)

    def read(self, cell: Any) -> Said:
        """The reading of a cell."""
        if cell is None or cell == "":
            return EMPTY
        key = cell if type(cell) is str else (type(cell), str(cell))
        said = self.known.get(key)
        if said is None:
            said = self._work_out(plain_value(cell))
            if said.kind == "new" and isinstance(cell, Padded):  # the number says it, as such
                number = self._work_out(int(cell))
                said = number if number.kind != "new" else said
            self.known[key] = said
        return said

    @property
    def expected(self) -> str:
        """The texts that the cells may hold, for an error message."""
        mapping = self.mapping
        texts: list[str] = [*mapping.values, *(f"{start}…" for start in mapping.starts)]
        if self.forms:
            like = tuple(form.example for form in self.forms)
            texts.append(Told("cell_date_since", day=mapping.earliest.isoformat(), like=like))
        if mapping.answer:
            texts.append(described(self.attribute))
        return Told("cell_listed", texts=tuple(texts))

    @property
    def foreseen(self) -> list[str]:
        """The cells that are known, as the intake writes them."""
        mapping = self.mapping
        choices = self.attribute.choices if mapping.answer else ()
        return [*mapping.values, *mapping.starts, *mapping.silent, *mapping.silent_starts, *choices]

    def _work_out(self, cell: Any) -> Said:
        cell = self._seen(cell)
        text = shown(cell)
        key = plain(text)
        # an empty list says that there is none of them
        if not key and not isinstance(cell, list):
            return EMPTY
        if key in self.words.silent:
            return Said("silent", text)
        if (parts := self._parts(cell, text)) is not None:
            return self._together(text, [self._one(part, shown(part)) for part in parts])
        return self._one(cell, text)

    def _seen(self, cell: Any) -> Any:
        """A cell without what cannot be seen of it; of a text that is the answer, what is told."""
        if isinstance(cell, list):
            return [self._seen(one) for one in cell]
        if not isinstance(cell, str):
            return cell
        return legible(cell) if self.attribute.type == "text" else unmarked(cell)

    def _one(self, cell: Any, text: str) -> Said:
        """The reading of a cell that is not split, or of one part of a cell."""
        said = self._mapped(text)
        if said is None and self.forms:
            said = self._day(cell, text)
        key = plain(text)
        if said is None and (key in self.silent or key.startswith(self.silent_starts or ("\0",))):
            said = Said("silent", text)
        if said is None and self.mapping.answer:
            said = self._answer(cell, text)
        if said is None or (said.kind == "new" and not said.reason):
            said = Said("silent" if self.mapping.others == "silent" else "new", text)
        return said

    def _mapped(self, text: str) -> Said | None:
        key = plain(text)
        if key in self.values:
            value = self.values[key]
        else:
            found = [value for start, value in self.starts if key.startswith(start)]
            if not found:
                return None
            value = found[0]
        return Said("silent", text) if value == UNKNOWN else Said("settled", text, value)

    def _parts(self, cell: Any, text: str) -> list[Any] | None:
        """The members of a cell that is to be split; None for one that is not."""
        if not self.mapping.split:
            return None
        if isinstance(cell, list):
            return cell
        if text.startswith("["):
            try:
                listed = json.loads(text)
            except ValueError:
                pass
            else:
                return listed if isinstance(listed, list) else None
        parts = [part.strip() for part in text.split(self.mapping.split)]
        return [part for part in parts if part] or None

    def _together(self, text: str, said: list[Said]) -> Said:
        """The joint reading of the members of a cell: sets are joined, all else must agree."""
        new = [one for one in said if one.kind == "new"]
        settled = [one for one in said if one.kind == "settled"]
        if new:
            first = new[0]
            return Said("new", first.text, reason=first.reason)
        if not settled:
            return Said("silent", text)
        if self.attribute.type == "set":
            if len(settled) < len(said):  # what is open may be any of the others
                return Said("silent", text, note=Told(PART_OPEN))
            members = {member for one in settled for member in one.value}
            value = [choice for choice in self.attribute.choices if choice in members]
            return Said("settled", text, value)
        values = [one.value for one in settled]
        if any(value != values[0] for value in values):
            texts = tuple(one.text for one in settled)
            return Said("new", text, reason=Told("cell_two_things", texts=texts))
        return Said("settled", text, values[0], note=settled[0].note)

    def _day(self, cell: Any, text: str) -> Said | None:
        mapping = self.mapping
        if isinstance(cell, date):
            days, first = {cell} if mapping.earliest <= cell <= mapping.latest else set(), False
        else:
            days, first = days_in(text, self.forms, mapping.earliest, mapping.latest)
        if len(days) > 1:
            first_day, *_, last = (day.isoformat() for day in sorted(days))
            reason = Told(TWO_DAYS, first=first_day, second=last)
            return Said("new", text, reason=reason)
        if not days:
            return None
        return self._taken(text, next(iter(days)), Told(FIRST_DAY) if first else "")

    def _answer(self, cell: Any, text: str) -> Said | None:
        """The reading of a cell that is the answer itself."""
        attribute = self.attribute
        if isinstance(cell, str) and text not in attribute.choices:
            if plain(text) == UNKNOWN:
                return Said("silent", text)
            if plain(text) in NOTHING:
                return Said("silent", text, note=Told(NOTHING_SAID))
        match attribute.type:
            case "text":
                return self._text(cell, text)
            case "bool":
                return self._taken(text, truth(plain(text), self.words.yes, self.words.no))
            case "set":
                return self._set(cell, text)
            case "date":
                return self._taken(text, cell if isinstance(cell, date) else iso_day(text))
            case "number" | "integer":
                return self._number(cell, text)
        return self._taken(text, text)

    def _text(self, cell: Any, text: str) -> Said:
        if isinstance(cell, bool):
            return Said("new", text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # how lines end is no content
        if found := HIDDEN.search(text):
            code = f"{ord(found.group()):04X}"
            return Said("new", text, reason=Told("cell_hidden", code=code))
        return Said("settled", text, text)

    def _set(self, cell: Any, text: str) -> Said | None:
        if isinstance(cell, list):
            members = cell if all(isinstance(member, str) for member in cell) else None
        else:
            members = members_in(text)
            if members is None:
                return Said("new", text, reason=Told("cell_no_member"))
        return self._taken(text, members)

    def _number(self, cell: Any, text: str) -> Said | None:
        if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
            return None  # yes or no, a day, a list
        if not isinstance(cell, str):
            if abs(cell) > LARGEST_STATED:  # as a float, it may be none
                return None
            if isinstance(cell, Share):
                return self._taken(text, self._in_type(cell))
            return self._share_or(times(cell, self._without_unit("")[1]), text)
        found = self._readings(text)
        said = self.mapping.decimal or self._by_thousands()
        mark = said or self.evidence.mark
        if found.two and mark is None:
            two = Told(TWO_NUMBERS, first=f"{found.point:g}", second=f"{found.comma:g}")
            return Said("new", text, reason=two)
        number = found.by(mark) if mark and (said or found.two) else found.number
        factor = self._without_unit(text)[1]
        number = None if number is None else times(number, factor)
        return (
            self._taken(text, self._in_type(number))
            if "%" in text
            else self._share_or(number, text)
        )

    def _share_or(self, number: float | None, text: str) -> Said | None:
        """The reading of a number without the sign of percentages, which may be a share already."""
        if number is not None and self.mapping.percent and self._may_be_a_share(number):
            two = Told(TWO_SHARES, first=f"{number:g}", second=f"{number / 100:g}")
            return Said("new", text, reason=two)
        return self._taken(text, self._in_type(number))

    def _is_like_a_share(self, cell: Any) -> bool:
        """Whether a cell is shown as a percentage, or is a number without the sign of one that is
        likely to be a share.
        """
        if isinstance(cell, str):
            found = self._readings(unmarked(cell))
            said = (found.point or 0, found.comma or 0)
            return "%" not in cell and any(0 < abs(number) <= 1 for number in said)
        value = plain_value(cell)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        return isinstance(value, Share) or 0 < abs(value) <= 1

    def _may_be_a_share(self, cell: float) -> bool:
        """Whether a number cell may be a share already: 12 % is kept as 0.12 by a spreadsheet, and
        150 % as 1.5, which is likely where the column has others of the kind. What would be more
        than 1,000 % is a percentage.
        """
        return 0 < abs(cell) <= (MOST_AS_SHARE if self.evidence.shares else 1)

    def _by_thousands(self) -> Mark | None:
        """The decimal mark that the mark between thousands leaves."""
        between = self.mapping.thousands
        return "comma" if between == "point" else "point" if between == "comma" else None

    def _readings(self, text: str) -> Readings:
        """The numbers that a text can mean, without its unit."""
        return readings(self._without_unit(text)[0], self.mapping.thousands)

    def _without_unit(self, text: str) -> tuple[str, float]:
        """(a number without its unit, what the unit multiplies it by)."""
        number = text.strip()
        factor = 1.0
        for unit, by in self.units:
            said = number.casefold()
            if said.endswith(unit):
                number, factor = number[: len(number) - len(unit)].strip(), by
                break
            if said.startswith(unit):
                number, factor = number[len(unit) :].strip(), by
                break
        if self.mapping.percent:
            number = number.removesuffix("%").strip()
        return number, factor

    def _in_type(self, number: float | int | None) -> Any:
        if number is None:
            return None
        if self.mapping.percent and not isinstance(number, Share):
            number = times(number, 0.01)
        if self.attribute.type == "number":
            return float(number)
        return int(number) if number == number // 1 else None

    def _taken(self, text: str, value: Any, note: str = "") -> Said | None:
        """The settled reading of a cell; None where the attribute does not take the value."""
        if self.renames:
            renamed: list[Renamed] = []
            name = self.mapping.attribute
            value = value_of_today(name, value, self.renames, None, (), renamed)
            tell(renamed)
        if value is None or not takes(self.base, self.mapping.attribute, value):
            return None
        return Said("settled", text, value, note=note)


plain = folded_cell


def says_one_of(cell: Any, texts: Container[str]) -> bool:
    """Whether a cell is one of some texts, as cells are compared; of a number with noughts before
    it, also as the number.
    """
    if plain(shown(cell)) in texts:
        return True
    return isinstance(cell, Padded) and str(int(cell)) in texts
