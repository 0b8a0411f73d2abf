"""Tables are read by their ending, with every cell where it belongs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from knowledge import InvalidCase, load
from knowledge.intake.rows import rows_as_cases
from knowledge.tables.files import ENDINGS, Table, read_table

FORECAST = {"name": "Forecast", "exposure": "public"}
CHATBOT = {"name": "Chatbot", "exposure": None}


@pytest.fixture
def write(tmp_path):
    """Write a file, and give its path."""

    def written(content: str | bytes, name: str = "cases.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def refused(path: Path, encoding: str = "utf-8") -> str:
    with pytest.raises(InvalidCase) as error:
        read_table(path, encoding)
    (fault,) = error.value.faults
    assert (fault.place.file, fault.place.line) == (str(path), 1)
    return str(fault)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.csv", "name,exposure\nForecast,public\nChatbot,\n"),
        ("CASES.CSV", "name,exposure\r\nForecast,public\r\nChatbot,\r\n"),
        ("cases.jsonl", '{"name": "Forecast", "exposure": "public"}\n{"name": "Chatbot"}\n'),
        (
            "cases.ndjson",
            '{"name": "Forecast", "exposure": "public"}\n{"name": "Chatbot", "exposure": null}\n',
        ),
        ("cases.yaml", "- {name: Forecast, exposure: public}\n- {name: Chatbot, exposure: null}\n"),
        ("cases.yml", "- {name: Forecast, exposure: public}\n- {name: Chatbot, exposure: null}\n"),
        (
            "cases.json",
            '[{"name": "Forecast", "exposure": "public"}, {"name": "Chatbot", "exposure": null}]',
        ),
    ],
)
def test_a_table_is_read_by_its_ending(write, name, content):
    table = read_table(write(content, name))
    assert table.rows == [FORECAST, CHATBOT]
    assert table.columns == ("name", "exposure")
    assert list(table.numbered()) == [(1, FORECAST), (2, CHATBOT)]


def test_a_parquet_file_keeps_the_types_of_its_columns(tmp_path):
    row = {
        "name": "Forecast",
        "starts_on": date(2026, 11, 22),
        "approved": True,
        "volume_multiple": 2.5,
        "customer_channels": ["chatbot"],
    }
    pl.DataFrame([row, dict.fromkeys(row)]).write_parquet(tmp_path / "cases.parquet")
    assert read_table(tmp_path / "cases.parquet").rows == [row, dict.fromkeys(row)]


def test_each_cell_of_a_csv_file_is_text(write):
    assert read_table(write("name,business_units,approved\nA,2,true\n")).rows == [
        {"name": "A", "business_units": "2", "approved": "true"}
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.jsonl", '{"name": "A", "controls": {"monitoring": true}}\n'),
        ("cases.yaml", "name: A\ncontrols: {monitoring: true}\n"),
    ],
)
def test_nested_controls_stand_under_dotted_columns(write, name, content):
    table = read_table(write(content, name))
    assert table.rows == [{"name": "A", "controls.monitoring": True}]
    assert table.columns == ("name", "controls.monitoring")


def test_yaml_rows_need_not_have_the_same_columns(write):
    table = read_table(write("- {name: A}\n- {name: B, stage: idea}\n", "cases.yaml"))
    assert table.columns == ("name", "stage")
    assert table.rows == [{"name": "A"}, {"name": "B", "stage": "idea"}]


def test_a_line_break_within_quotes_belongs_to_its_cell(write):
    table = read_table(
        write('name,description\nA,"first line\nsecond, with ""quotes"""\nB,one line\n')
    )
    assert table.rows == [
        {"name": "A", "description": 'first line\nsecond, with "quotes"'},
        {"name": "B", "description": "one line"},
    ]


def test_a_table_in_another_encoding_is_read_when_told_so(write):
    path = write("name,owner\nCity’s café,Müller\n".encode("cp1252"))
    assert read_table(path, encoding="cp1252").rows == [{"name": "City’s café", "owner": "Müller"}]
    assert "the table cannot be read" in refused(path)


