"""Which columns of a table are attributes, and what becomes of the others."""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess_table
from engine.table.naming import Mapping, mapping
from knowledge import load
from knowledge.faults import InvalidCase
from tests.conftest import DAY
from tests.table_cases import connected, telling_base

TELLING = telling_base()


def test_columns_are_named_like_attributes_dotted_or_with_two_underscores():
    assert mapping(
        ["id", "controls.monitoring", "controls__agreed_accuracy_thresholds", "stage"], load()
    ) == Mapping(
        {
            "controls.monitoring": "controls.monitoring",
            "controls.agreed_accuracy_thresholds": "controls__agreed_accuracy_thresholds",
            "stage": "stage",
        },
        ("id",),
    )


def test_texts_bear_on_no_rule_and_are_handed_through():
    assert mapping(["name", "owner", "stage"], load()).others == ("name", "owner")


def test_a_table_of_texts_alone_is_refused():
    with pytest.raises(InvalidCase, match="no column of the table is an attribute"):
        mapping(["name", "owner"], load())


def test_a_table_without_a_known_column_is_told_the_nearest_one():
    with pytest.raises(InvalidCase) as told:
        assess_table(pl.DataFrame({"id": [1], "outputuse": ["research"]}), DAY)
    (problem,) = told.value.faults
    assert (problem.text, problem.nearest) == ("id, outputuse", "output_use")


def test_a_table_of_columns_unlike_any_is_told_none():
    with pytest.raises(InvalidCase) as told:
        mapping(["x", "y"], load())
    assert told.value.faults[0].nearest is None


def test_two_columns_for_one_attribute_are_refused_by_name():
    with pytest.raises(
        InvalidCase,
        match=r"two columns state controls\.monitoring; in: controls__monitoring, "
        r"controls\.monitoring",
    ):
        mapping(["controls__monitoring", "controls.monitoring"], load())


def test_a_column_named_like_an_answer_makes_way_for_it():
    table = pl.DataFrame({"verdict": ["mine"], "b0_yes": ["mine"], "open": ["mine"], "b0": [True]})
    answer = assess_table(table, DAY, base=TELLING)
    assert answer.select("verdict", "b0_yes", "open").rows() == [("production_required", True, "")]


@pytest.mark.parametrize(
    "name",
    ["stage_0", "kept_0", "day_asked", "test_0", "s0__v0", "unusable_s0", "open_b0", 'a"b', "ä ö"],
)
def test_no_name_of_another_column_disturbs_the_answer(name):
    pytest.importorskip("duckdb")

    cells = pl.DataFrame({name: ["kept"], "b0": [True], "s0": ["v0"], "n0": [3]})
    for answer in (
        assess_table(cells, DAY, base=TELLING),
        assess_table(connected().sql("from cells"), DAY, base=TELLING).pl(),
    ):
        assert answer.select(name, "verdict", "s0_first", "n0_large").rows() == [
            ("kept", "production_required", True, True)
        ]
