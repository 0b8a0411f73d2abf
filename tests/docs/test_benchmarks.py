"""The benchmarks measure what they say, on cases that any machine can make again."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks import tables
from benchmarks.cases import random_cases
from benchmarks.explanations import OPERATIONS, Times, measure, of_assessment
from benchmarks.scale import doubling
from engine import Assessment
from knowledge import load


def test_random_cases_are_the_same_for_the_same_seed_and_partial_in_every_degree():
    cases = random_cases(load(), 60, seed=3)
    stated = [case.stated() for case in cases]
    assert stated == [case.stated() for case in random_cases(load(), 60, seed=3)]
    assert stated != [case.stated() for case in random_cases(load(), 60, seed=4)]
    counts = sorted(len(found) for found in stated)
    assert counts[0] < len(load().attributes) * 0.1 < len(load().attributes) * 0.9 < counts[-1]
    assert {name for found in stated for name in found} == {
        name for name in load().attributes if name != "today"
    }


def test_what_twice_the_entries_cost_is_told_of_any_two_sizes():
    assert doubling([1000, 2000, 4000], [1.0, 2.0, 8.0]) == pytest.approx(4)
    assert doubling([1000, 4000], [1.0, 4.0]) == pytest.approx(2)
    assert doubling([1000, 5000], [3.0, 3.0]) == pytest.approx(1)


@pytest.mark.long
def test_every_operation_is_timed_on_every_case_and_the_first_round_does_not_count():
    cases = random_cases(load(), 2, seed=1)
    seen = []

    def prepare(case):
        return lambda: seen.append(case.name)

    found = list(measure({"some": cases}, {**OPERATIONS, "seen": prepare}, rounds=2))
    assert [(times.group, times.operation, len(times.milliseconds)) for times in found] == [
        ("some", name, 4) for name in (*OPERATIONS, "seen")
    ]
    assert seen == [case.name for case in cases] * 3


def test_what_is_explained_is_assessed_anew_each_time():
    results: list[Assessment] = []
    list(
        measure(
            {"one": random_cases(load(), 1, seed=1)},
            {"explained": of_assessment(results.append)},
            rounds=3,
        )
    )
    assert len({id(result) for result in results}) == len(results) == 4


def test_median_percentile_and_worst():
    times = Times("group", "operation", tuple(float(number) for number in range(100, 0, -1)))
    assert (times.median, times.p95, times.worst) == (50.5, 96.0, 100.0)


def test_a_table_is_written_in_parts_as_it_is_made_in_one(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "PART", 40)
    tables.write_table(load(), 100, 7, tmp_path / "cases.parquet")
    made = tables.random_table(load(), 100, 7)
    assert pl.read_parquet(tmp_path / "cases.parquet").equals(made)
    assert [file.name for file in tmp_path.iterdir()] == ["cases.parquet"]
    kinds = {kind for kind in made.schema.values() if isinstance(kind, pl.List)}
    assert kinds, "no set is a list, which is what other writers refused"
