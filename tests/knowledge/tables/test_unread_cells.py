"""What the reader of workbooks says nothing of is told: errors as the spreadsheet shows them,
formulas without a value, cells that are merged.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from engine.portfolio import open_portfolio
from knowledge.tables.files import read_table
from knowledge.tables.unread_cells import unread_cells
from knowledge.tables.unread_in_ods import in_ods
from knowledge.tables.unread_in_xls import in_xls
from knowledge.tables.unread_in_xlsb import in_xlsb
from knowledge.tables.unread_in_xlsx import in_xlsx
from knowledge.tables.values import shown
from tests.conftest import DAY
from tests.old_workbooks import Error, Hidden, write_xls, write_xlsb
from tests.table_files import write_ods
from threshold.cli import main

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
    assert in_xlsx(str(book), "List <1>").errors == {
        (1, 2): "#DIV/0!",
        (1, 3): "#N/A",
        (1, 28): "#REF!",
    }
    assert in_xlsx(str(book), "Notes & more").errors == {}  # a text that looks like one


@pytest.mark.parametrize("looking", [in_xlsx, in_xlsb, in_xls, in_ods])
@pytest.mark.parametrize("content", [b"", b"PK no workbook", b"\xd0\xcf\x11\xe0" + b"\1" * 2000])
def test_in_what_is_no_workbook_nobody_looked(tmp_path, looking, content):
    (tmp_path / "t").write_bytes(content)
    found = unread_cells(looking, str(tmp_path / "t"), "List")
    assert not found.looked
    assert (found.errors, found.unworked, found.merged) == ({}, [], [])


def test_where_nobody_could_look_that_is_told(book, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: b"no XML")
    told = "errors in cells, such as #REF!, cannot be seen in this file: such a cell is read as"
    assert read_table(book, sheet="List <1>").notes[-1].startswith(told)


def test_an_error_is_a_fault_and_what_is_not_available_is_unknown(book):
    opened = open_portfolio(book, on=DAY)
    (row,) = opened.rows
    assert [(fault.column, fault.value) for fault in row.faults] == [("business_units", "#DIV/0!")]
    assert "affects_people: taken for unknown: '#N/A' (1 cell)" in opened.notes


HEADS = ["name", "stage", "business_units", "affects_people"]
ROWS = [
    HEADS,
    ["A", "pilot", Error(0x07), Error(0x2A, formula=True)],
    ["B", None, "3", Error(0x1D)],
    ["Ü", "idea", Error(0x17, formula=True)],
]
SHOWN = [
    ["A", "pilot", "#DIV/0!", "#N/A"],
    ["B", None, "3", "#NAME?"],
    ["Ü", "idea", "#REF!", None],
]


@pytest.mark.parametrize(
    ("ending", "write"),
    [
        (".xls", write_xls),
        (".xls", lambda *said: write_xls(*said, small=True)),
        (".xlsb", write_xlsb),
    ],
)
def test_errors_of_binary_workbooks_are_told_as_they_are_shown(tmp_path, ending, write):
    path = tmp_path / f"t{ending}"
    write(path, "Liste ü", ROWS)
    table = read_table(path)
    assert [list(row.values()) for row in table.rows] == SHOWN
    assert table.notes == ()


def test_cells_of_a_binary_workbook_that_are_merged_say_the_same_in_each_row(tmp_path):
    write_xlsb(tmp_path / "t.xlsb", "List", [HEADS, ["A", "pilot"], ["B"]], [(1, 2, 1, 1)])
    table = read_table(tmp_path / "t.xlsb")
    assert [row["stage"] for row in table.rows] == ["pilot", "pilot"]
    assert "merged over several rows, and was read in each of them: B2:B3" in table.notes[0]


FORMULA = '<table:table-cell table:formula="of:=1" office:value-type='
ODS = {
    "LibreOffice": FORMULA + '"string" office:string-value="" calcext:value-type="error">',
    "Excel": FORMULA + '"float" office:value="0">',
}


@pytest.mark.parametrize("begin", ODS.values(), ids=ODS)
@pytest.mark.parametrize("said", ["#DIV/0!", "#N/A", "Err:502"])
def test_errors_of_a_spreadsheet_of_opendocument_are_told(tmp_path, begin, said):
    path = tmp_path / "t.ods"
    write_ods(path, HEADS[:3], [["A", None, "MARK"], ["B", "idea", "#REF!"]])
    _exchange(path, "MARK", f"{begin}<text:p>{said}</text:p></table:table-cell>")
    table = read_table(path)
    assert table.cells[2] == [said, "#REF!"]  # an error, and a text that somebody typed
    assert in_ods(str(path), "List").errors == {(1, 2): said}


def test_cells_of_opendocument_that_are_merged_or_repeated_are_read_in_each_row(tmp_path):
    path = tmp_path / "t.ods"
    write_ods(path, HEADS[:3], [["A", "MARK", 1], ["B", None, 2], ["C", "idea", date(2026, 1, 2)]])
    spanned = '<table:table-cell table:number-rows-spanned="2" office:value-type="string">'
    _exchange(path, "MARK", f"{spanned}<text:p>pilot</text:p></table:table-cell>")
    table = read_table(path)
    assert table.cells[1] == ["pilot", "pilot", "idea"]
    assert "merged over several rows, and was read in each of them: B2:B3" in table.notes[0]


def test_cells_of_opendocument_that_are_merged_over_columns_are_told(tmp_path):
    path = tmp_path / "t.ods"
    write_ods(path, HEADS[:3], [["A", "MARK", None], ["B", "idea", 2]])
    spanned = '<table:table-cell table:number-columns-spanned="2" office:value-type="string">'
    _exchange(path, "MARK", f"{spanned}<text:p>pilot</text:p></table:table-cell>")
    table = read_table(path)
    assert table.cells[2] == [None, 2]
    assert "merged over several columns, and was read in the first" in table.notes[0]
    assert table.notes[0].endswith("B2:C2")


def test_breaks_of_lines_and_tabs_within_a_paragraph_are_read(tmp_path):
    path = tmp_path / "t.ods"
    write_ods(path, HEADS[:3], [["MARK", "idea", 1], ["B", None, 2]])
    tab, blanks = "<text:span>c<text:tab/></text:span>", '<text:s text:c="2"/>'
    lines = f"<text:p>A<text:line-break/>b{tab}{blanks}d</text:p>"
    kind = '<table:table-cell office:value-type="string">'
    note = "<office:annotation><text:p>no<text:tab/></text:p></office:annotation>"
    _exchange(path, "MARK", f"{kind}{note}{lines}<text:p>e</text:p></table:table-cell>")
    assert read_table(path).cells[0] == ["A\nbc\t  d\ne", "B"]


def _exchange(path, mark, cell):
    """Put a cell as it stands in the file where a text of the table is."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    before, _, after = parts["content.xml"].partition(f"<text:p>{mark}</text:p>")
    before = before[: before.rindex("<table:table-cell")]
    after = after.removeprefix("</table:table-cell>")
    parts["content.xml"] = before + cell + after
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("<f>1+2</f><v></v>", True),
        ("<f>1+2</f><v/>", True),
        ("<f>1+2</f>", True),
        ('<f t="shared" si="0"/>', True),
        ("<f>1+2</f><v>3</v>", False),
        ("<v>3</v>", False),
        (' t="str"><f>"3"</f><v>3</v>', False),
    ],
)
def test_formulas_that_were_never_worked_out_are_told(tmp_path, cell, told):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List")
    sheet.write_row(0, 0, ["name", "business_units"])
    sheet.write_row(1, 0, ["A", 4711])
    made.close()
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace("><v>4711</v>", cell if cell[0] == " " else f">{cell}")
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    table = read_table(path)
    begin = "one cell holds a formula that was never worked out, and is read as empty: B2;"
    assert [note.startswith(begin) for note in table.notes] == [True] * told
    assert [*map(shown, table.cells[1])] == ["" if told else "3"]


