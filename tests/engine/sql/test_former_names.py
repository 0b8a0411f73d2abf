"""A query reads what a table states under the name that another one took the place of."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from engine import assess
from engine.sql import Columns, to_sql
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

duckdb = pytest.importorskip("duckdb")
SOURCE = 'source: {work: w, at: "1"}'
KINDS: dict[str, tuple[str, list[Any]]] = {
    "type: set, values: {a: a, b: b}": ("'\"a\" in new'", [{"b"}, {"a"}, {"a", "b"}, set(), None]),
    "type: enum, values: {a: a, b: b}": ("'new == \"a\"'", ["b", "a", None]),
    "type: text": ("'new == \"a\"'", ["b", "a", None]),
    "type: date": ("'new < date(\"2026-01-01\")'", [date(2026, 5, 1), date(2025, 5, 1), None]),
    "type: number": ("new > 2", [1.0, 3.0, None]),
    'type: bool, values: {"true": y, "false": n}': ("new", [False, True, None]),
}


def pack(kind: str, when: str) -> KnowledgeBase:
    entries = (
        f'attribute: old, {kind}, question: "Which?", superseded_by: [new]',
        f'attribute: new, {kind}, question: "Which?"',
        f"define: ground, title: g, when: {when}, basis: stated",
    )
    return base_of(
        HEAD.format(verdict="ground") + "\n".join(f"- {{{one}, {SOURCE}}}" for one in entries)
    )


def cell(value: Any) -> Any:
    return ";".join(sorted(value)) or "none" if isinstance(value, set) else value


@pytest.mark.parametrize("names", [("old",), ("new",), ("old", "new")])
@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_one_case_says(kind, names):
    when, values = KINDS[kind]
    base = pack(kind, when)
    stated = [dict.fromkeys(names, value) for value in values]
    if len(names) == 2:
        stated += [{"old": values[1], "new": other} for other in (values[0], None)]
    expected = [
        assess(
            model_of(base).model_validate(
                {"name": "c", **{name: value for name, value in row.items() if value is not None}}
            ),
            DAY,
            base=base,
        ).conclusions["ground"]
        for row in stated
    ]
    cells = [{name: cell(value) for name, value in row.items()} for row in stated]
    table = pl.DataFrame(cells).with_row_index("key")
    query = to_sql(base, DAY, "duckdb", columns=Columns(frozenset(names), kept=("key",)))
    with duckdb.connect() as connection:
        connection.register("cases", table.to_arrow())
        found = connection.sql(query).pl().sort("key")
    assert found["ground"].to_list() == expected
