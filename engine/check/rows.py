"""What is told of the rows of decision tables: which of them meet, and which come too late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from knowledge.base import KnowledgeBase
from knowledge.entries import DecisionTable
from knowledge.entries import derived_names as names
from knowledge.languages.message import Message
from knowledge.rules.plain import Literal, Rule

MOST_PAIRS = 400  # of rows that are looked at until two are found that meet


def rows_of(base: KnowledgeBase, answer: str) -> list[str]:
    """The propositions of the rows that conclude an answer of a table, in their order; of a row
    that is an answer itself, it alone.
    """
    rows = [name for name in base.propositions if name.startswith(f"{answer}.")]
    return rows or [answer]


def pairs_of(base: KnowledgeBase, one: str, other: str) -> Iterator[tuple[str, str]]:
    """Pairs of rows, one of each answer, as far as they are looked at."""
    return islice(product(rows_of(base, one), rows_of(base, other)), MOST_PAIRS)


def number_of(table: DecisionTable, row: str) -> int:
    """The place of a row in its table, from 1, by its proposition."""
    return table.row_ids.index(names.last_of(row)) + 1


def answers_of_one_row(base: KnowledgeBase) -> list[set[str]]:
    """Answers of tables that only one row concludes, each with that row: they say the same by form,
    and neither is one too many.
    """
    answers = [
        f"{table.id}.{name}" for table in base.of_kind(DecisionTable) for name in table.answers
    ]
    return [{answer, *rows} for answer in answers if len(rows := rows_of(base, answer)) == 1]


def table_of(base: KnowledgeBase) -> dict[str, str]:
    """Proposition of a row or an answer → the id of its table."""
    tables = [table.id for table in base.of_kind(DecisionTable)]
    return {name: id for id in tables for name in base.propositions if name.startswith(f"{id}.")}


def row_below(base: KnowledgeBase, rule: Rule, needed: Sequence[Literal]) -> Message | None:
    """That a row never counts, since rows above it fit wherever it does; None where what kills the
    rule is something else. `needed`: the premises that cannot hold together.
    """
    targets = [one.target for one in needed if isinstance(one.target, str)]
    for table in base.of_kind(DecisionTable) if rule.entry in base.entries else ():
        if any(target.startswith(names.passed(table.id, "")) for target in targets):
            number = number_of(table, rule.head)
            return Message("flaw_row_below", {"number": number, "table": table.id})
    return None
