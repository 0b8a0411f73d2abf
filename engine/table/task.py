"""A request about tables, and the task that it means for one table."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.table.reading import TableReader
from engine.table.shape import Shape, shape_of
from knowledge.base import KnowledgeBase
from knowledge.intake.cell_notes import CellNotes
from knowledge.intake.mapping import Intake
from knowledge.intake.plan import known_heads
from knowledge.tables.table import folded


@dataclass(frozen=True)
class Task:
    """A table with known heads: how its cells are read, what its answer has, which day is asked."""

    reader: TableReader
    shape: Shape
    on: date
    notes: CellNotes = field(
        default_factory=CellNotes
    )  # takes what is to be told of cells as they are read
    one_day: bool = False  # whether the day is asked of rows that state another one as well

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge by which it is answered."""
        return self.reader.base

    def shaped(self, shape: Shape) -> Task:
        """The same table, and another answer."""
        return replace(self, shape=shape)

    @property
    def alone(self) -> Task:
        """The same, without the columns of the table itself in the answer."""
        return self.shaped(self.shape.alone())


@dataclass(frozen=True)
class Request:
    """A request: by which knowledge, for which day, and which columns the answer has."""

    base: KnowledgeBase
    on: date
    lists: bool = True  # whether the ids of grounds, controls, open attributes … are in it
    intake: Intake | None = None
    keep: Sequence[str] | None = None  # the columns that it has, where somebody names them
    one_day: bool = False  # whether the day is asked of rows that state another one as well

    def task(
        self,
        heads: Iterable[str],
        file: str = "",
        *,
        in_database: bool = False,
        ranked: bool = True,
    ) -> Task:
        """The task for a table with these heads.

        Raises `InvalidCase` where none is known, two are one, or `keep` names one that is no
        column.
        """
        reader = TableReader(list(heads), self.base, self.intake, file)
        shape = shape_of(reader, self.lists, self.keep, in_database=in_database, ranked=ranked)
        notes = CellNotes(item.name for item in reader.readers)
        return Task(reader, shape, self.on, notes, self.one_day)

    @property
    def known(self) -> frozenset[str]:
        """The heads, folded, by which columns are recognised."""
        return frozenset(map(folded, known_heads(self.base, self.intake)))


def warn_of_heads(task: Task) -> Task:
    """Warn of columns that the table lacks and the intake names, and of heads that are misspelt."""
    plan = task.reader.plan
    told = [
        f"{head!r} is not an attribute; perhaps {meant}" for head, meant in plan.misspelt.items()
    ]
    if plan.absent:
        told.append(plan.lacking)
    for line in told:
        warnings.warn(line, stacklevel=5)
    return task


def warn_of_cells(task: Task) -> None:
    """Warn of what was taken upon oneself in reading cells, such as the first day of a month."""
    for note in task.notes.told():
        warnings.warn(str(note), stacklevel=5)
