"""Which columns of a table are attributes, and what becomes of the others."""

from __future__ import annotations

import polars as pl
import pytest
from click.testing import CliRunner

from engine import assess_table
from knowledge import load
from knowledge.faults import InvalidCase
from knowledge.intake.plan import plan_of
from tests.conftest import DAY
from tests.table_cases import connected, telling_base
from threshold.cli import main

TELLING = telling_base()


def stating(*heads):
    """Attribute → the head that states it."""
    plan = plan_of(heads, load(), None)
    return {name: source.head for name, (source,) in plan.sources.items()}


@pytest.mark.parametrize(
    "head",
    [
        "controls.monitoring",
        "controls__monitoring",
        " Controls.Monitoring ",
        "CONTROLS__monitoring",
    ],
)
def test_columns_are_named_like_attributes_dotted_or_with_two_underscores(head):
    assert stating("id", head, "stage") == {"controls.monitoring": head, "stage": "stage"}


def test_texts_bear_on_no_rule_and_are_handed_through():
    table = pl.DataFrame({"name": ["A"], "owner": ["B"], "b0": [True]})
    assert assess_table(table, DAY, base=TELLING).columns[:3] == ["name", "owner", "verdict"]


@pytest.mark.parametrize("head", ["name", "owner", "description"])
def test_a_list_of_names_alone_is_open_on_every_path(tmp_path, head):
    """Nothing is stated of any case, which is no fault: a list begins so."""
    frame = pl.DataFrame({head: ["A", "B"]})
    assert assess_table(frame, DAY)["verdict"].to_list() == ["undetermined"] * 2
    frame.write_csv(tmp_path / "t.csv")
    for way in ([], ["--conclusions"]):
        made = str(tmp_path / f"made{len(way)}.csv")
        ran = CliRunner().invoke(main, ["portfolio", str(tmp_path / "t.csv"), *way, "-o", made])
        assert ran.exit_code == 0
        assert pl.read_csv(made)["verdict"].to_list() == ["undetermined"] * 2


def test_a_table_without_a_known_column_is_told_the_nearest_one():
    with pytest.raises(InvalidCase) as told:
        assess_table(pl.DataFrame({"nr": [1], "outputuse": ["research"]}), DAY)
    (problem,) = told.value.faults
    assert (problem.text, problem.nearest) == ("nr, outputuse", "output_use")


def test_a_table_of_columns_unlike_any_is_told_none():
    with pytest.raises(InvalidCase) as told:
        assess_table(pl.DataFrame({"x": [1], "y": [2]}), DAY)
    assert told.value.faults[0].nearest is None


@pytest.mark.parametrize(
    "heads",
    [
        ("controls__monitoring", "controls.monitoring"),
        ("controls.monitoring", "Controls.Monitoring "),
    ],
)
def test_two_columns_for_one_attribute_are_refused_by_name(heads):
    with pytest.raises(InvalidCase, match=r"two columns state controls\.monitoring; in: "):
        assess_table(pl.DataFrame({head: [True] for head in heads}), DAY)


def test_a_pandas_table_with_one_attribute_twice_is_refused_by_name():
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame([["operational", "research"]], columns=["output_use"] * 2)
    with pytest.raises(InvalidCase, match="two columns state output_use"):
        assess_table(table, DAY)


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
