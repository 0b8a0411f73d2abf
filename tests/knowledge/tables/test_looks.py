"""What a sheet says by colours, by texts that are struck through, and in comments, is told."""

from __future__ import annotations

import zipfile

import pytest

from knowledge.tables.files import read_table

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")
KNOWN = frozenset({"name", "stage", "monitoring"})
ROWS = [["name", "stage", "monitoring"], ["A", "pilot"], ["B", "idea"], ["C", "idea", "yes"]]


@pytest.fixture
def sheet(tmp_path):
    """A sheet to be written on, and how it is read: what is told of it."""
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    made = book.add_worksheet("List & more")
    for at, row in enumerate(ROWS):
        made.write_row(at, 0, row)

    def read():
        book.close()
        return read_table(path, known=KNOWN).notes

    return book, made, read


def test_an_empty_cell_that_a_colour_fills_is_told(sheet):
    book, made, read = sheet
    made.write_blank(1, 2, None, book.add_format({"bg_color": "green"}))
    made.write_blank(2, 2, None, book.add_format({"bg_color": "red"}))
    made.write_blank(2, 5, None, book.add_format({"bg_color": "red"}))  # below no head
    made.write_blank(9, 2, None, book.add_format({"bg_color": "red"}))  # in no row
    assert read() == ("2 cells are empty and have a colour, which is not read: C2, C3",)


@pytest.mark.parametrize("colour", ["white", "#FFFFFF", None])
def test_no_colour_is_told_that_is_none(sheet, colour):
    book, made, read = sheet
    kind = {"bg_color": colour} if colour else {"bold": True, "border": 1}
    made.write_blank(1, 2, None, book.add_format(kind))
    assert read() == ()


def test_the_colour_of_a_whole_row_or_of_a_whole_column_says_nothing(sheet):
    book, made, read = sheet
    row, column = book.add_format({"bg_color": "gray"}), book.add_format({"bg_color": "yellow"})
    made.write_row(1, 0, ROWS[1], row)
    made.write_blank(1, 2, None, row)
    assert read() == ()
    book = xlsxwriter.Workbook(book.filename)
    made = book.add_worksheet()
    column = book.add_format({"bg_color": "yellow"})
    for at, cells in enumerate(ROWS):
        made.write_row(at, 0, cells[:2])
        made.write(at, 2, cells[2] if len(cells) > 2 else None, column)
    book.close()
    assert read_table(book.filename, known=KNOWN).notes == ()


def test_a_text_that_is_struck_through_is_read_and_told(sheet):
    book, made, read = sheet
    struck = book.add_format({"font_strikeout": True})
    made.write(2, 0, "B", struck)
    made.write_blank(1, 2, None, struck)
    assert read() == ("one text is struck through, and was read as if it were not: A3",)


def test_a_comment_is_told(sheet):
    _, made, read = sheet
    made.write_comment("B2", "from May on")
    made.write_comment("C4", "?")
    made.write_comment("B1", "on a head")
    assert read() == ("2 cells have comments, which are not read: B2, C4",)


def test_a_part_of_a_text_that_is_struck_through_is_told(sheet):
    book, made, read = sheet
    struck = book.add_format({"font_strikeout": True})
    made.write_rich_string(1, 0, "A ", struck, "old", " new")
    made.write_rich_string(3, 0, struck, "C", struck, " all")
    assert read() == (
        "one text is struck through, and was read as if it were not: A4",
        "a part of one text is struck through, and was read as if it were not: A2",
    )


@pytest.mark.parametrize(
    ("look", "rule", "told"),
    [
        ({"bg_color": "red"}, {"type": "formula", "criteria": '=$B2="idea"'}, True),
        ({"font_strikeout": True}, {"type": "formula", "criteria": "=TRUE"}, True),
        ({"bold": True}, {"type": "formula", "criteria": "=TRUE"}, False),
        # by what the cell itself says
        ({"bg_color": "red"}, {"type": "cell", "criteria": ">", "value": 5}, False),
    ],
)
def test_looks_that_a_formula_gives_are_told(sheet, look, rule, told):
    book, made, read = sheet
    rule = {**rule, "format": book.add_format(look)}
    made.conditional_format("A2:C4", {**rule, "multi_range": "A2:B4 C3"})
    made.conditional_format("F2:G4", rule)  # below no head
    made.conditional_format("A8:C9", rule)  # in no row
    says = (
        "conditions give cells of 2 ranges a colour or strike them through, which is not read:"
        " A2:B4, C3"
    )
    assert read() == ((says,) if told else ())


def test_a_number_that_its_format_shows_with_a_word_is_told(sheet):
    book, made, read = sheet
    thousands = book.add_format({"num_format": '0 "TEUR"'})
    made.write(1, 2, 5, thousands)
    made.write(2, 2, "5", thousands)  # a text is shown as it is
    made.write(1, 5, 5, thousands)  # below no head
    assert read() == (
        "one number is shown with a word that stands in the format of its cell alone, which is not"
        " read: C2 ('TEUR')",
    )


def test_cells_of_which_their_format_shows_nothing_are_read_and_told(sheet):
    book, made, read = sheet
    hidden, no_nought = (book.add_format({"num_format": code}) for code in (";;;", "0;-0;;@"))
    made.write(1, 1, "pilot", hidden)
    made.write(1, 2, 0, no_nought)
    made.write(2, 2, 5, no_nought)
    made.write_blank(3, 2, None, hidden)
    made.write(1, 5, "below no head", hidden)
    assert read() == (
        "the formats of 2 cells show nothing of them; they were read: B2 ('pilot'), C2 ('0')",
    )
    assert read_table(book.filename, known=KNOWN).rows[0]["stage"] == "pilot"


def test_looks_that_cannot_be_seen_cost_nothing_else(sheet, tmp_path):
    book, made, read = sheet
    made.write_comment("B2", "from May on")
    read()
    with zipfile.ZipFile(book.filename) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = b"<"
    with zipfile.ZipFile(book.filename, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    assert read_table(book.filename, known=KNOWN).notes == ()