LIST = [["name", "stage", "exposure"], ["A", "pilot"], ["B", "idea"], ["C", "production"]]


def _xlsx_with_hidden(path):
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("List")
    for number, row in enumerate(LIST):
        sheet.write_row(number, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(9, None, None, {"hidden": True})  # nothing stands in it
    sheet.set_column(1, 2, None, None, {"hidden": True})
    made.close()


def _ods_with_hidden(path):
    write_ods(path, LIST[0], [[*row, None] for row in LIST[1:]])
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    begin, row, content = '<table:table table:name="List">', "<table:table-row>", "content.xml"
    columns = '<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
    head, first, second, *rest = parts[content].split(row)
    filtered = '<table:table-row table:visibility="filter">'
    parts[content] = row.join([head, first, second]) + filtered + row.join(rest)
    parts[content] = parts[content].replace(begin, f"{begin}<table:table-column/>{columns}")
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


UNSEEN = Hidden(row=2, first=1, last=2)
WITH_HIDDEN = {
    ".xlsx": _xlsx_with_hidden,
    ".ods": _ods_with_hidden,
    ".xls": lambda path: write_xls(path, "List", LIST, hidden=UNSEEN),
    ".xlsb": lambda path: write_xlsb(path, "List", LIST, hidden=UNSEEN),
}


@pytest.mark.parametrize("ending", WITH_HIDDEN)
def test_what_is_hidden_is_read_and_that_is_told(tmp_path, ending):
    path = tmp_path / f"t{ending}"
    WITH_HIDDEN[ending](path)
    table = read_table(path)
    assert [row["name"] for row in table.rows] == ["A", "B", "C"]
    assert [*map(str, table.notes)] == [
        "one row is hidden in the sheet, by hand or by a filter, and was read: 3",
        "2 columns are hidden in the sheet, and were read: 'stage', 'exposure'",
    ]


@pytest.mark.parametrize("size", ["0", "0.0"])
def test_a_row_without_height_and_columns_without_width_are_hidden(tmp_path, size):
    path = tmp_path / "t.xlsx"
    _xlsx_with_hidden(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    column = re.sub('width="[^"]*"([^>]*) hidden="1"', rf'width="{size}"\1', parts[sheet])
    parts[sheet] = column.replace('hidden="1"', f'ht="{size}" customHeight="1"')
    assert "hidden" not in parts[sheet]
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    assert ["hidden" in note for note in read_table(path).notes] == [True, True]


def test_where_nothing_is_hidden_nothing_is_told(tmp_path):
    for ending, write in ((".xls", write_xls), (".xlsb", write_xlsb)):
        write(tmp_path / f"t{ending}", "List", LIST)
        assert read_table(tmp_path / f"t{ending}").notes == ()


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "one row is hidden in the sheet, by hand or by a filter, and was read: 3"),
        ("de", "eine Zeile ist im Blatt ausgeblendet, von Hand oder durch einen Filter"),
        ("fr", "une ligne est masquée dans la feuille, à la main ou par un filtre"),
    ],
)
def test_what_is_hidden_stands_on_the_first_screen_and_in_reports(tmp_path, language, says):
    path = tmp_path / "t.xlsx"
    _xlsx_with_hidden(path)
    ran = CliRunner().invoke(
        main, ["portfolio", str(path), "-o", str(tmp_path / "t.md"), "--language", language]
    )
    assert ran.exit_code == 0
    for text in (ran.output, (tmp_path / "t.md").read_text(encoding="utf-8")):
        assert says in " ".join(text.replace("\xa0", " ").split())
