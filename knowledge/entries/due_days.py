"""Conclusions about the days by which something must be done."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.conditions.tree import And, Established, Expression, Not, Prop
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.entry import RuleEntry


def due_propositions(entry: RuleEntry) -> Iterator[Proposition]:
    """The propositions that a day of it counts: steps that results do not list."""
    for index, _ in enumerate(entry.deadlines):
        yield Proposition(
            names.due(entry.proposition, index),
            f"{entry.title}: by the day number {index + 1}",
            "",
            entry.key,
            step=True,
            hidden=True,
        )


def due_statements(entry: RuleEntry, read: Reading) -> Iterator[Statement]:
    """The first day whose condition is established counts, where the entry holds."""
    earlier: list[Expression] = []
    for index, due in enumerate(entry.deadlines):
        own = [] if due.when is None else [read(entry, "due", index, "when")]
        chosen: tuple[Expression, ...] = (
            Established(Prop(entry.proposition)),
            *map(Established, own),
            *(Not(Established(condition)) for condition in earlier),
        )
        yield Statement(names.due(entry.proposition, index), And(chosen), entry.key)
        earlier += own
