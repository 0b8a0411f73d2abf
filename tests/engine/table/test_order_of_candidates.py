"""Tables and queries list the verdicts that are still possible by rank, as one assessment does,
wherever they stand in the packs.
"""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess, assess_table
from engine.sql import Columns, to_sql
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'
BASE = base_of(
    HEAD.format(verdict="sold").replace("rank: 2", "rank: 9").replace("rank: 1", "rank: 4")
    + "\n".join(
        f"- {{{entry}, {SOURCE}}}"
        for entry in (
            'attribute: sold, type: bool, question: "?", values: {"true": y, "false": n}',
            'attribute: used, type: bool, question: "?", values: {"true": y, "false": n}',
            "verdict: forbidden, rank: 3, title: It is forbidden, when: used, basis: stated",
            "verdict: free, rank: 5, title: It is free, when: not used, basis: stated",
        )
    )
)
ROWS = [{"name": "a", "sold": None, "used": None}, {"name": "b", "sold": None, "used": False}]
IN_ORDER = ["forbidden;production_required;free", "production_required;free"]


def test_of_one_case_the_first_by_rank_is_the_first():
    cases = [model_of(BASE).model_validate(row) for row in ROWS]
    assert [";".join(assess(case, DAY, base=BASE).candidates) for case in cases] == IN_ORDER


def test_a_table_lists_them_in_that_order():
    found = assess_table(pl.DataFrame(ROWS), on=DAY, base=BASE, keep=["candidates"])
    assert pl.DataFrame(found)["candidates"].to_list() == IN_ORDER


def test_a_query_lists_them_in_that_order():
    duckdb = pytest.importorskip("duckdb")
    asked = Columns(frozenset(["name", "sold", "used"]), kept=("name",))
    with duckdb.connect() as connection:
        connection.register("cases", pl.DataFrame(ROWS).to_arrow())
        found = connection.sql(to_sql(BASE, DAY, "duckdb", columns=asked)).pl().sort("name")
    assert found["candidates"].to_list() == IN_ORDER
