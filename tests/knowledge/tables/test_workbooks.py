"""A sheet of a workbook: found or named, with its types, and numbered as a spreadsheet does."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge import InvalidCase, load
from knowledge.intake.rows import cases_of
from knowledge.tables.files import read_table
from knowledge.tables.values import Share

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")


@pytest.fixture
def book(tmp_path):
    """Write a workbook of these sheets: name → rows."""

    def written(sheets):
        path = tmp_path / "t.xlsx"
        made = xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        made.close()
        return path

    return written


ROWS = [["name", "went_live_on", "units"], ["A", datetime(2026, 3, 1), 3], [], ["B", None, 2.5]]


def test_cells_keep_their_types_and_rows_their_numbers(book):
    table = read_table(book({"List": ROWS}))
    assert list(table.numbered()) == [
        (2, {"name": "A", "went_live_on": date(2026, 3, 1), "units": 3}),
        (4, {"name": "B", "went_live_on": None, "units": 2.5}),
    ]
    assert table.notes == ()


def test_the_sheet_with_known_heads_is_found_and_the_others_are_told(book):
    path = book({"Notes": [["What this is"], ["text"]], "List": ROWS})
    table = read_table(path, known=frozenset({"name"}))
    assert table.columns == ("name", "went_live_on", "units")
    assert table.notes == ("read from the sheet 'List'; not read: Notes",)
    assert table.found.sheet == "List"


COVER = [["AI register of Example Ltd"], [], ["As of 1 November 2026", ""], ["See", "overleaf"]]


def test_where_no_head_is_known_a_cover_is_not_the_table(book):
    foreign = [["Nr.", "Bezeichnung"], ["P-1", "Alpha"]]
    path = book({"Cover": COVER, "2025": foreign, "2026": foreign})
    table = read_table(path, known=frozenset({"name"}))
    assert table.columns == ("Nr.", "Bezeichnung")
    assert table.notes == ("read from the sheet '2025'; not read: Cover, 2026",)
    assert read_table(book({"Cover": COVER, "More": [["text"]]})).found.sheet == "Cover"


def test_a_sheet_that_is_named_is_read_and_one_that_is_not_there_is_refused(book):
    path = book({"Old": [["name"], ["X"]], "New": [["name"], ["Y"]]})
    assert read_table(path, sheet="New").rows == [{"name": "Y"}]
    with pytest.raises(InvalidCase, match="there is no sheet 'Newer'; there are: Old, New"):
        read_table(path, sheet="Newer")


def test_columns_without_a_head_and_without_cells_are_none(book):
    table = read_table(book({"List": [["name", "", "", "x"], ["A", "", "lost?", None]]}))
    assert table.columns == ("name", "", "x")
    assert table.cells[1] == ["lost?"]


@pytest.mark.parametrize("sheets", [{"List": []}, {"List": [[""]], "Other": []}])
def test_a_workbook_without_a_cell_is_refused(book, sheets):
    with pytest.raises(InvalidCase, match="the workbook is empty"):
        read_table(book(sheets))


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".xlsb"])
@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_workbook_is_refused_in_a_line(tmp_path, ending, content):
    path = tmp_path / f"t{ending}"
    path.write_bytes(content)
    with pytest.raises(InvalidCase, match="this is not a workbook") as refused:
        read_table(path)
    assert len(str(refused.value).splitlines()) == 1


def test_a_cell_that_is_merged_over_rows_says_the_same_in_each_and_that_is_told(tmp_path):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List")
    sheet.merge_range("A1:C1", "Inventory")
    for at, row in enumerate([["name", "stage", "owner"], ["A"], ["B"], ["C", "idea"]], start=1):
        sheet.write_row(at, 0, row)
    sheet.merge_range("B3:B4", "pilot")
    sheet.merge_range("C3:C5", "Ann")
    made.close()
    table = read_table(path, known=frozenset({"name", "stage"}))
    assert [list(row.values()) for row in table.rows] == [
        ["A", "pilot", "Ann"],
        ["B", "pilot", "Ann"],
        ["C", "idea", "Ann"],
    ]
    told = "2 cells are merged over several rows, and were read in each of these: B3:B4, C3:C5"
    assert table.notes[0] == told


def test_a_cell_that_is_merged_over_columns_says_something_in_the_first_and_that_is_told(tmp_path):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List")
    for at, row in enumerate([["name", "stage", "units"], ["A"], [], ["B", "idea", 3], ["C"]]):
        sheet.write_row(at, 0, row)
    sheet.merge_range("B2:C2", "?")
    sheet.merge_range("A3:C3", "Sales")  # the title of a group, which is told as such
    sheet.merge_range("C4:D4", "3")  # a column without a head
    sheet.merge_range("B5:C6", "pilot")
    made.close()
    table = read_table(path, known=frozenset({"name", "stage"}))
    assert table.rows[0] == {"name": "A", "stage": "?", "units": None}
    told = "2 cells are merged over several columns, and were read in the first of these alone: "
    assert f"{told}B2:C2, B5:C6" in table.notes


def test_heads_that_are_merged_over_rows_and_heads_of_groups_are_heads(tmp_path):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List")
    sheet.merge_range("A1:A2", "name")
    sheet.merge_range("B1:C1", "Use")
    sheet.write_row("B2", ["stage", "since"])
    sheet.write_row("A3", ["A", "pilot", "May"])
    made.close()
    table = read_table(path, known=frozenset({"name", "stage"}))
    assert list(table.numbered()) == [(3, {"name": "A", "stage": "pilot", "since": "May"})]
    told = (
        "the heads stand in rows 1 to 2, one row below another; what stands above these is not read"
    )
    assert table.notes == (told,)


@pytest.mark.parametrize(("hidden", "read"), [("Old", "New"), ("New", "Old"), ("", "Old")])
def test_a_hidden_sheet_is_read_only_where_no_other_has_known_heads(tmp_path, hidden, read):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    for name, heads in (("Notes", ["Read me"]), ("Old", ["name", "stage"]), ("New", ["name"])):
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, heads)
        sheet.write_row(1, 0, [name] * len(heads))
        if name == hidden:
            sheet.hide()
    made.close()
    known = frozenset({"name", "stage"})
    assert read_table(path, known=known).rows[0]["name"] == read
    if hidden:
        assert read_table(path, known=known, sheet=hidden).notes == (
            f"the sheet {hidden!r} is hidden in the workbook",
        )


@pytest.mark.parametrize("shown", ["0%", "0.00%", "0.0 %", "0"])
def test_a_number_that_is_shown_as_a_percentage_is_a_share(tmp_path, shown):
    path = tmp_path / "shares.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["name", "volume_multiple"])
    sheet.write_row(1, 0, ["A", 1.5], made.add_format({"num_format": shown}))
    made.close()
    table = read_table(path, known=frozenset(("name", "volume_multiple")))
    assert table.cells == (["A"], [1.5])
    assert isinstance(table.cells[1][0], Share) == ("%" in shown)
    assert not [note for note in table.notes if "format" in note]


def test_an_id_is_read_as_its_format_shows_it_and_a_number_is_one(tmp_path):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List")
    padded = made.add_format({"num_format": "0000"})
    for at, row in enumerate([["id", "name", "business_units"], [7, "A", 3], ["0008", "B", 12345]]):
        sheet.write_row(at, 0, row, padded)
    made.close()
    table = read_table(path)
    assert table.cells == (["0007", "0008"], ["A", "B"], ["0003", 12345])
    assert table.notes == ()
    cases = cases_of(table, load()).rows
    assert [row.case.business_units for row in cases] == [3, 12345]
