"""What cannot be seen in a cell makes no difference to the query, as it makes none to tables;
every dialect says the characters in signs that can be seen.
"""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess_table
from engine.sql import Columns, to_sql
from engine.sql.dialects import DIALECTS
from knowledge import load
from tests.conftest import DAY
from tests.table_cases import connected

MARKS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
BLANKS = "\u00a0\u2007\u202f\u2009\u3000\t\n\r\x0b\x85\u2028"
SAID = {
    "exposure": "public",
    "affects_people": "ja",
    "business_units": "12",
    "went_live_on": "2026-01-02",
    "annex_iii": "recruitment",
    "stage": "n/a",
}


def written():
    """Each cell as it is, with each mark within it, and with each blank at either end."""
    rows = [dict(SAID)]
    for mark in MARKS:
        rows += [{name: f"{cell[:2]}{mark}{cell[2:]}{mark}" for name, cell in SAID.items()}]
    for blank in BLANKS:
        rows += [{name: f"{blank}{cell} {blank}" for name, cell in SAID.items()}]
    return rows


def test_the_query_reads_a_cell_with_what_is_unseen_as_the_evaluator_does():
    pytest.importorskip("duckdb")
    frame = pl.DataFrame(written()).with_row_index("row")
    known = Columns(frozenset(SAID), texts=frozenset(SAID), kept=("row",))
    connection = connected()
    connection.register("given", frame)
    query = to_sql(load(), DAY, "duckdb", table="given", columns=known)
    found = connection.sql(query).pl().sort("row").to_dicts()
    expected = assess_table(frame, DAY).to_dicts()
    for one, other in zip(found, expected, strict=True):
        assert (one["verdict"], one["unusable"], one["open"]) == (
            other["verdict"],
            other["unusable"],
            other["open"],
        )
        assert one["unusable"] == ""
        assert one["open"] == found[0]["open"]


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name != "polars"])
def test_no_dialect_prints_a_character_that_cannot_be_seen(dialect):
    query = to_sql(load(), DAY, dialect)
    assert query.replace("\n", "").isprintable()
    assert "__unseen" not in query.lower()
