"""A portfolio as a workbook: its sheets, its charts,
and that nothing in a cell is run or linked.
"""

from __future__ import annotations

import re
import sys
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from engine import assess
from engine.portfolio import AssessedRow
from explain.portfolios import workbook
from explain.portfolios.summary import summarise
from explain.portfolios.workbook import write_workbook
from knowledge import UseCase
from knowledge.base import load
from knowledge.extras import MissingExtra
from knowledge.tables.row_faults import RowFault
from tests.conftest import DAY, EXPERIMENT

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = ["Summary", "Cases", "Gaps", "Questions", "Faults", "Sources"]
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "http://evil.example",
    "<b>&amp;",
    "_x0041_",
    "x" * 40_000,
]


class Book:
    """A workbook, read back from its XML."""

    def __init__(self, path):
        with ZipFile(path) as packed:
            self.parts = {name: packed.read(name).decode() for name in packed.namelist()}
        strings = ElementTree.fromstring(self.parts["xl/sharedStrings.xml"])
        self.strings = [
            "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
            for item in strings.iter(f"{MAIN}si")
        ]
        self.names = re.findall(r'<sheet name="([^"]+)"', self.parts["xl/workbook.xml"])

    def xml(self, sheet):
        return self.parts[f"xl/worksheets/sheet{self.names.index(sheet) + 1}.xml"]

    def rows(self, sheet):
        found = []
        for row in ElementTree.fromstring(self.xml(sheet)).iter(f"{MAIN}row"):
            found.append([])
            for cell in row.iter(f"{MAIN}c"):
                value = cell.find(f"{MAIN}v").text
                found[-1].append(self.strings[int(value)] if cell.get("t") == "s" else float(value))
        return found


@pytest.fixture
def write(tmp_path):
    """Write the workbook of these cases, and read it back."""

    def written(*facts, faults=(), file="table.csv"):
        cases = [
            assess(UseCase(**{"name": f"case {number}", **EXPERIMENT, **more}), on=DAY)
            for number, more in enumerate(facts, start=1)
        ]
        rows = [
            AssessedRow(number, case, tuple(faults) if number == 1 else ())
            for number, case in enumerate(cases, start=1)
        ]
        return Book(write_workbook(summarise(file, rows, load()), tmp_path / "report.xlsx"))

    return written


PRODUCTION = {
    "output_use": "operational",
    "controls": {"monitoring": False, "code_versioning": True},
}


def test_it_has_a_sheet_for_each_question_a_manager_asks(write):
    book = write(
        {},
        {"exposure": None},
        PRODUCTION,
        faults=[RowFault(1, "exposure", "publik", "stays unknown", "one of public")],
    )
    assert book.names == SHEETS
    assert ["Production-grade engineering is required", 1.0] in [
        row[:2] for row in book.rows("Summary")
    ]
    assert [row[1] for row in book.rows("Cases")] == ["name", "case 1", "case 2", "case 3"]
    assert book.rows("Faults")[1] == [1.0, "exposure", "publik", "stays unknown", "one of public"]
    assert book.rows("Questions")[1][2:4] == [1.0, 1.0]
    assert book.rows("Sources")[0] == ["Notice", "This is no legal advice."]


def test_gaps_are_a_table_of_cases_and_required_controls(write):
    header, none, some = write({}, PRODUCTION).rows("Gaps")
    states = dict(zip(header, some, strict=True))
    assert (states["monitoring"], states["code_versioning"], states["failure_handling"]) == (
        "missing",
        "in place",
        "unconfirmed",
    )
    assert set(none[2:]) == {""}


def test_the_summary_has_a_chart_for_each_count(write):
    book = write({"exposure": None}, PRODUCTION)
    drawn = [text for name, text in book.parts.items() if name.startswith("xl/charts/chart")]
    assert len(drawn) == 5
    counts = [row[1] for row in book.rows("Summary") if len(row) > 1 and isinstance(row[1], float)]
    values = [
        float(value)
        for chart in drawn
        for value in re.findall(r"<c:v>([\d.]+)</c:v>", re.search(r"<c:val>.*?</c:val>", chart)[0])
    ]
    assert values == counts
    assert all('<c:barDir val="bar"/>' in chart and "<c:showVal" in chart for chart in drawn)


def test_tables_can_be_filtered_and_keep_their_header_in_sight(write):
    book = write(PRODUCTION)
    for sheet in ("Cases", "Gaps"):
        assert "<autoFilter ref=" in book.xml(sheet)
        assert 'state="frozen"' in book.xml(sheet)
        assert "<cols>" in book.xml(sheet)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_stands_in_a_cell_is_text(write, text):
    book = write(
        {"name": text, **PRODUCTION},
        faults=[RowFault(1, text, text, "stays unknown", text)],
        file=text,
    )
    for name, part in book.parts.items():
        if name.startswith("xl/worksheets/"):
            assert "<f>" not in part
            assert "<hyperlink" not in part
            assert 't="str"' not in part
    assert not [name for name in book.parts if "externalLink" in name]
    kept = book.rows("Faults")[1][1]
    assert (
        kept == text
        if len(text) < 32_767 and "_x" not in text and "\r" not in text
        else len(kept) <= 32_767
    )


def test_a_cell_that_looks_like_a_formula_stays_text_when_it_is_edited(write):
    book = write({"name": "=1+1"})
    assert 'quotePrefix="1"' in book.parts["xl/styles.xml"]


def test_a_portfolio_without_faults_or_questions_says_so(write):
    book = write({})
    assert book.rows("Faults") == [["Every cell could be used."]]
    assert book.rows("Questions") == [["No question is open."]]


def test_without_the_library_it_is_said_in_one_line_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra) as told:
        workbook.check_library()
    assert (
        str(told.value)
        == "a workbook (.xlsx) needs XlsxWriter: pip install 'threshold-rules[report]'"
    )


@pytest.mark.parametrize(
    ("language", "sheets", "missing", "notice"),
    [
        (
            "de",
            ["Überblick", "Fälle", "Lücken", "Fragen", "Fehler", "Quellen"],
            "fehlt",
            "Das ist keine Rechtsberatung.",
        ),
        (
            "fr",
            ["Résumé", "Cas", "Lacunes", "Questions", "Erreurs", "Sources"],
            "manquante",
            "Ceci n’est pas un conseil juridique.",
        ),
    ],
)
def test_a_workbook_speaks_a_language(tmp_path, language, sheets, missing, notice):
    case = assess(UseCase(**{"name": "case", **EXPERIMENT, **PRODUCTION}), on=DAY)
    summary = summarise("table.csv", [AssessedRow(1, case, ())], load())
    book = Book(write_workbook(summary, tmp_path / "report.xlsx", language))
    assert book.names == sheets
    header, row = book.rows(sheets[2])
    assert row[header.index("monitoring")] == missing
    assert [notice] in [line[1:] for line in book.rows(sheets[5])]
    assert not any("(EN)" in str(cell) for line in book.rows(sheets[1]) for cell in line)


def test_rows_whose_cells_wrap_are_as_high_as_their_lines(write):
    """LibreOffice writes lines over each other where a file does not say how high a row is."""
    book = write({"name": "long words " * 20, **PRODUCTION}, {"exposure": None})
    high = re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', book.xml("Cases"))
    assert float(dict(high)["2"]) >= 5 * 15