def test_what_the_encoding_does_not_know_is_refused(write):
    assert "the table cannot be read" in refused(write(b"name\n\x81\n"), encoding="cp1252")


def test_an_encoding_that_does_not_exist_is_refused(write):
    assert "the table cannot be read" in refused(write("name\nA\n"), encoding="cp12522")


def test_a_byte_order_mark_is_passed_over(write):
    assert read_table(write("\ufeffname,exposure\nForecast,public\n")).rows == [FORECAST]


def test_a_short_row_leaves_cells_empty_and_a_long_one_shifts_no_other(write):
    table = read_table(write("name,exposure\nChatbot\nForecast,public,more\nForecast,public\n"))
    assert table.rows == [CHATBOT, FORECAST, FORECAST]


def test_a_table_of_a_header_alone_has_columns_and_no_rows(write):
    table = read_table(write("name,exposure\n"))
    assert (table.columns, table.rows) == (("name", "exposure"), [])


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    assert "there is no such file" in refused(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("name", "said"),
    [("cases.xlsx", "no table is read from .xlsx"), ("cases", "a file without an ending")],
)
def test_an_unknown_ending_is_a_fault_that_names_the_known_ones(write, name, said):
    message = refused(write("name\nA\n", name))
    assert said in message
    assert all(ending in message for ending in ENDINGS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.csv", ""),
        ("cases.parquet", "name\nA\n"),
        ("cases.jsonl", '{"name": "A"\n'),
        ("cases.jsonl", ""),
    ],
)
def test_what_is_no_table_of_its_kind_is_a_fault(write, name, content):
    assert "the table cannot be read: " in refused(write(content, name))


@pytest.mark.parametrize("content", ["[]", "just words", "- name: A\n- B\n", "- 1\n", ""])
def test_yaml_that_is_no_list_of_cases_is_a_fault(write, content):
    assert "expected: a list of mappings from attribute to value" in refused(
        write(content, "cases.yaml")
    )


def test_a_table_that_is_not_yaml_is_a_fault_with_its_place(write):
    with pytest.raises(InvalidCase, match="this is not YAML") as error:
        read_table(write("- name: A\n  - B\n", "cases.yaml"))
    assert error.value.faults[0].place.line == 2


def a_case(**cells):
    """One row of a table whose columns are named like attributes, as a case."""
    (row,) = rows_as_cases(Table("cases.csv", ("name", *cells), [{"name": "A", **cells}]), load())
    return row


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("exposure", " public ", "public"),
        ("approved", "Yes", True),
        ("volume_multiple", "2.5", 2.5),
        ("business_units", "-1", -1),
        ("starts_on", "2026-11-22", date(2026, 11, 22)),
        ("customer_channels", "chatbot; other", frozenset({"chatbot", "other"})),
        ("customer_channels", "['chatbot', \"other\"]", frozenset({"chatbot", "other"})),
        ("customer_channels", "None", frozenset()),
        ("customer_channels", ["chatbot"], frozenset({"chatbot"})),
        ("controls.monitoring", "no", False),
    ],
)
def test_a_column_that_is_named_like_an_attribute_states_it(column, cell, value):
    row = a_case(**{column: cell})
    assert (row.case.stated(), row.faults) == ({"name": "A", column: value}, [])


@pytest.mark.parametrize("cell", ["", "  ", None, "unknown"])
@pytest.mark.parametrize(
    "column",
    [
        "exposure",
        "approved",
        "volume_multiple",
        "business_units",
        "starts_on",
        "customer_channels",
        "owner",
    ],
)
def test_an_empty_cell_or_unknown_leaves_its_attribute_unanswered(column, cell):
    row = a_case(**{column: cell})
    assert (row.case.stated(), row.faults) == ({"name": "A"}, [])
