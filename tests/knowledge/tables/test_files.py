"""Tables are read by their ending, with every cell where it belongs."""

from __future__ import annotations

import gzip
import os
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from knowledge import InvalidCase, load
from knowledge.intake.rows import rows_as_cases
from knowledge.tables.files import ENDINGS, read_table
from knowledge.tables.table import of_records

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
    first = 2 if name.lower().endswith("csv") else 1  # a spreadsheet shows the heads in row 1
    assert list(table.numbered()) == [(first, FORECAST), (first + 1, CHATBOT)]


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
    assert table.rows == [{"name": "A", "stage": None}, {"name": "B", "stage": "idea"}]


def test_a_line_break_within_quotes_belongs_to_its_cell(write):
    table = read_table(
        write('name,description\nA,"first line\nsecond, with ""quotes"""\nB,one line\n')
    )
    assert table.rows == [
        {"name": "A", "description": 'first line\nsecond, with "quotes"'},
        {"name": "B", "description": "one line"},
    ]


CITY = {"name": "City’s café", "owner": "Müller"}


@pytest.mark.parametrize("said", ["cp1252", ""])
def test_a_table_in_another_encoding_is_read_told_or_not(write, said):
    table = read_table(write("name,owner\nCity’s café,Müller\n".encode("cp1252")), said)
    assert table.rows == [CITY]
    assert table.notes == (() if said else ("read as cp1252, which was found, not said",))


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "utf-8"]
)
def test_a_table_as_programs_write_it_is_known_by_its_bytes(write, encoding):
    raw = "name\towner\nCity’s café\tMüller\n".encode(encoding)
    assert read_table(write(raw, "cases.tsv")).rows == [CITY]


def test_a_byte_that_the_encoding_does_not_have_costs_its_row_and_is_told_with_its_place(write):
    table = read_table(write(b"name,owner\nA,B\nab\x81,B\nC,D\n"), encoding="cp1252")
    assert [row["name"] for row in table.rows] == ["A", "C"]
    (fault,) = table.faults
    assert (fault.row, fault.lost) == (3, True)
    assert "line 3, column 3: the byte 0x81 is not a character in cp1252" in fault.reason
    assert "encoding: cp850" in fault.expected


def test_a_broken_byte_in_a_text_of_utf_8_is_no_other_encoding(write):
    table = read_table(write("name\nCafé\nMüller\n".encode() + b"\xff\n"))
    assert [row["name"] for row in table.rows] == ["Café", "Müller"]
    assert "the byte 0xFF is not a character in utf-8" in table.faults[0].reason


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
    [("cases.docx", "no table is read from .docx"), ("cases", "a file without an ending")],
)
def test_an_unknown_ending_is_a_fault_that_names_the_known_ones(write, name, said):
    message = refused(write("name\nA\n", name))
    assert said in message
    assert all(ending in message for ending in ENDINGS)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cases.csv.gz", b"\x1f\x8b\x08", "packed, by gzip: unpack it"),
        ("cases.zip", b"PK\x03\x04", "files packed by zip: give it its own ending, or unpack it"),
        ("cases.parq", b"PAR1", "Parquet: give it the ending .parquet"),
        ("letter.docx", b"PK\x03\x04", "no table is read from .docx"),
        ("cases.tab", b"name\nA\n", "no table is read from .tab"),
    ],
)
def test_of_another_ending_it_is_told_what_the_file_is(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    message = refused(tmp_path / name)
    assert said in message
    assert all(ending in message for ending in ENDINGS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.csv", ""),
        ("cases.parquet", "name\nA\n"),
        ("cases.xlsx", "name\nA\n"),
        ("cases.jsonl", ""),
    ],
)
def test_what_is_no_table_of_its_kind_is_a_fault(write, name, content):
    assert "the table cannot be read: " in refused(write(content, name))


@pytest.mark.parametrize("content", ["[]", "just words", "- 1\n", ""])
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
    (row,) = rows_as_cases(of_records("cases.csv", [{"name": "A", **cells}]), load())
    return row


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("exposure", " public ", "public"),
        ("approved", "Yes", True),
        ("volume_multiple", "2.5", 2.5),
        ("business_units", "12", 12),
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


def test_a_name_may_be_a_number_in_every_kind_of_table(write):
    for name, content in (
        ("t.json", '[{"name": 4711, "stage": "idea"}]'),
        ("t.csv", "name,stage\n4711,idea\n"),
        ("t.yaml", "- {name: 4711, stage: idea}\n"),
        ("t.jsonl", '{"name": 4711.0, "stage": "idea"}\n'),
    ):
        (row,) = rows_as_cases(read_table(write(content, name)), load())
        assert (row.case.name, row.faults) == ("4711", [])


