"""An error in a cell is told as the spreadsheet shows it, and not taken for an empty cell."""

from __future__ import annotations

import pytest

from engine.portfolio import open_portfolio
from knowledge.tables.error_cells import error_cells
from tests.conftest import DAY

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")


@pytest.fixture
def book(tmp_path):
    """A workbook with errors in its second sheet."""
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    made.add_worksheet("Notes & more").write(0, 0, "#REF!")
    sheet = made.add_worksheet("List <1>")
    sheet.write_row(0, 0, ["name", "stage", "business_units", "affects_people"])
    sheet.write_row(1, 0, ["A", "pilot"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 3, "=NA()", None, "#N/A")
    sheet.write_formula(1, 28, "=B9", None, "#REF!")
    made.close()
    return path


def test_errors_are_found_with_their_places(book):
    assert error_cells(str(book), "List <1>") == {
        (1, 2): "#DIV/0!",
        (1, 3): "#N/A",
        (1, 28): "#REF!",
    }
    assert error_cells(str(book), "Notes & more") == {}  # a text that looks like one


def test_what_is_no_workbook_has_none(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(b"PK no workbook")
    assert error_cells(str(tmp_path / "t.xlsx"), "List") == {}


def test_an_error_is_a_fault_and_what_is_not_available_is_unknown(book):
    opened = open_portfolio(book, on=DAY)
    (row,) = opened.rows
    assert [(fault.column, fault.value) for fault in row.faults] == [("business_units", "#DIV/0!")]
    assert "affects_people: taken for unknown: '#N/A' (1 cell)" in opened.notes
