"""A folder of case files is a table: each case comes out as it does by itself."""

import shutil

import pytest

from engine import assess
from explain import plan, portfolio
from knowledge import InvalidCase, example_names, read_case
from knowledge.base import load
from knowledge.intake.case_folders import table_of_folder
from knowledge.intake.rows import cases_of, open_table
from tests.places import ROOT

EXAMPLES = ROOT / "knowledge" / "examples"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "cases"
    path.mkdir()
    return path


def test_each_case_of_a_folder_states_what_its_file_states(folder):
    for name in example_names():
        shutil.copy(EXAMPLES / f"{name}.yaml", folder)
    base = load()
    rows = cases_of(open_table(folder, base), base).rows
    assert [fault for row in rows for fault in row.faults] == []
    assert [row.case.stated() for row in rows] == [
        read_case(f"example:{name}").stated() for name in example_names()
    ]


def test_lists_and_folders_below_are_read_and_what_a_test_expects_is_left_out(folder):
    (folder / "b").mkdir()
    (folder / "a.yaml").write_text(
        "- {name: One, customer_channels: []}\n- {name: Two, expect: {verdict: undetermined}}\n",
        encoding="utf-8",
    )
    (folder / "b" / "c.json").write_text('{"name": "Three"}', encoding="utf-8")
    (folder / "notes.txt").write_text("no case", encoding="utf-8")
    table = table_of_folder(folder, load())
    assert [row["name"] for row in table.rows] == ["One", "Two", "Three"]
    assert set(table.columns) == {"name", "customer_channels"}
    base = load()
    first, *_ = cases_of(open_table(folder, base), base).rows
    assert first.case.stated()["customer_channels"] == frozenset()


def test_what_is_wrong_in_a_file_is_told_at_its_place(folder):
    (folder / "a.yaml").write_text("name: One\nexposure: clients\n", encoding="utf-8")
    (folder / "b.yaml").write_text("output_use: research\n", encoding="utf-8")
    with pytest.raises(InvalidCase) as caught:
        portfolio(folder)
    places = {str(fault.place).removeprefix(str(folder)) for fault in caught.value.faults}
    assert places == {"/a.yaml:2:11", "/b.yaml:1:1"}


def test_a_folder_without_a_file_of_cases_is_told(folder):
    with pytest.raises(InvalidCase, match="no file of a case lies in this folder"):
        portfolio(folder)


def test_where_one_file_is_asked_for_a_folder_is_told_with_what_takes_one(folder):
    with pytest.raises(InvalidCase, match=r"this is a folder.*`threshold portfolio`"):
        assess(folder)
    with pytest.raises(InvalidCase, match=r"this is a folder.*`threshold plan`"):
        plan(folder)