def test_a_missing_file_is_told_with_the_nearest_beside_it(write):
    missing = write("name\nA\n", "portfolio_2026.csv").with_name("portfolio_2025.csv")
    assert refused(missing).endswith("nearest: portfolio_2026.csv")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cases.jsonl", '{"name": \n{', "row 1: line 1, column 10: this is not JSON"),
        ("cases.jsonl", '[{"name": "A"}]', "row 1: this is not a record"),
        ("cases.json", '[{"name": "A", "name": "B"}]', "row 1: the key 'name' stands twice"),
    ],
)
def test_where_every_row_is_lost_it_is_said_why_not_that_no_column_is_known(
    write, name, content, said
):
    with pytest.raises(InvalidCase) as error:
        read_table(write(content, name))
    assert said in str(error.value.faults[0])
    assert "no column" not in str(error.value)


def test_a_link_that_leads_to_no_file_is_not_told_to_be_near_itself(tmp_path):
    (tmp_path / "cases.csv").symlink_to(tmp_path / "gone.csv")
    told = refused(tmp_path / "cases.csv")
    assert "this link leads to no file" in told
    assert "nearest" not in told


def test_arrow_is_read_as_a_file_and_as_a_stream(tmp_path):
    frame = pl.DataFrame({"name": ["Forecast"], "exposure": ["public"]})
    frame.write_ipc(tmp_path / "file.arrow")
    frame.write_ipc_stream(tmp_path / "stream.arrow")
    for name in ("file.arrow", "stream.arrow"):
        assert read_table(tmp_path / name).rows == [FORECAST]


@pytest.mark.parametrize("content", [b"", b"x", b"ARROW1", b"ARROW1\0\0" + b"\0" * 40])
def test_what_is_no_arrow_is_refused_in_a_line(write, content):
    assert "the table cannot be read" in refused(write(content, "cases.arrow"))


def test_groups_of_columns_and_dotted_heads_for_one_column_are_refused(tmp_path):
    frame = pl.DataFrame({"meta": [{"a": 1}], "meta.a": [2], "stage": ["idea"]})
    frame.write_parquet(tmp_path / "cases.parquet")
    assert "two columns are headed 'meta.a'" in refused(tmp_path / "cases.parquet")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_said_to_be_one_and_not_to_be_missing(tmp_path):
    os.mkfifo(tmp_path / "t.csv")
    with pytest.raises(InvalidCase, match="this is a pipe or a device; expected: an ordinary file"):
        read_table(tmp_path / "t.csv")


@pytest.mark.parametrize("ending", ["csv", "txt", "jsonl", "json", "yaml"])
def test_a_file_that_is_no_text_is_said_to_be_what_it_is(tmp_path, ending):
    text, path = b"name,exposure\nA,public\n", tmp_path / f"t.{ending}"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("t.csv", text)
    for raw, said in (
        (gzip.compress(text), "packed, by gzip"),
        (packed.getvalue(), "a workbook, or files packed by zip"),
        (b"PAR1" + text, "Parquet"),
    ):
        path.write_bytes(raw)
        with pytest.raises(InvalidCase, match=f"this is no text, but {said}"):
            read_table(path)


def test_a_folder_is_said_to_be_one_whatever_its_name(tmp_path):
    for name in ("folder", "folder.parquet"):
        (tmp_path / name).mkdir()
        with pytest.raises(InvalidCase, match="this is a folder; expected: a file"):
            read_table(tmp_path / name)


HTML = b"<table><tr><th>name</th></tr><tr><td>A</td></tr></table>"
OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(40)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        (
            "t.csv",
            b"\xef\xbb\xbf\n<!DOCTYPE html><p>",
            "no table of text, but HTML or XML: open it",
        ),
        ("t.xls", HTML, "not a workbook, but HTML or XML: open it in a spreadsheet"),
        ("t.xls", b'<?xml version="1.0"?><Workbook/>', "not a workbook, but HTML or XML"),
        ("t.xls", b"name\tstage\nA\tpilot\n", "not a workbook, but text: give it the ending .csv"),
        ("t.xls", "name\tstage\n".encode("utf-16"), "not a workbook, but text"),
        ("t.xls", b"PK\x03\x04" + bytes(40), "not a workbook, but a newer workbook"),
        ("t.xlsx", OLD, "not a workbook, but a workbook of the old kind, or one with a password"),
        ("t.ods", b"name;stage\n", "not a workbook, but text"),
        ("t.xls", OLD, "not a workbook: "),
    ],
)
def test_a_file_with_the_ending_of_another_kind_is_said_to_be_what_it_is(tmp_path, name, raw, said):
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(InvalidCase, match=re.escape(f"this is {said}")):
        read_table(tmp_path / name)


def test_a_list_that_only_begins_like_a_mark_is_read(tmp_path):
    (tmp_path / "t.csv").write_text("name;stage\n<table> reader;pilot\n")
    assert read_table(tmp_path / "t.csv").rows[0]["name"] == "<table> reader"
