"""Rows of a sheet that are no cases, or look like none: what is left out, and what is told."""

from __future__ import annotations

import polars as pl
import pytest

from engine import assess_table
from engine.portfolio import open_portfolio
from knowledge.tables.files import read_table
from tests.conftest import DAY
from tests.table_files import KINDS

KNOWN = frozenset({"name", "stage", "units"})
NARROW = "has one cell where others have more, such as the title of a group or a note"


@pytest.fixture
def read(tmp_path):
    """The table in some lines."""

    def table(text, ending=".csv", known=KNOWN):
        path = tmp_path / f"t{ending}"
        path.write_text(text, encoding="utf-8")
        return read_table(path, known=known)

    return table


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_heads_that_are_repeated_are_no_case_and_that_is_told(read, mark):
    table = read(f"Name;stage;ours\nA;idea;x\n{mark}name; Stage ;ours\nB;pilot;y\nName;;\n;;\n")
    assert [(number, row["Name"]) for number, row in table.numbered()] == [
        (2, "A"),
        (4, "B"),
        (5, "Name"),  # a case may be called so
    ]
    assert "row 3 repeats the heads, and was left out" in table.notes


def test_heads_that_are_repeated_in_a_list_of_names_are_no_case(read):
    assert [row["name"] for row in read("name\nA\nname\nB\n").rows] == ["A", "B"]


def test_another_table_below_is_not_read_under_the_wrong_heads(read, tmp_path):
    text = "name;affects_people\nA;yes\n\nname;ai_system\nB;no\n"
    table = read(text, known=frozenset({"name", "affects_people", "ai_system"}))
    assert [row["name"] for row in table.rows] == ["A"]
    assert [(fault.row, fault.value, fault.lost) for fault in table.faults] == [
        (4, "name; ai_system", True),
        (5, "B; no", True),
    ]
    assert table.faults[0].reason.startswith("row 4 has other heads")
    rows = [*open_portfolio(tmp_path / "t.csv", on=DAY).rows]
    assert [row.case is not None for row in rows] == [True, False, False]
    with pytest.warns(UserWarning, match="2 rows cannot be read"):
        answer = assess_table(tmp_path / "t.csv", DAY)
    assert answer.collect().height == 1


@pytest.mark.parametrize("said", ["Total", "SUMME:", " total général ", "Gesamtergebnis"])
def test_a_row_that_looks_like_a_total_is_read_and_told(read, said):
    table = read(f"name;units\nA;1\n;2\n{said};3\nB;\n{said};3\n")
    assert len(table.rows) == 5
    named = f"({said.strip()!r})"
    told = "2 rows look like totals, and were read as cases; an intake can skip them: "
    assert table.notes[0] == f"{told}4 {named}, 6 {named}"
    table = read(f"name;units\nA;1\n{said};3\n")
    told = f"row 3 {named} looks like a total, and was read as a case; an intake can skip it"
    assert table.notes == (told,)


@pytest.mark.parametrize("said", ["Sales total", "Subtotal of Sales", "Vertrieb Ergebnis"])
def test_a_total_of_a_group_has_numbers_beside_it(read, said):
    assert "looks like a total" in read(f"name;stage;units\nA;idea;1\n{said};;3\n").notes[0]
    assert read(f"name;stage;units\nA;idea;1\n{said};idea;3\n").notes == ()


def test_a_case_may_be_called_after_a_total(read):
    assert read("name;units\nA;1\nTotal recall;2\n").notes == ()


def test_a_row_of_one_cell_is_read_and_told(read):
    table = read("name;stage;units\nSales;;\nA;idea;1\nB;pilot;\n\nAs of May;;\n")
    assert len(table.rows) == 4
    told = (
        "2 rows have one cell where others have more, such as the title of a group or a note, and"
    )
    named = "2 ('Sales'), 6 ('As of May')"
    assert table.notes == (f"{told} were read as cases; an intake can skip them: {named}",)
    told = f"row 4 ('As of May') {NARROW}, and was read as a case; an intake can skip it"
    assert read("name;stage\nA;idea\nB;pilot\nAs of May;\n").notes == (told,)


def test_in_a_list_of_names_and_in_records_a_name_alone_is_not_told(read):
    assert read("name;stage\nA;\nB;\nC;idea\n").notes == ()
    assert read('{"name": "A", "stage": "idea"}\n{"name": "B"}\n', ".jsonl").notes == ()


def test_a_row_of_a_table_beside_the_list_is_read_and_told(read):
    heads = "name;stage;;Code;Meaning\n"
    table = read(heads + "A;idea;;P;pilot\nB;pilot;;I;idea\n;;;X;cancelled\n")
    assert len(table.rows) == 3
    assert table.notes == (
        "row 4 ('X; cancelled') has something only in columns that nothing reads, such as a table"
        " beside this one, and was read as a case; an intake can skip it",
    )
    text = '{"name": "A", "stage": "idea"}\n{"name": "B"}\n{"note": "x"}\n'
    assert "row 3 ('x') has something only in columns" in read(text, ".jsonl").notes[0]
    # a list of which one cannot say yet what it is about
    assert read("stage;Project\n;A\nidea;B\n;C\n", known=frozenset({"stage"})).notes == ()
    assert read("name;stage;Project\n;;A\n;idea;B\n;;C\n").notes == ()


def test_a_row_that_is_told_to_be_short_is_not_told_again(read):
    table = read("name;stage\nA;idea\nB;pilot\n# as of May\n")
    assert table.notes == ()
    assert [fault.row for fault in table.faults] == [4]


def test_of_many_rows_some_are_told(read):
    text = "name;stage\n" + "G;\nA;idea\n" * 7
    assert read(text).notes[0].endswith("8 ('G'), 10 ('G'), …")


def test_totals_and_heads_among_records_are_known_as_well(read):
    heads = '{"name": "name", "stage": "stage"}\n'
    table = read('{"name": "A", "stage": "idea"}\n' + heads + '{"name": "Total"}\n', ".jsonl")
    assert [row["name"] for row in table.rows] == ["A", "Total"]
    assert len(table.notes) == 2


@pytest.mark.parametrize("ending", [".parquet", ".arrow"])
def test_the_rows_of_files_of_columns_are_all_rows_on_every_way(tmp_path, ending):
    path = tmp_path / f"t{ending}"
    frame = pl.DataFrame({"name": ["A", "name", "Total"], "stage": ["idea", "stage", None]})
    write = frame.write_parquet if ending == ".parquet" else frame.write_ipc
    write(path)
    opened = open_portfolio(path, on=DAY)
    assert (len([*opened.rows]), opened.notes) == (3, ())
    assert assess_table(path, DAY).collect().height == 3


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl", ".json"])
def test_a_row_that_is_no_case_is_none_on_every_way(tmp_path, ending):
    heads, cases = ("name", "stage"), [["A", "idea"], ["name", "stage"], ["B", "pilot"]]
    KINDS[ending](tmp_path / f"t{ending}", heads, cases)
    opened = open_portfolio(tmp_path / f"t{ending}", on=DAY)
    assert [row.case.name for row in opened.rows] == ["A", "B"]
    assert assess_table(tmp_path / f"t{ending}", DAY).collect()["name"].to_list() == ["A", "B"]
