"""The rows of a table are ranked as the cases of a portfolio are."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from engine import assess_table
from engine.table import frames
from explain import portfolio
from knowledge.tables.frames import as_frame

DAY = date(2026, 11, 28)
TABLE = pl.DataFrame(
    {
        "name": ["score", "calm", "machine", "forbidden", "people", "calm as well"],
        "personal_data": [True, None, None, None, None, None],
        "automated_decision": ["solely", None, None, None, None, None],
        "legal_or_similar_effect": [True, None, None, None, None, None],
        "controls.challenge_process": [False, None, None, None, None, None],
        "learned_safety_function": [None, None, True, None, None, None],
        "placed_on_market_on": [None, None, date(2027, 2, 1), None, None, None],
        "controls.machinery_conformity": [None, None, False, None, None, None],
        "prohibited_practices": [None, None, None, ["social_scoring"], None, None],
        "placed_in_eu": [None, None, None, True, None, None],
        "ai_system": [None, None, None, True, None, None],
        "affects_people": [True, None, None, None, True, None],
    }
)


@pytest.fixture(scope="module")
def answered():
    return assess_table(TABLE, DAY)


def test_rows_have_a_rank_and_the_first_reason_for_it(answered):
    assert answered["rank"].to_list() == [2, 5, 3, 1, 4, 5]
    assert answered["rank_reason"].to_list() == [
        "1 duty binds now and is open",
        "nothing that presses is established",
        "1 duty binds in 53 days and is open",
        "the verdict calls a halt",
        "it decides about people",
        "nothing that presses is established",
    ]


def test_a_portfolio_of_the_same_cases_has_the_same_order(answered):
    cases = [
        {name: value for name, value in row.items() if value is not None}
        for row in TABLE.rows(named=True)
    ]
    nested = [
        {
            **{name: value for name, value in case.items() if not name.startswith("controls.")},
            "controls": {
                name.removeprefix("controls."): value
                for name, value in case.items()
                if name.startswith("controls.")
            },
        }
        for case in cases
    ]
    found = portfolio(nested, DAY).cases
    assert [case.rank for case in found] == answered["rank"].to_list()
    assert [case.rank_reason for case in found] == answered["rank_reason"].to_list()


def test_each_row_asks_about_its_own_day():
    days = TABLE.with_columns(today=pl.lit(date(2027, 1, 20)))
    assert assess_table(days, DAY)["rank_reason"][2] == "1 duty binds now and is open"


def test_what_is_answered_batch_by_batch_is_ranked_as_a_whole(answered, monkeypatch):
    monkeypatch.setattr(frames, "BATCH", 2)
    lazily = assess_table(TABLE.lazy(), DAY)
    for name in ("rank", "rank_reason"):
        assert lazily.select(name).collect()[name].to_list() == answered[name].to_list()
    assert lazily.head(1).collect()["rank"].to_list() == [2]


def test_a_column_of_the_table_by_that_name_makes_way():
    found = as_frame(assess_table(TABLE.with_columns(rank=pl.lit("mine")), DAY))
    assert found["rank"].to_list() == [2, 5, 3, 1, 4, 5]


def test_without_lists_there_is_no_rank():
    assert not {"rank", "rank_reason"} & set(assess_table(TABLE, DAY, lists=False).columns)
