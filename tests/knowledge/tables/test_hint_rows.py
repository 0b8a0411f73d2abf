"""Rows below the heads that say how columns are filled in: what is left out, and what is told."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engine import assess_table
from engine.portfolio import open_portfolio
from knowledge.tables.files import read_table
from tests.conftest import DAY
from tests.table_files import KINDS
from threshold.cli import main

HEADS = ["name", "stage", "business_units", "went_live_on"]
CASES = [["CV screening", "pilot", 2, None], ["Churn", "production", 1, "2026-01-31"]]
LEFT_OUT = "says how the columns are filled in, such as units, types or examples, and was left out"
LIKELY = (
    "may say how the columns are filled in, such as units or an example, and was read as a case"
)


@pytest.fixture
def read(tmp_path):
    """What is read, and told, of a list with some rows below the heads."""

    def table(*rows, cases=CASES, heads=HEADS):
        path = tmp_path / "t.csv"
        lines = [";".join("" if cell is None else str(cell) for cell in row) for row in cases]
        path.write_text("\n".join([";".join(heads), *rows, *lines]), encoding="utf-8")
        found = read_table(path, known=frozenset(HEADS))
        assert found.faults == ()
        return [row[heads[0]] for row in found.rows], [*map(str, found.notes)]

    return table


@pytest.mark.parametrize(
    "row",
    [
        "EUR; count; yes/no; YYYY-MM-DD",
        "text;text;number;date",
        "Text (Pflicht);Freitext;in Stück;TT.MM.JJJJ",
        "texte;choix;nombre;JJ/MM/AAAA",
        ";;Anzahl;dd.mm.yy",  # the name cell is empty
        "(required);(optional);;",
        "[Text];[Text];;",
        "text *;text;number *;date",
        "ja / nein;oui ou non;Yes or no;MM/YYYY",
        "e.g. CV screening;z. B. pilot;p. ex. 3;Beispiel: 2026",
        "A;B;C;D",
        "(1);(2);(3);(4)",
        "0;1;2;3",
        "Spalte A;Spalte B;Spalte C;Spalte D",
    ],
)
def test_a_row_that_only_says_how_columns_are_filled_in_is_no_case(read, row):
    said = "; ".join(filter(None, (cell.strip() for cell in row.split(";"))))
    told = [f"row 2 ({said!r}) {LEFT_OUT}"]
    assert read(row) == (["CV screening", "Churn"], told)


@pytest.mark.parametrize(
    "row",
    [
        "e.g. CV ranking;pilot;3;",  # what follows may be true of a case
        "z. B. Chatbot;;;",
        "Date;text;;",
        "(Name of it);(how far it is);;",
        "Ja/Nein;;;",
    ],
)
def test_one_that_may_be_a_case_is_read_and_told(read, row):
    names, notes = read(row)
    said = "; ".join(filter(None, row.split(";")))
    assert names == [row.split(";")[0], "CV screening", "Churn"]
    assert notes == [f"row 2 ({said!r}) {LIKELY}; an intake can skip it"]


@pytest.mark.parametrize(
    "row", ["-;-;-;-", "Text;pilot;3;", "mm;idea;2;", "Chatbot;EUR;3;", "1;pilot;3;2026-01-01"]
)
def test_one_that_looks_like_any_other_is_a_case(read, row):
    assert read(row) == ([row.split(";")[0], "CV screening", "Churn"], [])


def test_numbers_and_letters_in_their_order_are_cases_where_others_are_like_them(read):
    heads = ["name", "business_units", "sites"]
    assert read(cases=[[1, 2, 3], [2, 3, 4]], heads=heads) == (["1", "2"], [])
    assert read(cases=[["A", "B", "C"], ["B", "C", "D"]], heads=heads) == (["A", "B"], [])


def test_a_unit_that_stands_further_below_as_well_is_a_value(read):
    cases = [["EUR", "text", "number"], ["Euro", "text", "count"]]
    assert read(cases=cases, heads=HEADS[:3]) == (["EUR", "Euro"], [])


def test_such_rows_may_stand_one_below_the_other_and_nowhere_else(read):
    names, notes = read("text;text;number;date", "(required);;;", "e.g. A;e.g. idea;;")
    assert names == ["CV screening", "Churn"]
    assert notes == [
        "3 rows say how the columns are filled in, such as units, types or examples, and were left"
        " out: 2 ('text; text; number; date'), 3 ('(required)'), 4 ('e.g. A; e.g. idea')"
    ]
    names, notes = read(cases=[*CASES, ["text", "text", "number", "date"]])
    assert (names, notes) == (["CV screening", "Churn", "text"], [])


@pytest.mark.parametrize("line", ["---;---;---;---", "|---|;;;", "===;;;", ":---:;---;:---;---"])
def test_a_line_of_dashes_is_no_case_wherever_it_stands(read, line):
    names, notes = read(line.replace("|", ""), cases=[*CASES, ["____"], CASES[0]])
    assert names == ["CV screening", "Churn", "CV screening"]
    assert notes == ["2 rows are lines of dashes or the like, and were left out: 2, 5"]


def test_a_short_row_that_is_left_out_is_not_told_to_be_short(read):
    assert read("(required)")[1] == [f"row 2 ('(required)') {LEFT_OUT}"]


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".ods", ".json", ".jsonl", ".yaml"])
def test_such_a_row_is_no_case_on_every_way(tmp_path, ending):
    path = tmp_path / f"t{ending}"
    KINDS[ending](path, HEADS, [["Text", "Auswahl", "Anzahl", "TT.MM.JJJJ"], *CASES])
    opened = open_portfolio(path, on=DAY)
    assert [row.case.name for row in opened.rows] == ["CV screening", "Churn"]
    assert assess_table(path, DAY).collect()["name"].to_list() == ["CV screening", "Churn"]
    ran = CliRunner().invoke(main, ["intake", "new", str(path)])
    assert ran.exit_code == 0, ran.output
    assert "Auswahl: " not in ran.output
    assert LEFT_OUT in ran.output
