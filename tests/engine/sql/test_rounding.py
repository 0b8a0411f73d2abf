"""Printed SQL compares what is calculated as decimals, and enumerations by their words."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from engine.sql import Columns, to_sql
from tests.engine.proof.asked import DAY, KINDS, SOURCE
from tests.random_knowledge import HEAD, base_of
from tests.table_cases import connected

TYPES = {"n": pl.Float64(), "e": pl.String(), "t": pl.String(), "d": pl.Date()}


def asked(condition: str, **cells: object) -> list[bool | None]:
    """What a condition comes to in DuckDB, for one row of these cells."""
    lines = [HEAD.format(verdict="p0")]
    lines += [
        f'- {{attribute: {name}, {kind}, question: "?", {SOURCE}}}' for name, kind in KINDS.items()
    ]
    lines.append(f"- {{define: p0, title: p0, when: '{condition}', {SOURCE}, basis: stated}}")
    query = to_sql(base_of("\n".join(lines)), DAY, columns=Columns(frozenset(cells)), table="cells")
    table = pl.DataFrame({"name": ["A"]}).hstack(
        [pl.Series(name, [cell], TYPES[name[0]]) for name, cell in cells.items()]
    )
    con = connected()
    con.register("cells", table.to_arrow())
    return [row["p0"] for row in con.sql(query).pl().to_dicts()]


@pytest.mark.parametrize(
    ("condition", "cells", "holds"),
    [
        ("n0 * 0.1 == 0.3", {"n0": 3.0}, True),
        ("n0 * 0.1 > 0.3", {"n0": 3.0}, False),
        ("n0 + n1 == 0.3", {"n0": 0.1, "n1": 0.2}, True),
        ("n0 + n1 != 0.3", {"n0": 0.1, "n1": 0.2}, False),
        ("n0 - n1 <= 0.1", {"n0": 1000000.3, "n1": 1000000.2}, True),
        ("n0 - n1 < 0.1", {"n0": 1000000.3, "n1": 1000000.2}, False),
        ("n0 + n1 == 0.3", {"n0": 0.1, "n1": 0.2001}, False),
        ("n0 * n0 >= 2.25", {"n0": -1.5}, True),
        ("n0 / 3 == 0.1", {"n0": 0.3}, True),
        ("n0 + n1 == 0.3", {"n0": 0.1, "n1": None}, None),
        ("e0 == e1", {"e0": "green", "e1": "green"}, True),
        ("e0 != e1", {"e0": "red", "e1": "blue"}, True),
        ("e0 == t0", {"e0": "green", "t0": "green"}, True),
        ("t0 == e1", {"t0": "peace", "e1": "blue"}, False),
        ("e0 == t0", {"e0": "green", "t0": None}, None),
    ],
)
def test_a_comparison_means_in_sql_what_it_means_in_rules(condition, cells, holds):
    assert asked(condition, **cells) == [holds]


def test_days_between_two_days_are_counted_and_not_rounded():
    cells = {"d0": date(2026, 3, 1), "d1": date(2026, 2, 1)}
    assert asked("d0 - d1 == days(28)", **cells) == [True]
    assert asked("d0 - d1 > days(28)", **cells) == [False]


def test_a_period_in_days_is_written():
    assert asked("d0 + days(1) == d1", d0=date(2026, 11, 27), d1=date(2026, 11, 30)) == [True]
