"""`threshold intake new`: a draft by heads and cells in three languages, which says so."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from knowledge import load
from knowledge.intake.draft import draft_intake
from knowledge.intake.loading import load_intake
from knowledge.intake.proposals import proposals
from knowledge.intake.rows import cases_of, open_table
from threshold.cli import main

GERMAN = """\
KI-Liste;;;;;
Nr.;Bezeichnung;Status;Nutzer;Kosten (EUR);Go-live;Entscheidet über Personen?;Bemerkung
1;Prognose;Pilotbetrieb;Kunden;1.200,50 EUR;1.2.2026;ja;a
2;Chatbot;PRODUKTIV;Außendienst;800 EUR;Q2/2026;nein;b
3;OCR;produktiv;k. A.;12;März 2026;unklar;c
"""


@pytest.fixture
def draft(tmp_path):
    """The draft for a table, as text and as data."""

    def made(text: str, encoding: str = "utf-8"):
        (tmp_path / "liste.csv").write_bytes(text.encode(encoding))
        written = draft_intake(open_table(tmp_path / "liste.csv", load()), load())
        return written, yaml.safe_load(written)

    return made


def test_heads_and_cells_in_german_are_proposed_and_the_rest_is_marked_out(draft):
    text, data = draft(GERMAN, "cp1252")
    assert (data["draft"], data["encoding"], data["header"], data["id"]) == (
        True,
        "cp1252",
        2,
        "Nr.",
    )
    assert data["silent"] == ["", "k. a.", "unklar"]
    assert data["text"] == {"name": "Bezeichnung"}
    found = {item["attribute"]: item for item in data["columns"]}
    assert found["stage"]["values"] == {"PRODUKTIV": "production", "Pilotbetrieb": "pilot"}
    assert found["exposure"]["values"] == {"Kunden": "customers"}
    assert "#     Außendienst: ?  # 1 cell" in text
    assert found["affects_people"]["values"] == {"ja": True, "nein": False}
    assert (found["build_cost"]["decimal"], found["build_cost"]["unit"]) == ("comma", ["EUR"])
    assert set(found["went_live_on"]["dates"]) == {"%d.%m.%Y", "Q%q/%Y", "%B %Y"}
    assert "#   Bemerkung: 3 cells, 3 distinct" in text


@pytest.mark.parametrize(
    ("head", "cells", "attribute", "values"),
    [
        (
            "Étape",
            ["idée", "en production"],
            "stage",
            {"idée": "idea", "en production": "production"},
        ),
        (
            "Stage of development",
            ["pilot", "retired"],
            "stage",
            {"pilot": "pilot", "retired": "retired"},
        ),
        (
            "Rôle",
            ["fournisseur", "déployeur"],
            "role",
            {"fournisseur": "provider", "déployeur": "deployer"},
        ),
        ("Monitored?", ["yes", "no"], "controls.monitoring", {"yes": True, "no": False}),
    ],
)
def test_heads_and_cells_are_proposed_in_each_language(draft, head, cells, attribute, values):
    _, data = draft(f"Title;{head}\n" + "".join(f"x{n};{cell}\n" for n, cell in enumerate(cells)))
    assert [(item["attribute"], item["values"]) for item in data["columns"]] == [
        (attribute, values)
    ]


def test_what_is_only_a_little_like_an_attribute_is_marked_out(draft):
    text, data = draft("Title;People decided about individually\nA;ja\n")
    assert data["columns"] is None
    assert "  # - attribute: affects_people" in text


def test_cells_that_cannot_be_of_the_type_are_not_proposed_for_it(tmp_path):
    (tmp_path / "t.csv").write_text("Title;Go-live\nA;maybe\nB;perhaps\n", encoding="utf-8")
    columns = proposals(open_table(tmp_path / "t.csv", load()), load())
    assert {column.head: column.attribute for column in columns}["Go-live"] is None


def test_the_draft_can_be_used_and_every_output_says_that_it_is_one(tmp_path):
    table, intake = tmp_path / "t.csv", tmp_path / "mine.yaml"
    table.write_bytes(GERMAN.encode("cp1252"))
    made = CliRunner().invoke(main, ["intake", "new", str(table), "-o", str(intake)])
    assert (made.exit_code, made.stdout.splitlines()[0]) == (0, f"written: {intake}")
    own = load_intake(str(intake), load())
    cases = cases_of(open_table(table, load(), own), load(), own)
    assert [row.case.stage for row in cases.rows] == ["pilot", "production", "production"]
    assert [row.case.build_cost for row in cases.rows] == [1200.5, 800, 12]
    told = CliRunner().invoke(main, ["portfolio", str(table), "--intake", str(intake)])
    assert told.exit_code == 0
    assert "the intake is a draft" in told.stdout
    again = CliRunner().invoke(main, ["intake", "new", str(table), "-o", str(intake)])
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    other = CliRunner().invoke(main, ["intake", "new", str(table), "-o", str(tmp_path / "x.txt")])
    assert (other.exit_code, "no name of an intake" in other.stderr) == (2, True)


HEAD = '"Stage\nalways: x","My\nhead: 1",Name,"Status of it\n- x"\n'
ODD = HEAD + '"Pilot\nphase","a\n\n b",A,"x: [y\nz"\n' + '"# no","x",B,"{"\n'


def test_no_head_and_no_cell_breaks_out_of_its_line(draft):
    text, data = draft(ODD)
    assert set(data) == {"intake", "title", "source", "draft", "silent", "text", "columns"}
    assert data["text"] == {"name": "Name"}
    assert "My head: 1: 2 cells, 2 distinct" in text


def test_two_columns_with_one_head_propose_nothing_and_the_draft_can_be_used(draft, tmp_path):
    text, data = draft("Name,name,ID,id,Stage\nA,B,1,1,idea\nC,D,2,2,pilot\n")
    assert ("id" in data, data["text"]) == (False, {})
    assert [item["attribute"] for item in data["columns"]] == ["stage"]
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    intake = load_intake(str(tmp_path / "own.yaml"), load())
    cases = cases_of(open_table(tmp_path / "liste.csv", load(), intake), load(), intake)
    assert [row.case.stage for row in cases.rows] == ["idea", "pilot"]


SETS = """\
name;customer_channels;Go-live
A;chatbot; 01/02/2026
B;chatbot;03/04/2026
C;none;05/06/2026
"""


def test_the_draft_of_a_set_lists_its_members_and_can_be_used(draft, tmp_path):
    text, data = draft(SETS)
    (mapping,) = [one for one in data["columns"] if one["attribute"] == "customer_channels"]
    assert mapping["values"] == {"chatbot": ["chatbot"], "none": []}
    assert "split" not in mapping
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    load_intake(str(tmp_path / "own.yaml"), load())


@pytest.mark.parametrize("between", ["; ", " | "])
def test_members_of_one_cell_are_proposed_one_by_one(draft, tmp_path, between):
    cells = between.join(("chatbot", "recommendations", "fax"))
    text, data = draft(f'name,customer_channels\nA,"{cells}"\nB,chatbot\n')
    (mapping,) = data["columns"]
    assert mapping["split"] == between.strip()
    assert mapping["values"] == {"chatbot": ["chatbot"], "recommendations": ["recommendations"]}
    assert "fax: ?  # 1 cell" in text
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    intake = load_intake(str(tmp_path / "own.yaml"), load())
    rows = cases_of(open_table(tmp_path / "liste.csv", load(), intake), load(), intake).rows
    assert rows[1].case.stated()["customer_channels"] == {"chatbot"}


def test_days_of_two_readings_are_left_to_whoever_confirms(draft):
    _, data = draft(SETS)
    (mapping,) = [one for one in data["columns"] if one["attribute"] == "went_live_on"]
    assert mapping["dates"] == ["%d/%m/%Y", "%m/%d/%Y"]  # by which no cell has one reading
    _, data = draft(SETS.replace("05/06", "25/06"))
    (mapping,) = [one for one in data["columns"] if one["attribute"] == "went_live_on"]
    assert mapping["dates"] == ["%d/%m/%Y"]


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        ("12 EUR;€ 5", None),
        ("250 TEUR;1 TEUR", None),
        ("12 USD;5 USD", None),
        ("12 EUR;5 EUR", ["EUR"]),
    ],
)
def test_what_a_unit_multiplies_by_is_left_to_whoever_confirms(draft, cells, unit):
    rows = "".join(f"A;{cell}\n" for cell in cells.split(";"))
    text, data = draft(f"name;Build cost\n{rows}")
    (mapping,) = data["columns"]
    assert mapping.get("unit") == unit
    assert ("  #   unit: {" in text) is (unit is None)


def test_a_question_of_several_lines_stays_in_its_comment(tmp_path):
    (tmp_path / "own.yaml").write_text(
        """\
