"""A workbook says the same however the standard lets it be written: Strict Open XML, parts of other
names, cells that do not say where they stand, names with a prefix.
"""

from __future__ import annotations

import re
import zipfile

import pytest

from knowledge.tables.files import read_table
from knowledge.tables.unread_in_xlsx import in_xlsx
from knowledge.tables.values import Padded, Share
from knowledge.tables.xlsx_parts import book_in, part_of, placed_starts, sheet_in

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")

STRICT = (  # ISO/IEC 29500-1, as Excel saves "Strict Open XML Spreadsheet"
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006",
        "http://purl.oclc.org/ooxml/spreadsheetml",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def _strict(name, text):
    for one, other in STRICT:
        text = text.replace(one, other)
    return name, text


def _renamed(name, text):
    return name.replace("styles.xml", "styles2.xml"), text.replace("styles.xml", "styles2.xml")


def _elsewhere(name, text):
    return name.replace("xl/", "book/"), text.replace("xl/", "book/")


def _from_the_root(name, text):
    if name == "xl/_rels/workbook.xml.rels":
        text = re.sub('Target="', 'Target="/xl/', text)
    return name, text


def _without_places(name, text):
    if name.startswith("xl/worksheets/sheet"):
        text = re.sub(r' r="[A-Z]*[0-9]+"', "", text)
    return name, text


def _with_a_prefix(name, text):
    if name.startswith("xl/") and "_rels" not in name and "drawing" not in name.lower():
        text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text.replace('xmlns="', 'xmlns:x="'))
    return name, text


@pytest.fixture
def book(tmp_path):
    """A workbook with what is told of cells beside what they hold."""
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List & more")
    sheet.write_row(0, 0, ["id", "name", "share", "cost", "remark"])
    sheet.write(1, 0, 7, made.add_format({"num_format": "0000"}))
    sheet.write(1, 1, "A")
    sheet.write(1, 2, 1.5, made.add_format({"num_format": "0.0%"}))
    sheet.write(1, 3, 12, made.add_format({"num_format": '0 "TEUR"'}))
    struck = made.add_format({"font_strikeout": True})
    sheet.write_rich_string(1, 4, "for ", struck, "all", " of us")
    sheet.write_row(2, 0, [8, "B"])
    sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    sheet.write(2, 3, "gone", struck)
    sheet.write(2, 4, "", made.add_format({"bg_color": "#FF0000"}))
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(3, 3, None, None, {"hidden": True})
    made.close()
    return path


@pytest.mark.parametrize(
    "written", [_strict, _renamed, _elsewhere, _from_the_root, _without_places, _with_a_prefix]
)
def test_a_workbook_says_the_same_however_it_is_written(book, tmp_path, written):
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(book) as packed, zipfile.ZipFile(other, "w") as new:
        for part in packed.namelist():
            name, text = written(part, packed.read(part).decode())
            new.writestr(name, text)
    found = in_xlsx(str(other), "List & more")
    assert found == in_xlsx(str(book), "List & more")
    assert (found.errors, found.hidden_rows) == ({(2, 2): "#DIV/0!"}, {2})
    assert (found.struck, found.struck_partly) == ([(2, 3)], [(1, 4)])
    table, expected = read_table(other), read_table(book)
    assert (table.cells, table.notes) == (expected.cells, expected.notes)
    assert isinstance(table.cells[0][0], Padded)
    assert isinstance(table.cells[2][0], Share)


def test_what_a_file_does_not_have_is_not_found(book):
    with zipfile.ZipFile(book) as packed:
        assert book_in(packed) == "xl/workbook.xml"
        assert sheet_in(packed, "List & more") == "xl/worksheets/sheet1.xml"
        for look in (lambda: sheet_in(packed, "Other"), lambda: part_of(packed, "", "styles")):
            with pytest.raises(KeyError):
                look()


def test_cells_that_do_not_say_where_they_stand_follow_those_before():
    rows = b'<row><c/><c s="1"/><c r="E1"/><c t="b"></c></row><row r="5"><c r="B5"/></row><row><c>'
    places = [place for place, _ in placed_starts(rows)]
    assert places == [(0, 0), (0, 1), (0, 4), (0, 5), (4, 1), (5, 0)]
