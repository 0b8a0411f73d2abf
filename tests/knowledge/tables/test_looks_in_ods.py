"""Looks of spreadsheets of OpenDocument, as LibreOffice writes them."""

from __future__ import annotations

import zipfile

import pytest

from knowledge.tables.files import read_table
from knowledge.tables.unread_in_ods import in_ods
from knowledge.tables.values import Share
from tests.table_files import OFFICE, write_ods

pytest.importorskip("python_calamine")
KNOWN = frozenset({"name", "stage", "units"})
CALC = "urn:org:documentfoundation:names:experimental:calc"
SPACES = {"fo": "xsl-fo-compatible", "style": "style", "number": "datastyle"}
FO = " ".join(f'xmlns:{name}="{OFFICE}:{space}:1.0"' for name, space in SPACES.items())
SHOWN = f'xmlns:calcext="{CALC}:xmlns:calcext:1.0"'
STYLES = f"""<office:automatic-styles {FO}>
<style:style style:name="red" style:family="table-cell">
 <style:table-cell-properties fo:background-color="#ff0000"/></style:style>
<style:style style:name="white" style:family="table-cell" style:parent-style-name="red">
 <style:table-cell-properties fo:background-color="transparent"/></style:style>
<style:style style:name="bold" style:family="table-cell" style:parent-style-name="red">
 <style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="struck" style:family="table-cell">
 <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="part" style:family="text">
 <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="whole" style:family="text">
 <style:text-properties style:text-line-through-style="none"/></style:style>
<style:style style:name="By_5f_rule" style:display-name="By_rule" style:family="table-cell"
 style:parent-style-name="red"/>
<style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>
<style:style style:name="both" style:family="table-cell" style:parent-style-name="red">
 <style:text-properties style:text-line-through-type="single"/></style:style>
<number:number-style style:name="N1"><number:number/><number:text> TEUR</number:text>
</number:number-style>
<number:currency-style style:name="N2"><number:currency-symbol>€</number:currency-symbol>
</number:currency-style>
<number:number-style style:name="N3P0"><number:text/></number:number-style>
<number:number-style style:name="N3P1"><number:number/></number:number-style>
<number:text-style style:name="N3"><number:text/>
<style:map style:condition="value()=0" style:apply-style-name="N3P0"/>
<style:map style:condition="value()&lt;0" style:apply-style-name="N3P1"/>
<style:map style:condition="value()&gt;0" style:apply-style-name="N3P1"/></number:text-style>
<number:number-style style:name="N4"><number:number number:decimal-places="0"
 number:min-integer-digits="4"/></number:number-style>
<style:style style:name="padded" style:family="table-cell" style:data-style-name="N4"/>
<style:style style:name="unseen" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="in_teur" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="in_euro" style:family="table-cell" style:data-style-name="N2"
 style:parent-style-name="in_teur"/>
</office:automatic-styles>"""
CELL = "<table:table-cell"
ROWS = [["A", "pilot", "MARK"], ["B", "idea", 1], ["C", "idea", 2]]


@pytest.fixture
def told(tmp_path):
    """The notes where a cell stands as C2, and other parts of the sheet are exchanged."""

    def notes(cell, *exchanged):
        path = tmp_path / "t.ods"
        write_ods(path, ["name", "stage", "units"], ROWS)
        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name).decode() for name in packed.namelist()}
        text = parts["content.xml"].replace("<office:body>", f"{STYLES}<office:body>")
        before, _, after = text.partition("<text:p>MARK</text:p></table:table-cell>")
        text = before[: before.rindex(CELL)] + cell + after
        for old, new in exchanged:
            assert old in text
            text = text.replace(old, new, 1)
        parts["content.xml"] = text
        with zipfile.ZipFile(path, "w") as packed:
            for name, part in parts.items():
                packed.writestr(name, part)
        return read_table(path, known=KNOWN).notes

    return notes


COLOURED = ("one cell is empty and has a colour, which is not read: C2",)
TEXT = f'{CELL} office:value-type="string"'
ROW, FIRST = "<table:table-row>", f"<table:table-row>{TEXT} ><text:p>A</text:p>"


@pytest.mark.parametrize(
    ("style", "notes"),
    [("red", COLOURED), ("bold", COLOURED), ("white", ()), ("loop", ()), ("none", ())],
)
def test_an_empty_cell_that_a_colour_fills_is_told(told, style, notes):
    assert told(f'{CELL} table:style-name="{style}"/>') == notes