- work: p
  title: P
  cited_as: P
- attribute: region
  type: enum
  question: "Where?\\nsilent: [ja]\\n- x?"
  values: {here: here, there: there}
  source: {work: p, at: "1"}
""",
        encoding="utf-8",
    )
    (tmp_path / "list.csv").write_text("name,region\na,here\n", encoding="utf-8")
    base = load([tmp_path / "own.yaml"])
    text = draft_intake(open_table(tmp_path / "list.csv", base), base)
    assert "  # Where? silent: [ja] - x? (one of here, there)\n" in text
    assert yaml.safe_load(text)["silent"] == [""]


@pytest.mark.parametrize(
    ("head", "unit"),
    [("Build cost (k€)", '{"": 1000}'), ("Build cost in Mio. EUR", '{"": 1000000}')],
)
def test_a_head_with_a_unit_is_left_to_whoever_confirms(draft, head, unit):
    text, data = draft(f"name;{head}\nA;12\nB;3,5\n")
    assert data["columns"] is None
    assert "the head has a unit" in text
    assert f"  #   unit: {unit}\n" in text
    confirmed = text.partition("columns:\n")[2].replace("  # - ", "  - ").replace("  #  ", "   ")
    (mapping,) = yaml.safe_load(confirmed)
    assert mapping["column"] == head
    assert mapping["unit"] == yaml.safe_load(unit)


def test_the_very_name_of_an_attribute_goes_before_a_word_for_it(draft):
    _, data = draft("name;Status;Stage\nA;live;pilot\nB;Pilot;production\n")
    found = {one["attribute"]: one["column"] for one in data["columns"]}
    assert found["stage"] == "Stage"
