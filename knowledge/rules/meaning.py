"""From entries to plain rules: what the entries of a knowledge base conclude together.

A maintainer writes the domain; each kind of entry, in `knowledge.entries`, makes the plumbing that
it needs: grounds, what lifts them, what then stands, which verdict comes first, which controls are
required and which of them are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knowledge.conditions.tree import (
    And,
    AnyOf,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
)
from knowledge.entries import Entry
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Read, Reading, Statement
from knowledge.entries.period import exceptions_among
from knowledge.rules.consensus import Kinds, completed
from knowledge.rules.plain import Rule, bodies


def propositions(entries: Iterable[Entry]) -> Iterator[Proposition]:
    """Everything that rules made from these entries can conclude."""
    for entry in entries:
        yield from entry.propositions()


def statements(entries: Sequence[Entry], read: Read) -> Iterator[Statement]:
    """The statements of the entries, in terms of propositions; verdicts last, then the demands."""
    reading = Reading(read, exceptions_among(entries))
    ordered = sorted(entries, key=lambda entry: entry.turn)
    for entry in ordered:
        yield from entry.statements(reading, entries)
    for entry in ordered:
        yield from entry.demands(entries)


def plain_rules(statement: Statement, start: int = 1, kinds: Kinds | None = None) -> list[Rule]:
    """The rules of one statement, numbered from `start` on.

    `kinds`: what attributes may state. Where given, the rules that follow from several are among
    them, unless they would be too many.
    """
    found = bodies(statement.when)
    if kinds is not None:
        found = completed(found, kinds) or found
    return [
        Rule(f"{statement.head}/{start + index}", statement.head, body, statement.entry)
        for index, body in enumerate(found)
    ]


def family_statement(name: str, members: Sequence[str], but: tuple[str, ...] = ()) -> Statement:
    """The step 'some member of the family holds'; `members` are those not left out by `but`."""
    items = tuple(Prop(member) for member in members)
    return Statement(AnyOf(name, but).name, items[0] if len(items) == 1 else Or(items), name)


def families_in(expression: Expression) -> Iterator[AnyOf]:
    """The families that a condition names."""
    if isinstance(expression, AnyOf):
        yield expression
    elif isinstance(expression, (Not, Established)):
        yield from families_in(expression.item)
    elif isinstance(expression, (And, Or, Count)):
        for item in expression.items:
            yield from families_in(item)


def requirements(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Proposition of an entry → the attributes of the controls it requires, for `missing(…)`."""
    return {
        entry.proposition: tuple(map(names.stated, entry.demanded_controls))
        for entry in entries
        if entry.demanded_controls
    }