def test_a_cell_has_the_style_of_its_row_or_else_of_its_column(told):
    column = '<table:table-column table:default-cell-style-name="white"'
    columns = f'{column} table:number-columns-repeated="2"/>{column.replace("white", "red")}/>'
    inside = ('<table:table table:name="List">', f'<table:table table:name="List">{columns}')
    row = ROW.replace(">", ' table:default-cell-style-name="white">')
    assert told(f"{CELL}/>", inside) == ()  # the whole column is red
    number = '<table:table-cell office:value-type="float" office:value="'
    plain = [(f'{number}{at}"', f'{number}{at}" table:style-name="white"') for at in (1, 2)]
    assert told(f"{CELL}/>", inside, *plain) == COLOURED
    assert told(f"{CELL}/>", inside, *plain, (FIRST, FIRST.replace(ROW, row))) == ()


def test_no_cell_beyond_the_last_that_says_something_is_looked_at(told, tmp_path):
    wide = f'{CELL} table:style-name="both" table:number-columns-repeated="16000"/>'
    assert told(f"{CELL}/>{wide}") == ()
    assert in_ods(str(tmp_path / "t.ods"), "List").fills == {}


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (' table:style-name="struck"><text:p>old</text:p>', "one text is struck through, and"),
        (
            '><text:p>3 <text:span text:style-name="part">old</text:span></text:p>',
            "a part of one text is struck through, and",
        ),
        (
            ' table:style-name="struck"><text:p>3 <text:span text:style-name="whole">new'
            "</text:span></text:p>",
            "a part of one text is struck through, and",
        ),
    ],
)
def test_a_text_or_a_part_of_it_that_is_struck_through_is_told(told, inside, says):
    assert told(f"{TEXT}{inside}</table:table-cell>") == (f"{says} was read as if it were not: C2",)


def test_a_number_is_read_with_the_noughts_that_its_format_shows(told, tmp_path):
    number = f'{CELL} table:style-name="padded" office:value-type="float" office:value="7">'
    assert told(f"{number}<text:p>0007</text:p></table:table-cell>") == ()
    assert read_table(tmp_path / "t.ods").cells[2] == ["0007", 1, 2]


@pytest.mark.parametrize(
    ("inside", "cell"),
    [
        ('office:value-type="float" office:value="0"', "0"),
        ('office:value-type="float" office:value="7"', ""),
        ('office:value-type="string" office:string-value="old"', "old"),
    ],
)
def test_a_cell_of_which_its_format_shows_nothing_is_told(told, inside, cell):
    says = f"the format of one cell shows nothing of it; it was read: C2 ({cell!r})"
    begin = f'{CELL} table:style-name="unseen" {inside}>'
    notes = told(f"{begin}<text:p>{cell}</text:p></table:table-cell>")
    assert notes == ((says,) if cell else ())


@pytest.mark.parametrize(("style", "is_told"), [("in_teur", True), ("in_euro", False)])
def test_a_number_that_its_format_shows_with_a_word_is_told(told, style, is_told):
    number = f'{CELL} table:style-name="{style}" office:value-type="float" office:value="5">'
    says = (
        "one number is shown with a word that stands in the format of its cell alone, which is not"
        " read: C2 ('TEUR')"
    )
    notes = told(f"{number}<text:p>5 TEUR</text:p></table:table-cell>")
    assert notes == ((says,) if is_told else ())


def test_a_comment_is_told(told):
    comment = "<office:annotation><text:p>ask</text:p></office:annotation>"
    assert told(f"{TEXT}>{comment}<text:p>3</text:p></table:table-cell>") == (
        "one cell has a comment, which is not read: C2",
    )


@pytest.mark.parametrize(("value", "is_told"), [("formula-is(1)", True), ("&gt;5", False)])
def test_looks_that_a_formula_gives_are_told(told, value, is_told):
    condition = (
        f"<calcext:conditional-formats {SHOWN}><calcext:conditional-format"
        """ calcext:target-range-address="'a.B1 c'.A2:'a.B1 c'.C4 List.G2">"""
        f'<calcext:condition calcext:apply-style-name="By_rule" calcext:value="{value}"/>'
        "</calcext:conditional-format></calcext:conditional-formats></table:table>"
    )
    says = "a condition gives cells a colour or strikes them through, which is not read: A2:C4"
    notes = told(f"{CELL}/>", ("</table:table>", condition))
    assert notes == ((says,) if is_told else ())


@pytest.mark.parametrize("style", ["", ' table:style-name="none"', ' table:style-name="red"'])
def test_without_a_format_the_type_of_a_cell_says_percentage_or_money(told, tmp_path, style):
    def number(inside):
        begin = f'{CELL}{style} office:value="1.5" office:value-type="{inside}">'
        notes = told(f"{begin}<text:p>1.5</text:p></table:table-cell>")
        return notes, read_table(tmp_path / "t.ods").cells[2][0]

    notes, cell = number("percentage")
    assert (notes, type(cell), cell) == ((), Share, 1.5)
    notes, cell = number('currency" office:currency="USD')
    assert (len(notes), type(cell)) == (1, float)
    assert notes[0].endswith("which is not read: C2 ('USD')")
    assert number('currency" office:currency="EUR') == ((), 1.5)
    assert number("float") == ((), 1.5)
