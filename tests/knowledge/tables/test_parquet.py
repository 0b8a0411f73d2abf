"""Parquet batch by batch: the rows of the whole, a few at a time, and none before its turn."""

from __future__ import annotations

import polars as pl
import pytest

from knowledge.tables import frames, parquet
from knowledge.tables.parquet import scanned

ROWS = 11
TABLE = pl.DataFrame(
    {
        "name": [f"case {number}" for number in range(ROWS)],
        "controls": [{"monitoring": number % 3 == 0, "fallback": None} for number in range(ROWS)],
        "annex_iii": [["credit"], None, []] * 3 + [["a", "b"], None],
        "exposure": pl.Series(["analysts", None] * 5 + ["public"], dtype=pl.Categorical),
    }
)
FLAT = TABLE.unnest("controls").rename(
    {"monitoring": "controls.monitoring", "fallback": "controls.fallback"}
)


@pytest.fixture
def table(tmp_path, monkeypatch):
    """A file of three row groups that is read four rows at a time."""
    monkeypatch.setattr(parquet, "BATCH", 4)
    path = tmp_path / "cases.parquet"
    TABLE.write_parquet(path, row_group_size=5)
    return scanned(path)


def test_the_batches_together_are_the_whole(table):
    batches = [*table.batches(FLAT.columns)]
    assert pl.concat(batches).equals(FLAT)
    assert max(batch.height for batch in batches) <= 5  # a batch, or a row group


def test_columns_stand_as_they_are_asked_for_also_those_of_a_group(table):
    asked = ["exposure", "controls.monitoring"]
    assert pl.concat(table.batches(asked)).equals(FLAT.select(asked))


@pytest.mark.parametrize("most", [1, 4, 6, 11, 20])
def test_no_more_rows_come_than_were_asked_for(table, most):
    found = pl.concat(table.batches(FLAT.columns, most))
    assert found.equals(FLAT.head(most))


def test_rows_are_left_out_by_columns_that_nobody_reads_and_do_not_count(table):
    monitored = [pl.col("controls.monitoring"), pl.col("name") != "case 0"]
    found = pl.concat(table.batches(["name"], 2, where=monitored))
    assert found["name"].to_list() == ["case 3", "case 6"]


def test_of_a_file_no_batch_is_read_before_the_one_in_front_was_taken(tmp_path, monkeypatch):
    path = tmp_path / "cases.parquet"
    TABLE.write_parquet(path, row_group_size=2)
    monkeypatch.setattr(parquet, "BATCH", 2)
    read: list[int] = []
    made = frames.series_of_arrow

    def counted(column):
        read.append(len(column))
        return made(column)

    opened = scanned(path)
    monkeypatch.setattr(frames, "series_of_arrow", counted)
    batches = opened.batches(["name"])
    assert [next(batches).height, next(batches).height] == [2, 2]
    assert read == [2, 2]
