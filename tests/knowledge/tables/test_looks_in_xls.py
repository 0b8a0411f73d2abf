"""Looks of old workbooks, byte by byte from [MS-XLS]."""

from __future__ import annotations

import struct

import pytest

from knowledge.tables.files import read_table
from tests.old_workbooks import write_xls_of
from tests.old_workbooks import xls_record as record

pytest.importorskip("python_calamine")
KNOWN = frozenset({"name", "stage", "units"})
RED, WHITE = 10, 9  # of the colours that there always are
PLAIN, STRUCK, IN_RED, IN_WHITE, IN_TEUR = range(5)  # styles


def _font(*, struck):
    flags = 0x08 if struck else 0
    return record(
        0x31, struct.pack("<HHHHHBBBBBB", 200, flags, 32767, 400, 0, 0, 0, 0, 0, 1, 1) + b"A"
    )


def _format(number, code):
    said = struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le")
    return record(0x41E, said)


def _style(font=0, colour=None, format_=0):
    solid = 0 if colour is None else 1 << 26
    head = struct.pack("<HHHBBBBI", font, format_, 0, 0, 0, 0, 0, 0)
    return record(0xE0, head + struct.pack("<IH", solid, colour or 64))


def _text(said, *runs, wide=True):
    """A text; `runs`: from which character on which font counts."""
    flags = wide | (8 if runs else 0)
    head = struct.pack("<HB", len(said), flags) + (struct.pack("<H", len(runs)) if runs else b"")
    told = said.encode("utf-16-le" if wide else "latin-1")
    return head + told + b"".join(struct.pack("<HH", *run) for run in runs)


HEADS = [_text("name"), _text("stage", wide=False), _text("units")]
FONTS = b"".join(_font(struck=at == 4) for at in range(5))  # the last has the number 5
STYLES = _format(164, '0 "TEUR"') + _style() + _style(font=5) + _style(colour=RED)
STYLES += _style(colour=WHITE) + _style(format_=164)


CUT = b"\xfe\xff\xff\xfe"  # where a record ends, and another goes on


def _texts(texts):
    """The records of all texts."""
    said = struct.pack("<II", len(texts), len(texts)) + b"".join(texts)
    first, *more = said.split(CUT)
    return record(0xFC, first) + b"".join(record(0x3C, part) for part in more)


def _cell(row, column, text, style=PLAIN):
    return record(0xFD, struct.pack("<HHHI", row, column, style, text))


def _blank(row, column, style):
    return record(0x201, struct.pack("<HHH", row, column, style))


@pytest.fixture
def told(tmp_path):
    """The notes on a sheet with some records below its heads, and some texts beside these."""

    def notes(content, *texts):
        path = tmp_path / "t.xls"
        whole = FONTS + STYLES + _texts([*HEADS, *texts])
        heads = b"".join(_cell(0, at, at) for at in range(3))
        write_xls_of(path, "List", whole, heads + content)
        return read_table(path, known=KNOWN).notes

    return notes


def test_an_empty_cell_that_a_colour_fills_is_told(told):
    rows = b"".join(_cell(at, 0, 3) + _cell(at, 1, 3) for at in (1, 2, 3))
    assert told(rows + _blank(1, 2, IN_RED), _text("A")) == (
        "one cell is empty and has a colour, which is not read: C2",
    )
    assert told(rows + _blank(1, 2, IN_WHITE), _text("A")) == ()
    several = record(0xBE, struct.pack("<HHHHH", 2, 1, IN_WHITE, IN_RED, 2))
    assert "C3" in told(rows.replace(_cell(2, 1, 3), b"") + several, _text("A"))[0]


def test_a_text_that_is_struck_through_is_told(told):
    assert told(_cell(1, 0, 3, STRUCK) + _cell(1, 1, 3), _text("A")) == (
        "one text is struck through, and was read as if it were not: A2",
    )


@pytest.mark.parametrize(
    ("runs", "says"),
    [
        ([(0, 5)], "one text is struck through, and was read as if it were not: A2"),
        (
            [(2, 5), (4, 0)],
            "a part of one text is struck through, and was read as if it were not: A2",
        ),
        ([(3, 0)], None),
        ([(3, 4)], None),  # no font has this number
        ([(6, 5)], None),  # at the end, over nothing
    ],
)
def test_a_part_of_a_text_that_is_struck_through_is_told(told, runs, says):
    rows = _cell(1, 0, 4) + _cell(1, 1, 3)
    assert told(rows, _text("A"), _text("ABCDEF", *runs)) == ((says,) if says else ())


def test_texts_that_go_on_in_a_further_record_are_read(told):
    first = _text("ABCDEF").replace("DEF".encode("utf-16-le"), CUT + b"\0DEF")  # and there narrow
    rows = _cell(1, 0, 3) + _cell(1, 1, 4)
    assert told(rows, first, _text("old", (0, 5))) == (
        "one text is struck through, and was read as if it were not: B2",
    )


def test_a_number_that_its_format_shows_with_a_word_is_told(told):
    number = record(0x203, struct.pack("<HHHd", 1, 2, IN_TEUR, 5))
    assert told(_cell(1, 0, 3) + number, _text("A")) == (
        "one number is shown with a word that stands in the format of its cell alone, which is not"
        " read: C2 ('TEUR')",
    )


def test_a_comment_is_told(told):
    note = record(0x1C, struct.pack("<HHHHHB", 1, 1, 0, 1, 0, 0))
    assert told(_cell(1, 0, 3) + _cell(1, 1, 3) + note, _text("A")) == (
        "one cell has a comment, which is not read: B2",
    )


FILL, FONT = 1 << 29, 1 << 26


def _condition(kind, given, looks=b""):
    ranges = struct.pack("<HHHHHHHHHHH", 1, 0, 1, 1, 0, 2, 1, 1, 1, 0, 2)
    said = struct.pack("<BBHHIH", kind, 0, 2, 0, given, 0) + looks + b"\x1d\x01"
    return record(0x1B0, ranges) + record(0x1B1, said)


def _font_of(*, struck, counts):
    font = bytearray(118)
    font[68] = 0x80 if struck else 0
    font[88] = 0 if counts else 0x80
    return bytes(font)


@pytest.mark.parametrize(
    ("condition", "is_told"),
    [
        (_condition(2, FILL, bytes(4)), True),
        (_condition(2, FONT, _font_of(struck=True, counts=True)), True),
        (_condition(2, FONT, _font_of(struck=True, counts=False)), False),
        (_condition(2, FONT, _font_of(struck=False, counts=True)), False),
        (_condition(1, FILL, bytes(4)), False),  # by what the cell itself says
    ],
)
def test_looks_that_a_formula_gives_are_told(told, condition, is_told):
    says = "a condition gives cells a colour or strikes them through, which is not read: A2:C2"
    notes = told(_cell(1, 0, 3) + _cell(1, 1, 3) + condition, _text("A"))
    assert notes == ((says,) if is_told else ())
