"""A block of rows: what each row answers to each attribute, as NumPy arrays and bit masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.table.columns import Bits, Column
from engine.table.masks import Mask, Rows
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY

EPOCH = date(1970, 1, 1)


def days_of(day: date) -> int:
    """A day as the number of days since 1970."""
    return (day - EPOCH).days


def day_of(days: int) -> date:
    """The day so many days after the first of 1970."""
    return date.fromordinal(EPOCH.toordinal() + days)


class Block:
    """Some rows of a table, from `start`, which is a whole number of words."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        start: int,
        rows: int,
        on: date,
        base: KnowledgeBase,
        *,
        one_day: bool = False,
    ):
        """`columns`: attribute → what the whole table's cells state; `on`: the day asked in rows
        that state none, or, with `one_day`, in all. An attribute that has no column is unanswered
        in each row.
        """
        self.logic, self.base, self.on, self.one_day = Rows(rows), base, on, one_day
        self.columns, self.start = columns, start
        self._known: dict[str, Mask] = {}
        self._choices: dict[tuple[str, int], Mask] = {}

    def mask(self, bits: Bits) -> Mask:
        """The part of a column's bits that belongs to the block."""
        start = self.start // 8
        return bits[start : start + self.logic.words * 8].view(np.uint64)

    def answered(self, name: str) -> Mask:
        """The rows that answer an attribute."""
        if name == TODAY:
            return self.logic.top
        if name not in self._known:
            column = self.columns.get(name)
            if column is None:
                self._known[name] = self.logic.bottom
            else:
                known = column.known
                self._known[name] = self.logic.top if known is None else self.mask(known)
        return self._known[name]

    def unusable(self, name: str) -> Mask:
        """The rows whose cell says what cannot be used."""
        bits = self.columns[name].unusable if name in self.columns else None
        return self.logic.bottom if bits is None else self.mask(bits)

    def yes(self, name: str) -> Mask:
        """The rows that say yes."""
        return self.mask(self.columns[name].values)

    def array(self, name: str) -> npt.NDArray[Any]:
        """The values of a scalar attribute that has one value a row."""
        if name == TODAY and self.days is not None:
            return self.days
        return self.columns[name].values[self.start : self.start + self.logic.rows]

    def chosen(self, name: str, choice: str) -> Mask:
        """The rows in which a set has a member, or an enumeration or a text is one of its choices;
        worked out once, for many tests ask for the same.
        """
        column, values = self.columns[name], self.array(name)
        if choice not in column.categories:
            return self.logic.bottom
        place = column.categories.index(choice)
        if (name, place) not in self._choices:
            if self.base.attributes[name].type == "set":
                holds = (values & values.dtype.type(1 << place)) != 0
            else:
                holds = values == place
            self._choices[name, place] = self.logic.mask(holds)
        return self._choices[name, place]

    @cached_property
    def days(self) -> npt.NDArray[Any] | None:
        """The day asked in each row; None where it is `on` in all."""
        column = self.columns.get(TODAY)
        if column is None or self.one_day:
            return None
        values = column.values[self.start : self.start + self.logic.rows]
        if column.known is None:
            return values
        stated = self.logic.each(self.mask(column.known))
        return np.where(stated, values, days_of(self.on)) if stated.any() else None

    @cached_property
    def _dates(self) -> tuple[list[date], npt.NDArray[Any]]:
        """The distinct days asked, and which of them each row asks."""
        assert self.days is not None
        distinct, places = np.unique(self.days, return_inverse=True)
        return [day_of(int(day)) for day in distinct], places

    def parameter(self, name: str, made: Callable[[Any], Any]) -> Any:
        """A parameter's value in force, `made` something of: one, or one a row."""
        parameter = self.base.parameters[name]
        if self.days is None:
            return made(parameter.on(self.on).value)
        dates, places = self._dates
        values = [made(parameter.on(day).value) for day in dates]
        return np.array(values)[places] if len(set(values)) > 1 else values[0]

    def facts(self, row: int, names: Iterable[str]) -> dict[str, Any]:
        """The answers of one row to some scalar attributes, and the parameters of its day."""
        day = self.on if self.days is None else day_of(int(self.days[row]))
        stated = {name: self._fact(name, row) for name in names if name != TODAY}
        return {**stated, TODAY: day, **self.base.parameters_on(day)}

    def _fact(self, name: str, row: int) -> Any:
        column, place = self.columns[name], self.start + row
        match self.base.attributes[name].type:
            case "bool":
                return bool(column.values[place // 8] >> place % 8 & 1)
            case "enum" | "text":
                return column.categories[column.values[place]]
            case "date":
                return day_of(int(column.values[place]))
        return column.values[place].item()
