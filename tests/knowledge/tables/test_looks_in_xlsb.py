"""What a binary sheet (XLSB) says of numbers by their formats: percentages are shares, and words,
and cells that show nothing, are told.
"""

from __future__ import annotations

import zipfile

import pytest

from knowledge import InvalidCase
from knowledge.tables.files import read_table
from knowledge.tables.values import Share
from tests.old_workbooks import Styled, write_xlsb

pytest.importorskip("python_calamine")
FORMATS = ["0", "9", "0.0 %", '0 "TEUR"', ";;;"]  # the second one Excel has by itself
GENERAL, PERCENT, TENTHS, THOUSANDS, UNSEEN = range(5)
ROWS = [
    ["name", "share", "cost"],
    ["A", Styled(1.5, PERCENT), Styled(12.0, THOUSANDS)],
    [Styled("B", UNSEEN), Styled(0.25, TENTHS), Styled(12.0, GENERAL)],
    ["C", Styled(1.5, GENERAL), Styled(3.0, UNSEEN)],
]


def test_formats_of_numbers_are_read_and_told(tmp_path):
    write_xlsb(tmp_path / "t.xlsb", "List", ROWS, formats=FORMATS)
    table = read_table(tmp_path / "t.xlsb")
    shares = table.cells[table.columns.index("share")]
    assert [(type(cell) is Share, float(cell)) for cell in shares] == [
        *((True, 1.5), (True, 0.25), (False, 1.5)),
    ]
    assert table.notes == (
        "one number is shown with a word that stands in the format of its cell alone, which is not"
        " read: C2 ('TEUR')",
        "the formats of 2 cells show nothing of them; they were read: A3 ('B'), C4 ('3')",
    )


def test_a_file_that_its_reader_panics_at_is_told(tmp_path, capfd):
    write_xlsb(tmp_path / "t.xlsb", "List", ROWS, formats=FORMATS)
    with zipfile.ZipFile(tmp_path / "t.xlsb") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(tmp_path / "t.xlsb", "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part[:6] if name == "xl/styles.bin" else part)
    with pytest.raises(InvalidCase, match=r"t\.xlsb.*cannot be read"):
        read_table(tmp_path / "t.xlsb")
    assert capfd.readouterr() == ("", "")
